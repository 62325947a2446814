"""Locks: each way in, what closes it, and a message of its own for each way it can go wrong."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.keyrings import Ring
from tests.store.conftest import begin, places
from voicebox.errors import (
    KeyMissing,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreSwapped,
    WrongPassphrase,
)
from voicebox.locations import Locations
from voicebox.store import keys, locks, passphrases, recovery, ring, sitting
from voicebox.store.repository import SqlStore

FIRST, SECOND = "teapot window river lamp", "é cloud ﬁsh nine boats"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", passphrases.Cost(1, 64, 1))


@pytest.fixture
def printed() -> str:
    return recovery.new()


@pytest.fixture
def locked(where: Locations, printed: str) -> Locations:
    """A closed store with one talk, a passphrase and a recovery key."""
    store = SqlStore.open(where)
    begin(store)
    locks.lock(store, FIRST, recovery_key=printed)
    store.close()
    return where


def _opens(where: Locations, secret: str | None = None) -> SqlStore:
    store = SqlStore.open(where, secret)
    assert len(store.events("t1")) == 1
    return store


def test_only_passphrase_and_recovery_key_open_a_locked_store(
    locked: Locations, printed: str
) -> None:
    with pytest.raises(StoreLocked, match="voicebox unlock"):
        SqlStore.open(locked)
    for wrong in ("", "teapot window river", FIRST.upper(), recovery.new()):
        with pytest.raises(WrongPassphrase):
            SqlStore.open(locked, wrong)
    for right in (FIRST, printed, printed.lower().replace("-", " ").replace("0", "o")):
        _opens(locked, right).close()
    assert list(locked.keys.iterdir()) == []
    assert (locks.has_passphrase(locked), locks.is_locked(locked)) == (True, True)


def test_four_ways_to_be_shut_out_are_four_messages(locked: Locations, tmp_path: Path) -> None:
    slots = locked.data / keys.FILE_NAME
    whole = slots.read_bytes()
    other = places(tmp_path / "other")
    SqlStore.open(other).close()
    shutil.copy(other.data / keys.FILE_NAME, slots)
    with pytest.raises(StoreSwapped, match="not the talks file that belongs") as swapped:
        SqlStore.open(locked, FIRST)
    slots.write_bytes(whole.replace(b'"m": 64', b'"m": 65'))
    with pytest.raises(StoreDamaged, match="are damaged") as damaged:
        SqlStore.open(locked, FIRST)
    slots.write_bytes(whole)
    with pytest.raises(WrongPassphrase, match="capitals") as wrong:
        SqlStore.open(locked, SECOND)
    (key,) = other.keys.iterdir()
    key.unlink()
    with pytest.raises(KeyMissing, match="VOICEBOX_KEYS") as missing:
        SqlStore.open(other)
    told = [swapped, damaged, wrong, missing]
    assert len({type(each.value) for each in told}) == len({str(each.value) for each in told}) == 4
    assert slots.read_bytes() == whole


def test_a_changed_passphrase_leaves_the_talks_as_they_were(
    locked: Locations, printed: str
) -> None:
    store = _opens(locked, FIRST)
    key = store.data_key
    locks.check_secret(store, printed)
    locks.change_passphrase(store, SECOND)
    store.close()
    with pytest.raises(WrongPassphrase):
        SqlStore.open(locked, FIRST)
    composed = "e\u0301 cloud fish nine boats"  # the same letters from another keyboard
    for secret in (SECOND, composed, printed):
        store = _opens(locked, secret)
        assert store.data_key == key
        store.close()


def test_a_new_recovery_key_ends_the_one_before(locked: Locations, printed: str) -> None:
    store = _opens(locked, FIRST)
    again = recovery.new()
    locks.renew_recovery(store, again)
    store.close()
    with pytest.raises(WrongPassphrase, match="printed last"):
        SqlStore.open(locked, printed)
    _opens(locked, again).close()


def test_a_slip_in_a_recovery_key_is_told_from_another_key() -> None:
    printed = "JVPV-1N1G-DQPQ-1EYN-QNNR-C6Z6-97XV"
    assert recovery.read(f"  {printed.lower()}\n") == printed.replace("-", "")[:26]
    slips = [
        printed[:at] + ("Z" if letter != "Z" else "Y") + printed[at + 1 :]
        for at, letter in enumerate(printed)
        if letter != "-"
    ]
    swapped = printed.replace("JV", "VJ", 1)
    for wrong in (*slips, swapped, "", printed[:-1], printed + "0", printed.replace("E", "U")):
        with pytest.raises(WrongPassphrase, match="a letter is wrong"):
            recovery.require(wrong)
    assert recovery.require(recovery.new())


def test_a_sitting_opens_without_asking_until_it_ends(locked: Locations) -> None:
    store = _opens(locked, FIRST)
    locks.begin_sitting(store, 30)
    store.close()
    store = _opens(locked)
    (key,) = locked.keys.iterdir()
    assert key.stat().st_mode & 0o077 == 0
    locks.end_sitting(store)
    store.close()
    assert not key.exists()
    with pytest.raises(StoreLocked):
        SqlStore.open(locked)


@pytest.mark.parametrize("minutes", [-1, 31, 60 * 24 * 400], ids=["clock back", "over", "2027"])
def test_a_sitting_that_is_over_leaves_no_key(locked: Locations, minutes: int) -> None:
    store = _opens(locked, FIRST)
    now = datetime.now(UTC)
    locks.begin_sitting(store, 30)
    slots = store.slots()
    store.close()
    later = now + timedelta(minutes=minutes)
    assert sitting.opened(slots, locked.keys, now + timedelta(minutes=29)) is not None
    assert sitting.opened(slots, locked.keys, later) is None
    assert list(locked.keys.iterdir()) == []


def test_a_lengthened_sitting_opens_nothing(locked: Locations) -> None:
    store = _opens(locked, FIRST)
    locks.begin_sitting(store, 30)
    slots = store.slots()
    store.close()
    (slot,) = slots.of(sitting.KIND)
    until = (datetime.now(UTC) + timedelta(hours=9)).isoformat()
    longer = slots.without(sitting.KIND).joined_by({**slot, "until": until})
    keys.write_slots(locked.data / keys.FILE_NAME, longer)
    with pytest.raises(StoreLocked):
        SqlStore.open(locked)


def test_unlocked_for_good_a_key_lies_here_again_and_lock_takes_it_away(locked: Locations) -> None:
    store = _opens(locked, FIRST)
    locks.unlock_for_good(store)
    store.close()
    store = _opens(locked)
    assert not locks.is_locked(locked)
    locks.lock(store)
    store.close()
    assert list(locked.keys.iterdir()) == []
    with pytest.raises(StoreLocked):
        SqlStore.open(locked)
    _opens(locked, FIRST).close()


def test_a_store_whose_copy_was_locked_opens_with_the_copys_slots(
    where: Locations, tmp_path: Path
) -> None:
    """Two folders with one device slot have one key between them: it goes for both."""
    store = SqlStore.open(where)
    begin(store)
    store.close()
    copy = replace(where, data=tmp_path / "copy")
    shutil.copytree(where.data, copy.data)
    twin = _opens(copy)
    locks.lock(twin, FIRST)
    twin.close()
    with pytest.raises(KeyMissing):
        SqlStore.open(where)
    shutil.copy(copy.data / keys.FILE_NAME, where.data / keys.FILE_NAME)
    _opens(where, FIRST).close()


def test_hostile_slots_make_nobody_wait(locked: Locations) -> None:
    store = _opens(locked, FIRST)
    slots = store.slots()
    store.close()
    (own,) = slots.of("passphrase")
    greedy: tuple[dict[str, object], ...]
    greedy = ({"m": 1 << 30}, {"t": 10_000}, {"p": 99}, {"m": 1}, {"kdf": "none"})
    for change in greedy:
        keys.write_slots(
            locked.data / keys.FILE_NAME, keys.KeySlots(slots.store, ({**own, **change},))
        )
        with pytest.raises(StoreError, match="more work"):
            SqlStore.open(locked, FIRST)
    strange: tuple[dict[str, object], ...] = ({"m": "64"}, {"salt": "zz"}, {"t": None})
    for change in strange:
        keys.write_slots(
            locked.data / keys.FILE_NAME, keys.KeySlots(slots.store, ({**own, **change},))
        )
        with pytest.raises(StoreError):
            SqlStore.open(locked, FIRST)


def test_what_fails_half_way_changes_no_way_in(
    where: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlStore.open(where)
    begin(store)
    before = (where.data / keys.FILE_NAME).read_bytes()

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as disk:
        disk.setattr(keys, "write_private", full)
        with pytest.raises(StoreError, match="full"):
            locks.lock(store, FIRST)
    assert [line.act for line in store.account().lines] == ["begun"]
    store.close()
    assert (where.data / keys.FILE_NAME).read_bytes() == before
    _opens(where).close()


def test_a_shut_store_gives_nothing_and_comes_back_the_same(locked: Locations) -> None:
    store = _opens(locked, FIRST)
    store.shut()
    for use in (store.talks, lambda: store.note("sent"), lambda: store.data_key):
        with pytest.raises(StoreLocked):
            use()
    with pytest.raises(WrongPassphrase):
        store.reopen(SECOND)
    with pytest.raises(StoreLocked):
        store.talks()
    store.reopen(FIRST)
    assert len(store.events("t1")) == 1
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.talks()


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("short", "8 characters"),
        ("password123", "within a day"),
        ("aaaaaaaaaaaaaaaaaaaa", "within a day"),
        ("x" * 1001, "at most"),
    ],
)
def test_a_weak_passphrase_is_refused(passphrase: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        passphrases.strength(passphrase)


def test_strength_is_told_in_words() -> None:
    words = [
        passphrases.strength(each)
        for each in ("okoye2026", "Llanfair-goat", "moss kettle 4", FIRST)
    ]
    assert [each.split(":")[0] for each in words] == ["weak", "fair", "good", "strong"]


def test_the_systems_keyring_opens_a_store_and_its_loss_is_no_loss(
    where: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Ring()
    monkeypatch.setitem(sys.modules, "keyring", held)
    store = SqlStore.open(where)
    begin(store)
    locks.lock(store, FIRST, keyring=True)
    store.close()
    assert list(where.keys.iterdir()) == []
    _opens(where).close()
    kept = dict(held.kept)
    held.kept.clear()
    with pytest.raises(StoreLocked):
        SqlStore.open(where)
    held.kept.update(kept)
    store = _opens(where, FIRST)
    locks.lock(store)
    store.close()
    assert held.kept == {}
    with pytest.raises(StoreLocked):
        SqlStore.open(where)


def test_without_a_keyring_nothing_is_locked_by_it(
    where: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    store = SqlStore.open(where)
    begin(store)
    with pytest.raises(StoreError, match=r"pupil-voicebox\[keyring\]"):
        locks.lock(store, FIRST, keyring=True)
    store.close()
    _opens(where).close()
    assert ring.opened(keys.KeySlots("0" * 32, (keys.new_slot(ring.KIND),))) is None
