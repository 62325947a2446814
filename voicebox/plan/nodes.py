"""What stands in a picture of the golden thread: boxes in columns, from views to provision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Chosen, View, said
from voicebox.plan.fields import link_fields
from voicebox.plan.models import Aspiration, Line
from voicebox.plan.telling import speaker
from voicebox.plan.thread import Thread

SAID, NEEDS, OUTCOMES, PROVISION = range(4)
COLUMNS = ("What was said", "Needs", "Outcomes", "Who does what")


@dataclass(frozen=True, slots=True)
class Node:
    """One box: whose words it holds, and what is amiss with it."""

    id: str
    column: int
    words: str
    by: str = ""
    is_quoted: bool = False
    note: str = ""
    """What to look at, in words: a picture must say it without colour."""

    @property
    def is_lost(self) -> bool:
        """Does the thread break here?"""
        return bool(self.note)


def nodes(thread: Thread) -> tuple[Node, ...]:
    """The boxes, column by column: everything that is linked, every hope, and every step."""
    return tuple(_nodes(thread))


def _nodes(thread: Thread) -> Iterator[Node]:
    plan = thread.plan
    linked = {edge.back_to for edge in thread.edges}
    hopes = {each.id: each for each in plan.aspirations}
    seen = {view.place for view in plan.views}
    for view in plan.views:
        if view.place in linked or view.place in hopes:
            yield _of_view(view, thread, hopes)
    rows = {node.id for node in _steps(thread)}
    earlier = _said_before(thread)
    for place in sorted(linked - seen - rows):
        yield Node(place, SAID, earlier.get(place, "said before"), by="in an earlier cycle")
    yield from _steps(thread)


def _said_before(thread: Thread) -> dict[str, str]:
    """By place, the words of an earlier cycle on the cards that a step was linked by."""
    return {
        choice.id: choice.word
        for view in thread.plan.views
        if link_fields(view) and isinstance(view.value, Chosen)
        for choice in view.value.choices
    }


def _of_view(view: View, thread: Thread, hopes: dict[str, Aspiration]) -> Node:
    is_loose = view.place in hopes and view.place in thread.lost_aspirations
    return Node(
        id=view.place,
        column=SAID,
        words=said(view),
        by=speaker(view, thread.plan),
        is_quoted=quotable(view) and view.value is None,
        note="no step yet" if is_loose else "",
    )


def _steps(thread: Thread) -> Iterator[Node]:
    plan = thread.plan
    for need in plan.needs:
        yield Node(need.id, NEEDS, _words(need.what))
    for outcome in plan.outcomes:
        notes = []
        if outcome.id in thread.lost_outcomes:
            notes.append("leads back to nothing said")
        if outcome.id in thread.unserved:
            notes.append("nothing is to be done for it yet")
        yield Node(outcome.id, OUTCOMES, _words(outcome.statement), note=", ".join(notes))
    for adjustment in plan.adjustments:
        yield Node(adjustment.id, PROVISION, _words(adjustment.what), by="In class")
    for each in plan.provision:
        note = "leads back to nothing said" if each.id in thread.lost_provision else ""
        yield Node(each.id, PROVISION, _words(each.what), by=_words(each.who, ""), note=note)


def _words(line: Line | None, otherwise: str = "(not written)") -> str:
    return line.words if line else otherwise
