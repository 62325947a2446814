"""The lines of both councils' lists, and what in a plan covers each (E checklist; N 3.1).

Essex asks seven things of a plan. Norfolk says seven things that a plan reflects, each the child's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Speaker, View
from voicebox.plan.fields import is_plans_own
from voicebox.plan.models import Line, Outcome, Plan, Provision


class Cover(StrEnum):
    """How far a plan has what a line asks for."""

    COVERED = "covered"
    IN_PART = "in_part"
    DECLINED = "declined"
    """The child was asked, and skipped it, passed or did not know (rule 8)."""
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Covered:
    """One line of a list, and how it stands."""

    source: str
    """`E checklist 2`, `N 3.1 item 4`."""
    asks: str
    cover: Cover
    views: tuple[str, ...] = ()
    """The places of the views that cover it."""
    missing: tuple[str, ...] = ()
    """What is not there yet, in words."""


def essex(plan: Plan) -> tuple[Covered, ...]:
    """The seven lines of the One Planning checklist."""
    lines = (
        ("Is it dated, with accurate personal information?", _personal(plan)),
        ("What do we want? Hopes of the child and of the family.", _hopes(plan)),
        ("What do we like and admire? Strengths and qualities.", _strengths(plan)),
        ("What do we know? High quality assessment over time.", _known(plan)),
        ("SMART outcomes, agreed with child and family, and how to achieve them.", _smart(plan)),
        ("Who does what, how often and for how long?", _provision(plan)),
        ("How did it go? A review.", _review(plan)),
    )
    return tuple(
        found(f"E checklist {number}", asks) for number, (asks, found) in enumerate(lines, start=1)
    )


NORFOLK = (
    ("Their aspirations and hopes for the future", ("aspirations",)),
    ("What or who is important to them", ("important-to-me", "people")),
    ("What they like or are good at", ("strengths",)),
    ("What they find difficult or need support with", ("needs",)),
    ("What they want to achieve, or do more independently", ("outcomes",)),
    ("How they want to be supported", ("provision",)),
    ("Progress they have made towards their targets", ("review", "review-how")),
)


def norfolk(plan: Plan) -> tuple[Covered, ...]:
    """The seven things that a plan reflects; each is the child's own to say."""
    return tuple(
        _said(plan, feeds)(f"N 3.1 item {number}", asks)
        for number, (asks, feeds) in enumerate(NORFOLK, start=1)
    )


Found = Callable[[str, str], Covered]


def _said(plan: Plan, feeds: Sequence[str]) -> Found:
    own, others = fed(plan, feeds, by_child=True), fed(plan, feeds, by_child=False)
    if own:
        return _as(Cover.COVERED, own)
    if declined(plan, feeds):
        return _as(Cover.DECLINED, others)
    missing = ("the child's own words",) if others else ()
    return _as(Cover.IN_PART if others else Cover.NOT_ASKED, others, missing)


def fed(plan: Plan, feeds: Sequence[str], *, by_child: bool) -> tuple[str, ...]:
    """The places of what the child, or all others, said to one of these fields."""
    return tuple(
        view.place
        for view in plan.views
        if set(feeds) & set(view.feeds)
        and (view.speaker is Speaker.CHILD) is by_child
        and is_own_answer(view, plan)
    )


def is_own_answer(view: View, plan: Plan) -> bool:
    """Is it what a person told, and no note, and not what staff wrote as they made the plan?"""
    of_plan = is_plans_own(view) or (view.talk == plan.id and view.speaker is Speaker.KEY_ADULT)
    return view.about is None and quotable(view) and not of_plan


def declined(plan: Plan, feeds: Sequence[str]) -> bool:
    """Was the child asked about one of these fields, and did not say?"""
    return any(
        view.speaker is Speaker.CHILD and set(feeds) & set(view.feeds) for view in plan.silences
    )


def _as(cover: Cover, views: Sequence[str] = (), missing: Sequence[str] = ()) -> Found:
    return lambda source, asks: Covered(source, asks, cover, tuple(views), tuple(missing))


def _of_parts(parts: dict[str, bool], views: Sequence[str] = ()) -> Found:
    missing = tuple(name for name, is_there in parts.items() if not is_there)
    if not missing:
        return _as(Cover.COVERED, views)
    return _as(Cover.IN_PART if len(missing) < len(parts) else Cover.NOT_ASKED, views, missing)


def _personal(plan: Plan) -> Found:
    facts = plan.must_know
    asked: dict[str, object] = {
        "the date": facts.start or plan.started,
        "the full name": facts.full_name,
        "the setting": facts.setting,
        "the year group": facts.year_group,
        "the level of support": facts.sen_stage,
    }
    return _of_parts({name: bool(there) for name, there in asked.items()})


def _hopes(plan: Plan) -> Found:
    by = {each.speaker for each in plan.aspirations}
    places = [each.id for each in plan.aspirations]
    family = Speaker.PARENT_CARER in by
    if Speaker.CHILD not in by and declined(plan, ("aspirations",)):
        return _as(Cover.DECLINED, places, () if family else ("the family's hopes",))
    parts = {"the child's hopes": Speaker.CHILD in by, "the family's hopes": family}
    return _of_parts(parts, places)


def _strengths(plan: Plan) -> Found:
    feeds = ("strengths", "appreciation")
    found = (*fed(plan, feeds, by_child=True), *fed(plan, feeds, by_child=False))
    if not found and declined(plan, feeds):
        return _as(Cover.DECLINED)
    return _as(Cover.COVERED if found else Cover.NOT_ASKED, found)


def _known(plan: Plan) -> Found:
    if not plan.needs:
        return _as(Cover.NOT_ASKED, missing=("the needs, and how they are known",))
    untold = [
        f"how need {number} is known"
        for number, need in enumerate(plan.needs, start=1)
        if need.known_from is None
    ]
    places = [place for need in plan.needs for place in need.views]
    return _as(Cover.IN_PART if untold else Cover.COVERED, places, untold)


def _smart(plan: Plan) -> Found:
    if not plan.outcomes:
        return _as(Cover.NOT_ASKED, missing=("an outcome",))
    untold = [
        f"outcome {number}: {part}"
        for number, outcome in enumerate(plan.outcomes, start=1)
        for part in _not_smart(outcome, plan.provision)
    ]
    return _as(Cover.IN_PART if untold else Cover.COVERED, missing=untold)


def _not_smart(outcome: Outcome, provision: Sequence[Provision]) -> Iterator[str]:
    """What an outcome still needs, letter by letter."""
    has: dict[str, Line | bool | None] = {
        "what it is": outcome.statement,
        "so that": outcome.so_that,
        "how it is measured": outcome.method or outcome.target,
        "how it can be reached without stress": outcome.achievable,
        "which interest it starts from": outcome.interest or bool(outcome.views),
        "when it is due": outcome.due,
        "what the child says of it": outcome.child_says,
        "what the family says of it": outcome.family_says,
        "what will be done for it": any(outcome.id in each.outcomes for each in provision),
    }
    yield from (part for part, there in has.items() if not there)


def _provision(plan: Plan) -> Found:
    if not plan.provision:
        return _as(Cover.NOT_ASKED, missing=("any provision",))
    untold = [
        f"provision {number}: {part}"
        for number, each in enumerate(plan.provision, start=1)
        for part, there in (
            ("what", each.what),
            ("who", each.who),
            ("how often", each.how_often),
            ("for how long", each.how_long or each.end),
        )
        if there is None
    ]
    return _as(Cover.IN_PART if untold else Cover.COVERED, missing=untold)


def _review(plan: Plan) -> Found:
    if plan.reviews:
        return _as(Cover.COVERED)
    if plan.must_know.review is not None:
        return _as(Cover.IN_PART, missing=("the review itself; its day is set",))
    return _as(Cover.NOT_ASKED, missing=("a review, and its day",))
