"""A pupil's own pictures and boards, and how they like the screen, passed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import BEGAN
from tests.passing.homes import bundle_of, finished, give_own, opened, photo, places
from voicebox.errors import BundleError
from voicebox.passing.bundle import Bundle
from voicebox.passing.receiving import Received, keep
from voicebox.passing.sending import make_bundle, note_sent
from voicebox.passing.telling import tell_going, tell_kept, tell_pupil
from voicebox.store.repository import SqlStore

LIKES = {"theme": "calm", "scan_seconds": 1.5}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(places(tmp_path / "home"))
    amira = store.add_pupil("Amira")
    finished(store, amira, 1)
    give_own(store, amira.id, "dog", "brown")
    store.keep_preferences(amira.id, {**LIKES, "rate": "fast", "of later": 1})
    yield store
    store.close()


def _kept(store: SqlStore, bundle: Bundle) -> Received:
    return keep(store, opened(store, bundle), {}, by="")


def _own(store: SqlStore) -> dict[str, str]:
    """The colour of each own picture of the one pupil, by its word."""
    return {own.word: own.alt.split()[1] for own in store.own_pictures(store.pupils()[0].id)}


def test_what_is_a_pupils_own_comes_once(home: SqlStore, office: SqlStore) -> None:
    bundle = bundle_of(home)
    assert list(tell_going(bundle)) == [
        *("1 talk", "1 own picture", "1 board", "how they like the screen")
    ]
    (inside,) = opened(office, bundle).pupils
    assert "1 own picture, 1 board, how they like the screen." in next(tell_pupil(inside))
    note_sent(home, bundle)
    facts = {"talks": 1, "own-pictures": 1, "boards": 1}
    assert home.account().lines[0].facts == facts
    done = _kept(office, bundle)
    assert office.account().lines[0].facts == {**facts, "preferences": 1}
    assert (done.own_pictures, done.boards, done.preferences, done.preferences_left) == (1, 1, 1, 0)
    assert "1 own picture, 1 board, how they like the screen." in next(tell_kept(done))
    amira, theirs = office.pupils()[0].id, home.pupils()[0].id
    assert office.own_pictures(amira) == home.own_pictures(theirs)
    assert office.boards(amira) == home.boards(theirs)
    assert office.picture(photo("brown").digest).png == photo("brown").png
    assert office.preferences_of(amira) == LIKES
    assert _kept(office, bundle) == Received()
    assert _kept(home, bundle_of(office)) == Received()


def test_talks_go_without_it_unless_it_is_asked_for(home: SqlStore) -> None:
    talks = [each.header.id for each in home.talks()]
    bundle = make_bundle(home, talks, sender="", now=BEGAN)
    assert (bundle.own, bundle.pictures) == ((), ())
    assert list(tell_going(bundle)) == ["1 talk"]


def test_what_a_person_set_here_stands(home: SqlStore, office: SqlStore) -> None:
    """Two pictures for one word are both kept, and going to and fro doubles neither."""
    _kept(office, bundle_of(home))
    for store, word, colour in ((home, "nan", "red"), (office, "Nan", "green")):
        store.add_own_picture(store.pupils()[0].id, word, f"a {colour} dog", photo(colour))
    office.keep_preferences(office.pupils()[0].id, {"theme": "dark"})
    bundle = bundle_of(home)
    (inside,) = opened(office, bundle).pupils
    assert "set here already, and stays" in "\n".join(tell_pupil(inside))
    done = _kept(office, bundle)
    assert (done.own_pictures, done.boards, done.preferences, done.preferences_left) == (1, 0, 0, 1)
    assert "set here already, and stays" in "\n".join(tell_kept(done))
    assert office.preferences_of(office.pupils()[0].id) == {"theme": "dark"}
    assert _own(office) == {"dog": "brown", "Nan": "green", "nan 2": "red"}
    for _ in range(2):
        _kept(home, bundle_of(office))
        _kept(office, bundle_of(home))
    assert _own(office) == {"dog": "brown", "Nan": "green", "nan 2": "red"}
    assert _own(home) == {"dog": "brown", "nan": "red", "Nan 2": "green"}


def test_more_than_a_bundle_holds_is_not_sent(home: SqlStore) -> None:
    with pytest.raises(BundleError, match="cannot be sent in one bundle: sender"):
        make_bundle(home, [home.talks()[0].header.id], sender="x" * 201, now=BEGAN)
