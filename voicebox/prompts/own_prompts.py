"""The talk's own prompts: assent, practice, between, read-back, sharing, the ending."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from voicebox.prompts.base import Id, Option, PackModel, Words


class Assent(PackModel):
    """The child decides (rule 1): asked before anything else, and again after a stop."""

    ask: Words
    ask_again: Words
    symbol: Id | None = None
    start: Option = Option(id="start", word="start", symbol="start")
    not_today: Option = Option(id="not-today", word="not today", symbol="not-today")
    ask_more: Option = Option(id="tell-me-more", word="tell me more", symbol="tell-me-more")
    more: Words
    on_paper: Words = "Did {pupil} say yes to what is on the paper being kept here?"
    """Asked of the adult who writes in what was told on paper."""


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
    ask_seen: Words = "And what your grown-up wrote today? Who else should see it?"
    """Asked after one by one, where an adult wrote something down."""
    already: Literal["everyone"] | None = None
    """What staff write in a pack of their own is written for the plan: it is shared from the
    start. Only in packs for staff; what others say in such a talk is asked about all the same."""


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
    on_paper: Words = "Is all of the paper written in now?"
    """The last page, where what was told on paper was written in."""


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
