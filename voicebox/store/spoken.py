"""Short looks into many talks at once: who spoke in them, and the answers for one field of a plan.

Events are JSON with a quotation mark before and after each name, which no person's words can hold
unescaped; so a look for `"speaker":"child"` finds the speaker and never what somebody said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from voicebox.store.tables import event, talk

AT_ONCE = 500
"""Talks that are asked about in one statement."""


def spoke(connection: Connection, speaker: str, talks: Sequence[str]) -> set[str]:
    """The talks of these in which the speaker's own words are among the answers."""
    own = or_(_says("kind", "verbatim"), _says("kind", "translated"))
    there = exists().where(
        event.c.talk == talk.c.id,
        event.c.type == "answer_given",
        _says("status", "answered"),
        _says("speaker", speaker),
        own,
    )
    found: set[str] = set()
    for some in _in_parts(talks):
        found |= set(connection.scalars(select(talk.c.id).where(talk.c.id.in_(some), there)))
    return found


def answers_feeding(connection: Connection, feed: str, talks: Sequence[str]) -> Iterator[Any]:
    """The newest answer of each of these talks that feeds this field of a plan."""
    for some in _in_parts(talks):
        feeding = (
            event.c.talk.in_(some),
            event.c.type == "answer_given",
            _says("status", "answered"),
            _says("kind", "verbatim"),
            func.instr(event.c.body, f'"{feed}"') > 0,
        )
        newest = select(event.c.talk, func.max(event.c.seq).label("seq")).where(*feeding)
        last = newest.group_by(event.c.talk).subquery()
        both = (event.c.talk == last.c.talk) & (event.c.seq == last.c.seq)
        yield from connection.execute(select(event).select_from(event.join(last, both)))


def _says(name: str, value: str) -> ColumnElement[bool]:
    return func.instr(event.c.body, f'"{name}":"{value}"') > 0


def _in_parts(talks: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(talks), AT_ONCE):
        yield talks[at : at + AT_ONCE]
