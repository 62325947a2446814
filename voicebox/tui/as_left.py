"""A question as it was left, when something came over it: what was picked, lit, or open on it.

Nothing of it was said, so no event holds it; but a child who looks away and back finds it there.
Words that were typed are drafts, and stay as such.
"""

from __future__ import annotations

from dataclasses import dataclass

from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.cards import Card


@dataclass(frozen=True, slots=True)
class Stood:
    """How the cards of a question stood, or its ladder."""

    picked: tuple[str, ...]
    """The cards that were picked, where several can be; in the order of picking."""
    focused: str
    """The card that had the focus."""
    point: int
    """The step of a ladder that was lit; -1 for none."""


@dataclass(frozen=True, slots=True)
class AsLeft:
    """How a question stood, and what was open over it."""

    key: str
    """Of its step."""
    stood: Stood
    is_saying_else: bool
    """Was the box for words open in the board's place?"""
    own_page: str
    """The page of the pupil's own cards that was open, if one was."""
    own_said: tuple[str, ...]
    """What was put together on it."""


def read_off(area: AnswerArea) -> Stood:
    """How the question that is shown stands now."""
    point = area.ladder.point if area.ladder.display else -1
    return Stood(tuple(area.chosen), area.board.cursor, point)


def put_back(area: AnswerArea, stood: Stood) -> None:
    """Pick and light again what was; what is no longer shown is left out."""
    board, ladder = area.board, area.ladder
    if ladder.display and stood.point >= 0:
        ladder.point = stood.point
    if not board.display:
        return
    if board.many:
        board.chosen = _still_there(stood.picked, board.cards)
        board.refresh()
    if _still_there((stood.focused,), board.cards):
        board.go_to(stood.focused)


def _still_there(ids: tuple[str, ...], cards: tuple[Card, ...]) -> list[str]:
    return [id_ for id_ in ids if any(card.id == id_ for card in cards)]
