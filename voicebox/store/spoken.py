"""Short looks into many talks at once: who spoke in them, and the answers for one field of a plan.

Both are found by indexes over events (`tables.said_by`, `tables.fed`), so that no talk is read. The
chain of a talk is not checked for it: what is found is for lists, and a talk that is opened is
checked then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from voicebox.store.tables import FEEDS, SPEAKERS, event, fed, said_by

AT_ONCE = 500
"""Talks that are named in one statement; of more, the index is read from end to end."""


def spoke(connection: Connection, speaker: str, talks: Sequence[str]) -> set[str]:
    """The talks of these in which the speaker's own words are among the answers."""
    if speaker not in SPEAKERS:
        raise ValueError(f"nobody is called {speaker}")
    found = select(event.c.talk).distinct().where(text(said_by(speaker)))
    return {str(talk) for talk in connection.scalars(_of(found, talks))} & set(talks)


def answers_feeding(connection: Connection, feed: str, talks: Sequence[str]) -> Iterator[Any]:
    """The newest answer of each of these talks that feeds this field of a plan."""
    if feed not in FEEDS:
        raise ValueError(f"answers that feed {feed} are not found without reading talks")
    newest = select(event.c.talk, func.max(event.c.seq).label("seq")).where(text(fed(feed)))
    last = _of(newest, talks).group_by(event.c.talk).subquery()
    both = (event.c.talk == last.c.talk) & (event.c.seq == last.c.seq)
    wanted = set(talks)
    for row in connection.execute(select(event).select_from(last.join(event, both))):
        if row.talk in wanted:
            yield row


def _of(found: Select[Any], talks: Sequence[str]) -> Select[Any]:
    """Only these talks, where they are few."""
    return found.where(event.c.talk.in_(talks)) if len(talks) <= AT_ONCE else found
