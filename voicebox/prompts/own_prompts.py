"""The talk's own prompts: assent, practice, between, read-back, sharing, the ending."""

from typing import Annotated, Literal

from pydantic import Field

from voicebox.prompts.base import Id, Option, PackModel, Words, card


class Assent(PackModel):
    """The child decides (rule 1): asked before anything else, and again after a stop."""

    ask: Words
    ask_again: Words
    symbol: Id | None = None
    start: Option = card("start", "start", "start")
    not_today: Option = card("not-today", "not today", "not-today")
    ask_more: Option = card("tell-me-more", "tell me more", "tell-me-more")
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
    go_on: Option = card("go-on", "go on", "go-on")
    have_a_break: Option = card("break", "a break", "break")
    enough: Option = card("enough", "enough now", "finished")


class ReadBack(PackModel):
    """Reading the child's answers back to them, five cards at most (rule 13)."""

    ask: Words
    ask_all: Words
    right: Option = card("right", "that is right", "yes")
    ask_part: Words = "{item}. Is all of this right?"
    """Asked of each part at the end; `{item}` is its title."""
    all_right: Option = card("right", "all of this is right", "yes")
    each: Option = card("each", "a few at a time", "one-by-one")
    enough: Option = card("enough", "enough checking", "finished")
    """Leaves the last read-back; what was not confirmed by then was not asked."""


class Sharing(PackModel):
    """Who may see it: asked of the child, and never promised to be nobody (rules 9 and 14)."""

    ask: Words
    ask_one: Words
    everyone: Option = card("everyone", "everyone", "everyone")
    family: Option = card("family", "my family", "family")
    school: Option = card("school", "my school", "school")
    meeting: Option = card("meeting", "the meeting", "meeting")
    keep_back: Option = card("keep-back", "keep it back", "private")
    one_by_one: Option = card("one-by-one", "one by one", "one-by-one")
    by_part: Option = card("by-part", "part by part", "one-by-one")
    ask_part: Words = "{item}. Who else should see this part?"
    """Asked of each part, where it is shared part by part; `{item}` is its title."""
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

    something_else: Option = card("something-else", "something else", "something-else")
    dont_know: Option = card("dont-know", "I don't know", "dont-know")
    wont_say: Option = card("wont-say", "I won't say", "wont-say")


class GlossaryEntry(PackModel):
    """A hard word, explained."""

    means: Words
    symbol: Id | None = None
