"""Bringing a talks file from an older revision up to this one; loaded only when it is needed.

SQLite makes a table anew to change it. With foreign keys on, dropping the old one would delete
every answer with it, and the switch does nothing inside a transaction: so it is turned before
BEGIN, everything is checked before COMMIT, and the triggers that went with the old tables are made
again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect

from voicebox.errors import StoreDamaged
from voicebox.store.faults import RESTORE
from voicebox.store.tables import APPEND_ONLY, HEAD, triggers

SCRIPTS = Path(__file__).resolve().parent


def upgrade(engine: Engine, *, scripts: Path = SCRIPTS, to: str = HEAD) -> None:
    """Upgrade in one transaction: after a kill or an error the file is as it was.

    Args:
        engine: over one connection (`store.engine`), with no transaction open.
        scripts: the folder with `env.py` and `versions/`.
        to: the revision to reach.

    Raises:
        StoreDamaged: rows would have lost what they refer to; nothing was changed.
    """
    _move(engine, lambda connection: command.upgrade(_config(connection, scripts), to))


def downgrade(engine: Engine, to: str, *, scripts: Path = SCRIPTS) -> None:
    """Go back to an older revision in one transaction; what has no place there is lost.

    Raises:
        StoreDamaged: rows would have lost what they refer to; nothing was changed.
    """
    _move(engine, lambda connection: command.downgrade(_config(connection, scripts), to))


def _move(engine: Engine, step: Callable[[Connection], None]) -> None:
    _switch_foreign_keys(engine, "OFF")
    try:
        with engine.connect() as held:
            connection = held.execution_options(writes=True)
            with connection.begin():
                step(connection)
                _make_triggers_again(connection)
                _check_references(connection)
    finally:
        _switch_foreign_keys(engine, "ON")


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _switch_foreign_keys(engine: Engine, state: str) -> None:
    held = engine.raw_connection()
    try:
        cursor = held.cursor()
        cursor.execute(f"PRAGMA foreign_keys={state}")
        cursor.close()
    finally:
        held.close()


def _make_triggers_again(connection: Connection) -> None:
    """An older revision has none of the tables that came after it, and no triggers on them."""
    there = set(inspect(connection).get_table_names())
    for table in APPEND_ONLY:
        if table.name in there:
            for name, trigger in triggers(table).items():
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
                connection.exec_driver_sql(trigger)


def _check_references(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreDamaged(
            "The talks file could not be brought up to date, and was left as it was.", mend=RESTORE
        )
