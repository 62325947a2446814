"""What a prompt pack may say: the models of a pack, its sections, prompts, boards and scales.

A pack is data. It holds the words, the pictures, the order and the branches of a talk, and names
for each prompt the line of the sources it serves (`E`: Essex, One Planning, 2023; `N`: Norfolk,
SEN Support Planning, 2023; `rule`: a practice rule). No string in a pack is ever run.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from voicebox.prompts.base import (
    BLANKS,
    Board,
    Condition,
    Faces,
    Id,
    Ladder,
    Option,
    PackModel,
    Recall,
    Route,
    RowsOf,
    Scale,
    Source,
    Who,
    Words,
    blanks,
    fill,
)
from voicebox.prompts.kinds import (
    NOTICE_FIELDS,
    Choose,
    Draw,
    Field_,
    Finish,
    Form,
    Gather,
    KeepOrBin,
    Kind,
    MyWay,
    Notice,
    Pair,
    People,
    Prompt,
    PromptBase,
    Rows,
    ScalePrompt,
    Side,
    Signals,
    Sort,
    Tell,
    TellYou,
    Working,
    with_follow_ups,
)
from voicebox.prompts.own_prompts import (
    Assent,
    Between,
    Ending,
    GlossaryEntry,
    Practice,
    ReadBack,
    Sharing,
    Standing,
)

__all__ = [
    "BLANKS",
    "NOTICE_FIELDS",
    "PACK_SCHEMA",
    "Assent",
    "Audience",
    "Between",
    "Board",
    "Choose",
    "Condition",
    "Draw",
    "Ending",
    "Faces",
    "Field_",
    "Finish",
    "Form",
    "Gather",
    "GlossaryEntry",
    "Id",
    "KeepOrBin",
    "Kind",
    "Ladder",
    "MyWay",
    "Notice",
    "Option",
    "Pack",
    "PackModel",
    "Pair",
    "People",
    "Practice",
    "Prompt",
    "PromptBase",
    "ReadBack",
    "Recall",
    "Route",
    "Rows",
    "RowsOf",
    "Scale",
    "ScalePrompt",
    "Section",
    "Sharing",
    "Side",
    "Signals",
    "Sort",
    "Source",
    "Standing",
    "Tell",
    "TellYou",
    "Translated",
    "Who",
    "Words",
    "Working",
    "blanks",
    "fill",
    "own_options",
    "with_follow_ups",
]

PACK_SCHEMA = 2
"""The version of this schema; a cached pack of another version is read again from its YAML."""


class Audience(StrEnum):
    """Whom a pack speaks to. Child packs are held to a child's reading level."""

    CHILD = "child"
    YOUNG_PERSON = "young_person"
    FAMILY = "family"
    STAFF = "staff"
    ANYONE = "anyone"


class Section(PackModel):
    """A part of the talk about one thing, read back at its end (rule 13)."""

    id: Id
    title: Words
    symbol: Id | None = None
    always: bool = False
    """Asked even where the child ends the talk early: the child's last word."""
    read_back: bool = True
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1, max_length=60)]


class Translated(PackModel):
    """Where a pack's words come from that are a translation; never written in a pack's file."""

    translator: str
    checked_by: str = ""
    """The native speaker who has checked it; empty until one has."""
    english: dict[str, str] = {}
    """The English of each line, by the words it became."""
    program: dict[str, str] = {}
    """What each of the program's own words became, by its English."""


class Pack(PackModel):
    """A whole prompt pack."""

    pack: Id
    title: Words
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+(\.\d+)?$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] = "en-GB"
    audience: Audience
    ages: Annotated[str, StringConstraints(max_length=20)] = ""
    minutes: Annotated[int, Field(ge=1, le=60)] = 10
    about: Words
    credits: Words | None = None
    standing: Standing = Field(default_factory=Standing)
    scales: dict[Id, Scale] = {}
    glossary: dict[str, GlossaryEntry] = {}
    opening: Annotated[tuple[TellYou, ...], Field(min_length=1, max_length=8)]
    assent: Assent
    practice: Practice | None = None
    between: Between
    read_back: ReadBack
    sharing: Sharing
    ending: Ending
    speaker: Who | None = None
    """Whose talk it is, where the audience does not say: in a pack for anyone."""
    translation: Translated | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _shares_only_its_own(self) -> Self:
        if self.sharing.already and self.audience is not Audience.STAFF:
            raise ValueError("only a pack for staff may share its answers from the start")
        return self

    def recalls(self) -> Iterator[tuple[Prompt, Recall]]:
        """Every recall of the pack, with the prompt that it stands in."""
        for _, prompt in self.prompts():
            fields = prompt.fields if isinstance(prompt, Form) else ()
            for each in (prompt, *fields):
                if each.recall is not None:
                    yield prompt, each.recall

    def prompts(self) -> Iterator[tuple[Section, Prompt]]:
        """Every prompt of every section with its section, follow-ups after their parents."""
        for section in self.sections:
            for prompt in section.prompts:
                yield from ((section, each) for each in with_follow_ups(prompt))


def own_options(given: PackModel) -> Iterator[Option]:
    """Every card of one prompt's own boards, its follow-ups left out."""
    for name, value in given:
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Option):
                yield each
            elif isinstance(each, PackModel) and name != "then":
                yield from own_options(each)
