"""Every line of words in a pack, and whom it is for: what children hear is held to more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voicebox.authoring.findings import FOR_CHILDREN
from voicebox.prompts.models import (
    Assent,
    Ending,
    GlossaryEntry,
    Kind,
    Option,
    Pack,
    PackModel,
    Practice,
    PromptBase,
)
from voicebox.prompts.places import Path
from voicebox.prompts.translation import holds_words

ADULT_KINDS = frozenset({Kind.NOTICE, Kind.FORM, Kind.GATHER})
"""Prompts that the adult answers, whomever the pack is for."""
_ADULT_FIELDS = {
    Ending: frozenset({"ask_who", "ask_when", "on_paper"}),
    Practice: frozenset({"ask_like", "ask_dislike", "not_understood"}),
    Assent: frozenset({"on_paper"}),
    Pack: frozenset({"about", "credits"}),
}


class Ear(StrEnum):
    """Whom a line is for: the person that the pack speaks to, or the adult beside the child."""

    ASKED = "asked"
    ADULT = "adult"


class Part(StrEnum):
    """What a line is: said as a sentence, the word of a card, a heading, or a meaning."""

    SAID = "said"
    CARD = "card"
    TITLE = "title"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a pack as written, their path, whom they are for, and the prompt they stand in."""

    path: Path
    words: str
    ear: Ear
    part: Part
    prompt: PromptBase | None = None


def lines(pack: Pack) -> list[Line]:
    """Every line of words of `pack` in the order of its fields.

    In packs for grown-ups every line is for the one asked; in packs for children the lines of
    forms, notices and gathered words, `to_adult` and `about` are for the adult.
    """
    found = _lines(pack, (), Ear.ASKED, None)
    if pack.audience in FOR_CHILDREN:
        return list(found)
    return [Line(each.path, each.words, Ear.ASKED, each.part, each.prompt) for each in found]


def _lines(value: object, path: Path, ear: Ear, prompt: PromptBase | None) -> Iterator[Line]:
    if isinstance(value, PromptBase):
        prompt, ear = value, ear_of(value)
    elif isinstance(value, PackModel):
        ear = _ear_of_speaker(value) or ear
    if isinstance(value, PackModel):
        adult = _ADULT_FIELDS.get(type(value), frozenset()) | {"to_adult"}
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            here = (*path, field.alias or name)
            whose = Ear.ADULT if name in adult else ear
            if holds_words(field):
                part = _part(value, name)
                yield from (Line(*each, whose, part, prompt) for each in _strings(inner, here))
            else:
                yield from _lines(inner, here, whose, prompt)
    elif isinstance(value, tuple | dict):
        several = enumerate(value) if isinstance(value, tuple) else value.items()
        for key, inner in several:
            yield from _lines(inner, (*path, key), ear, prompt)


def ear_of(prompt: PromptBase) -> Ear:
    """Who answers a prompt of a pack for children: the child, or the adult beside them."""
    of_kind = Ear.ADULT if getattr(prompt, "kind", None) in ADULT_KINDS else Ear.ASKED
    return _ear_of_speaker(prompt) or of_kind


def _ear_of_speaker(value: PackModel) -> Ear | None:
    """Whose answer a prompt or a field of a form is, where it says so itself."""
    speaker = None if isinstance(value, Pack) else getattr(value, "speaker", None)
    if speaker is None:
        return None
    return Ear.ASKED if speaker == "child" else Ear.ADULT


def _part(value: PackModel, name: str) -> Part:
    if isinstance(value, Option):
        return Part.CARD
    if isinstance(value, GlossaryEntry):
        return Part.MEANING
    return Part.TITLE if name == "title" else Part.SAID


def _strings(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _strings(inner, (*path, number))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, (*path, name))
