"""Every state a talk can be in, and every trigger that moves it. The whole life of a talk is here.

Rules of this file:
- The table is the only place that says what may happen when. Nothing else changes a state.
- It is Python, not data: no string from a pack ever reaches it or a callback.
- A cell that is not in the table raises `NotNow`, the one named error.
- Break and stop are legal from every state of an open talk (rule 1: the child decides).
- Back is legal from every state after the opening until the talk is finished.
- A paused talk goes on where it was. A stopped one begins again at assent: only the child restarts.
- Which prompt comes next is not decided here: `routing` says where the talk is heading, and a guard
  lets the one row through that leads there.

The order of prompts is the pack's; the diagram of this table is drawn by `voicebox packs diagram`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where the life of a talk stands."""

    OPENING = "opening"
    ASSENT = "assent"
    PRACTICE = "practice"
    ASKING = "asking"
    FOLLOWING_UP = "following_up"
    READING_BACK = "reading_back"
    SHARING = "sharing"
    ENDING = "ending"
    FINISHED = "finished"
    PAUSED = "paused"
    STOPPED = "stopped"


class Trigger(StrEnum):
    """What can happen to a talk."""

    MOVE_ON = "move_on"
    GO_BACK = "go_back"
    DECLINE = "decline"
    TAKE_A_BREAK = "take_a_break"
    STOP = "stop"
    CARRY_ON = "carry_on"
    FINISH = "finish"


class Row(NamedTuple):
    """One row of the table: `trigger` leads from any of `sources` to `dest` where `guard` holds."""

    trigger: Trigger
    sources: tuple[State, ...]
    dest: State
    guard: str | None = None


OPEN = (
    State.OPENING,
    State.ASSENT,
    State.PRACTICE,
    State.ASKING,
    State.FOLLOWING_UP,
    State.READING_BACK,
    State.SHARING,
    State.ENDING,
)
"""The states in which something is on the screen to be answered."""

_SAID = {
    State.FINISHED.value: "finished",
    State.PAUSED.value: "on a break",
    State.STOPPED.value: "stopped by choice",
}


def say_state(state: str) -> str:
    """How a talk stands, in two words or three, for adults."""
    return _SAID.get(state, "not finished")


BEFORE_ASKING = (State.OPENING, State.ASSENT, State.PRACTICE)
"""What comes before the first question: no answer is given or changed from there."""

CLOSED = (State.FINISHED, State.STOPPED)
"""The states in which a talk has ended; a stopped one can be taken up again."""

_BEFORE = (State.OPENING, State.ASSENT)
"""Nothing leads back into these but back itself: the child agrees once, and again after a stop."""

TABLE: tuple[Row, ...] = (
    # forward: to where routing is heading. Back leads anywhere, so forward does too
    Row(Trigger.MOVE_ON, _BEFORE, State.OPENING, "is_heading_to_opening"),
    Row(Trigger.MOVE_ON, _BEFORE, State.ASSENT, "is_heading_to_assent"),
    *(Row(Trigger.MOVE_ON, OPEN, state, f"is_heading_to_{state.value}") for state in OPEN[2:]),
    # back: to whatever was on the screen before
    *(Row(Trigger.GO_BACK, OPEN[1:], state, f"is_heading_to_{state.value}") for state in OPEN),
    # the child decides
    Row(Trigger.DECLINE, (State.ASSENT,), State.STOPPED),
    Row(Trigger.TAKE_A_BREAK, OPEN, State.PAUSED),
    Row(Trigger.STOP, (*OPEN, State.PAUSED), State.STOPPED),
    *(
        Row(Trigger.CARRY_ON, (State.PAUSED,), state, f"is_heading_to_{state.value}")
        for state in OPEN
    ),
    Row(Trigger.CARRY_ON, (State.STOPPED,), State.ASSENT),
    Row(Trigger.FINISH, (State.ENDING,), State.FINISHED),
)
