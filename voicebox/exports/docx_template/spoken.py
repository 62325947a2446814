"""How passages read in a form: own words quoted, with who and when; readings marked as such."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicebox.conversation.views import Point, Speaker, View, ViewKind
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Passage
from voicebox.ports import TalkSummary


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one language. Empty: the language of our own words."""

    text: str
    language: str = ""


Line = tuple[Piece, ...]
"""One passage as it is printed. Its text may hold line breaks and tabs, which stay."""


@dataclass(frozen=True, slots=True)
class Content:
    """What goes to one place: nothing, or a line for each passage."""

    lines: tuple[Line, ...] = ()
    views: frozenset[str] = frozenset()
    """The ids of the views that are in it."""
    plain: bool = True
    """Are these facts of the plan, not what somebody said?"""

    @property
    def text(self) -> str:
        """All of it, as text."""
        return "\n".join(line_text(line) for line in self.lines)


def line_text(line: Line) -> str:
    """A line without its languages."""
    return "".join(piece.text for piece in line)


def content_of(passages: Iterable[Passage], dossier: Dossier, *, of_plan: bool) -> Content:
    """Passages as they are printed. `of_plan`: staff's entries there are facts, not quotations."""
    summaries = {talk.summary.header.id: talk.summary for talk in dossier.talks}
    found = tuple(passages)
    return Content(
        lines=tuple(_line(each, summaries, of_plan=of_plan) for each in found),
        views=frozenset(each.view.id for each in found if each.view is not None),
        plain=all(_is_fact(each, of_plan=of_plan) for each in found),
    )


def _is_fact(passage: Passage, *, of_plan: bool) -> bool:
    by_staff = passage.speaker is Speaker.KEY_ADULT
    return passage.view is None or (
        of_plan and by_staff and passage.kind is not ViewKind.INTERPRETATION
    )


def _line(passage: Passage, summaries: dict[str, TalkSummary], *, of_plan: bool) -> Line:
    view = passage.view
    if view is None or _is_fact(passage, of_plan=of_plan):
        return (Piece(passage.words, view.language if view else ""),)
    if passage.quoted:
        return _quotation(passage, view)
    if passage.kind in (ViewKind.INTERPRETATION, ViewKind.OBSERVATION):
        marked = f"{phrases.reading(view, summaries[view.talk])}: "
        day = f" ({phrases.uk_date(view.at)})"
        return (Piece(marked), Piece(passage.words, view.language), Piece(day))
    return (*_shown(view, passage.words), Piece(_after(passage, view, how="picked, ")))


def _quotation(passage: Passage, view: View) -> Line:
    before = passage.words.removesuffix(passage.own)
    own = Piece(passage.own, view.language)
    after = Piece(f"”{_after(passage, view)}")
    return (*(_shown(view, before) if before else ()), Piece("“"), own, after)


def _shown(view: View, words: str) -> Line:
    """Cards, as they were picked; a point on a ladder says nothing without what was asked."""
    asked = isinstance(view.value, Point) and view.asked
    cards = Piece(words, view.language)
    return (Piece(f"{view.asked} ", view.language), cards) if asked else (cards,)


def _after(passage: Passage, view: View, how: str = "") -> str:
    carried = phrases.interpreter(view)
    through = f"{carried}, " if carried else ""
    return f" ({passage.by}, {how}{through}{phrases.uk_date(view.at)})"
