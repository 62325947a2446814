"""From a talk to the row of keys: only what works now. Pure: no widget, no store."""

from __future__ import annotations

from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    Status,
)
from voicebox.tui.widgets.bars import Key

HEAR = Key("space", "hear it", "hear")
BACK = Key("b", "back", "go_back")
SKIP = Key("k", "skip", "skip")
BREAK = Key("p", "pause", "take_a_break")
STOP = Key("x", "stop", "stop")
MORE = Key("esc", "more", "more")
GROWN_UP = Key("F1", "grown-up", "grown_up", for_adult=True)


def keys(step: Step, *, is_typing: bool, has_voice: bool, calm: bool = False) -> list[Key]:
    """The row of keys: only what works now. While words are typed, letters are words.

    A calm row has fewer; the others still work, and `more` has them all.
    """
    if is_typing:
        enter = Key("enter", "say it", "say_words")
        more = "pause, stop, more" if calm else "back, skip, pause, stop, hear"
        return [enter, Key("esc", more, "more"), GROWN_UP]
    row = [HEAR] if has_voice else []
    if step.shape is Shape.LADDER:
        row.insert(0, Key("↑↓", "then enter", "pick"))
    if step.can_go_back and not calm:
        row.append(BACK)
    if step.can_skip and not calm:
        row.append(Key("k", "go on", "skip") if is_settled(step) else SKIP)
    return [*row, BREAK, STOP, MORE, GROWN_UP]


def switch_keys(talk: Talk, step: Step, *, has_voice: bool) -> list[Key]:
    """The row for a child with a switch or a pointer alone: each key by its word."""
    row = [Key("♪", "hear it", "hear")] if has_voice else []
    if step.can_go_back:
        row.append(Key("◀", "back", "go_back"))
    if step.can_skip:
        row.append(Key("▶", "go on" if is_settled(step) else "skip", "skip"))
    if talk.record.last_answer() is not None:
        row.append(Key("▣", "keep my last answer private", "keep_back"))
    return [*row, Key("‖", "pause", "take_a_break"), Key("■", "stop", "stop"), GROWN_UP]


def is_settled(step: Step) -> bool:
    """Has it an answer already, so that skipping means to leave it and go on?"""
    return step.current is not None and step.current.status is not Status.SKIPPED
