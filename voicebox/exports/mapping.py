"""Mappings: which view goes to which box of a document, a form or a portal. Data, not code.

A mapping is a YAML file; those in `exports/mappings` come with voicebox, and a school adds its own.
Each box names the views that it takes (`from`), by the plan fields they feed, by who said them, by
prompt or theme; or a field of the plan (`plan: must_know.teacher`); or a table of it (`rows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from voicebox.conversation.routing import frames_words
from voicebox.conversation.views import Speaker, View, ViewKind, said
from voicebox.exports.dossier import Dossier, is_quoted
from voicebox.plan.models import Line, Plan
from voicebox.prompts.models import Id

MAPPINGS = Path(__file__).parent / "mappings"
"""The mappings that come with voicebox."""

Rows = Literal[
    "contributors",
    "needs",
    "adjustments",
    "advice",
    "aspirations",
    "outcomes",
    "provision",
    "reviews",
]
"""The tables of a plan: its fields of these names."""


class MappingModel(BaseModel):
    """Base of all mapping models: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=True)


class From(MappingModel):
    """Which views go to a box: all parts that are given must hold. Empty parts leave all in."""

    feeds: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    prompts: tuple[Id, ...] = ()
    parts: tuple[str, ...] = ()
    """Parts of prompts that have several: `to-me`, `not-working`; "" is an answer without parts. A
    note goes by the part of the answer that it is about."""
    speakers: tuple[Speaker, ...] = ()
    kinds: tuple[ViewKind, ...] = ()
    packs: tuple[Id, ...] = ()
    plan: str = ""
    """A field of the plan instead of views: `must_know.teacher`, `start`; of a row in a table's
    column: `so_that`."""


class Box(MappingModel):
    """One box: what it is called there, and what goes into it."""

    id: Id
    label: str
    """As the form prints it."""
    also: tuple[str, ...] = ()
    """Other ways in which forms print it, for forms without tags."""
    from_: Annotated[tuple[From, ...], Field(alias="from")] = ()
    rows: Rows | None = None
    """A table: one row for each of these; `columns` are its cells."""
    columns: tuple[Box, ...] = ()
    limit: Annotated[int | None, Field(ge=1)] = None
    """Characters that a portal's box takes; None: no limit is known."""


class Mapping(MappingModel):
    """All boxes of one target, in its order."""

    mapping: Id
    title: str
    about: str = ""
    source: tuple[str, ...] = ()
    """The lines of the sources that it follows: `E checklist 2`."""
    boxes: Annotated[tuple[Box, ...], Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words for a box, and whose they are. Nothing in it was changed."""

    words: str
    """What is printed: cards' words, then the words given, byte for byte."""
    asked: str
    quoted: bool
    """May quotation marks stand round it?"""
    own: str
    """The words given, without the cards' words before them."""
    speaker: Speaker | None
    """None for a moment, a number or another fact of the plan itself."""
    by: str
    """The name to print: the pupil's, or that of who said it."""
    kind: ViewKind
    at: datetime | None
    view: View | None
    """The view itself; None for what is worked out (a date, a number)."""


def passages(box: Box, dossier: Dossier) -> tuple[Passage, ...]:
    """What goes into a box, in the order in which it was said; each view once."""
    found: dict[str, Passage] = {}
    answers = _answers(dossier) if any(not source.plan for source in box.from_) else ()
    for source in box.from_:
        chosen = _of_plan(source, dossier) if source.plan else _of_views(source, answers, dossier)
        for passage in chosen:
            key = passage.view.id if passage.view else passage.words
            found.setdefault(key, passage)
    return tuple(found.values())


def passage_of(view: View, dossier: Dossier) -> Passage:
    """A view as a passage."""
    return Passage(
        words=said(view),
        asked=view.asked,
        quoted=is_quoted(view),
        own=view.words,
        speaker=view.speaker,
        by=speaker_name(view, dossier),
        kind=view.kind,
        at=view.at,
        view=view,
    )


def speaker_name(view: View, dossier: Dossier) -> str:
    """Who said it, to be printed: the pupil's name for the child's own words."""
    if view.speaker is Speaker.CHILD:
        talk = next(each for each in dossier.talks if each.summary.header.id == view.talk)
        return talk.summary.header.pupil.name
    return (
        view.speaker_name
        or {
            Speaker.PARENT_CARER: "parent or carer",
            Speaker.KEY_ADULT: view.recorder or "key adult",
            Speaker.OTHER: "someone who knows the child",
        }[view.speaker]
    )


def line_passage(line: Line, dossier: Dossier) -> Passage:
    """A line of the plan as a passage: the words of its view."""
    view = next(each for each in dossier.answers() if each.id == line.view)
    return passage_of(view, dossier)


def _answers(dossier: Dossier) -> tuple[tuple[View, str, str], ...]:
    """Every answer with its part (of a note: that of what it is about) and its pack."""
    packs = {each.summary.header.id: each.summary.header.pack for each in dossier.talks}
    answers = {view.id: view for view in dossier.answers()}
    return tuple(
        (view, answers.get(view.about or "", view).part, packs.get(view.talk, ""))
        for view in answers.values()
    )


def _of_views(
    source: From, answers: Iterable[tuple[View, str, str]], dossier: Dossier
) -> Iterator[Passage]:
    prompts = frozenset(source.prompts)
    for view, part, pack in answers:
        if prompts and view.prompt not in prompts:  # most are not among them
            continue
        if _takes(source, view, part, pack):
            yield passage_of(view, dossier)


def _takes(source: From, view: View, part: str, pack: str) -> bool:
    """Does a source take an answer to one of its prompts?"""
    return (
        (part in source.parts or not frames_words(part, view.item))
        and (not source.feeds or not set(source.feeds).isdisjoint(view.feeds))
        and (not source.themes or view.theme in source.themes)
        and (not source.parts or part in source.parts)
        and (not source.speakers or view.speaker in source.speakers)
        and (not source.kinds or view.kind in source.kinds)
        and (not source.packs or pack in source.packs)
    )


def _of_plan(source: From, dossier: Dossier) -> Iterator[Passage]:
    plan = dossier.plan
    value = _field(plan, source.plan) if plan is not None else None
    if isinstance(value, Line):
        yield line_passage(value, dossier)
    elif value not in (None, "", 0, ()):
        yield fact(value)


def fact(value: object) -> Passage:
    """A date, a number or a word of the plan itself, which nobody said."""
    words = f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
    return Passage(words, "", False, "", None, "", ViewKind.OBSERVATION, None, None)


def _field(plan: Plan, name: str) -> object:
    value: object = plan
    for step in name.split("."):
        value = getattr(value, step, None)
    return value
