"""Lists of talks, made from small tables alone: no talk is opened for them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from voicebox.ports import Pupil, TalkHeader, TalkSummary
from voicebox.store.tables import pack, pupil, talk

SUMMARIES: Select[Any] = select(
    talk.c.id,
    talk.c.pupil,
    talk.c.adult,
    talk.c.pack_digest,
    talk.c.language,
    talk.c.seed,
    talk.c.started,
    talk.c.state,
    talk.c.ended,
    talk.c.last_seq,
)
"""To be narrowed and ordered; pupils and packs are joined in memory, where each stands once."""


class TalkLine(NamedTuple):
    """A talk as a line of a list: all text but `events`, ready to print, and quick to make."""

    id: str
    pupil_id: str
    pupil: str
    """The pupil's name."""
    with_: str
    pack: str
    pack_version: str
    language: str
    started: str
    """ISO 8601 in UTC, with microseconds; so is `ended`."""
    ended: str | None
    state: str
    events: int


LINES: Select[Any] = select(
    talk.c.id,
    talk.c.pupil,
    talk.c.adult,
    talk.c.pack_digest,
    talk.c.language,
    talk.c.started,
    talk.c.ended,
    talk.c.state,
    talk.c.last_seq,
)


def lines(connection: Connection, wanted: Select[Any]) -> list[TalkLine]:
    """The talks of a narrowed or ordered `LINES`."""
    pupils = {row.id: row.name for row in connection.execute(select(pupil))}
    packs = _packs(connection)
    with _many_objects():
        return [
            TalkLine(id_, of, pupils[of], adult, *packs[digest], language, *rest)
            for id_, of, adult, digest, language, *rest in connection.execute(
                wanted
            ).cursor.fetchall()
        ]


def summaries(connection: Connection, wanted: Select[Any]) -> list[TalkSummary]:
    """The talks of a narrowed or ordered `SUMMARIES`."""
    pupils = {row.id: Pupil(row.id, row.name) for row in connection.execute(select(pupil))}
    packs = _packs(connection)
    with _many_objects():
        return list(_summaries(connection.execute(wanted).cursor.fetchall(), pupils, packs))


def _summaries(
    rows: Iterable[Any], pupils: dict[str, Pupil], packs: dict[str, tuple[str, str]]
) -> Iterator[TalkSummary]:
    moment = datetime.fromisoformat
    for id_, of, adult, digest, language, seed, started, state, ended, last_seq in rows:
        name, version = packs[digest]
        header = TalkHeader(
            id_, pupils[of], adult, name, version, digest, language, seed, moment(started)
        )
        yield TalkSummary(header, state, moment(ended) if ended else None, last_seq)


def _packs(connection: Connection) -> dict[str, tuple[str, str]]:
    """The name and version of each pack, by its digest."""
    named = select(pack.c.digest, pack.c.name, pack.c.version)
    return {row.digest: (row.name, row.version) for row in connection.execute(named)}


@contextmanager
def _many_objects() -> Iterator[None]:
    """Without the cycle collector, which would go over all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
