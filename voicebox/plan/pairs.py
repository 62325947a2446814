"""To me and for me, side by side, the child first; and where people disagree (rule 12).

Only what may be seen is compared: where one side is kept from this audience, there is no pair here,
and nothing says that there was one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.conversation.record import quotable
from voicebox.conversation.routing import FOR_ME, TO_ME
from voicebox.conversation.views import Choice, Chosen, Placed, Point, Speaker, View
from voicebox.plan.models import Line, Outcome, Plan


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What is important to the child and for the child, in one area of life."""

    theme: str
    asked: str
    to_me: tuple[View, ...]
    for_me: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two people's answers to one thing, which are not the same. Both stand; neither is right."""

    about: str
    """The question, or the id of an outcome."""
    child: View | Line
    other: View | Line


def side_by_side(plan: Plan) -> tuple[SideBySide, ...]:
    """Every pair of which a side may be seen, in the order in which it was asked."""
    found: dict[str, list[View]] = {}
    for view in plan.views:
        if view.part in (TO_ME, FOR_ME) and view.about is None:
            found.setdefault(view.theme or view.prompt, []).append(view)
    return tuple(
        SideBySide(
            theme=theme,
            asked=views[0].asked,
            to_me=_child_first([view for view in views if view.part == TO_ME]),
            for_me=_child_first([view for view in views if view.part == FOR_ME]),
        )
        for theme, views in found.items()
    )


def _child_first(views: Sequence[View]) -> tuple[View, ...]:
    return tuple(sorted(views, key=lambda view: view.speaker is not Speaker.CHILD))


def differences(plan: Plan) -> tuple[Difference, ...]:
    """Where the child and another person picked differently. Words are never weighed here."""
    return (*_of_views(plan), *_of_outcomes(plan))


def _of_views(plan: Plan) -> list[Difference]:
    asked: dict[tuple[str, str, str], list[View]] = {}
    for view in plan.views:
        if view.about is None and quotable(view) and _picked(view):
            asked.setdefault((view.prompt, view.part, view.item), []).append(view)
    return [
        Difference(child.asked, child, other)
        for views in asked.values()
        for child in views
        if child.speaker is Speaker.CHILD
        for other in views
        if other.speaker is not Speaker.CHILD and not _picked(child) & _picked(other)
    ]


def _picked(view: View) -> frozenset[str]:
    match view.value:
        case Chosen(choices=choices):
            return frozenset(choice.id for choice in choices)
        case Placed(column=Choice(id=column)):
            return frozenset({column})
        case Point(point=point, low=low, high=high, top=top):
            return frozenset({f"{point} {top} {low} {high}"})
        case _:
            return frozenset()


def _of_outcomes(plan: Plan) -> list[Difference]:
    found = ((each, each.child_says, each.family_says) for each in plan.outcomes)
    return [
        Difference(outcome.id, child, family)
        for outcome, child, family in found
        if child is not None and family is not None and _differ(child, family)
    ]


def _differ(child: Line, family: Line) -> bool:
    return not set(child.picked) & set(family.picked) and child.words != family.words


def outcomes_not_agreed(plan: Plan) -> tuple[Outcome, ...]:
    """Steps to which the child or the family said no, or change it."""
    return tuple(
        each
        for each in plan.outcomes
        if any(
            said is not None and {"no", "change"} & set(said.picked)
            for said in (each.child_says, each.family_says)
        )
    )
