"""Which voicebox a bundle comes from: what is proven, what is said, what is refused."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.passing.homes import bundle_of, content, finished, opened, places
from voicebox.errors import BundleError
from voicebox.passing.bundle import MAGIC, UNSIGNED, Bundle
from voicebox.passing.own_keys import own_fingerprint
from voicebox.passing.receiving import Opened, Received, keep, open_bundle
from voicebox.passing.senders import Sender
from voicebox.store import identity
from voicebox.store.direct import writing
from voicebox.store.repository import SqlStore


@pytest.fixture
def home(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(places(tmp_path / "home"))
    finished(store, store.add_pupil("Amira"), 1)
    yield store
    store.close()


def _kept(store: SqlStore, opened: Opened, *, new_sender: bool = False) -> Received:
    return keep(store, opened, {}, by="", new_sender=new_sender)


def _of_another_key(home: SqlStore) -> Bundle:
    """As by somebody who knows the store's id, and has not its key."""
    with writing(home) as connection:
        connection.exec_driver_sql("DELETE FROM own_key")
        identity.keep_secret(connection, identity.FOR_SIGNING, "ab" * 32)
    return bundle_of(home)


def _unsigned(bundle: Bundle) -> bytes:
    """As the version before made it."""
    told = json.loads(bundle.model_dump_json(exclude={"own", "key", "signature"}))
    return MAGIC + zlib.compress(json.dumps({**told, "version": UNSIGNED}).encode())


def test_a_store_is_known_by_the_first_bundle_that_is_kept(
    home: SqlStore, office: SqlStore
) -> None:
    bundle, mark = bundle_of(home), own_fingerprint(home)
    for _ in range(2):  # opening it makes nobody known
        first = opened(office, bundle).sender
        assert first == Sender("new", mark)
        assert "not known here yet" in first.told()
    _kept(office, opened(office, bundle))
    again = opened(office, bundle_of(home, hours=200)).sender
    assert (again.kind, again.fingerprint, again.warning) == ("same", mark, "")
    assert again.since is not None
    assert f"talks received on {again.since:%Y-%m-%d} ({mark})" in again.told()
    assert opened(home, bundle_of(home)).sender.kind == "own"
    assert len(mark) == 24
    assert own_fingerprint(office) != mark


def test_another_key_is_refused_until_a_person_says_so(home: SqlStore, office: SqlStore) -> None:
    honest = bundle_of(home)
    _kept(office, opened(office, honest))
    forged = opened(office, _of_another_key(home))
    assert forged.sender.kind == "other"
    before = content(office)
    with pytest.raises(BundleError, match=r"received on .* signed by another key.*--new-sender"):
        _kept(office, forged)
    assert content(office) == before
    _kept(office, forged, new_sender=True)
    assert opened(office, bundle_of(home)).sender.kind == "same"
    assert opened(office, honest).sender.kind == "other"
    assert "this voicebox itself" in opened(home, honest).sender.warning


def test_an_unsigned_bundle_is_received_unless_its_store_signs(
    home: SqlStore, office: SqlStore
) -> None:
    bundle = bundle_of(home)
    bare = open_bundle(office, _unsigned(bundle))
    assert bare.sender == Sender("unsigned")
    assert "nothing shows which voicebox made it" in bare.sender.told()
    assert _kept(office, bare).talks == 1
    assert opened(office, bundle).sender.kind == "new"
    _kept(office, opened(office, bundle))
    late = open_bundle(office, _unsigned(bundle))
    with pytest.raises(BundleError, match="but it is not signed"):
        _kept(office, late)
    assert _kept(office, late, new_sender=True).events == 0
    assert opened(office, bundle).sender.kind == "same"
    assert open_bundle(home, _unsigned(bundle)).sender.kind == "bare"
