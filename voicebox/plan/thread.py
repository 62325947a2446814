"""The golden thread, computed: does every step lead back to something said, and what leads nowhere?

E ch. 2: outcomes, needs and provision always link back to aspirations. Nothing here is a score: it
says what to look at, by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.conversation.routing import ASKS_FOR_MORE, GATHER_HOW, GATHER_WHO, RING
from voicebox.conversation.views import Speaker, View
from voicebox.plan.checklists import Covered, essex, is_own_answer, norfolk
from voicebox.plan.fields import PLAIN_FEEDS
from voicebox.plan.models import CutLink, Outcome, Plan, Row

_NOT_STEPS = frozenset({"participation", "communication", "appreciation"})
"""What these tell is for how to talk together; no step need come of it."""
_ABOUT_OTHERS = ASKS_FOR_MORE | {RING, GATHER_HOW}
"""Parts that tell of another part: how near a person is, how words were sent, is there one more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One link, by ids: from a step to what it leads back to."""

    step: str
    back_to: str


@dataclass(frozen=True, slots=True)
class Thread:
    """How a plan hangs together."""

    plan: Plan
    edges: tuple[Edge, ...]
    lost_outcomes: tuple[str, ...]
    """The ids of outcomes that lead back to no view."""
    lost_provision: tuple[str, ...]
    """The ids of provision that leads back to no view, by no way."""
    lost_aspirations: tuple[str, ...]
    """The ids of hopes that no step is taken towards yet. A hope is a view: it leads back."""
    unserved: tuple[str, ...]
    """The ids of outcomes for which nothing is to be done."""
    leading_nowhere: tuple[View, ...]
    """What people said that no step takes up yet; hopes are in `lost_aspirations` as well."""
    support_only_said: tuple[View, ...]
    """The child's words about support, where the plan has no provision that takes them up."""
    cut_links: tuple[CutLink, ...]
    essex: tuple[Covered, ...]
    norfolk: tuple[Covered, ...]


def thread(plan: Plan) -> Thread:
    """The golden thread of one plan."""
    edges = tuple(_edges(plan))
    used = {edge.back_to for edge in edges}
    rows = _rows(plan)
    loose = [view for view in plan.views if _may_lead_on(view, plan) and view.place not in used]
    lost = {row for row in rows if not _leads_back(row, edges, rows)}
    return Thread(
        plan=plan,
        edges=edges,
        lost_outcomes=tuple(each.id for each in plan.outcomes if each.id in lost),
        lost_provision=tuple(each.id for each in plan.provision if each.id in lost),
        lost_aspirations=tuple(each.id for each in plan.aspirations if each.id not in used),
        unserved=tuple(each.id for each in plan.outcomes if not _served(each, plan)),
        leading_nowhere=tuple(loose),
        support_only_said=tuple(view for view in loose if _is_support(view)),
        cut_links=plan.cut_links,
        essex=essex(plan),
        norfolk=norfolk(plan),
    )


def _edges(plan: Plan) -> Iterator[Edge]:
    for need in plan.needs:
        yield from (Edge(need.id, place) for place in need.views)
    for adjustment in plan.adjustments:
        yield from (Edge(adjustment.id, place) for place in adjustment.views)
    for outcome in plan.outcomes:
        places = (*outcome.hopes, *outcome.views, *outcome.needs)
        yield from (Edge(outcome.id, place) for place in dict.fromkeys(places))
    for each in plan.provision:
        yield from (Edge(each.id, place) for place in (*each.outcomes, *each.views))


def _leads_back(step: str, edges: tuple[Edge, ...], rows: set[str]) -> bool:
    """Is there a way from a step to something that was said?"""
    seen: set[str] = set()
    ahead = {step}
    while ahead:
        seen |= ahead
        ahead = {edge.back_to for edge in edges if edge.step in ahead} - seen
    return bool(seen - rows)


def _rows(plan: Plan) -> set[str]:
    """The ids of all that staff wrote; whatever else a link leads to was said by somebody."""
    tables: tuple[tuple[Row, ...], ...] = (
        plan.needs,
        plan.adjustments,
        plan.outcomes,
        plan.provision,
    )
    return {row.id for table in tables for row in table}


def _may_lead_on(view: View, plan: Plan) -> bool:
    """Is it something a person said of the child, that a step could take up?"""
    feeds = set(PLAIN_FEEDS) - _NOT_STEPS
    names_sender = view.part == GATHER_WHO and view.speaker is not Speaker.CHILD
    tells_more = view.part not in _ABOUT_OTHERS and not names_sender
    return is_own_answer(view, plan) and tells_more and bool(feeds & set(view.feeds))


def _is_support(view: View) -> bool:
    return view.speaker is Speaker.CHILD and "provision" in view.feeds


def _served(outcome: Outcome, plan: Plan) -> bool:
    return any(outcome.id in each.outcomes for each in plan.provision)
