"""Cycles: each plan begins one. What was said belongs to one cycle alone, and is never copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voicebox.conversation.views import Status, View

PLAN_PACK = "plan"
"""The pack of forms that a plan is written with."""
STEPS = frozenset({"need-what", "outcome-statement", "provision-what"})
"""Whoever asks for these writes a plan, whatever a school calls its own pack."""


@dataclass(frozen=True, slots=True)
class HeldTalk:
    """One talk, as far as it may be seen."""

    id: str
    pack: str
    started: datetime
    views: tuple[View, ...]
    pack_version: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A plan, and the talks that were held since the plan before was begun.

    The talks that come after the last plan belong to its cycle, until another is begun.
    """

    number: int
    plan: HeldTalk | None
    talks: tuple[HeldTalk, ...]
    """Oldest first, the plan's own among them."""


def cycles(talks: Sequence[HeldTalk]) -> tuple[Cycle, ...]:
    """The cycles of one pupil's talks, oldest first; one of number 0 where no plan was begun."""
    ordered = sorted(talks, key=lambda each: (each.started, each.id))
    plans = [talk for talk in ordered if is_plan(talk)]
    if not plans:
        return (Cycle(0, None, tuple(ordered)),)
    found = []
    for number, plan in enumerate(plans, start=1):
        until = ordered.index(plan) + 1 if plan is not plans[-1] else len(ordered)
        found.append(Cycle(number, plan, tuple(ordered[:until])))
        ordered = ordered[until:]
    return tuple(found)


def is_plan(talk: HeldTalk) -> bool:
    """Does a plan stand in it? One that was opened and left empty begins no cycle."""
    answers = [view for view in talk.views if view.status is Status.ANSWERED]
    asks = any(STEPS & set(view.feeds) for view in answers)
    return asks or (talk.pack == PLAN_PACK and bool(answers))
