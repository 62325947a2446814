"""From views to plans: one for each cycle. Pure, and given only what may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from voicebox.conversation.views import Status, View
from voicebox.plan.aspirations import TOGETHER, aspirations
from voicebox.plan.binned import binned, without
from voicebox.plan.cycles import Cycle, HeldTalk, cycles
from voicebox.plan.dates import read_date
from voicebox.plan.links import Linking
from voicebox.plan.models import (
    Adjustment,
    Contributor,
    ExternalAdvice,
    Line,
    Need,
    Outcome,
    Plan,
    Provision,
    Review,
)
from voicebox.plan.reviews import reviews
from voicebox.plan.rows import must_know, rows
from voicebox.plan.scales import scales_over_time

__all__ = ["HeldTalk", "build_plans"]


def build_plans(pupil: str, talks: Sequence[HeldTalk]) -> tuple[Plan, ...]:
    """The plans of a pupil, oldest cycle first; one of cycle 0 where no plan was begun.

    Args:
        pupil: the pupil's name.
        talks: all talks of this one pupil, in any order.
    """
    gone = binned(view for talk in talks for view in talk.views)
    kept = [replace(talk, views=without(talk.views, gone)) for talk in talks]
    found = cycles(kept)
    every = _answers(kept)
    told = reviews(every, Linking(every))
    plans: list[Plan] = []
    for at, cycle in enumerate(found):
        so_far = [talk for each in found[: at + 1] for talk in each.talks]
        plans.append(_plan(pupil, cycle, plans[-1] if plans else None, so_far, told))
    return tuple(plans)


def _plan(
    pupil: str,
    cycle: Cycle,
    before: Plan | None,
    so_far: Sequence[HeldTalk],
    told: Sequence[tuple[str, Review]],
) -> Plan:
    views = _answers(cycle.talks)
    linking = Linking(_answers(so_far))
    facts = must_know(views)
    outcomes = rows("outcome", Outcome, views, linking)
    return Plan(
        id=cycle.plan.id if cycle.plan else "",
        pupil=pupil,
        cycle=cycle.number,
        previous=before.id if before else None,
        started=cycle.plan.started if cycle.plan else None,
        start=_date(facts.start),
        review_by=_date(facts.review),
        must_know=facts,
        contributors=rows("contributor", Contributor, views, linking),
        needs=rows("need", Need, views, linking),
        adjustments=rows("adjustment", Adjustment, views, linking),
        advice=rows("advice", ExternalAdvice, views, linking),
        aspirations=aspirations(views, _together(cycle)),
        outcomes=outcomes,
        provision=rows("provision", Provision, views, linking),
        reviews=_reviews(told, cycle, outcomes),
        views=views,
        silences=_silences(cycle),
        scales=scales_over_time(so_far),
        cut_links=linking.cut,
    )


def _reviews(
    told: Sequence[tuple[str, Review]], cycle: Cycle, outcomes: Sequence[Outcome]
) -> tuple[Review, ...]:
    """Those held in this cycle, of the plan before; and those of this plan, whenever held."""
    held = {talk.id for talk in cycle.talks}
    own = {outcome.id for outcome in outcomes}
    return tuple(review for talk, review in told if talk in held or review.outcome in own)


def _answers(talks: Sequence[HeldTalk]) -> tuple[View, ...]:
    ordered = sorted(talks, key=lambda each: (each.started, each.id))
    return tuple(view for talk in ordered for view in talk.views if view.status is Status.ANSWERED)


def _silences(cycle: Cycle) -> tuple[View, ...]:
    return tuple(
        view for talk in cycle.talks for view in talk.views if view.status is not Status.ANSWERED
    )


def _together(cycle: Cycle) -> tuple[View, ...]:
    return _answers([talk for talk in cycle.talks if talk.pack == TOGETHER])


def _date(written: Line | None) -> date | None:
    return read_date(written.words) if written else None
