"""Opening: each way in which it can go wrong is an error of its own, and makes no new store."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import begin, draft, places, raw
from voicebox.errors import (
    KeyMissing,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreSwapped,
    StoreTooNew,
    WrongKey,
)
from voicebox.locations import Locations
from voicebox.store import engine, keys
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore

CLOSED = {"keyslots.json", "voicebox.db", "voicebox.last"}


@pytest.fixture
def kept(where: Locations) -> Locations:
    """A closed store with one talk in it."""
    store = SqlStore.open(where)
    begin(store)
    store.close()
    return where


def _only_key(where: Locations) -> Path:
    (key,) = where.keys.iterdir()
    return key


def _refused(where: Locations, error: type[StoreError], *words: str) -> None:
    before = {path: path.read_bytes() for path in where.data.iterdir()}
    with pytest.raises(error) as told:
        SqlStore.open(where)
    assert type(told.value) is error
    for word in words:
        assert word in str(told.value)
    assert {path: path.read_bytes() for path in where.data.iterdir()} == before


def test_what_was_kept_is_there_the_next_time(kept: Locations) -> None:
    store = SqlStore.open(kept)
    assert [event.id for event in store.events("t1")] == ["t1-1"]
    store.close()


def test_a_missing_key_says_where_it_was_sought(kept: Locations) -> None:
    key = _only_key(kept)
    key.rename(key.with_suffix(".away"))
    _refused(kept, KeyMissing, str(key), "VOICEBOX_KEYS", "talks are still there")
    key.with_suffix(".away").rename(key)
    SqlStore.open(kept).close()


def test_another_key_is_a_wrong_key(kept: Locations) -> None:
    _only_key(kept).write_bytes(bytes(32))
    _refused(kept, WrongKey, "does not open this store")


def test_a_cut_key_is_said_to_be_damaged(kept: Locations) -> None:
    key = _only_key(kept)
    key.write_bytes(key.read_bytes()[:31])
    _refused(kept, WrongKey, "is damaged")


def test_a_store_without_a_device_slot_says_it_is_locked(kept: Locations) -> None:
    slots = keys.read_slots(kept.data / keys.FILE_NAME)
    other = {**slots.slots[0], "kind": "passphrase"}
    keys.write_slots(kept.data / keys.FILE_NAME, keys.KeySlots(slots.store, (other,)))
    _refused(kept, StoreLocked, "are locked", "voicebox unlock")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"version": 1}',
        b'{"version": "1"}',
        b'{"version": 0}',
        b"[" * 60_000,
    ],
)
def test_damaged_key_slots_are_told_from_a_wrong_key(kept: Locations, content: bytes) -> None:
    (kept.data / keys.FILE_NAME).write_bytes(content)
    _refused(kept, StoreDamaged, keys.FILE_NAME)


def test_any_flipped_byte_in_the_key_slots_is_found(kept: Locations) -> None:
    path = kept.data / keys.FILE_NAME
    whole = path.read_bytes()
    for at in range(len(whole)):
        if whole[at : at + 1].isspace():
            continue
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises((StoreDamaged, StoreTooNew)):
            keys.read_slots(path)


def test_slots_with_a_right_check_and_wrong_insides_open_nothing(kept: Locations) -> None:
    path = kept.data / keys.FILE_NAME
    slots = keys.read_slots(path)
    for change in ({"nonce": "zz"}, {"nonce": ""}, {"wrapped": "00"}, {"id": "other"}):
        keys.write_slots(path, keys.KeySlots(slots.store, ({**slots.slots[0], **change},)))
        _refused(kept, WrongKey)
    path.write_bytes(keys.encode(keys.KeySlots("../../etc", slots.slots)))
    _refused(kept, StoreDamaged)


def test_a_newer_version_of_the_key_slots_is_told_so(kept: Locations) -> None:
    path = kept.data / keys.FILE_NAME
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps({**content, "version": 2, "anything": []}))
    _refused(kept, StoreTooNew, "newer voicebox")


def test_talks_without_their_key_slots_are_never_taken_for_none(kept: Locations) -> None:
    (kept.data / keys.FILE_NAME).unlink()
    _refused(kept, StoreDamaged, "keyslots.json", "is missing")


def test_a_missing_talks_file_is_not_made_anew(kept: Locations) -> None:
    (kept.data / TALKS_FILE).unlink()
    _refused(kept, StoreDamaged, "is missing", "backup")


def test_an_empty_talks_file_is_not_opened_as_new(kept: Locations) -> None:
    (kept.data / TALKS_FILE).write_bytes(b"")
    _refused(kept, StoreDamaged, "is empty", "backup")


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\0" + bytes(5000), bytes(8192)])
def test_what_is_no_talks_file_is_refused(kept: Locations, content: bytes) -> None:
    (kept.data / TALKS_FILE).write_bytes(content)
    _refused(kept, StoreSwapped, "not the talks file")


def test_a_cut_talks_file_is_damaged(kept: Locations) -> None:
    path = kept.data / TALKS_FILE
    path.write_bytes(path.read_bytes()[:1000])
    _refused(kept, StoreDamaged, "damaged", "backup")


def test_another_stores_talks_file_is_told_from_a_damaged_one(
    kept: Locations, tmp_path: Path
) -> None:
    other = places(tmp_path / "other")
    SqlStore.open(other).close()
    shutil.copy(other.data / TALKS_FILE, kept.data / TALKS_FILE)
    _refused(kept, StoreSwapped, "not the talks file that belongs")


def test_the_id_inside_the_talks_file_must_be_the_key_slots_id(kept: Locations) -> None:
    connection = raw(kept)
    connection.execute("UPDATE meta SET store = ?", ("0" * 32,))
    connection.close()
    with pytest.raises(StoreSwapped, match="not the talks file that belongs"):
        SqlStore.open(kept)


def test_an_emptied_but_genuine_talks_file_is_not_opened_as_new(kept: Locations) -> None:
    connection = raw(kept)
    connection.execute("DELETE FROM meta")
    connection.close()
    with pytest.raises(StoreDamaged):
        SqlStore.open(kept)


def test_a_newer_store_is_told_so_and_left_alone(kept: Locations) -> None:
    connection = raw(kept)
    connection.execute("UPDATE schema SET version_num = '0999'")
    connection.close()
    with pytest.raises(StoreTooNew, match="newer voicebox"):
        SqlStore.open(kept)


def test_a_folder_in_the_way_of_the_talks_file_is_one_line(where: Locations) -> None:
    (where.data / TALKS_FILE).mkdir(parents=True)
    (where.data / keys.FILE_NAME).mkdir()
    with pytest.raises(StoreError):
        SqlStore.open(where)


def test_a_file_in_the_way_of_the_folder_is_one_line(where: Locations) -> None:
    where.data.parent.mkdir(exist_ok=True)
    where.data.write_text("in the way")
    with pytest.raises(StoreError, match="in the way"):
        SqlStore.open(where)


def test_keys_in_the_same_folder_are_allowed(tmp_path: Path) -> None:
    where = places(tmp_path)
    together = Locations(
        where.data, where.settings_file, where.cache, where.data, where.prompts, where.symbols, True
    )
    SqlStore.open(together).close()
    SqlStore.open(together).close()


def test_a_folder_with_odd_characters_in_its_name(tmp_path: Path) -> None:
    where = places(tmp_path / "Zofia's 50% off? #1 ŵ")
    SqlStore.open(where).close()
    SqlStore.open(where).close()
    assert (where.data / TALKS_FILE).stat().st_size > 0


def test_only_this_user_may_read_anything(where: Locations) -> None:
    store = SqlStore.open(where)
    begin(store)
    for folder in (where.data, where.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for file in folder.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert {file.name for file in where.data.iterdir()} == {
        "keyslots.json",
        "voicebox.db",
        "voicebox.db-shm",
        "voicebox.db-wal",
        "voicebox.last",
    }
    store.close()
    assert {file.name for file in where.data.iterdir()} == CLOSED


def test_another_program_that_holds_the_file_is_told_of(
    where: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlStore.open(where)
    begin(store)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=20")
    other = raw(where)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another window or program"):
        store.append("t1", 1, [draft("a")], state="asking", ended=None)
    assert len(store.events("t1")) == 1
    other.execute("ROLLBACK")
    store.append("t1", 1, [draft("a")], state="asking", ended=None)
    other.close()
    store.close()


def test_a_copy_of_the_talks_file_alone_is_whole_once_a_talk_has_ended(
    store: SqlStore, where: Locations, tmp_path: Path
) -> None:
    head = begin(store)
    store.append("t1", 1, [draft("a")], state="finished", ended=head.started)
    copy = places(tmp_path / "copy")
    copy.data.mkdir(parents=True)
    for name in (TALKS_FILE, keys.FILE_NAME):
        shutil.copy(where.data / name, copy.data / name)
    shutil.copytree(where.keys, copy.keys)
    copied = SqlStore.open(copy)
    assert copied.events("t1") == store.events("t1")
    copied.close()


def test_a_closed_store_stays_closed(store: SqlStore, where: Locations) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.talks()
    assert {file.name for file in where.data.iterdir()} == CLOSED


def test_the_pragmas_that_were_measured_are_on(store: SqlStore) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    with store._engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted
    assert engine.BUSY_SECONDS > 0


def test_a_read_only_disk_is_said_to_be_one(small_disk: Callable[[str], Path]) -> None:
    import subprocess

    disk = small_disk("4m")
    kept, never = places(disk / "kept"), places(disk / "never")
    store = SqlStore.open(kept)
    begin(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for where in (kept, never):
        with pytest.raises(StoreError, match=r"(?i)read-only.*VOICEBOX_HOME"):
            SqlStore.open(where)
