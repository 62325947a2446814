"""What stands at the end of a plan: what differs, scales over time, what was not said, short words.

Nothing here is worked out beyond what the record holds: points are raw, both sides stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voicebox.conversation.record import NOTE
from voicebox.conversation.views import Speaker, Status, View
from voicebox.exports import phrases
from voicebox.exports.acronyms import acronyms
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, line_passage, passage_of
from voicebox.exports.paper.current import Current
from voicebox.exports.paper.saying import Saying, Sayings
from voicebox.exports.paper.sheet import Part, Steps
from voicebox.exports.paper.texts import all_sayings
from voicebox.plan.models import Line, Plan, ScaleOverTime
from voicebox.plan.pairs import differences, side_by_side


@dataclass(frozen=True, slots=True)
class Side:
    """One of two sides, and what was said there."""

    label: str
    told: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides of one thing. Both stand; neither is right (rule 12)."""

    about: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Chart:
    """One person's raw points on one scale: days, points and how they read."""

    asked: str
    low: str
    high: str
    top: int
    points: tuple[tuple[str, int, str], ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Ending:
    """All that stands after the mapping's parts."""

    beside: tuple[Pair, ...]
    """To me and for me."""
    disagreed: tuple[Pair, ...]
    charts: tuple[Chart, ...]
    only_said: tuple[Saying, ...]
    """Help that was named and that the plan does not take up; where the plan's steps are shown."""
    not_said: tuple[str, ...]
    short_words: tuple[str, ...]


def ending(made: Sequence[Part], empty: Sequence[Box], dossier: Dossier) -> Ending:
    """What stands after these parts. What is about the plan's steps needs them to be shown."""
    said = [saying for part in made for saying in all_sayings(part)]
    has_steps = any(isinstance(part, Steps) for part in made)
    return Ending(
        beside=pairs(dossier),
        disagreed=disagreements(dossier) if has_steps else (),
        charts=charts(dossier.plan),
        only_said=only_said(dossier) if has_steps else (),
        not_said=not_said(dossier, empty),
        short_words=short_words(text for each in said for text in (each.plain, each.who)),
    )


def pairs(dossier: Dossier) -> tuple[Pair, ...]:
    """To me and for me side by side."""
    sayings = Sayings(dossier)
    return tuple(
        Pair(
            each.asked or each.theme,
            (
                Side("Important to me", tuple(_said(each.to_me, dossier, sayings))),
                Side("Important for me", tuple(_said(each.for_me, dossier, sayings))),
            ),
        )
        for each in (side_by_side(dossier.plan) if dossier.plan else ())
    )


def disagreements(dossier: Dossier) -> tuple[Pair, ...]:
    """Where the child and another person answered one thing differently."""
    if dossier.plan is None:
        return ()
    sayings = Sayings(dossier)
    name = phrases.pupil(dossier.talks[0].summary)
    steps = {each.id: each.statement.words for each in dossier.plan.outcomes if each.statement}
    return tuple(
        Pair(
            steps.get(each.about, each.about),
            (
                _side(each.child, name, dossier, sayings),
                _side(each.other, "The family", dossier, sayings),
            ),
        )
        for each in differences(dossier.plan)
    )


def _side(given: View | Line, whose: str, dossier: Dossier, sayings: Sayings) -> Side:
    """A line of the plan says whose answer it is by its field; a view by its speaker."""
    if isinstance(given, Line):
        return Side(whose, (sayings.of(line_passage(given, dossier), written=True),))
    told = sayings.of(passage_of(given, dossier))
    return Side(told.who, (told,))


def _said(views: Iterable[View], dossier: Dossier, sayings: Sayings) -> Iterator[Saying]:
    current = Current(dossier)
    for passage in current.of(passage_of(view, dossier) for view in views):
        yield sayings.of(passage)


def charts(plan: Plan | None) -> tuple[Chart, ...]:
    """Scales that were answered twice or more, each person's apart."""
    return tuple(map(_chart, plan.scales if plan else ()))


def _chart(scale: ScaleOverTime) -> Chart:
    points = tuple(
        (phrases.uk_date(each.on), each.point, each.word or f"{each.point}")
        for each in scale.points
    )
    told = "; ".join(f"{day}: {shown}" for day, _, shown in points)
    ends = f"0 is {scale.low}, {scale.top} is {scale.high}"
    alt = f"Points on a scale ({ends}). {told}."
    return Chart(scale.asked, scale.low, scale.high, scale.top, points, alt)


def only_said(dossier: Dossier) -> tuple[Saying, ...]:
    """Help that was named, and that no provision and no adjustment of the plan takes up."""
    plan = dossier.plan
    if plan is None or not plan.cycle:
        return ()
    taken = {place for row in plan.provision for place in row.views}
    taken |= {place for row in plan.adjustments for place in row.views}
    views = (
        view
        for view in plan.views
        if "provision" in view.feeds
        and view.speaker is not Speaker.KEY_ADULT
        and view.part != NOTE
        and not {view.place, view.row} & taken
    )
    return tuple(_said(views, dossier, Sayings(dossier)))


def not_said(dossier: Dossier, empty: Sequence[Box]) -> tuple[str, ...]:
    """Which questions hold no answer and which silence it is; which boxes hold nothing, and why."""
    talks = Sayings(dossier).talks
    silences = dossier.plan.silences if dossier.plan else ()
    never = [view for talk in dossier.talks for view in talk.not_reached]
    current = {view.talk for view in (dossier.plan.views if dossier.plan else ())}
    told = {view.id: view for view in (*silences, *never) if view.talk in current}
    lines = [
        f"{phrases.question(view)} {phrases.silence(view, talks[view.talk].summary)}."
        for view in told.values()
        if view.about is None and view.status is not Status.ANSWERED and not _is_staffs_fact(view)
    ]
    declined = {feed for view in silences if view.status is Status.PASSED for feed in view.feeds}
    return (*dict.fromkeys(lines), *(_nothing(box, declined) for box in empty))


def _is_staffs_fact(view: View) -> bool:
    """A field that staff left empty in a form: what is missing there is told by its box."""
    return view.speaker is Speaker.KEY_ADULT


def _nothing(box: Box, declined: set[str]) -> str:
    feeds = {feed for source in box.from_ for feed in source.feeds}
    why = "asked, and declined" if feeds & declined else "nothing was said or written"
    return f"{box.label}: {why}."


def short_words(words: Iterable[str]) -> tuple[str, ...]:
    """Acronyms with what they mean, and a line that names those nobody has explained."""
    found = acronyms(words)
    lines = [f"{word}: {means}" for word, means in found.explained]
    if found.unknown:
        lines.append(f"Not explained here, so please say: {', '.join(found.unknown)}.")
    return tuple(lines)
