"""The tables of a plan: one row for each time that a form was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from voicebox.conversation.views import PictureGiven, View
from voicebox.plan.fields import LINKS, fields_of, line
from voicebox.plan.links import Linking
from voicebox.plan.models import MustKnow, Row

R = TypeVar("R", bound=Row)


def rows(group: str, model: type[R], views: Sequence[View], linking: Linking) -> tuple[R, ...]:
    """The rows of one group, in the order in which they were begun."""
    found: dict[str, dict[str, Any]] = {}
    for view in views:
        for of, field in fields_of(view):
            if of == group:
                row = found.setdefault(view.row, {})
                row[field] = _value(view, f"{group}-{field.replace('_', '-')}", linking)
    return tuple(model(id=id_, **fields) for id_, fields in found.items())


def _value(view: View, name: str, linking: Linking) -> Any:
    return linking.follow(view, name) if name in LINKS else line(view)


def must_know(views: Sequence[View]) -> MustKnow:
    """What must be known; of what was written twice, the later."""
    found: dict[str, Any] = {}
    for view in views:
        for group, field in fields_of(view):
            if group != "must-know":
                continue
            if field != "photo":
                found[field] = line(view)
            elif isinstance(view.value, PictureGiven):
                found[field] = view.value.digest
    return MustKnow(**found)
