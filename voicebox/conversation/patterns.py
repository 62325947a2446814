"""Patterns in how the answers fell: for the adult alone, afterwards, and never in an export.

A pattern is a question to the adult, not a finding about the child, who is never scored (rule 7).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from voicebox.conversation.record import Record, quotable
from voicebox.conversation.views import Chosen, Placed, Point, Speaker, Status, View

FEWEST = 4
"""Answers that it takes to speak of a pattern at all."""
QUICK = timedelta(seconds=2)
COULD_BE = "Could be tired, masking or true. Try another day, place or person."

_STANDING = frozenset({"something-else", "dont-know", "wont-say"})


def patterns(record: Record, *, standing: frozenset[str] = _STANDING) -> tuple[str, ...]:
    """What an adult may want to know of how the child's answers fell, one sentence each.

    Args:
        record: what was said.
        standing: the ids of the cards that stand on every board, which are no last option.
    """
    given = [view for view in record if _is_childs(view)]
    found = (*_same_column(given), *_always_last(given, standing), *_all_quick(given))
    return tuple(f"{sentence} {COULD_BE}" for sentence in found)


def _is_childs(view: View) -> bool:
    answered = view.status is Status.ANSWERED and view.speaker is Speaker.CHILD
    return answered and quotable(view) and view.about is None


def _same_column(given: list[View]) -> Iterator[str]:
    """Every card of a board in one column."""
    boards: dict[tuple[str, str], list[str]] = {}
    for view in given:
        if isinstance(view.value, Placed):
            boards.setdefault((view.prompt, view.part), []).append(view.value.column.word)
    for columns in boards.values():
        if len(columns) >= FEWEST and len(set(columns)) == 1:
            yield f"All {len(columns)} cards went to the same column: {columns[0]}."


def _always_last(given: list[View], standing: frozenset[str]) -> Iterator[str]:
    """The last card that was shown, each time that one was picked."""
    picks = [(picked, view) for view in given if (picked := _single_pick(view))]
    lasts = [picked == _last_offered(view, standing) for picked, view in picks]
    if len(lasts) >= FEWEST and all(lasts):
        yield f"The last card was picked all {len(lasts)} times."


def _single_pick(view: View) -> str:
    match view.value:
        case Chosen(choices=(choice,)):
            return choice.id
        case Placed(column=column):
            return column.id
        case Point(face=face):
            return face
        case _:
            return ""


def _last_offered(view: View, standing: frozenset[str]) -> str:
    offered = [option.id for option in view.options_offered if option.id not in standing]
    return offered[-1] if offered else ""


def _all_quick(given: list[View]) -> Iterator[str]:
    """Every answer within two seconds of the one before."""
    times = sorted(view.at for view in given)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(gaps) >= FEWEST and all(gap <= QUICK for gap in gaps):
        yield "Every answer came within two seconds of the one before."
