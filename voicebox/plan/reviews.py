"""How it went: what was promised against what happened, by outcome, in each person's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from voicebox.conversation.record import quotable
from voicebox.conversation.routing import NOT_WORKING, WORKING
from voicebox.conversation.views import Speaker, View
from voicebox.plan.fields import REVIEW_HOW, fields_of, line
from voicebox.plan.links import Linking
from voicebox.plan.models import Line, Review, Verdict

_SIDES = {WORKING: "worked", NOT_WORKING: "not_worked"}


def reviews(views: Iterable[View], linking: Linking) -> tuple[tuple[str, Review], ...]:
    """The reviews among these views, each with the id of its talk: one for each outcome that was
    looked at, and one for the plan as a whole.

    A review of an outcome that may not be seen is left out: its words stand in each question.
    """
    found: dict[tuple[str, str | None], list[View]] = {}
    for view in views:
        if not is_of_review(view):
            continue
        outcome = linking.row_of(view.item) if view.is_about_place else None
        if view.is_about_place and outcome is None:
            continue
        found.setdefault((view.talk, outcome), []).append(view)
    return tuple((talk, _review(talk, outcome, of)) for (talk, outcome), of in found.items())


def is_of_review(view: View) -> bool:
    """Does it say how a plan went? A note about such an answer stands beside it, not in it."""
    of_form = any(group == "review" for group, _ in fields_of(view))
    return view.about is None and (of_form or REVIEW_HOW in view.feeds)


def _review(talk: str, outcome: str | None, views: Sequence[View]) -> Review:
    facts: dict[str, Any] = {
        field: line(view) for view in views for group, field in fields_of(view) if group == "review"
    }
    how = [view for view in views if REVIEW_HOW in view.feeds]
    return Review(
        id=outcome or talk,
        on=_latest(views),
        outcome=outcome,
        verdicts=_verdicts(how),
        **facts,
    )


def _latest(views: Sequence[View]) -> datetime:
    return max(view.at for view in views)


def _verdicts(views: Sequence[View]) -> tuple[Verdict, ...]:
    """One for each person, the child's first. A reading is nobody's verdict but its writer's."""
    people: dict[tuple[Speaker, str], dict[str, list[Line]]] = {}
    for view in sorted(views, key=lambda each: each.speaker is not Speaker.CHILD):
        said = people.setdefault((view.speaker, view.speaker_name), {})
        side = _SIDES.get(view.part, "said") if quotable(view) else "said"
        said.setdefault(side, []).append(line(view))
    return tuple(
        Verdict(
            speaker=speaker,
            speaker_name=name,
            **{side: tuple(lines) for side, lines in said.items()},
        )
        for (speaker, name), said in people.items()
    )
