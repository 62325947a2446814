"""Own pictures and boards: whole, with one pupil alone, gone with their last reference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes import FakeStore
from tests.store.conftest import begin, draft, raw
from voicebox.errors import NotFound, StoreDamaged, StoreError
from voicebox.locations import Locations
from voicebox.ports import (
    Board,
    BoardButton,
    BoardPage,
    BoardPicture,
    Licence,
    OwnBoard,
    Picture,
    Store,
)
from voicebox.store.repository import SqlStore

DOG = Picture("d" * 64, b"\x89PNG dog", 4, 3, "dog.png")
NAN = Picture("e" * 64, b"\x89PNG nan", 6, 5, "")
CC = Licence("CC BY-SA 4.0", "Zofia", "https://example.org/by-sa")
BOARD = Board(
    "Gartref ŵ",
    "cy",
    (
        BoardPage(
            "1",
            "Home",
            "cy",
            (
                (BoardButton("a", "dog", "my dog", DOG.digest, 0xFF0000, None, "2"), None),
                (None, BoardButton("b", "\U0001f436 nan", "nan", NAN.digest)),
            ),
            CC,
        ),
        BoardPage("2", "", "", ((BoardButton("c", "go", "go"),),)),
    ),
    (BoardPicture(DOG.digest, CC), BoardPicture(NAN.digest, None)),
)


@pytest.fixture(params=["memory", "file"])
def any_store(request: pytest.FixtureRequest, where: Locations) -> Iterator[Store]:
    """The real store, and the one that stands in for it in tests."""
    store: Store = FakeStore() if request.param == "memory" else SqlStore.open(where)
    yield store
    store.close()


def test_own_pictures_are_a_pupils_own(any_store: Store) -> None:
    amira, tomos = any_store.add_pupil("Amira").id, any_store.add_pupil("Tomos").id
    dog = any_store.add_own_picture(amira, "my dog", "a brown dog", DOG)
    nan = any_store.add_own_picture(amira, "Llew", "", NAN)
    other = any_store.add_own_picture(tomos, "my dog", "", DOG)
    assert any_store.own_pictures(amira) == [nan, dog]
    assert (dog.word, dog.alt, dog.digest) == ("my dog", "a brown dog", DOG.digest)
    assert any_store.picture(DOG.digest).png == DOG.png
    with pytest.raises(NotFound):
        any_store.remove_own_picture(amira, other.id)
    any_store.remove_own_picture(amira, dog.id)
    assert any_store.own_pictures(amira) == [nan]
    assert any_store.own_pictures(tomos) == [other]
    assert any_store.own_pictures("nobody") == []


def test_a_word_has_one_picture(any_store: Store) -> None:
    pupil = any_store.add_pupil("Amira").id
    any_store.add_own_picture(pupil, "My dog", "", DOG)
    with pytest.raises(StoreError, match="already"):
        any_store.add_own_picture(pupil, "my DOG", "", NAN)
    assert len(any_store.own_pictures(pupil)) == 1


def test_boards_come_back_as_they_were(any_store: Store) -> None:
    pupil = any_store.add_pupil("Amira").id
    first = any_store.add_board(pupil, BOARD, [DOG, NAN], source="home.obz")
    second = any_store.add_board(pupil, Board("Small", "", BOARD.pages[1:]))
    assert any_store.boards(pupil) == [first, second]
    assert first == OwnBoard(first.id, BOARD, "home.obz")
    assert any_store.picture(NAN.digest).png == NAN.png
    any_store.remove_board(pupil, first.id)
    assert any_store.boards(pupil) == [second]
    with pytest.raises(NotFound):
        any_store.remove_board(pupil, first.id)
    assert any_store.boards("nobody") == []


def test_nobody_has_nothing(any_store: Store) -> None:
    with pytest.raises(NotFound):
        any_store.add_own_picture("nobody", "dog", "", DOG)
    with pytest.raises(NotFound):
        any_store.add_board("nobody", BOARD, [DOG, NAN])
    with pytest.raises(NotFound):
        any_store.keep_preferences("nobody", {})


@pytest.mark.parametrize(
    ("word", "alt"), [("", ""), ("  ", ""), ("a" * 201, ""), ("a", "b" * 1001)]
)
def test_words_that_cannot_stand_under_a_picture(store: SqlStore, word: str, alt: str) -> None:
    pupil = store.add_pupil("Amira").id
    with pytest.raises(StoreError):
        store.add_own_picture(pupil, word, alt, DOG)
    assert _count(store, "picture") == _count(store, "pupil_picture") == 0


def test_a_board_without_its_pictures_is_refused(store: SqlStore) -> None:
    pupil = store.add_pupil("Amira").id
    with pytest.raises(StoreError, match="did not come with it"):
        store.add_board(pupil, BOARD, [DOG])
    assert _count(store, "pupil_board") == _count(store, "picture") == 0


def test_boards_open_again_after_a_restart(store: SqlStore, where: Locations) -> None:
    pupil = store.add_pupil("Amira").id
    own = store.add_board(pupil, BOARD, [DOG, NAN], source="home.obz")
    store.close()
    again = SqlStore.open(where)
    assert again.boards(pupil) == [own]
    again.close()


def test_a_picture_goes_with_its_last_reference(store: SqlStore) -> None:
    pupil = begin(store).pupil.id
    store.append("t1", 1, [draft("a")], state="asking", ended=None, picture=DOG)
    own = store.add_own_picture(pupil, "dog", "", DOG)
    nan = store.add_own_picture(pupil, "nan", "", NAN)
    board = store.add_board(pupil, BOARD, [DOG, NAN])
    assert _count(store, "picture") == 2
    store.remove_own_picture(pupil, nan.id)
    store.remove_own_picture(pupil, own.id)
    assert _count(store, "picture") == 2
    store.remove_board(pupil, board.id)
    assert _count(store, "picture") == 1
    assert store.picture(DOG.digest) == DOG
    with pytest.raises(NotFound):
        store.picture(NAN.digest)


def test_an_own_picture_has_no_name_from_a_file(store: SqlStore) -> None:
    pupil = store.add_pupil("Amira").id
    store.add_own_picture(pupil, "dog", "", DOG)
    assert store.picture(DOG.digest).name == ""


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"name": 1, "pages": [1]}', "[" * 100_000])
def test_a_damaged_board_is_named(store: SqlStore, where: Locations, body: str) -> None:
    pupil = store.add_pupil("Amira").id
    store.add_board(pupil, BOARD, [DOG, NAN])
    raw(where).execute("UPDATE pupil_board SET body = ?", (body,))
    with pytest.raises(StoreDamaged, match="board"):
        store.boards(pupil)


def _count(store: SqlStore, table: str) -> int:
    with store._engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)
