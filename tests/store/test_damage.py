"""Damage and tampering: found and said in one line, never read as if it were true."""

from __future__ import annotations

import random
import re

import pytest
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import begin, draft, raw
from voicebox.errors import StoreDamaged
from voicebox.locations import Locations
from voicebox.ports import StoredEvent
from voicebox.store.engine import PAGE_BYTES
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore


@pytest.fixture
def full(where: Locations) -> Locations:
    """A closed store with a talk of forty events, after which a pupil was added."""
    store = SqlStore.open(where)
    begin(store)
    drafts = [draft(f"e{n}", f'{{"words":"answer {n}"}}' * 60) for n in range(39)]
    store.append("t1", 1, drafts, state="asking", ended=None)
    store.add_pupil("Tomos")
    store.close()
    return where


def _tamper(where: Locations, *statements: str) -> None:
    connection = raw(where)
    connection.execute("DROP TRIGGER event_no_update")
    connection.execute("DROP TRIGGER event_no_delete")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = replace(body, 'answer 7', 'answer 8') WHERE seq = 9",
        "UPDATE event SET at = '2026-11-20T09:30:02.123456+00:00' WHERE seq = 5",
        "UPDATE event SET type = 'skipped' WHERE seq = 5",
        "UPDATE event SET id = 'other' WHERE seq = 5",
        "UPDATE event SET prev_hash = hash WHERE seq = 5",
        "DELETE FROM event WHERE seq = 1",
        "DELETE FROM event WHERE seq = 12",
        "DELETE FROM event WHERE seq = 40",
        "UPDATE talk SET last_seq = 39",
        "UPDATE event SET at = 'yesterday' WHERE seq = 5",
    ],
)
def test_a_change_behind_the_stores_back_breaks_the_chain(full: Locations, statement: str) -> None:
    _tamper(full, statement)
    store = SqlStore.open(full)
    with pytest.raises(StoreDamaged, match="Talk t1 is not as it was written"):
        store.events("t1")
    assert [talk.header.id for talk in store.talks()] == ["t1"]
    store.close()


def test_the_message_says_where_the_chain_breaks(full: Locations) -> None:
    _tamper(full, "UPDATE event SET body = '{}' WHERE seq = 9")
    store = SqlStore.open(full)
    with pytest.raises(StoreDamaged, match="at event 9"):
        store.events("t1")
    store.close()


def _read_all(where: Locations) -> list[StoredEvent]:
    store = SqlStore.open(where)
    try:
        store.pupils()
        return [event for talk in store.talks() for event in store.events(talk.header.id)]
    finally:
        store.close()


def _pages_that_are_read(where: Locations, pages: int) -> set[int]:
    """Those of the tables that `_read_all` goes through, and all that came with the talk."""
    connection = raw(where)
    roots = "SELECT rootpage FROM sqlite_master WHERE name IN ('pupil', 'pack', 'talk', 'event')"
    held = {1, *(root for (root,) in connection.execute(roots))}
    last = connection.execute("SELECT MAX(rootpage) FROM sqlite_master").fetchone()[0]
    connection.close()
    return held | set(range(last + 1, pages + 1))


def test_every_flipped_bit_is_found_in_a_page_that_is_read_and_harmless_elsewhere(
    full: Locations,
) -> None:
    path = full.data / TALKS_FILE
    true = _read_all(full)
    whole = path.read_bytes()
    chance = random.Random(7)
    pages = range(1, len(whole) // PAGE_BYTES + 1)
    found = set()
    for page in pages:
        at = (page - 1) * PAGE_BYTES + chance.randrange(16 if page == 1 else 0, PAGE_BYTES)
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        for left in ("-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        try:
            read = _read_all(full)
        except StoreDamaged:
            found.add(page)
        else:
            assert read == true
    path.write_bytes(whole)
    read_pages = _pages_that_are_read(full, len(pages))
    assert len(read_pages) >= 20
    assert found >= read_pages


@pytest.mark.parametrize("keep", [1, 4096, 5000, 3 * 4096])
def test_a_cut_file_is_found(full: Locations, keep: int) -> None:
    path = full.data / TALKS_FILE
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreDamaged):
        _read_all(full)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}' WHERE seq = 1",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 1",
        "REPLACE INTO event SELECT talk, seq, id, type, at, '{}', prev_hash, hash FROM event",
        "UPDATE pack SET body = '{}'",
        "DELETE FROM pack",
        "INSERT OR REPLACE INTO pack SELECT * FROM pack",
    ],
)
def test_what_was_said_cannot_be_changed_through_the_store(store: SqlStore, statement: str) -> None:
    begin(store)
    before = store.events("t1")
    with (
        pytest.raises(DBAPIError, match="is append-only"),
        store._engine.connect() as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql(statement)
    assert store.events("t1") == before
    assert store.pack("d" * 64) == '{"id":"my-voice"}'


def test_an_error_says_nothing_of_what_a_child_said(store: SqlStore) -> None:
    begin(store)
    secret = draft("t1-1", '{"words":"my brother hits me"}')
    with pytest.raises(Exception, match="Another window") as told:
        store.append("t1", 1, [secret], state="asking", ended=None)
    chained: BaseException | None = told.value
    while chained is not None:
        assert not re.search("brother", f"{chained} {chained!r}")
        chained = chained.__cause__ or chained.__context__
