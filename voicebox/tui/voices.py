"""Whose voice is here and what is due, in a few words: what the line of a pupil says at home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from voicebox.voices_heard import Due, Heard, What, Whose

BETWEEN = " · "
_MISSING, _CHILD, _DUE, _STATE = range(4)
"""What is left out first where there is no room: the menu of a pupil says all of it."""


def say_voices(heard: Heard, today: date, *, state: str = "", room: int = 200) -> str:
    """One line: `child 3 Oct · family missing · review due 18 Dec`.

    Args:
        heard: of one pupil.
        today: days of other years are said with their year.
        state: how the newest talk stands, said first; empty where nothing is to be said of it.
        room: how many cells there are; what does not fit is left out, the least needed first.
    """
    for missing in _ways_to_say_missing(heard.missing):
        parts = list(_parts(heard, today, state, missing))
        if len(_joined(parts)) <= room:
            return _joined(parts)
    while len(parts) > 1 and len(_joined(parts)) > room:
        parts.remove(min(parts))
    return _joined(parts)


def _ways_to_say_missing(missing: Sequence[Whose]) -> Iterator[str]:
    """Who is missing: all, those who are nearest to the child, how many; each shorter."""
    yield f"{', '.join(missing)} missing" if missing else ""
    nearest = [whose for whose in missing if whose is not Whose.OTHERS]
    if nearest:
        yield f"{', '.join(nearest)} missing"
    if len(missing) > 1:
        yield f"{len(missing)} missing"


def _joined(parts: list[tuple[int, str]]) -> str:
    return BETWEEN.join(words for _, words in parts)


def _parts(heard: Heard, today: date, state: str, missing: str) -> Iterator[tuple[int, str]]:
    if state:
        yield _STATE, state
    if heard.child_last is not None:
        yield _CHILD, f"child {_day(heard.child_last, today)}"
    if missing:
        yield _MISSING, missing
    if heard.due:
        yield _DUE, _told(heard.due[0], today)


def say_all(heard: Heard, today: date) -> str:
    """The same in full, as sentences; nothing is left out."""
    last = f"{_day(heard.child_last, today)}" if heard.child_last else "never"
    here = ", ".join(f"{whose} {_day(on, today)}" for whose, on in heard.here.items())
    told = [f"The child was last heard: {last}."]
    told += [f"Here in this cycle: {here}."] if here else []
    told += [f"Missing: {', '.join(heard.missing)}."] if heard.missing else []
    told += [f"{words[:1].upper()}{words[1:]}." for words in _dues(heard, today)]
    return " ".join(told)


def _dues(heard: Heard, today: date) -> list[str]:
    return [_told(due, today) for due in heard.due]


def _told(due: Due, today: date) -> str:
    if due.what is What.REVIEW:
        verb = "was due" if due.on < today else "due"
        return f"review {verb} {_day(due.on, today)}"
    return {What.AFTER: "tell the child what came of it", What.HEAR: "hear the child again"}[
        due.what
    ]


def _day(on: date, today: date) -> str:
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on.day} {on:%b}{year}"
