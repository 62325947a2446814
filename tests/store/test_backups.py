"""Backups: whole, checked, brought back on another computer; and refused where they are not."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.conftest import BEGAN, WORDS, begin, draft, places, raw
from voicebox.errors import BackupError, StoreDamaged, StoreError, StoreLocked, WrongPassphrase
from voicebox.locations import Locations
from voicebox.ports import Concern, Picture
from voicebox.store import (
    backup_file,
    backups,
    first_run,
    keys,
    locks,
    passphrases,
    recovery,
    set_aside,
)
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore

PASSPHRASE = "teapot window river lamp"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", passphrases.Cost(1, 64, 1))


@pytest.fixture
def full(store: SqlStore) -> SqlStore:
    """A store with all that a backup has to hold."""
    pupil = begin(store).pupil
    picture = Picture("a" * 64, b"\x89PNG " + bytes(range(256)) * 40, 4, 3, "dog.png")
    said = [draft(f"e{n}", json.dumps({"words": f"{WORDS} {n}"})) for n in range(400)]
    store.append("t1", 1, said, state="asking", ended=None, picture=picture)
    store.keep_preferences(pupil.id, {"theme": "calm"})
    store.add_concern(Concern("w1", pupil, "t1", WORDS, "Mr Shah", BEGAN, about_staff=False))
    return store


@pytest.fixture
def file(full: SqlStore, tmp_path: Path) -> Path:
    path = tmp_path / "stick" / "voicebox.backup"
    path.parent.mkdir()
    backups.back_up(full, path, PASSPHRASE)
    return path


def test_a_restore_drill_on_another_computer(
    full: SqlStore, file: Path, where: Locations, tmp_path: Path
) -> None:
    before = full.account()
    full.close()
    shutil.rmtree(where.data)
    shutil.rmtree(where.keys)
    there, told = places(tmp_path / "new laptop"), list[float]()
    found = backups.restore(file, there, PASSPHRASE, tell=told.append)
    assert (found.talks, found.broken, found.folder) == (1, (), there.data)
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(StoreLocked):
        SqlStore.open(there)
    again = SqlStore.open(there, PASSPHRASE)
    events = again.events("t1")
    assert [event.id for event in events] == ["t1-1", *(f"e{n}" for n in range(400))]
    assert json.loads(events[7].body) == {"words": f"{WORDS} 6"}
    pupil = again.pupils()[0]
    assert again.picture("a" * 64).name == "dog.png"
    assert again.preferences_of(pupil.id) == {"theme": "calm"}
    assert [worry.words for worry in again.concerns()] == [WORDS]
    assert again.account().lines[1:] == before.lines[1:]  # before it was noted that it was made
    assert again.account().lines[0].act == "restored"
    assert again.account().broken_at is None
    locks.unlock_for_good(again)
    again.close()
    SqlStore.open(there).close()
    left = sorted(path.name for path in there.data.iterdir())
    assert left == ["keyslots.json", "voicebox.db", "voicebox.last"]


def test_a_backup_tells_nothing_and_is_this_users_alone(file: Path, where: Locations) -> None:
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_bytes()
    (key,) = where.keys.iterdir()
    for secret in (WORDS.encode(), b"Amira", b"Okoye", b"dog.png", b"SQLite", key.read_bytes()):
        assert secret not in content
    with zipfile.ZipFile(file) as archive:
        kinds = [slot["kind"] for slot in json.loads(archive.read(keys.FILE_NAME))["slots"]]
    assert kinds == ["passphrase"]


def test_a_backup_of_a_locked_store_opens_with_what_opened_the_store(
    full: SqlStore, tmp_path: Path
) -> None:
    printed = recovery.new()
    locks.lock(full, PASSPHRASE, recovery_key=printed)
    locks.begin_sitting(full)
    assert not backups.needs_passphrase(full)
    backups.back_up(full, tmp_path / "b")
    locks.change_passphrase(full, "another passphrase altogether")
    for number, secret in enumerate((PASSPHRASE, printed)):
        assert backups.restore(tmp_path / "b", places(tmp_path / str(number)), secret).talks == 1
    with pytest.raises(WrongPassphrase):
        backups.restore(tmp_path / "b", places(tmp_path / "3"), "another passphrase altogether")
    assert not any((tmp_path / "3" / "home").iterdir())


def test_a_backup_with_this_computers_key_alone_is_refused(full: SqlStore, tmp_path: Path) -> None:
    assert backups.needs_passphrase(full)
    with pytest.raises(BackupError, match="passphrase of its own"):
        backups.back_up(full, tmp_path / "b")
    assert not (tmp_path / "b").exists()
    assert full.last_noted("backed-up") is None


def test_nothing_is_written_over_unasked(full: SqlStore, file: Path, where: Locations) -> None:
    before = file.read_bytes()
    with pytest.raises(BackupError, match="there already"):
        backups.back_up(full, file, PASSPHRASE)
    with pytest.raises(BackupError, match="is a folder"):
        backups.back_up(full, file.parent, PASSPHRASE, force=True)
    with pytest.raises(BackupError, match="--into"):
        backups.restore(file, where, PASSPHRASE)
    assert file.read_bytes() == before
    assert len(full.events("t1")) == 401
    backups.back_up(full, file, PASSPHRASE, force=True)
    assert file.read_bytes() != before


def test_a_copy_beside_its_store_takes_no_key_of_the_stores_away(
    full: SqlStore, file: Path, where: Locations, tmp_path: Path
) -> None:
    beside = Locations(tmp_path / "beside", *(getattr(where, f) for f in where.__slots__[1:]))
    backups.restore(file, beside, PASSPHRASE)
    twin = SqlStore.open(beside, PASSPHRASE)
    locks.unlock_for_good(twin)
    locks.lock(twin)
    twin.close()
    full.close()
    SqlStore.open(where).close()


def test_single_flipped_bits_are_found_before_anything_is_brought_back_or_are_harmless(
    full: SqlStore, file: Path, tmp_path: Path
) -> None:
    whole, true = file.read_bytes(), full.events("t1")
    found = 0
    places_ = [*range(40, len(whole), len(whole) // 40), len(whole) - 30]
    for number, at in enumerate(places_):
        there = places(tmp_path / str(number))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            backups.restore(file, there, PASSPHRASE)
        except (BackupError, WrongPassphrase):
            found += 1
            assert not (there.data / keys.FILE_NAME).exists()
            continue
        store = SqlStore.open(there, PASSPHRASE)  # a bit of the archive's dates or modes
        assert store.events("t1") == true
        store.close()
    assert found >= len(places_) - 4


def _rezipped(file: Path, into: Path, *changes: tuple[str, bytes | None], packed: bool) -> Path:
    """The same backup with members changed, added or left out."""
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(into, "w", method) as target:
        held = {name: source.read(name) for name in source.namelist()} | dict(changes)
        for name, content in held.items():
            if content is not None:
                target.writestr(name, content)
    return into


@pytest.mark.parametrize(
    ("changes", "packed"),
    [
        ((("../../evil", b"x"),), False),
        (((TALKS_FILE, None),), False),
        (((backup_file.ABOUT, b"{}"),), False),
        (((backup_file.ABOUT, b"["),), False),
        (((backup_file.ABOUT, b"9" * 70_000),), False),
        (((keys.FILE_NAME, b'{"version": 1}'),), False),
        (((TALKS_FILE, b""),), False),
        (((TALKS_FILE, bytes(9000)),), False),
        ((), True),
    ],
    ids=["path", "no talks", "no facts", "torn", "large", "slots", "empty", "zeros", "packed"],
)
def test_what_is_no_whole_backup_is_one_line(
    file: Path, tmp_path: Path, changes: tuple[tuple[str, bytes | None], ...], packed: bool
) -> None:
    there = places(tmp_path / "there")
    bad = _rezipped(file, tmp_path / "bad", *changes, packed=packed)
    with pytest.raises(StoreError) as told:
        backups.restore(bad, there, PASSPHRASE)
    assert "\n" not in str(told.value)
    assert not there.data.exists() or not any(there.data.iterdir())
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("content", [None, b"", b"x" * 100, b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_at_all_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "b").write_bytes(content)
    with pytest.raises(BackupError):
        backups.read(tmp_path / "b")


def test_a_backup_that_cannot_be_written_leaves_nothing(
    full: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    def torn(path: Path, about: backup_file.About, talks: Path) -> None:
        path.write_bytes(talks.read_bytes()[:5000])

    with monkeypatch.context() as disk:
        disk.setattr(backup_file, "write", torn)
        with pytest.raises(BackupError):
            backups.back_up(full, folder / "b", PASSPHRASE)
    with pytest.raises(BackupError, match="No such file"):
        backups.back_up(full, folder / "none" / "b", PASSPHRASE)
    assert list(folder.iterdir()) == []
    assert full.last_noted("backed-up") is None


def test_a_restore_cut_short_leaves_no_store_or_a_whole_one(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = places(tmp_path / "there")
    for act in ("unborn", "publish", "finish"):

        def cut(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as disk:
            disk.setattr(first_run, act, cut)
            with pytest.raises(BackupError, match="No space"):
                backups.restore(file, there, PASSPHRASE)
        if act == "finish":  # the slots are there: the next opening gives the talks their name
            store = SqlStore.open(there, PASSPHRASE)
            assert len(store.events("t1")) == 401
            store.close()
        else:
            assert not (there.data / keys.FILE_NAME).exists()


@pytest.mark.parametrize("act", ["_free_names", "slots", "settle_folder", "finish"])
def test_a_restore_over_damaged_talks_that_is_cut_short_loses_neither(
    full: SqlStore, file: Path, where: Locations, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    full.close()
    talks = where.data / TALKS_FILE
    damaged = talks.read_bytes()[:9000]
    talks.write_bytes(damaged)
    assert set_aside.damage(where) is not None
    write = keys.write_slots

    def cut(path: object = None, *given: keys.KeySlots) -> None:
        if act == "slots" and isinstance(path, Path):
            write(path, *given)
            if path.parent != where.data:
                return
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        whose = keys if act == "slots" else first_run if act == "finish" else set_aside
        disk.setattr(whose, "write_slots" if act == "slots" else act, cut)
        with pytest.raises(BackupError, match="No space"):
            backups.restore(file, where, PASSPHRASE, sets_aside=True)
    try:
        still = set_aside.damage(where)
    except StoreLocked:
        still = set_aside.damage(where, PASSPHRASE)
    assert (still is None) == (act in ("settle_folder", "finish"))
    if still is not None:
        backups.restore(file, where, PASSPHRASE, sets_aside=True)
    store = SqlStore.open(where, PASSPHRASE)
    assert len(store.events("t1")) == 401
    store.close()
    aside = where.data.glob(f"{TALKS_FILE}.damaged-*")
    assert damaged in [path.read_bytes() for path in aside]


def test_a_talk_that_was_broken_before_is_named_and_the_rest_comes_back(
    full: SqlStore, where: Locations, tmp_path: Path
) -> None:
    connection = raw(where)
    connection.execute("DROP TRIGGER event_no_update")
    connection.execute("UPDATE event SET body = '{}' WHERE seq = 9")
    connection.close()
    backups.back_up(full, tmp_path / "b", PASSPHRASE)
    found = backups.restore(tmp_path / "b", places(tmp_path / "there"), PASSPHRASE)
    assert (found.talks, found.broken) == (1, ("t1",))


def test_a_synced_folder_is_refused_for_the_live_store_and_not_for_a_backup(
    full: SqlStore, tmp_path: Path
) -> None:
    synced = tmp_path / "OneDrive - School"
    synced.mkdir()
    backups.back_up(full, synced / "b", PASSPHRASE)
    with pytest.raises(StoreError, match="OneDrive"):
        backups.restore(synced / "b", places(synced), PASSPHRASE)


def test_an_old_backup_or_none_is_reminded_of(store: SqlStore, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    assert backups.reminder(store, 14, now) == ""
    begin(store)
    assert "No backup" in backups.reminder(store, 14, now)
    assert backups.reminder(store, 0, now) == ""
    backups.back_up(store, tmp_path / "b", PASSPHRASE)
    assert backups.reminder(store, 14, now + timedelta(days=13)) == ""
    assert "20 days ago" in backups.reminder(store, 14, now + timedelta(days=20, hours=1))


def test_every_page_is_looked_at(full: SqlStore, where: Locations) -> None:
    full.check_pages()
    full.close()
    path = where.data / TALKS_FILE
    whole = path.read_bytes()
    for at in range(16, len(whole), 4096 * 5 + 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(StoreDamaged):
            SqlStore.open(where).check_pages()
        for left in ("-wal", "-shm"):
            path.with_name(path.name + left).unlink(missing_ok=True)
    path.write_bytes(whole)
