"""Migrations: what they lead to is what is made anew, and no row is lost on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import begin, draft
from voicebox.errors import StoreDamaged
from voicebox.locations import Locations
from voicebox.store import opening, tables
from voicebox.store.engine import open_engine
from voicebox.store.first_run import create_tables
from voicebox.store.migrations import run
from voicebox.store.repository import SqlStore

NEXT = '''
"""Revision 0006, as a later voicebox might have it: every event table made anew."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0006", "0005"
def upgrade():
    with op.batch_alter_table("talk", recreate="always") as talk:
        talk.add_column(sa.Column("room", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("event", recreate="always") as event:
        event.add_column(sa.Column("extra", sa.Text(), nullable=False, server_default=""))
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations with one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(run.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r0006_next.py").write_text(NEXT)
    return folder


def _new_file(path: Path) -> Engine:
    return open_engine(path, b"k" * 32, create_with_salt=b"s" * 16)


def _shape(engine: Engine) -> list[tuple[object, ...]]:
    """Everything there is and how it was made, but for line breaks, which an ALTER does not set."""
    wanted = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(wanted).all()
    return [(*row[:3], " ".join((row[3] or "").split())) for row in rows]


def test_the_migrated_store_is_the_created_store(tmp_path: Path) -> None:
    created, migrated = _new_file(tmp_path / "created.db"), _new_file(tmp_path / "migrated.db")
    create_tables(created, "ab" * 16)
    run.upgrade(migrated)
    assert _shape(migrated) == _shape(created)
    assert len([row for row in _shape(created) if row[0] == "trigger"]) == 6
    created.dispose()
    migrated.dispose()


def test_the_revisions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(run.SCRIPTS))
    assert tuple(s.revision for s in scripts.walk_revisions())[::-1] == tables.REVISIONS
    assert scripts.get_current_head() == tables.HEAD == tables.REVISIONS[-1]


def test_an_upgrade_keeps_every_answer_and_makes_the_triggers_again(
    store: SqlStore, scripts: Path
) -> None:
    begin(store)
    store.append("t1", 1, [draft(f"e{n}") for n in range(30)], state="asking", ended=None)
    before = store.events("t1")
    run.upgrade(store._engine, scripts=scripts, to="0006")
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM event ORDER BY seq").fetchall()
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("SELECT version_num FROM schema").scalar() == "0006"
    assert [row.hash for row in rows] == [event.hash for event in before]
    assert {row.extra for row in rows} == {""}
    with pytest.raises(DBAPIError, match="append-only"), store._engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM event")


def test_an_upgrade_that_fails_leaves_everything_as_it_was(store: SqlStore, scripts: Path) -> None:
    begin(store)
    before = _shape(store._engine)
    later = scripts / "versions" / "r0006_next.py"
    later.write_text(NEXT + "    raise ValueError('half way')\n")
    with pytest.raises(ValueError, match="half way"):
        run.upgrade(store._engine, scripts=scripts, to="0006")
    assert _shape(store._engine) == before
    later.write_text(NEXT + "    op.execute('DELETE FROM pupil')\n")
    with pytest.raises(StoreDamaged, match="left as it was"):
        run.upgrade(store._engine, scripts=scripts, to="0006")
    assert _shape(store._engine) == before
    assert len(store.events("t1")) == 1
    store.append("t1", 1, [draft("a")], state="asking", ended=None)


def test_opening_an_older_store_brings_it_up_to_date(
    where: Locations, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlStore.open(where)
    begin(store)
    store.close()
    monkeypatch.setattr(opening, "HEAD", "0006")
    monkeypatch.setattr(opening, "REVISIONS", (*tables.REVISIONS, "0006"))
    monkeypatch.setattr(run.upgrade, "__kwdefaults__", {"scripts": scripts, "to": "0006"})
    for _ in range(2):
        store = SqlStore.open(where)
        with store._engine.connect() as connection:
            rooms = connection.exec_driver_sql("SELECT room FROM talk").fetchall()
        assert [tuple(row) for row in rooms] == [("",)]
        assert len(store.events("t1")) == 1
        store.close()


def test_alembic_is_not_loaded_for_a_store_that_is_up_to_date(where: Locations) -> None:
    code = (
        "import os, sys; from voicebox.locations import locate;"
        "from voicebox.store.repository import SqlStore;"
        "where = locate(os.environ); SqlStore.open(where).close(); SqlStore.open(where).close();"
        "print([m for m in ('alembic', 'mako', 'sqlalchemy.orm') if m in sys.modules])"
    )
    environ = {"VOICEBOX_HOME": str(where.data), "VOICEBOX_KEYS": str(where.keys)}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    assert (told.stdout, told.stderr) == ("[]\n", "")


def test_pupils_of_a_released_store_keep_their_numbers(tmp_path: Path) -> None:
    older = _new_file(tmp_path / "older.db")
    run.upgrade(older, to="0004")
    talked = {"p3": "2026-09-01", "p1": "2026-11-01"}
    with older.begin() as connection:
        for pupil in ("p1", "p2", "p3"):
            connection.exec_driver_sql("INSERT INTO pupil VALUES (?, ?)", (pupil, "Amira"))
        digest = "d" * 64
        connection.exec_driver_sql("INSERT INTO pack VALUES (?, 'my-voice', '1', '{}')", (digest,))
        for pupil, day in talked.items():
            row = (f"t-{pupil}", pupil, "", digest, "en", 7, day, "asking", None, 0)
            connection.exec_driver_sql(f"INSERT INTO talk VALUES ({', '.join('?' * 10)})", row)
    run.upgrade(older)
    with older.connect() as connection:
        came = connection.exec_driver_sql("SELECT id FROM pupil ORDER BY came").scalars().all()
    assert came == ["p3", "p1", "p2"]
    run.downgrade(older, "0004")
    with older.connect() as connection:
        assert len(connection.exec_driver_sql("SELECT id, name FROM pupil").all()) == 3
    older.dispose()


# -- 0001, as it was released -------------------------------------------------------------------

PNG, OTHER = b"\x89PNG " + bytes(range(256)) * 40, b"\x89PNG other"
RELEASED = [
    ("INSERT INTO pupil VALUES (?, ?)", ("p1", "Amira")),
    ("INSERT INTO pack VALUES (?, ?, ?, ?)", ("d" * 64, "my-voice", "1", "{}")),
    *(
        (
            "INSERT INTO talk VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (talk, "p1", "Mrs Okoye", "d" * 64, "en", 7, "2026-11-20T09:30", "asking", None, 0),
        )
        for talk in ("t1", "t2")
    ),
    *(
        ("INSERT INTO picture VALUES (?, ?, ?, ?, ?, ?)", row)
        for row in (
            ("t1", "a" * 64, PNG, 4, 3, "my dog.png"),
            ("t2", "a" * 64, PNG, 4, 3, "dog again.png"),
            ("t2", "b" * 64, OTHER, 8, 6, "nan.png"),
        )
    ),
]


@pytest.fixture
def released(tmp_path: Path) -> Iterator[Engine]:
    """A talks file at revision 0001, with pictures in two talks."""
    engine = _new_file(tmp_path / "released.db")
    run.upgrade(engine, to="0001")
    with engine.connect() as connection, connection.begin():
        for statement, row in RELEASED:
            connection.exec_driver_sql(statement, row)
    yield engine
    engine.dispose()


def _rows(engine: Engine, wanted: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(wanted)]


def test_a_released_store_keeps_its_pictures_each_once(released: Engine, tmp_path: Path) -> None:
    created = _new_file(tmp_path / "created.db")
    create_tables(created, "ab" * 16)
    run.upgrade(released)
    assert _shape(released) == _shape(created)
    created.dispose()
    assert _rows(released, "SELECT * FROM picture ORDER BY digest") == [
        ("a" * 64, PNG, 4, 3),
        ("b" * 64, OTHER, 8, 6),
    ]
    assert _rows(released, "SELECT * FROM talk_picture ORDER BY talk, digest") == [
        ("t1", "a" * 64, "my dog.png"),
        ("t2", "a" * 64, "dog again.png"),
        ("t2", "b" * 64, "nan.png"),
    ]


def test_going_back_gives_each_talk_its_pictures_again(released: Engine) -> None:
    shape = _shape(released)
    pictures = _rows(released, "SELECT * FROM picture ORDER BY talk, digest")
    run.upgrade(released)
    own = [
        ("INSERT INTO picture VALUES (?, ?, ?, ?)", ("c" * 64, PNG, 1, 1)),
        ("INSERT INTO pupil_preference VALUES (?, ?, ?)", ("p1", "{}", "now")),
        (
            "INSERT INTO pupil_picture VALUES (?, ?, ?, ?, ?, ?)",
            ("o1", "p1", "dog", "c" * 64, "", "1"),
        ),
        ("INSERT INTO pupil_board VALUES (?, ?, ?, ?, ?, ?)", ("o2", "p1", "b", "{}", "1", "")),
        ("INSERT INTO board_picture VALUES (?, ?)", ("o2", "a" * 64)),
    ]
    with released.connect() as connection, connection.begin():
        for statement, row in own:
            connection.exec_driver_sql(statement, row)
    run.downgrade(released, "0001")
    assert _shape(released) == shape
    assert _rows(released, "SELECT * FROM picture ORDER BY talk, digest") == pictures
    assert _rows(released, "SELECT version_num FROM schema") == [("0001",)]


def test_a_released_store_is_brought_up_to_date_by_being_opened(where: Locations) -> None:
    store = SqlStore.open(where)
    begin(store)
    run.downgrade(store._engine, "0001")
    store.close()
    again = SqlStore.open(where)
    pupil = again.pupils()[0].id
    again.keep_preferences(pupil, {"theme": "calm"})
    assert again.preferences_of(pupil) == {"theme": "calm"}
    assert len(again.events("t1")) == 1
    again.close()


def test_passing_on_comes_and_goes_with_talks_in_the_store(where: Locations) -> None:
    store = SqlStore.open(where)
    begin(store)
    run.downgrade(store._engine, "0003")
    before = _shape(store._engine)
    run.upgrade(store._engine)
    pupil = store.pupils()[0].id
    rows = [
        ("INSERT INTO known_pupil VALUES (?, ?, ?)", ("a" * 32, "p1", pupil)),
        ("INSERT INTO talk_origin VALUES (?, ?, ?, ?, ?)", ("t1", "a" * 32, "now", "p1", "")),
        ("INSERT INTO tombstone VALUES (?, ?, ?, ?, ?, ?)", ("p9", "now", "-", "", "{}", None)),
    ]
    with store._engine.connect() as connection, connection.begin():
        for statement, row in rows:
            connection.exec_driver_sql(statement, row)
    run.downgrade(store._engine, "0003")
    assert _shape(store._engine) == before
    assert len(store.events("t1")) == 1
    store.close()


def test_a_store_of_before_has_a_key_to_sign_with_once_it_is_up_to_date(where: Locations) -> None:
    """Each key is a store's own, and what came with the tables goes with them."""
    store = SqlStore.open(where)
    begin(store)
    first = _rows(store._engine, "SELECT kind, secret FROM own_key")
    run.downgrade(store._engine, "0004")
    before = _shape(store._engine)
    assert not [row for row in before if row[2] in ("own_key", "known_store")]
    store.close()
    again = SqlStore.open(where)
    (kind, secret), *more = _rows(again._engine, "SELECT kind, secret FROM own_key")
    assert (kind, len(str(secret)), more) == ("sign", 64, [])
    assert first != [(kind, secret)]
    with again._engine.connect() as connection, connection.begin():
        row = ("a" * 32, "b" * 64, "now")
        connection.exec_driver_sql("INSERT INTO known_store VALUES (?, ?, ?)", row)
    run.downgrade(again._engine, "0004")
    assert _shape(again._engine) == before
    assert len(again.events("t1")) == 1
    again.close()
