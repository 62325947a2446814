"""The words of every pack model: ids, words, cards, scales, conditions, and what to recall.

Modules of models do without `from __future__ import annotations`: as text, pydantic would have each
annotation compiled anew at every start.
"""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
RowsOf = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$")]
"""A form of this pack and the field that names its rows: `steps/statement`."""
Source = Annotated[str, StringConstraints(pattern=r"^(E|N|rule)\b.{1,80}$", strip_whitespace=True)]

_BLANK = re.compile(r"\{([^{}]*)\}")
BLANKS = frozenset({"pupil", "adult", "item", "who", "when", "answer", "asked", "shown"})
"""The names that a pack may leave to be filled in: `{pupil}`, `{adult}` and so on."""


class PackModel(BaseModel):
    """Base of all pack models: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Option(PackModel):
    """One card of a board. `word` stands under the picture; `symbol` names the picture.

    In YAML a plain word is enough where id, word and symbol are the same: `- music`.
    """

    id: Id
    word: Words
    symbol: Id

    @model_validator(mode="before")
    @classmethod
    def _from_a_word(cls, given: Any) -> Any:
        if isinstance(given, str):
            slug = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
            return {"id": slug, "word": given, "symbol": slug}
        if isinstance(given, dict) and "id" in given:
            return {"word": given["id"], "symbol": given["id"], **given}
        return given


def card(id_: str, word: str, symbol: str) -> Option:
    """A card that the program itself brings; not checked, since checking at import takes long."""
    return Option.model_construct(id=id_, word=word, symbol=symbol)


Board = Annotated[tuple[Option, ...], Field(max_length=24)]


class Faces(PackModel):
    """A scale of two to five named points, the best first: like, so-so, don't like (rule 4)."""

    style: Literal["faces"] = "faces"
    points: Annotated[tuple[Option, ...], Field(min_length=2, max_length=5)]


class Ladder(PackModel):
    """A ladder from 0 (`low`) to `top` (`high`), both ends in the child's own terms (rule 11)."""

    style: Literal["ladder"]
    low: Option
    high: Option
    top: Annotated[int, Field(ge=2, le=10)] = 10
    numbers: bool = True


Scale = Annotated[Faces | Ladder, Field(discriminator="style")]


class Condition(PackModel):
    """When a branch or a follow-up is taken: every part that is given must hold.

    Without `prompt` it speaks of the prompt that it stands under.
    """

    prompt: Id | None = None
    chose: tuple[Id, ...] = ()
    not_chose: tuple[Id, ...] = ()
    placed: tuple[Id, ...] = ()
    at_most: int | None = None
    at_least: int | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        said = (self.chose, self.not_chose, self.placed)
        points = (self.at_most, self.at_least, self.answered)
        if not any(said) and all(point is None for point in points):
            raise ValueError(
                "a condition needs chose, not_chose, placed, at_most, at_least or answered"
            )
        return self


Who = Literal["child", "parent_carer", "key_adult", "other"]
"""Whose words they are, as `views.Speaker` has it."""


class Recall(PackModel):
    """What of earlier talks a talk takes along when it begins; a view is of a day (rule 16).

    All parts that are given must hold. A prompt with a recall is asked about each thing found,
    the newest first, and not at all where there is none: `{item}` is what was said, `{asked}` the
    question it answered, `{who}` who said it, `{when}` the day.
    """

    feeds: tuple[Id, ...] = ()
    prompts: tuple[Id, ...] = ()
    parts: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    packs: tuple[Id, ...] = ()
    speakers: tuple[Who, ...] = ()
    scales: bool = False
    """Only points on a scale that this pack has too, with the same ends."""
    most: Annotated[int, Field(ge=1, le=24)] = 6

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.feeds or self.prompts or self.themes or self.packs or self.scales):
            raise ValueError("a recall needs feeds, prompts, themes, packs or scales")
        return self


class Route(PackModel):
    """Where to go next: a prompt's id, a section's id, or `end` for the end of this section."""

    if_: Annotated[Condition | None, Field(alias="if")] = None
    to: Id


def blanks(words: str) -> list[str]:
    """The names to be filled in, in order: `"Hello {pupil}"` gives `["pupil"]`."""
    return _BLANK.findall(words)


def fill(words: str, **known: str) -> str:
    """Fill in the blanks that are known; others stay as they stand. Nothing is evaluated."""
    return _BLANK.sub(lambda found: known.get(found[1], found[0]), words)
