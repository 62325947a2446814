"""What is a pupil's own: gathered to be sent, checked when it comes, and kept beside what is here.

A picture or a board that is here already is not kept twice. How the pupil likes the screen is kept
only where nothing was set here: what a person set here stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from voicebox.access import Access, read_access
from voicebox.boards.images import LARGEST_KEPT
from voicebox.boards.reading import MOST_BUTTONS
from voicebox.errors import BundleError
from voicebox.passing.bundle import Bundle, damaged, moment_of
from voicebox.passing.own_shapes import (
    SentBoard,
    SentBoardBody,
    SentOwn,
    SentOwnPicture,
    board_digests,
)
from voicebox.ports import Board, OwnBoard, OwnPicture, Picture
from voicebox.store import arrivals, belongings, board_body
from voicebox.store.direct import Rows
from voicebox.text import keep as keep_words


@dataclass(frozen=True, slots=True)
class KeptOwn:
    """What was kept of a pupil's own things."""

    own_pictures: int = 0
    boards: int = 0
    preferences: int = 0
    """1 where it was kept how they like the screen."""
    preferences_left: int = 0
    """1 where that was left, since something else was set here."""


# -- sending -----------------------------------------------------------------------------------


def gather(connection: Rows, pupil: str) -> SentOwn:
    """All that is a pupil's own.

    Raises:
        StoreDamaged: something is not as it was written.
        pydantic.ValidationError: there is more of it than a bundle holds.
    """
    likes = belongings.preferences_of(connection, pupil)
    return SentOwn(
        pupil=pupil,
        pictures=tuple(
            SentOwnPicture(id=row.id, word=row.word, alt=row.alt, digest=row.digest, at=row.at)
            for row in arrivals.own_pictures(connection, pupil)
        ),
        boards=tuple(
            SentBoard(
                id=row.id,
                board=SentBoardBody.model_validate_json(row.body),
                source=row.source,
                at=row.at,
            )
            for row in arrivals.own_boards(connection, pupil)
        ),
        preferences=read_access(likes) if likes.keys() & Access.model_fields.keys() else None,
    )


# -- checking ----------------------------------------------------------------------------------


def check_own(bundle: Bundle, pictures: Mapping[str, Picture]) -> None:
    """See that what is pupils' own is what a voicebox could have kept.

    Raises:
        BundleError: it is not; the line says what.
    """
    for own in bundle.own:
        words = [each.word.casefold() for each in own.pictures]
        if len(set(words)) < len(words):
            raise damaged("two own pictures are for one word")
        for each in own.pictures:
            moment_of(each.at)
            _check_words("an own picture", each.word, each.alt)
            if not each.word.strip():
                raise damaged("an own picture has no word")
        if own.digests - pictures.keys():
            raise damaged("a picture of a pupil's own did not come with it")
        for sent in own.boards:
            moment_of(sent.at)
            _check_board(sent, pictures)


def _check_board(sent: SentBoard, pictures: Mapping[str, Picture]) -> None:
    pages = sent.board.pages
    ids = {page.id for page in pages}
    rows = [row for page in pages for row in page.rows]
    buttons = [button for row in rows for button in row if button is not None]
    if len(ids) < len(pages):
        raise damaged("two pages of a board have one id")
    if any(len({len(row) for row in page.rows}) > 1 for page in pages):
        raise damaged("the rows of a board are not of one length")
    if len(buttons) > MOST_BUTTONS:
        raise damaged(f"a board has more than {MOST_BUTTONS:,} buttons")
    if any(not each.label and each.picture is None for each in buttons):
        raise damaged("a button of a board has neither a word nor a picture")
    if {each.opens for each in buttons if each.opens is not None} - ids:
        raise damaged("a button of a board leads to a page that is not there")
    if sum(len(pictures[each].png) for each in board_digests(sent.board)) > LARGEST_KEPT:
        raise damaged("the pictures of a board are too large")
    _check_words("a board", *_strings(sent.model_dump(mode="json")))


def _strings(told: object) -> list[str]:
    found, waiting = [], [told]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _check_words(what: str, *words: str) -> None:
    if any(keep_words(each).removed or "\n" in each for each in words):
        raise BundleError(
            f"In this bundle, {what} holds control characters.",
            mend="No voicebox makes such a bundle; nothing was kept of it.",
        )


# -- keeping -----------------------------------------------------------------------------------


def is_set_here(connection: Rows, pupil: str | None, sent: Access | None) -> bool:
    """Was it set here, and otherwise, how a pupil likes the screen?"""
    here = belongings.preferences_of(connection, pupil) if pupil else {}
    return sent is not None and bool(here) and read_access(here) != sent


def keep_own(
    connection: Rows, pupil: str, sent: SentOwn | None, pictures: Mapping[str, Picture]
) -> KeptOwn:
    """Keep what is a pupil's own, inside a writing transaction.

    Args:
        connection: to the store.
        pupil: who it is here.
        sent: what came of theirs; None where nothing did.
        pictures: those of the bundle, by digest.
    """
    if sent is None:
        return KeptOwn()
    shown = [(OwnPicture(p.id, p.word, p.alt, p.digest), p.at) for p in sent.pictures]
    boards = [(OwnBoard(b.id, _board(b.board), b.source), b.at) for b in sent.boards]
    left = is_set_here(connection, pupil, sent.preferences)
    return KeptOwn(
        arrivals.keep_pictures(connection, pupil, shown, pictures),
        arrivals.keep_boards(connection, pupil, boards, pictures),
        int(_keep_preferences(connection, pupil, sent.preferences)),
        int(left),
    )


def _board(sent: SentBoardBody) -> Board:
    return board_body.board_of(json.dumps(sent.model_dump(mode="json")))


def _keep_preferences(connection: Rows, pupil: str, sent: Access | None) -> bool:
    likes = sent.model_dump(mode="json", exclude_defaults=True) if sent is not None else {}
    if not likes or belongings.preferences_of(connection, pupil):
        return False
    belongings.keep_preferences(connection, pupil, likes)
    return True
