"""A pupil's rows, counted and taken out, and the tombstones that are left. In a transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)

from voicebox.store import chain, ledger, tables
from voicebox.store.direct import append_only_lifted
from voicebox.store.forks import own_name

_AT_ONCE = 500

_talk, _event, _pack = tables.talk, tables.event, tables.pack


@dataclass(frozen=True, slots=True)
class Held:
    """How much is held about a pupil."""

    talks: int
    events: int
    pictures: int
    """Given in talks, or a picture of the pupil's own."""
    boards: int
    preferences: int
    concerns: int
    """Worries that were passed on."""
    open_concerns: int
    """Worries that nobody has signed: while there is one, nothing is taken out."""
    packs: int
    """Packs that only this pupil's talks began with."""
    sent_by: int
    """Bundles in which talks of theirs came."""
    account: int
    """Lines of the account of who did what; they stay."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That a pupil was forgotten."""

    pupil: str
    """The id they had; it says nothing."""
    at: datetime
    authority: str
    """Why, as it was typed."""
    adult: str
    counts: Mapping[str, int]
    swept: bool
    """Was the file made anew since?"""


def unswept(connection: Connection) -> bool:
    """Was somebody forgotten since the file was last made anew?"""
    stones = tables.tombstone
    return connection.scalar(select(stones.c.pupil).where(stones.c.swept.is_(None))) is not None


def mark_swept(connection: Connection, now: datetime) -> None:
    """Keep that the file was made anew."""
    stones = tables.tombstone
    done = update(stones).where(stones.c.swept.is_(None)).values(swept=chain.moment(now))
    connection.execute(done)


def tombstones(connection: Connection) -> list[Tombstone]:
    """Who was forgotten, the newest first."""
    stones = tables.tombstone
    rows = connection.execute(select(stones).order_by(stones.c.at.desc())).all()
    return [
        Tombstone(
            row.pupil,
            datetime.fromisoformat(row.at),
            row.authority,
            row.adult,
            json.loads(row.counts),
            row.swept is not None,
        )
        for row in rows
    ]


# -- counting ----------------------------------------------------------------------------------


def held(connection: Connection, pupil: str) -> Held:
    """Count what is held about a pupil."""

    def count(table: Table, *which: ColumnElement[bool]) -> int:
        found = connection.scalar(select(func.count()).select_from(table).where(*which))
        return int(found or 0)

    concern, own = tables.concern, tables.pupil_picture
    talks = select(_talk.c.id).where(_talk.c.pupil == pupil)
    given = count(tables.talk_picture, tables.talk_picture.c.talk.in_(talks))
    mine = concern.c.pupil == pupil
    return Held(
        talks=count(_talk, _talk.c.pupil == pupil),
        events=count(_event, _event.c.talk.in_(talks)),
        pictures=given + count(own, own.c.pupil == pupil),
        boards=count(tables.pupil_board, tables.pupil_board.c.pupil == pupil),
        preferences=count(tables.pupil_preference, tables.pupil_preference.c.pupil == pupil),
        concerns=count(concern, mine, concern.c.passed_on_at.is_not(None)),
        open_concerns=count(concern, mine, concern.c.passed_on_at.is_(None)),
        packs=len(_packs_alone(connection, pupil)),
        sent_by=count(
            tables.talk_origin, tables.talk_origin.c.talk.in_(_own_names(connection, pupil))
        ),
        account=count(tables.audit, tables.audit.c.pupil == pupil),
    )


def _packs_alone(connection: Connection, pupil: str) -> list[str]:
    """Packs that this pupil's talks began with, and nobody else's."""
    other = _talk.alias()
    theirs = select(_talk.c.pack_digest).where(_talk.c.pupil == pupil)
    others = select(other.c.pack_digest).where(other.c.pupil != pupil)
    wanted = select(_pack.c.digest).where(_pack.c.digest.in_(theirs), _pack.c.digest.not_in(others))
    return list(connection.scalars(wanted))


def _own_names(connection: Connection, pupil: str) -> list[str]:
    ids = connection.scalars(select(_talk.c.id).where(_talk.c.pupil == pupil))
    return sorted({own_name(each) for each in ids})


# -- taking out --------------------------------------------------------------------------------


def take_out(connection: Connection, stone: Tombstone) -> None:
    """Take out every row about a pupil, and set the stone; in a writing transaction."""
    with append_only_lifted(connection):
        _take_out(connection, stone.pupil)
    connection.execute(insert(tables.tombstone), _row(stone))
    facts = {"talks": stone.counts.get("talks", 0)}
    ledger.add(connection, "forgotten", pupil=stone.pupil, by=stone.adult, facts=facts)


def _take_out(connection: Connection, pupil: str) -> None:
    """Every row about the pupil; those of others are not so much as read."""
    packs, names = _packs_alone(connection, pupil), _own_names(connection, pupil)
    talks = list(connection.scalars(select(_talk.c.id).where(_talk.c.pupil == pupil)))
    for table in (tables.talk_picture, _event):
        _delete(connection, table, table.c.talk, talks)
    _delete(connection, _talk, _talk.c.id, talks)
    _delete(connection, tables.talk_origin, tables.talk_origin.c.talk, names)
    _delete(connection, _pack, _pack.c.digest, packs)
    boards = connection.scalars(
        select(tables.pupil_board.c.id).where(tables.pupil_board.c.pupil == pupil)
    )
    _delete(connection, tables.board_picture, tables.board_picture.c.board, list(boards))
    for table in (
        *(tables.pupil_board, tables.pupil_picture, tables.pupil_preference, tables.concern),
    ):
        _delete(connection, table, table.c.pupil, [pupil])
    _delete(connection, tables.known_pupil, tables.known_pupil.c.here, [pupil])
    _delete(connection, tables.pupil, tables.pupil.c.id, [pupil])
    drop_unused_pictures(connection)


def _delete(
    connection: Connection, table: Table, column: ColumnElement[str], values: list[str]
) -> None:
    for at in range(0, len(values), _AT_ONCE):
        connection.execute(delete(table).where(column.in_(values[at : at + _AT_ONCE])))


def _row(stone: Tombstone) -> dict[str, object]:
    return {
        "pupil": stone.pupil,
        "at": chain.moment(stone.at),
        "authority": stone.authority,
        "adult": stone.adult,
        "counts": json.dumps(dict(stone.counts), sort_keys=True),
        "swept": None,
    }


def drop_unused_pictures(connection: Connection) -> None:
    """Take out the pictures that nothing refers to any more."""
    used = union_all(
        select(tables.talk_picture.c.digest),
        select(tables.pupil_picture.c.digest),
        select(tables.board_picture.c.digest),
    )
    connection.execute(delete(tables.picture).where(tables.picture.c.digest.not_in(used)))
