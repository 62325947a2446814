"""What is a pupil's own, as it stands in a bundle: pictures, boards, how they like the screen.

The limits are those of a board or a picture that a person brings from a file.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from voicebox.access import Access
from voicebox.boards.page import (
    LONGEST_ID,
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_SPOKEN,
    MOST_SIDE,
)
from voicebox.boards.reading import MOST_PAGES
from voicebox.passing.parts import Digest, Moment, OwnId, Part, PupilId
from voicebox.store.belongings import LONGEST_ALT, LONGEST_WORD

MOST_PICTURES = 10_000
MOST_BOARDS = 500
"""Of one pupil."""
MOST_TERMS = 20_000
"""Pictures of one board, each once for each of the terms on which it was given."""
_LONGEST_PAGE = LONGEST_ID + LONGEST_NAME
"""A page without an id is called by its file, and by its place in it."""

_Told = Annotated[str, Field(max_length=LONGEST_NAME)]
_Colour = Annotated[int, Field(ge=0, le=0xFFFFFF)]
_PageId = Annotated[str, Field(min_length=1, max_length=_LONGEST_PAGE)]


class SentOwnPicture(Part):
    """A picture of the pupil's own; the picture itself is among those of the bundle."""

    id: OwnId
    word: Annotated[str, Field(min_length=1, max_length=LONGEST_WORD)]
    alt: Annotated[str, Field(max_length=LONGEST_ALT)]
    digest: Digest
    at: Moment


class SentLicence(Part):
    """On what terms a board or a picture was given."""

    kind: _Told
    author: _Told
    url: _Told


class SentButton(Part):
    """A button of a page."""

    id: Annotated[str, Field(min_length=1, max_length=LONGEST_ID)]
    label: Annotated[str, Field(max_length=LONGEST_LABEL)]
    spoken: Annotated[str, Field(max_length=LONGEST_SPOKEN)]
    picture: Digest | None
    background: _Colour | None
    border: _Colour | None
    opens: _PageId | None


_Row = Annotated[tuple[SentButton | None, ...], Field(min_length=1, max_length=MOST_SIDE)]


class SentPage(Part):
    """A page of a board."""

    id: _PageId
    name: _Told
    locale: Annotated[str, Field(max_length=40)]
    rows: Annotated[tuple[_Row, ...], Field(min_length=1, max_length=MOST_SIDE)]
    licence: SentLicence | None


class SentTerms(Part):
    """A picture of a board, and on what terms it came."""

    digest: Digest
    licence: SentLicence | None


class SentBoardBody(Part):
    """A board, in the shape of `ports.Board`."""

    name: _Told
    locale: Annotated[str, Field(max_length=40)]
    pages: Annotated[tuple[SentPage, ...], Field(min_length=1, max_length=MOST_PAGES)]
    pictures: Annotated[tuple[SentTerms, ...], Field(max_length=MOST_TERMS)]


class SentBoard(Part):
    """A board of the pupil's own."""

    id: OwnId
    board: SentBoardBody
    source: _Told
    at: Moment


class SentOwn(Part):
    """All that is one pupil's own."""

    pupil: PupilId
    pictures: Annotated[tuple[SentOwnPicture, ...], Field(max_length=MOST_PICTURES)] = ()
    boards: Annotated[tuple[SentBoard, ...], Field(max_length=MOST_BOARDS)] = ()
    preferences: Access | None = None
    """How they like screen, voice and switches; None where nothing was set."""

    @property
    def is_any(self) -> bool:
        """Is there anything?"""
        return bool(self.pictures or self.boards or self.preferences)

    @property
    def digests(self) -> set[str]:
        """Every picture that it names."""
        found = {own.digest for own in self.pictures}
        for own in self.boards:
            found |= board_digests(own.board)
        return found


def board_digests(board: SentBoardBody) -> set[str]:
    """Every picture that a board names."""
    of_buttons = {
        button.picture
        for page in board.pages
        for row in page.rows
        for button in row
        if button is not None and button.picture is not None
    }
    return of_buttons | {each.digest for each in board.pictures}
