"""The one place where the database engine is made: SQLCipher through SQLAlchemy Core.

A PostgreSQL engine would be made here too; nothing else knows which database it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

PAGE_BYTES = 4096
"""SQLCipher's page; no talks file is shorter."""
BUSY_SECONDS = 5.0
"""How long to wait for another process to finish its write."""
CHECKPOINT_BUSY_MS = 100
PAGE_CACHE_KIB = 32 * 1024
"""Decrypted pages kept in memory: a list of 100,000 talks meets each page many times."""

_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    f"cache_size=-{PAGE_CACHE_KIB}",
    f"busy_timeout={int(BUSY_SECONDS * 1000)}",
)


def open_engine(path: Path, key: bytes, *, create_with_salt: bytes | None = None) -> Engine:
    """An engine over one connection to the encrypted file at `path`; it opens at first use.

    Args:
        path: an existing file, unless `create_with_salt` is given.
        key: the 32-byte data key.
        create_with_salt: make the file, with these 16 bytes at its head. They are not secret;
            the store's id stands there, so that a swapped file can be told from a damaged one.
    """

    def connect() -> Any:
        return _connect(path, key, create_with_salt)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, key: bytes, salt: bytes | None) -> Any:
    mode = "rw" if salt is None else "rwc"
    connection = sqlcipher.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}{(salt or b'').hex()}'\"")
        if salt is None:
            connection.execute("PRAGMA journal_mode=WAL")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def open_reader(path: Path, key: bytes, *, without_log: bool = False) -> Any:
    """A connection that reads, and can neither write to the file nor fold its log; it is reading.

    Args:
        path: an existing file.
        key: the 32-byte data key.
        without_log: look at the file alone; no other window may have it open.

    Raises:
        sqlcipher3.dbapi2.Error: the file cannot be read.
    """
    alone = "&immutable=1" if without_log else ""
    connection = sqlcipher.connect(
        f"{path.as_uri()}?mode=ro{alone}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def writes_seen(connection: Connection) -> int:
    """How many writes the file has counted, as this transaction sees it."""
    return int(_driver(connection).execute("PRAGMA user_version").fetchone()[0])


def writes_without_log(path: Path, key: bytes) -> int:
    """How many writes the file alone has counted, which its log adds to; no window has it open.

    Raises:
        sqlcipher3.dbapi2.Error: the file cannot be read.
    """
    reader = open_reader(path, key, without_log=True)
    try:
        return int(reader.execute("PRAGMA user_version").fetchone()[0])
    finally:
        reader.close()


def count_writes(connection: Connection, writes: int) -> None:
    """Let the file have counted so many writes, when the transaction is committed.

    The count stands in the file's first page, so that each write has that page in the log: a log
    from any earlier moment then says so itself.
    """
    _driver(connection).execute(f"PRAGMA user_version={int(writes)}")


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(_driver(connection).total_changes)


def _driver(connection: Connection) -> Any:
    """The driver's own connection: each answer waits for these, and SQLAlchemy takes its time."""
    return connection.connection.driver_connection


def _begin(connection: Connection) -> None:
    """A write takes its lock at once, so that it never fails half way for want of one."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def checkpoint(engine: Engine) -> None:
    """Fold the write-ahead log into the file, so that a copy of the file alone is whole.

    Where another window is reading, or the disk is full, the log stays: nothing depends on it.
    """
    held = engine.raw_connection()
    try:
        cursor = held.cursor()
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_BUSY_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            cursor.close()
    finally:
        held.close()
