"""What home's lines say: a pupil, the latest talk with them, and whose voice is here."""

from __future__ import annotations

from dataclasses import dataclass

from voicebox.conversation import states
from voicebox.conversation.states import State
from voicebox.ports import Pupil, Store, TalkSummary

_LISTED = 500
"""Talks looked at to say who was here last; older pupils are listed by name alone."""


@dataclass(frozen=True, slots=True)
class PupilLine:
    """A pupil, and the latest talk with them if there is one."""

    pupil: Pupil
    latest: TalkSummary | None


def say_day(summary: TalkSummary) -> str:
    """The day on which a talk began: `22 November`."""
    return f"{summary.header.started.astimezone():%d %B}".lstrip("0")


def say_state(summary: TalkSummary) -> str:
    """How a talk stands, in two words or three."""
    return states.say_state(summary.state)


def say_talk(summary: TalkSummary | None) -> str:
    """A talk in half a line: `22 November, on a break, can be carried on`."""
    if summary is None:
        return "no talk yet"
    can_go_on = summary.state not in (State.FINISHED, State.STOPPED)
    after = ", can be carried on" if can_go_on else ""
    return f"{say_day(summary)}, {say_state(summary)}{after}"


def say_unfinished(summary: TalkSummary) -> str:
    """How a talk stands that did not come to its end; empty for one that did."""
    return "" if summary.state == State.FINISHED else say_state(summary)


def list_pupils(store: Store) -> list[PupilLine]:
    """Pupils with the latest talks first, then those with none lately, by name."""
    latest: dict[str, TalkSummary] = {}
    for summary in store.talks(limit=_LISTED):
        latest.setdefault(summary.header.pupil.id, summary)
    recent = [PupilLine(summary.header.pupil, summary) for summary in latest.values()]
    others = [PupilLine(pupil, None) for pupil in store.pupils() if pupil.id not in latest]
    return recent + others
