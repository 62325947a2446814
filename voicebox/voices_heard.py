"""Whose voice is here in a pupil's present cycle, whose is missing, and what is due.

Made from lists and short looks into the store: no talk is folded for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from voicebox.plan.cycles import PLAN_PACK, STEPS
from voicebox.plan.dates import read_date
from voicebox.ports import Pupil, Store, TalkSummary

TERM = timedelta(days=90)
"""A child who was last heard longer ago than this is to be heard again."""
SOON = timedelta(days=14)
"""A review is told of this long before its day."""
TOLD_WITHIN = timedelta(days=14)
"""So soon after a plan the child is told what came of it (rule 15)."""
REVIEW_DAY = "must-know-review"
"""The feed of the field that says by which day a plan is reviewed."""


class Whose(StrEnum):
    """Whose voice. The values are those of the list, of JSON and of CSV."""

    CHILD = "child"
    FAMILY = "family"
    SCHOOL = "school"
    OTHERS = "others"


SPEAKERS = {
    Whose.CHILD: "child",
    Whose.FAMILY: "parent_carer",
    Whose.SCHOOL: "key_adult",
    Whose.OTHERS: "other",
}
"""As `views.Speaker` has them."""


class What(StrEnum):
    """What is due."""

    REVIEW = "review"
    AFTER = "after"
    HEAR = "hear"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day, which may be past."""

    what: What
    on: date


@dataclass(frozen=True, slots=True)
class Heard:
    """One pupil: whose voice is here. Days are those on which talks began, here."""

    pupil: Pupil
    here: Mapping[Whose, date]
    """Those who said something since the plan before, and the newest day."""
    child_last: date | None
    """The day on which the child last said something, in any cycle; None: never."""
    review_by: date | None
    due: tuple[Due, ...]
    """The earliest first."""

    @property
    def missing(self) -> tuple[Whose, ...]:
        """Those of whom nothing is here in this cycle."""
        return tuple(whose for whose in Whose if whose not in self.here)


def voices_heard(store: Store, today: date, pupils: Iterable[Pupil] | None = None) -> list[Heard]:
    """Whose voice is here, of all pupils by name, or of these in their order."""
    wanted = list(store.pupils() if pupils is None else pupils)
    return _Looking(store, today, wanted).heard()


@dataclass(frozen=True, slots=True)
class _Pack:
    """What a pack's JSON says that it is for."""

    is_plan: bool
    name: str


@dataclass(slots=True)
class _Child:
    """One pupil's talks, oldest first, and where the present cycle begins."""

    pupil: Pupil
    talks: list[TalkSummary]
    cycle: list[TalkSummary]
    plan: TalkSummary | None
    here: dict[Whose, date]


class _Looking:
    """Looks once at all pupils together: a few questions to the store, whatever their number."""

    def __init__(self, store: Store, today: date, pupils: Sequence[Pupil]) -> None:
        self._store, self._today = store, today
        self._packs: dict[str, _Pack] = {}
        talks: dict[str, list[TalkSummary]] = {pupil.id: [] for pupil in pupils}
        listed = store.talks() if len(pupils) != 1 else store.talks(pupil=pupils[0].id)
        for talk in reversed(listed):
            if talk.header.pupil.id in talks:
                talks[talk.header.pupil.id].append(talk)
        self._children = [_Child(each, talks[each.id], [], None, {}) for each in pupils]
        every = [talk.header.id for child in self._children for talk in child.talks]
        self._spoken = {whose: store.spoke(speaker, every) for whose, speaker in SPEAKERS.items()}

    def heard(self) -> list[Heard]:
        """All of them, in their order."""
        for child in self._children:
            self._find_cycle(child)
            child.here = dict(self._here(child))
        reviews = self._review_days()
        return [
            self._told(child, reviews.get(child.plan.header.id))
            if child.plan
            else self._told(child, None)
            for child in self._children
        ]

    def _pack(self, talk: TalkSummary) -> _Pack:
        digest = talk.header.pack_digest
        if digest not in self._packs:
            self._packs[digest] = _read_pack(self._store.pack(digest))
        return self._packs[digest]

    def _find_cycle(self, child: _Child) -> None:
        """As `plan.cycles` has it: all that was held since the plan before was begun."""
        plans = [
            at
            for at, talk in enumerate(child.talks)
            if self._pack(talk).is_plan
            and any(talk.header.id in spoken for spoken in self._spoken.values())
        ]
        child.plan = child.talks[plans[-1]] if plans else None
        child.cycle = child.talks[plans[-2] + 1 if len(plans) > 1 else 0 :]

    def _here(self, child: _Child) -> Iterator[tuple[Whose, date]]:
        for talk in child.cycle:
            for whose in Whose:
                if talk.header.id in self._spoken[whose]:
                    yield whose, _day(talk.header.started)

    def _review_days(self) -> dict[str, date | None]:
        plans = [child.plan.header.id for child in self._children if child.plan]
        written = self._store.answers_feeding(REVIEW_DAY, plans)
        return {row.talk: read_date(str(json.loads(row.body)["words"])) for row in written}

    def _told(self, child: _Child, review_by: date | None) -> Heard:
        spoke = self._spoken[Whose.CHILD]
        last = [talk for talk in child.talks if talk.header.id in spoke]
        child_last = _day(last[-1].header.started) if last else None
        due = sorted(self._due(child, review_by, child_last), key=lambda each: each.on)
        return Heard(child.pupil, child.here, child_last, review_by, tuple(due))

    def _due(self, child: _Child, review_by: date | None, last: date | None) -> Iterator[Due]:
        if child.plan is not None:
            since = {
                self._pack(talk).name
                for talk in child.talks
                if talk.header.started > child.plan.header.started and talk.ended is not None
            }
            if review_by and review_by - SOON <= self._today and "review" not in since:
                yield Due(What.REVIEW, review_by)
            told_by = _day(child.plan.header.started) + TOLD_WITHIN
            if told_by <= self._today and "after" not in since:
                yield Due(What.AFTER, told_by)
        if last is not None and last + TERM < self._today:
            yield Due(What.HEAR, last + TERM)


def _read_pack(body: str) -> _Pack:
    """A pack's name, and is it one that a plan is written with?"""
    whole: dict[str, Any] = json.loads(body)
    feeds = {feed for listed in _each(whole["sections"], "feeds") for feed in listed}
    name = str(whole["pack"])
    return _Pack(name == PLAN_PACK or bool(STEPS & feeds), name)


def _each(value: Any, name: str) -> Iterator[Any]:
    """Every value called `name` in lines and lists within one another."""
    if isinstance(value, dict):
        if value.get(name):
            yield value[name]
        for inner in value.values():
            yield from _each(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _each(inner, name)


def _day(at: datetime) -> date:
    return at.astimezone().date()
