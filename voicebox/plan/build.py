"""From views to plans: one for each cycle. Pure, and given only what may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voicebox.conversation.views import Status, View
from voicebox.plan.models import Aspiration, Plan

HOPES = "aspirations"
"""The plan field that hopes feed."""


@dataclass(frozen=True, slots=True)
class HeldTalk:
    """One talk, as far as it may be seen."""

    id: str
    pack: str
    started: datetime
    views: tuple[View, ...]


def build_plans(pupil: str, talks: Sequence[HeldTalk]) -> tuple[Plan, ...]:
    """The plans of a pupil, oldest cycle first; one of cycle 0 where no plan was begun.

    Args:
        pupil: the pupil's name.
        talks: all talks of this one pupil, in any order.
    """
    views = tuple(
        view
        for talk in sorted(talks, key=lambda each: each.started)
        for view in talk.views
        if view.status is Status.ANSWERED
    )
    return (Plan(id="", pupil=pupil, cycle=0, aspirations=_aspirations(views), views=views),)


def _aspirations(views: Sequence[View]) -> tuple[Aspiration, ...]:
    return tuple(
        Aspiration(
            id=view.place,
            view=view.id,
            words=view.words,
            speaker=view.speaker,
            speaker_name=view.speaker_name,
        )
        for view in views
        if HOPES in view.feeds
    )
