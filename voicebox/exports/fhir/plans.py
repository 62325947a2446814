"""A Goal for each outcome of a plan, a CarePlan for each cycle. All words are the plan's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from voicebox.exports.fhir.names import (
    NEED,
    OUTCOME,
    PROVISION,
    Resource,
    extension,
    reference,
    url_of,
    without_empty,
)
from voicebox.plan.models import Adjustment, Line, Need, Outcome, Plan, Provision, Review

_OF_OUTCOME: dict[str, str] = {
    **{"so_that": "soThat", "why": "why", "baseline": "baseline", "target": "target"},
    **{"method": "method", "achievable": "achievable", "interest": "interest"},
    **{"right_time": "rightTime", "child_part": "childPart", "home_part": "homePart"},
    **{"child_says": "childSays", "family_says": "familySays", "agreed_with": "agreedWith"},
    **{"due": "due", "ehcp": "ehcp"},
}
_LINKS = {"hopes": "hope", "views": "view", "needs": "need", "previous": "previous"}
_OF_PROVISION = {
    **{"who": "who", "when": "when", "how": "how", "how_long": "howLong", "where": "where"},
    **{"resources": "resources", "start": "start", "end": "end", "independence": "independence"},
}
_OF_ADJUSTMENT = {"who": "who", "where": "where", "access_arrangement": "accessArrangement"}
_OF_NEED = {
    **{"what": "what", "area": "area", "known_from": "knownFrom"},
    **{"with_support": "withSupport", "new": "new"},
}


def plan_entries(
    plans: Sequence[Plan], child: str, finished: frozenset[str], said: Sequence[str]
) -> Iterator[tuple[str, Resource]]:
    """Goals and a CarePlan for each plan that was begun, oldest first.

    Args:
        plans: oldest cycle first.
        child: the URL of the child.
        finished: the ids of the talks that are finished; a plan in another is a draft.
        said: the URLs of the responses that stand beside the present plan.
    """
    begun = [plan for plan in plans if plan.id]
    reviews = {review.outcome: review for plan in plans for review in plan.reviews}
    for plan in begun:
        is_present = plan is begun[-1]
        status = "draft" if plan.id not in finished else "active" if is_present else "completed"
        for outcome in plan.outcomes:
            yield goal_url(outcome), _goal(outcome, plan, child, status, reviews)
        beside = said if is_present else ()
        yield plan_url(plan.id), _care_plan(plan, child, status, beside, begun)


def goal_url(outcome: Outcome) -> str:
    """The URL of an outcome's Goal."""
    return url_of("goal", outcome.id)


def plan_url(plan: str) -> str:
    """The URL of a plan's CarePlan, by the id of its talk."""
    return url_of("careplan", plan)


def _words(line: Line | None) -> str:
    return line.words if line is not None else ""


def _parts(row: object, names: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    for field, name in names.items():
        yield name, "String", _words(getattr(row, field))


def _links(row: object) -> Iterator[tuple[str, str, Any]]:
    for field, name in _LINKS.items():
        yield from ((name, "String", place) for place in getattr(row, field, ()))


def _extended(url: str, parts: Iterable[tuple[str, str, Any]]) -> list[Resource]:
    made = extension(url, parts)
    return [made] if made["extension"] else []


def _goal(
    outcome: Outcome, plan: Plan, child: str, status: str, reviews: dict[str | None, Review]
) -> Resource:
    lifecycle = {"draft": "proposed", "active": "active", "completed": "completed"}[status]
    statement = outcome.statement
    review = reviews.get(outcome.id)
    measured = outcome.method and outcome.target
    target = {"measure": {"text": _words(outcome.method)}, "detailString": _words(outcome.target)}
    achieved = _words(review.achieved) if review else ""
    return without_empty(
        {
            "resourceType": "Goal",
            "extension": _extended(OUTCOME, (*_parts(outcome, _OF_OUTCOME), *_links(outcome))),
            "lifecycleStatus": lifecycle,
            "achievementStatus": {"text": achieved} if achieved else None,
            "description": {"text": _words(statement) or "Not written yet."},
            "subject": reference(child),
            "startDate": plan.start.isoformat() if plan.start else None,
            "target": [target] if measured else None,
        }
    )


def _care_plan(
    plan: Plan, child: str, status: str, said: Sequence[str], begun: Sequence[Plan]
) -> Resource:
    period = {
        "start": plan.start.isoformat() if plan.start else None,
        "end": plan.review_by.isoformat() if plan.review_by else None,
    }
    before = [each.id for each in begun if each.id == plan.previous]
    return without_empty(
        {
            "resourceType": "CarePlan",
            "extension": [each for need in plan.needs for each in _need(need)],
            "replaces": [reference(plan_url(each)) for each in before],
            "status": status,
            "intent": "plan",
            "title": f"Plan, cycle {plan.cycle}",
            "subject": reference(child),
            "period": without_empty(period),
            "created": plan.started.date().isoformat() if plan.started else None,
            "supportingInfo": [reference(url) for url in said],
            "goal": [reference(goal_url(outcome)) for outcome in plan.outcomes],
            "activity": [*_activities(plan)],
        }
    )


def _need(need: Need) -> list[Resource]:
    return _extended(NEED, (*_parts(need, _OF_NEED), *_links(need)))


def _activities(plan: Plan) -> Iterator[Resource]:
    goals = {outcome.id: goal_url(outcome) for outcome in plan.outcomes}
    for provision in plan.provision:
        served = [goals[each] for each in provision.outcomes if each in goals]
        yield _activity(provision, _OF_PROVISION, _words(provision.how_often), served)
    for adjustment in plan.adjustments:
        yield _activity(adjustment, _OF_ADJUSTMENT, "", ())


def _activity(
    row: Provision | Adjustment, names: dict[str, str], how_often: str, goals: Iterable[str]
) -> Resource:
    """What is done. Whether it was, nobody has said yet: reviews say so of outcomes."""
    detail = {
        "extension": _extended(PROVISION, (*_parts(row, names), *_links(row))),
        "goal": [reference(url) for url in goals],
        "status": "unknown",
        "scheduledString": how_often,
        "description": _words(row.what),
    }
    return {"detail": without_empty(detail)}
