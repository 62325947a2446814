"""What was said and promised last time, and ladders over time, as lines for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from voicebox.conversation.record import quotable
from voicebox.conversation.views import View, said
from voicebox.plan.last_time import LastTime, Promise
from voicebox.plan.models import Line, Plan, Review, ScaleOverTime, ScalePoint
from voicebox.plan.telling import speaker

_STEPS = 24
"""Columns of a ladder on a line."""


def last_time_lines(before: LastTime, plan: Plan) -> Iterator[str]:
    """Each thing with its day: it is never today's (rule 16). `plan` is the present one."""
    began = f", begun {_day(before.began)}" if before.began else ""
    yield f"PLAN {before.cycle}{began}"
    yield ""
    yield "What was promised, and what came of it"
    if not before.promised:
        yield "  There were no steps in that plan."
    for promise in before.promised:
        yield from _promise(promise, plan)
    for review in before.whole:
        yield from _review(review, plan)
    yield ""
    yield "What was said then"
    for view in before.said:
        by, day = speaker(view, plan), _day(view.at.astimezone().date())
        asked = f"{view.asked} " if view.value is not None else ""
        yield f"  {day}, {by}: {asked}{_quoted(view)}"


def _promise(promise: Promise, plan: Plan) -> Iterator[str]:
    yield ""
    yield f"  The step: {_line(promise.outcome.statement)}"
    for each in promise.provision:
        parts = (each.what, each.who, each.how_often, each.how_long)
        yield f"    promised: {', '.join(line.words for line in parts if line)}"
    if not promise.reviews:
        yield "    Nobody has said yet how it went."
    for review in promise.reviews:
        yield from _review(review, plan)


def _review(review: Review, plan: Plan) -> Iterator[str]:
    for name, line in (
        ("reached", review.achieved),
        ("done as promised", review.done_as_planned),
        ("learned", review.learned),
        ("next", review.next),
    ):
        if line is not None:
            yield f"    {name}: {line.words}"
    for verdict in review.verdicts:
        by = speaker(verdict, plan)
        yield from (f"    {by}, what worked: {line.words}" for line in verdict.worked)
        yield from (f"    {by}, what did not: {line.words}" for line in verdict.not_worked)
        yield from (f"    {by}: {line.words}" for line in verdict.said)


def ladder_lines(scales: Iterable[ScaleOverTime]) -> Iterator[str]:
    """Raw points with their days; nothing is averaged, and nobody is compared (rule 11)."""
    for scale in scales:
        yield scale.asked
        yield f"  from {scale.low} to {scale.high}"
        yield from (_point(point, scale.top) for point in scale.points)
        yield ""


def _point(point: ScalePoint, top: int) -> str:
    at = round(_STEPS * point.point / top)
    line = "─" * at + "●" + "─" * (_STEPS - at)
    words = f"{point.word or f'{point.point} of {top}'}{f': {point.words}' if point.words else ''}"
    return f"  {_day(point.on.astimezone().date()):>17}  ├{line}┤  {words}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"


def _line(line: Line | None) -> str:
    return line.words if line else "(not written)"


def _quoted(view: View) -> str:
    return f"“{said(view)}”" if quotable(view) and view.value is None else said(view)
