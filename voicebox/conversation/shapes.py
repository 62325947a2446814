"""One step: one thing to be answered, with everything that a front end needs to show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from voicebox.conversation.keys import (
    Key,
)
from voicebox.conversation.states import State
from voicebox.conversation.talk import (
    CARDS_A_PAGE,
    Talk,
)
from voicebox.conversation.views import CheckedBack, Choice, Placed, Point, View
from voicebox.prompts.models import (
    Faces,
    Kind,
    Ladder,
    Option,
    TellYou,
    fill,
)
from voicebox.prompts.program_words import program_words


class Shape(StrEnum):
    """How a step is answered, whatever it asks."""

    PAGE = "page"
    """Words to be heard; one card goes on."""
    BOARD = "board"
    """Cards with pictures, one or several."""
    LADDER = "ladder"
    """A point between two ends."""
    WORDS = "words"
    """Words, typed or written down."""
    PICTURE = "picture"
    """A picture from a file."""
    CARDS = "cards"
    """Answers read back."""


@dataclass(frozen=True)
class Step:
    """One thing to be answered, with everything that a front end needs to show it."""

    key: Key
    state: State
    shape: Shape
    asked: str
    title: str = ""
    """The section's title."""
    kind: Kind | None = None
    """The prompt's kind; none for the talk's own prompts."""
    another_way: str = ""
    symbol: str = ""
    options: tuple[Option, ...] = ()
    """The cards, in the order to be shown."""
    standing: tuple[Option, ...] = ()
    """Something else, I don't know, I won't say: full cards, always last."""
    many: bool = False
    order_seed: int | None = None
    scale: str = ""
    ladder: Ladder | None = None
    item: Choice | None = None
    """The card that a sort, a ring or a follow-up is about."""
    item_symbol: str = ""
    placed: tuple[Placed, ...] = ()
    """What this prompt's cards were placed as so far."""
    for_adult: bool = False
    to_adult: str = ""
    """A line for the adult alone."""
    before: Point | None = None
    """The point that was given last time, on a scale that is asked again (rule 11)."""
    instead_of_scale: bool = False
    """The scale is not understood: the adult's observation stands in its place (rule 3)."""
    current: View | None = None
    """The answer given before, where the talk has come back to it."""
    to_change: str = ""
    """How that answer is changed; what is picked now stands in its place (rule 13)."""
    offered_again: bool = False
    cards: tuple[View, ...] = ()
    """The answers on this page of the read-back."""
    page: int = 0
    pages: int = 1
    part_done: int = 0
    """Sections that lie behind, for the row of dots."""
    parts: int = 0
    takes_words: bool = False
    can_skip: bool = True
    can_go_back: bool = False


def can_ask_openly(step: Step) -> bool:
    """Can it be asked first without its cards (rule 2)? Not where an answer stands already."""
    is_board = step.kind is Kind.CHOOSE and step.shape is Shape.BOARD and step.key.own_state is None
    return is_board and step.takes_words and not step.for_adult and step.current is None


def cards_to_say(step: Step) -> tuple[View, ...]:
    """The answers that the voice says: five at most, of a whole part those never checked."""
    if step.shape is not Shape.CARDS:
        return step.cards if len(step.cards) == 1 else ()
    if len(step.cards) <= CARDS_A_PAGE:
        return step.cards
    return tuple(view for view in step.cards if view.checked_back is CheckedBack.NOT_ASKED)


def without_cards(step: Step) -> Step:
    """The same question, as it is asked before its cards are shown."""
    return replace(step, options=(), standing=())


def known(talk: Talk, **more: str) -> dict[str, str]:
    """What a pack's words may leave to be filled in."""
    pupil = talk.record.opened.pupil if talk.record.opened else ""
    return {
        "pupil": pupil,
        "adult": talk.adult or program_words(talk.pack, "your grown-up"),
        **more,
    }


def page_step(talk: Talk, key: Key, page: TellYou, **about: str) -> Step:
    """A page of information: OK, and tell me more where there is more."""
    told = key in talk.told_more
    words = known(talk, **about)
    options = (page.ok,) if told or page.ask_more is None else (page.ok, page.ask_more)
    title = talk.pack.title
    if key.own_state is None:
        title = talk.index.section_of[key.prompt].title
    return Step(
        key=key,
        state=talk.state,
        shape=Shape.PAGE,
        kind=Kind.TELL_YOU,
        title=title,
        asked=fill(page.more if told and page.more else page.ask, **words),
        another_way="" if told else fill(page.another_way or "", **words),
        symbol=page.symbol or "",
        options=options,
        to_adult=fill(page.to_adult or "", **words),
        can_skip=False,
    )


def on_scale(talk: Talk, base: Step, name: str) -> Step:
    """A step on a scale: faces as a board in a fixed order (rule 5), or a ladder."""
    own = base.key.own_state is not None
    if not own and talk.practice.outcome(talk.pack) == "not_understood":
        return _observed(talk, base)
    scale = talk.pack.scales[name]
    standing = () if own else (talk.pack.standing.dont_know, talk.pack.standing.wont_say)
    step = replace(base, scale=name, standing=standing, takes_words=not own)
    if isinstance(scale, Faces):
        return replace(step, shape=Shape.BOARD, options=scale.points)
    return replace(step, shape=Shape.LADDER, ladder=scale)


def _observed(talk: Talk, base: Step) -> Step:
    practice = talk.pack.practice
    line = fill(practice.not_understood, **known(talk)) if practice else ""
    return replace(base, takes_words=True, for_adult=True, to_adult=line, instead_of_scale=True)
