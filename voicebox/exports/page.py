"""A page as blocks of text and pictures, before any format: what Markdown and HTML both write.

A `Run` is a stretch of text. It is our own, or a person's: then it stands as it was given, and the
format marks it as such. Quotation marks belong to blocks and runs that say so, and to no others.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Some text on one line. `own`: a person's own words, to stand in quotation marks."""

    text: str
    own: bool = False


Text = tuple[Run, ...]


def text(*parts: str | Run) -> Text:
    """Runs from strings of our own, and from runs."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Card:
    """A card: its word, and the picture that it was shown with (empty: none is known)."""

    word: Run
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the page."""

    line: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be known before reading: a name and a value on each line."""

    lines: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; `level` 2 is right below the title."""

    line: Text
    level: int = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Cards under the columns that they were put into."""

    columns: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: in words (`line`), and the cards, for a format that draws."""

    line: Text
    cards: tuple[Card, ...] = ()
    digest: str = ""
    """A picture of the person's own, by its digest."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they were given, of one line or several.

    `before` says whose they are, or what they are about, and `after` who carried them over.
    `quoted`: quotation marks stand round them; never round an adult's reading (rule 9).
    """

    words: str
    quoted: bool
    language: str = ""
    before: Text = ()
    after: Text = ()
    name: str = ""
    """Whose own words they are."""
    reading: bool = False
    """An adult's reading, or what they saw: to be told apart at a glance."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of our own."""

    line: Text


@dataclass(frozen=True, slots=True)
class Small:
    """How it was told, and the like: read last."""

    line: Text


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines one below the other."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What is to be known: a name, and words or several of them, on each row."""

    rows: tuple[tuple[str, tuple[Words, ...]], ...]


Block = Title | Facts | Section | Columns | Picked | Words | Line | Small | Listed | Table
