"""What a prompt pack may say: the models of a pack, its sections, prompts, boards and scales.

A pack is data. It holds the words, the pictures, the order and the branches of a talk, and names
for each prompt the line of the sources it serves (`E`: Essex, One Planning, 2023; `N`: Norfolk,
SEN Support Planning, 2023; `rule`: a practice rule). No string in a pack is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

PACK_SCHEMA = 1
"""The version of this schema; a cached pack of another version is read again from its YAML."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Source = Annotated[str, StringConstraints(pattern=r"^(E|N|rule)\b.{1,80}$", strip_whitespace=True)]

_BLANK = re.compile(r"\{([^{}]*)\}")
BLANKS = frozenset({"pupil", "adult", "item", "who", "when", "answer"})
"""The names that a pack may leave to be filled in: `{pupil}`, `{adult}` and so on."""


class PackModel(BaseModel):
    """Base of all pack models: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Kind(StrEnum):
    """What a prompt is to the child: a question, a board, a ladder, and so on."""

    TELL = "tell"
    CHOOSE = "choose"
    SORT = "sort"
    SCALE = "scale"
    FINISH = "finish"
    PAIR = "pair"
    PEOPLE = "people"
    WORKING = "working"
    DRAW = "draw"
    NOTICE = "notice"
    GATHER = "gather"
    FORM = "form"
    TELL_YOU = "tell_you"


class Audience(StrEnum):
    """Whom a pack speaks to. Child packs are held to a child's reading level."""

    CHILD = "child"
    YOUNG_PERSON = "young_person"
    FAMILY = "family"
    STAFF = "staff"
    ANYONE = "anyone"


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


class Route(PackModel):
    """Where to go next: a prompt's id, a section's id, or `end` for the end of this section."""

    if_: Annotated[Condition | None, Field(alias="if")] = None
    to: Id


class PromptBase(PackModel):
    """What every prompt has."""

    id: Id
    ask: Words
    another_way: Words | None = None
    """The same question in other words, for when the first were not understood (rule 6)."""
    symbol: Id | None = None
    source: Annotated[tuple[Source, ...], Field(max_length=12)] = ()
    theme: Id | None = None
    feeds: tuple[Id, ...] = ()
    """The plan fields that the answer goes to."""
    to_adult: Words | None = None
    """A line for the adult alone, at the moment it helps."""
    only_if: Condition | None = None
    next: tuple[Route, ...] = ()
    then: tuple[Prompt, ...] = ()
    """Follow-ups, each asked where its own `only_if` holds."""

    @field_validator("source", mode="before")
    @classmethod
    def _one_source(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given


class Tell(PromptBase):
    """A question; words typed by the child or written down by the adult."""

    kind: Literal[Kind.TELL]


class Choose(PromptBase):
    """A board of pictures, one or several."""

    kind: Literal[Kind.CHOOSE]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=24)]
    many: bool = False
    fixed_order: bool = False


class Sort(PromptBase):
    """One card at a time into two or three named columns. `ask` may name the `{item}`."""

    kind: Literal[Kind.SORT]
    cards: Annotated[tuple[Option, ...], Field(min_length=1, max_length=24)]
    scale: Id
    fixed_order: bool = False


class ScalePrompt(PromptBase):
    """A ladder or faces, then its follow-ups."""

    kind: Literal[Kind.SCALE]
    scale: Id


class Finish(PromptBase):
    """A sentence to finish: `ask` is its beginning."""

    kind: Literal[Kind.FINISH]
    options: Board = ()


class Side(PackModel):
    """One of the two columns of a pair, or one half of working / not working."""

    ask: Words
    another_way: Words | None = None
    options: Board = ()


class Pair(PromptBase):
    """Important to me and important for me, side by side; the second is open to the adult too."""

    kind: Literal[Kind.PAIR]
    to_me: Side
    for_me: Side


class People(PromptBase):
    """Who matters, and how near: pets count, and people I miss."""

    kind: Literal[Kind.PEOPLE]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=24)]
    ask_ring: Words
    rings: Annotated[tuple[Option, ...], Field(min_length=2, max_length=4)]


class Working(PromptBase):
    """What works and what does not, in one area of life."""

    kind: Literal[Kind.WORKING]
    working: Side
    not_working: Side


class Draw(PromptBase):
    """A picture or photo from a file, with the child's own words about it."""

    kind: Literal[Kind.DRAW]
    ask_words: Words


NOTICE_FIELDS: dict[str, str] = {
    "seen": "What did you see or hear? Write what happened, not what it means.",
    "where": "Where was it?",
    "when": "When was it?",
    "before": "What came just before?",
    "after": "What came just after?",
    "how-often": "How often have you seen it?",
    "who-else": "Who else has seen it?",
}


class Notice(PromptBase):
    """Adult only: what was seen, where, when, before, after, how often, who else saw it."""

    kind: Literal[Kind.NOTICE]


class Gather(PromptBase):
    """Words from several people, each with who, when and how they sent them."""

    kind: Literal[Kind.GATHER]
    ask_who: Words = "Who are these words from? A name, and who they are to the child."
    ask_how: Words = "When and how did they tell you?"
    ask_more: Words = "Are there words from someone else?"
    yes: Option = Option(id="yes", word="yes", symbol="yes")
    no: Option = Option(id="no", word="no more now", symbol="no")


class Field_(PackModel):
    """One fact of a form: words, or one or several of the options."""

    id: Id
    ask: Words
    options: Board = ()
    many: bool = False


class Form(PromptBase):
    """Adult only: facts, one field after another."""

    kind: Literal[Kind.FORM]
    fields: Annotated[tuple[Field_, ...], Field(min_length=1, max_length=40)]


class TellYou(PromptBase):
    """Information, no answer: what this talk is for. `more` is there for who wants it."""

    kind: Literal[Kind.TELL_YOU]
    ok: Option = Option(id="ok", word="OK", symbol="ok")
    ask_more: Option | None = None
    more: Words | None = None

    @model_validator(mode="after")
    def _more_has_both(self) -> Self:
        if (self.ask_more is None) != (self.more is None):
            raise ValueError("ask_more (the card) and more (the words) go together")
        return self


Prompt = Annotated[
    Tell
    | Choose
    | Sort
    | ScalePrompt
    | Finish
    | Pair
    | People
    | Working
    | Draw
    | Notice
    | Gather
    | Form
    | TellYou,
    Field(discriminator="kind"),
]


class Section(PackModel):
    """A part of the talk about one thing, read back at its end (rule 13)."""

    id: Id
    title: Words
    symbol: Id | None = None
    always: bool = False
    """Asked even where the child ends the talk early: the child's last word."""
    read_back: bool = True
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1, max_length=60)]


class Assent(PackModel):
    """The child decides (rule 1): asked before anything else, and again after a stop."""

    ask: Words
    ask_again: Words
    symbol: Id | None = None
    start: Option = Option(id="start", word="start", symbol="start")
    not_today: Option = Option(id="not-today", word="not today", symbol="not-today")
    ask_more: Option = Option(id="tell-me-more", word="tell me more", symbol="tell-me-more")
    more: Words


class Practice(PackModel):
    """Is the scale understood? With this child's own like and dislike (rule 3)."""

    scale: Id
    ask_like: Words
    ask_dislike: Words
    ask: Words
    ask_again: Words
    understood: Words
    not_understood: Words


class Between(PackModel):
    """Between two sections: a natural place to stop (rule 24)."""

    ask: Words
    go_on: Option = Option(id="go-on", word="go on", symbol="go-on")
    have_a_break: Option = Option(id="break", word="a break", symbol="break")
    enough: Option = Option(id="enough", word="enough now", symbol="finished")


class ReadBack(PackModel):
    """Reading the child's answers back to them, five cards at most (rule 13)."""

    ask: Words
    ask_all: Words
    right: Option = Option(id="right", word="that is right", symbol="yes")


class Sharing(PackModel):
    """Who may see it: asked of the child, and never promised to be nobody (rules 9 and 14)."""

    ask: Words
    ask_one: Words
    everyone: Option = Option(id="everyone", word="everyone", symbol="everyone")
    family: Option = Option(id="family", word="my family", symbol="family")
    school: Option = Option(id="school", word="my school", symbol="school")
    meeting: Option = Option(id="meeting", word="the meeting", symbol="meeting")
    keep_back: Option = Option(id="keep-back", word="keep it back", symbol="private")
    one_by_one: Option = Option(id="one-by-one", word="one by one", symbol="one-by-one")


class Ending(PackModel):
    """What happens next, who will tell the child and by when, and something the child picks."""

    ask_who: Words
    ask_when: Words
    next_steps: Words
    """Said to the child; `{who}` and `{when}` are filled in (rule 15)."""
    next_steps_unknown: Words
    ask_choice: Words
    choices: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    goodbye: Words
    stopped: Words
    """Said after a stop, before the choice (rules 20 and 21)."""
    on_a_break: Words


class Standing(PackModel):
    """The choices that stand on every board, as full cards."""

    something_else: Option = Option(
        id="something-else", word="something else", symbol="something-else"
    )
    dont_know: Option = Option(id="dont-know", word="I don't know", symbol="dont-know")
    wont_say: Option = Option(id="wont-say", word="I won't say", symbol="wont-say")


class GlossaryEntry(PackModel):
    """A hard word, explained."""

    means: Words
    symbol: Id | None = None


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
    standing: Standing = Standing()
    scales: dict[Id, Scale] = {}
    glossary: dict[str, GlossaryEntry] = {}
    opening: Annotated[tuple[TellYou, ...], Field(min_length=1, max_length=8)]
    assent: Assent
    practice: Practice | None = None
    between: Between
    read_back: ReadBack
    sharing: Sharing
    ending: Ending
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=40)]

    def prompts(self) -> Iterator[tuple[Section, Prompt]]:
        """Every prompt of every section with its section, follow-ups after their parents."""
        for section in self.sections:
            for prompt in section.prompts:
                yield from ((section, each) for each in with_follow_ups(prompt))


def with_follow_ups(prompt: Prompt) -> Iterator[Prompt]:
    """A prompt, then its follow-ups, depth first."""
    yield prompt
    for follow_up in prompt.then:
        yield from with_follow_ups(follow_up)


def own_options(given: PackModel) -> Iterator[Option]:
    """Every card of one prompt's own boards, its follow-ups left out."""
    for name, value in given:
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Option):
                yield each
            elif isinstance(each, PackModel) and name != "then":
                yield from own_options(each)


def blanks(words: str) -> list[str]:
    """The names to be filled in, in order: `"Hello {pupil}"` gives `["pupil"]`."""
    return _BLANK.findall(words)


def fill(words: str, **known: str) -> str:
    """Fill in the blanks that are known; others stay as they stand. Nothing is evaluated."""
    return _BLANK.sub(lambda found: known.get(found[1], found[0]), words)
