"""The cycle before: what was said, what was promised, and what happened (rules 15 and 16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from voicebox.conversation.views import Speaker, View
from voicebox.plan.fields import is_plans_own
from voicebox.plan.models import Outcome, Plan, Provision, Review
from voicebox.plan.reviews import is_of_review


@dataclass(frozen=True, slots=True)
class Promise:
    """A step that was agreed, what was to be done for it, and how it went."""

    outcome: Outcome
    provision: tuple[Provision, ...]
    reviews: tuple[Review, ...]
    """Empty while nobody has said how it went."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """What to bring up from the cycle before. Never shown as today's: each view has its day."""

    cycle: int
    began: date | None
    said: tuple[View, ...]
    """What people said then, the child first."""
    promised: tuple[Promise, ...]
    whole: tuple[Review, ...]
    """How the plan went as a whole."""


def last_time(plans: Sequence[Plan]) -> LastTime | None:
    """The cycle before the present one; None where the present one is the first.

    Args:
        plans: of one pupil, oldest first, as `build_plans` gives them.
    """
    if len(plans) < 2:
        return None
    before, present = plans[-2], plans[-1]
    known = {(each.id, each.on): each for plan in (before, present) for each in plan.reviews}
    own = {outcome.id for outcome in before.outcomes}
    began = before.start or (before.started.date() if before.started else None)
    return LastTime(
        cycle=before.cycle,
        began=began,
        said=_said(before),
        promised=tuple(_promise(each, before, known.values()) for each in before.outcomes),
        whole=tuple(
            each
            for each in known.values()
            if each.outcome is None and each in present.reviews and own
        ),
    )


def _said(plan: Plan) -> tuple[View, ...]:
    told = [view for view in plan.views if not is_plans_own(view) and not is_of_review(view)]
    return tuple(sorted(told, key=lambda view: view.speaker is not Speaker.CHILD))


def _promise(outcome: Outcome, plan: Plan, reviews: Iterable[Review]) -> Promise:
    return Promise(
        outcome=outcome,
        provision=tuple(each for each in plan.provision if outcome.id in each.outcomes),
        reviews=tuple(each for each in reviews if each.outcome == outcome.id),
    )
