"""The kinds of prompts: what each one asks, and with what cards."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from voicebox.prompts.base import (
    Board,
    Condition,
    Id,
    Option,
    PackModel,
    Recall,
    Route,
    RowsOf,
    Source,
    Who,
    Words,
    card,
)


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
    KEEP_OR_BIN = "keep_or_bin"
    SIGNALS = "signals"
    FORM = "form"
    TELL_YOU = "tell_you"


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
    recall: Recall | None = None
    """Asked about each thing that was said in earlier talks."""
    shows: RowsOf | None = None
    """`{shown}` is what was answered there, about the same thing: `we-did/we-do`."""
    speaker: Who | None = None
    """Whose answer it is, where that is not who the pack speaks to."""
    to_adult: Words | None = None
    """A line for the adult alone, at the moment it helps."""
    only_if: Condition | None = None
    next: tuple[Route, ...] = ()
    then: tuple["Prompt", ...] = ()
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
    questions: dict[Id, Words] = NOTICE_FIELDS


class Gather(PromptBase):
    """Words from several people, each with who, when and how they sent them."""

    kind: Literal[Kind.GATHER]
    ask_who: Words = "Who are these words from? A name, and who they are to the child."
    ask_how: Words = "When and how did they tell you?"
    ask_more: Words = "Are there words from someone else?"
    yes: Option = card("yes", "yes", "yes")
    no: Option = card("no", "no more now", "no")


class Field_(PackModel):
    """One fact of a form: words, or one or several of the options."""

    id: Id
    ask: Words
    options: Board = ()
    many: bool = False
    feeds: tuple[Id, ...] = ()
    """The plan fields of this field; without any, those of the form."""
    recall: Recall | None = None
    """The options are what was said in earlier talks, in its own words; several may be picked."""
    rows_of: RowsOf | None = None
    """The options are the rows of an earlier form of this talk: `steps/statement`."""
    speaker: Who | None = None
    """Whose answer it is, where that is not who the form speaks to."""
    to_adult: Words | None = None
    """Questions at hand while it is answered."""


class Rows(PackModel):
    """A form that is filled in once for each of several things."""

    ask_more: Words
    yes: Option = card("yes", "yes", "yes")
    no: Option = card("no", "no more now", "no")
    most: Annotated[int, Field(ge=2, le=40)] = 12


class Form(PromptBase):
    """Adult only: facts, one field after another; with `rows`, again for as long as wanted."""

    kind: Literal[Kind.FORM]
    fields: Annotated[tuple[Field_, ...], Field(min_length=1, max_length=40)]
    rows: Rows | None = None


class KeepOrBin(PromptBase):
    """Others' words shown to the child, one at a time: keep, bin, not sure.

    The words come from earlier talks (`recall`), from a `gather` of this talk (`of`), or both.
    """

    kind: Literal[Kind.KEEP_OR_BIN]
    of: Id | None = None
    keep: Option = card("keep", "keep it", "keep")
    bin: Option = card("bin", "bin it", "bin")
    not_sure: Option = card("not-sure", "not sure", "not-sure")

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.of is None and self.recall is None:
            raise ValueError("keep_or_bin needs `of` (a gather of this pack) or `recall`")
        return self


class MyWay(PackModel):
    """How I say one thing without words: my yes, my no, my more, my stop."""

    id: Literal["yes", "no", "more", "stop"]
    ask: Words
    options: Board = ()


class Signals(PromptBase):
    """What I do, what it may mean, please do: as many as wanted; then my yes, no, more, stop.

    `ask` is what I do; its cards are `options`.
    """

    kind: Literal[Kind.SIGNALS]
    options: Board = ()
    means: Side
    please: Side
    ask_more: Words = "Is there another sign?"
    yes: Option = card("yes", "yes", "yes")
    no: Option = card("no", "no more now", "no")
    my: Annotated[tuple[MyWay, ...], Field(max_length=4)] = ()


class TellYou(PromptBase):
    """Information, no answer: what this talk is for. `more` is there for who wants it."""

    kind: Literal[Kind.TELL_YOU]
    ok: Option = card("ok", "OK", "ok")
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
    | KeepOrBin
    | Signals
    | TellYou,
    Field(discriminator="kind"),
]


def with_follow_ups(prompt: Prompt) -> Iterator[Prompt]:
    """A prompt, then its follow-ups, depth first."""
    yield prompt
    for follow_up in prompt.then:
        yield from with_follow_ups(follow_up)
