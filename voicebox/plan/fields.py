"""The fields of a plan by the names that packs use: `outcome-so-that` is an outcome's `so_that`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from voicebox.conversation.views import Chosen, RecordModel, View, said
from voicebox.plan.models import (
    Adjustment,
    Contributor,
    ExternalAdvice,
    Line,
    MustKnow,
    Need,
    Outcome,
    Provision,
    Review,
)

PLAIN_FEEDS: Final = (
    *("participation", "communication", "people", "important-to-me", "important-for-me"),
    *("aspirations", "outcomes", "needs", "provision", "strengths", "appreciation", "review"),
)
"""What a view of anyone may feed; the other names are fields of the forms that staff fill in."""

REVIEW_FIELDS: Final = ("achieved", "done_as_planned", "next", "learned")
REVIEW_HOW: Final = "review-how"

LINKS: Final = {
    "need-views": "view",
    "adjustment-views": "view",
    "outcome-hopes": "view",
    "outcome-views": "view",
    "outcome-needs": "row",
    "outcome-previous": "row",
    "provision-outcomes": "row",
    "provision-views": "view",
}
"""The fields that hold links, and whether each names what was said or a row of a plan."""

_OF: Final[dict[str, type[RecordModel]]] = {
    "must-know": MustKnow,
    "contributor": Contributor,
    "need": Need,
    "adjustment": Adjustment,
    "advice": ExternalAdvice,
    "outcome": Outcome,
    "provision": Provision,
    "review": Review,
}


def _names() -> Iterator[tuple[str, tuple[str, str]]]:
    for group, model in _OF.items():
        for field in model.model_fields:
            if field not in ("id", "on", "outcome", "verdicts"):
                yield f"{group}-{field.replace('_', '-')}", (group, field)


FIELDS: Final = dict(_names())
"""By the name that a pack uses: the group, and the field of its model."""


def fields_of(view: View) -> Iterator[tuple[str, str]]:
    """The plan fields that a view fills: (group, field)."""
    yield from (FIELDS[name] for name in view.feeds if name in FIELDS)


def link_fields(view: View) -> list[str]:
    """The link fields that a view fills, by the names that packs use."""
    return [name for name in view.feeds if name in LINKS]


def line(view: View) -> Line:
    """A view as a line of the plan."""
    picked = view.value.choices if isinstance(view.value, Chosen) else ()
    return Line(words=said(view), view=view.id, picked=tuple(choice.id for choice in picked))


def is_plans_own(view: View) -> bool:
    """Was it written for the plan itself, in a form of staff's?"""
    return any(name in FIELDS for name in view.feeds)
