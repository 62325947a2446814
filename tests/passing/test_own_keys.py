"""The store's own keys: in the talks file, locked with it, and made no sooner than needed."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from tests.passing.homes import places
from voicebox.doctor import _keys
from voicebox.errors import BundleError, StoreLocked
from voicebox.passing.own_keys import bundle_keys, key_file, public_key, signing_key
from voicebox.passing.sealing import open_by_key, seal_to_keys
from voicebox.store import backups, locks
from voicebox.store.repository import SqlStore


def test_keys_lie_in_the_talks_file_alone(tmp_path: Path) -> None:
    """Locked with the talks, and brought back with them on another computer."""
    where, passphrase = places(tmp_path), "river horse seven maple"
    store = SqlStore.open(where)
    assert bundle_keys(store) == []
    told = public_key(store)
    assert public_key(store) == told
    signs = signing_key(store).private_bytes_raw()
    assert not list(where.keys.glob("*.age"))
    sealed = seal_to_keys(b"words", [told])
    locks.lock(store, passphrase)
    backups.back_up(store, tmp_path / "backup.zip")
    store.close()
    with pytest.raises(StoreLocked):
        SqlStore.open(where)
    other = places(tmp_path / "other")
    backups.restore(tmp_path / "backup.zip", other, passphrase)
    again = SqlStore.open(other, passphrase)
    assert open_by_key(sealed, *bundle_keys(again)) == b"words"
    assert signing_key(again).private_bytes_raw() == signs
    again.close()


def test_the_key_file_of_before_is_taken_in_and_goes(tmp_path: Path) -> None:
    where = places(tmp_path)
    store = SqlStore.open(where)
    file, kept = key_file(store), []
    for _ in range(2):  # a second one is what an older voicebox made beside a newer one
        key = pyrage.x25519.Identity.generate()
        file.write_text(f"{key}\n")
        assert any(str(file) in line for line in _keys(where))
        kept.append(str(key))
        assert [str(each) for each in bundle_keys(store)] == kept
        assert not file.exists()
        assert not any(str(file) in line for line in _keys(where))
    first = pyrage.x25519.Identity.from_str(kept[0])
    assert public_key(store) == str(first.to_public())
    for key in kept:
        to = str(pyrage.x25519.Identity.from_str(key).to_public())
        assert open_by_key(seal_to_keys(b"words", [to]), *bundle_keys(store)) == b"words"
    file.write_text("no key")
    with pytest.raises(BundleError, match="cannot be used"):
        public_key(store)
    assert file.read_text() == "no key"
    store.close()
