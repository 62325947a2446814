"""What is a pupil's own: pictures, and boards that a person brought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a person's own file: checked, upright, without metadata, re-encoded as PNG."""

    digest: str
    """SHA-256 of `png`."""
    png: bytes
    width: int
    height: int
    name: str
    """The file's own name, for the adult; never a path."""


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture that is a pupil's own: `Store.picture(digest)` gives it, `word` stands under it."""

    id: str
    word: str
    alt: str
    """Describes the picture; may be empty."""
    digest: str


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms a board or a picture was given, as its file says; any part may be empty."""

    kind: str
    """As `CC BY-SA 4.0` or `private`."""
    author: str
    url: str
    """Text to be shown; nothing here follows it."""


@dataclass(frozen=True, slots=True)
class BoardButton:
    """A place on a board that can be picked; `label` or `picture` is there, or both."""

    id: str
    label: str
    spoken: str
    """The words to be said; those of the label, where the board gives no others."""
    picture: str | None = None
    """A digest: `Store.picture` gives the picture."""
    background: int | None = None
    """0xRRGGBB; None: the screen's own."""
    border: int | None = None
    opens: str | None = None
    """The id of the page that it leads to."""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One grid of buttons. All rows are of one length, and None is an empty place."""

    id: str
    name: str
    locale: str
    """As `en-GB`; may be empty."""
    rows: tuple[tuple[BoardButton | None, ...], ...]
    licence: Licence | None = None


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A picture of a board, and on what terms it came."""

    digest: str
    licence: Licence | None


@dataclass(frozen=True, slots=True)
class Board:
    """A board that a person brought: its pages, the one it begins with first."""

    name: str
    locale: str
    pages: tuple[BoardPage, ...]
    pictures: tuple[BoardPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """A board that is a pupil's own."""

    id: str
    board: Board
    source: str
    """The name of the file that it came in; never a path."""
