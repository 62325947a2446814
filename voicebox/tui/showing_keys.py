"""From a talk to the row of keys: only what works now. Pure: no widget, no store."""

from __future__ import annotations

from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    Status,
)
from voicebox.prompts.program_words import Saying, in_plain_english, saying
from voicebox.tui.widgets.bars import Key

GROWN_UP = Key("F1", "grown-up", "grown_up", for_adult=True)


def keys(
    step: Step,
    *,
    is_typing: bool,
    has_voice: bool,
    calm: bool = False,
    say: Saying = in_plain_english,
) -> list[Key]:
    """The row of keys: only what works now. While words are typed, letters are words.

    Args:
        step: what is on the screen.
        is_typing: is it answered in words now?
        has_voice: can it be heard?
        calm: fewer keys; the others still work, and `more` has them all.
        say: puts their words into the language of the talk. The keys are the same in each.
    """
    if is_typing:
        enter = Key("enter", say("say it"), "say_words")
        more = say("pause, stop, more") if calm else say("back, skip, pause, stop, hear")
        return [enter, Key("esc", more, "more"), GROWN_UP]
    row = [Key(say("space"), say("hear it"), "hear")] if has_voice else []
    if step.shape is Shape.LADDER:
        row.insert(0, Key("↑↓", say("then enter"), "pick"))
    if step.can_go_back and not calm:
        row.append(Key("b", say("back"), "go_back", can_go=True))
    if step.can_skip and not calm:
        row.append(Key("k", _skip(step, say), "skip"))
    row.append(Key("p", say("pause"), "take_a_break"))
    return [*row, Key("x", say("stop"), "stop"), Key("esc", say("more"), "more"), GROWN_UP]


def switch_keys(talk: Talk, step: Step, *, has_voice: bool) -> list[Key]:
    """The row for a child with a switch or a pointer alone: each key by its word."""
    say = saying(talk.pack)
    row = [Key("♪", say("hear it"), "hear")] if has_voice else []
    if step.can_go_back:
        row.append(Key("◀", say("back"), "go_back"))
    if step.can_skip:
        row.append(Key("▶", _skip(step, say), "skip"))
    if talk.record.last_answer() is not None:
        row.append(Key("▣", say("keep my last answer private"), "keep_back"))
    row.append(Key("‖", say("pause"), "take_a_break"))
    return [*row, Key("■", say("stop"), "stop"), GROWN_UP]


def _skip(step: Step, say: Saying) -> str:
    return say("go on") if is_settled(step) else say("skip")


def is_settled(step: Step) -> bool:
    """Has it an answer already, so that skipping means to leave it and go on?"""
    return step.current is not None and step.current.status is not Status.SKIPPED
