"""A store with two pupils: one of whom everything is held, one who must not be touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes import BEGAN, play, small_pack
from tests.passing.homes import clock, finished, photo, places
from voicebox.conversation.inputs import Give, KeepBack, SetContext, TakeNote
from voicebox.conversation.views import Speaker
from voicebox.locations import Locations
from voicebox.ports import Board, BoardButton, BoardPage, Concern, Picture, Pupil
from voicebox.runner import start
from voicebox.store.repository import SqlStore

CHILD = "quokkaworda"
KEPT_BACK = "quokkawordb"
TAKEN_OUT = "quokkawordc"
BY_MUM = "quokkawordd with Tomos"
NOTE = "quokkaworde"
WORRY = "quokkawordf"
LIKES = "quokkawordg"
BOARD = "quokkawordh"
OWN_WORD = "quokkawordi"
NAME = "Quokkaline"
UNIQUE = "quokka"


@dataclass(frozen=True)
class Kept:
    where: Locations
    store: SqlStore
    pupil: Pupil
    other: Pupil
    own: Picture

    def sign_worry(self) -> None:
        self.store.pass_on_concern("w1", to="Mr Shah", at=BEGAN)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    where = places(tmp_path)
    store = SqlStore.open(where)
    pupil, other = store.add_pupil(NAME), store.add_pupil("Tomos")
    finished(store, other, 7)
    runner = start(store, clock(1), small_pack(), pupil, with_="Mrs Okoye")
    play(
        runner,
        {
            "good-day": Give(choices=("play", "pets")),
            "which-pet": [Give(words=CHILD), TakeNote(NOTE)],
            "best-bit": [Give(words=KEPT_BACK), KeepBack()],
            "calm": Give(words=TAKEN_OUT),
            "what-matters/for-me": [
                SetContext(speaker=Speaker.PARENT_CARER, speaker_name="her mum"),
                Give(words=BY_MUM),
                SetContext(speaker=Speaker.CHILD),
            ],
        },
        until="by-myself",
    )
    play(runner, {})
    own = photo("green")
    store.add_own_picture(pupil.id, OWN_WORD, OWN_WORD, own)
    page = BoardPage("1", BOARD, "", ((BoardButton("a", BOARD, BOARD, own.digest),),))
    store.add_board(pupil.id, Board(BOARD, "", (page,)), [own], source=BOARD)
    store.keep_preferences(pupil.id, {"note": LIKES})
    store.add_concern(Concern("w1", pupil, runner.header.id, WORRY, "Mr Shah", BEGAN, False))
    yield Kept(where, store, pupil, other, own)
    store.close()
