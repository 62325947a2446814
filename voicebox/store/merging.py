"""Talks in the store's own rows: read as chains, and merged with those of a bundle. In SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, update

from voicebox.errors import BundleError
from voicebox.ports import Picture, StoredEvent
from voicebox.store import chain, tables
from voicebox.store.belongings import keep_png
from voicebox.store.direct import append_only_lifted
from voicebox.store.forks import (
    Called,
    Chain,
    as_called,
    as_told,
    ends,
    own_name,
    pictures_of,
)

_talk, _event, _pupil = tables.talk, tables.event, tables.pupil
_of_talk, _known, _origin = tables.talk_picture, tables.known_pupil, tables.talk_origin


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one talk of a bundle."""

    talks: int = 0
    """Talks here that are new."""
    new: frozenset[str] = frozenset()
    """The hashes of the events that are new here."""
    forks: int = 0
    """Ends of the talk here that went on from one event in two ways, beyond the first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An end of a talk that is here: whose, what it is called, and its chain."""

    pupil: str
    name: str
    chain: Chain


def standing(connection: Connection, talk: str) -> list[Standing]:
    """Every end of a talk that is here, by the talk's own name.

    Raises:
        StoreDamaged: the chain of one is broken.
    """
    this = or_(_talk.c.id == talk, _talk.c.id.like(f"{talk}~%"))
    found = connection.execute(select(_talk).where(this).order_by(_talk.c.id)).all()
    return [Standing(row.pupil, row.id, _chain(connection, row)) for row in found]


def chain_of(connection: Connection, called: str) -> Chain:
    """The chain of a talk, by what it is called here; there is such a talk."""
    return _chain(connection, connection.execute(select(_talk).where(_talk.c.id == called)).one())


def _chain(connection: Connection, row: Row[tuple[object, ...]]) -> Chain:
    events = select(_event).where(_event.c.talk == row.id).order_by(_event.c.seq)
    raw = [tuple(each) for each in connection.execute(events)]
    chain.check(row.id, row.last_seq, raw)
    stored = [
        StoredEvent(talk, seq, id_, type_, datetime.fromisoformat(at), body, before, own)
        for talk, seq, id_, type_, at, body, before, own in raw
    ]
    return Chain(
        talk=own_name(row.id),
        rows=as_told(row.id, stored),
        adult=row.adult,
        pack_digest=row.pack_digest,
        language=row.language,
        seed=row.seed,
        started=datetime.fromisoformat(row.started),
        state=row.state,
        ended=datetime.fromisoformat(row.ended) if row.ended else None,
    )


# -- merging -----------------------------------------------------------------------------------


def merge(
    connection: Connection, pupil: str, incoming: Sequence[Chain], pictures: dict[str, Picture]
) -> Merged:
    """Bring chains of one talk together with those that are here; nothing is lost or doubled.

    Args:
        connection: in a writing transaction.
        pupil: whose talk it is here.
        incoming: chains that were found sound, of one talk.
        pictures: those of the bundle, by digest.

    Raises:
        BundleError: an id in it is already that of another talk's event.
    """
    here = standing(connection, incoming[0].talk)
    wanted = ends([*(each.chain for each in here), *incoming])
    by_name = {each.name: each for each in here}
    fresh = [end for end in wanted if not _goes_on(by_name.get(end.name), end)]
    gone = [by_name[end.name] for end in fresh if end.name in by_name]
    if gone:
        with append_only_lifted(connection):
            for each in gone:
                _take_out(connection, each.name)
    for end in wanted:
        if end not in fresh:
            _go_on(connection, by_name[end.name], end)
    for end in fresh:
        _put_in(connection, _whose(here, end) or pupil, end)
    for end in wanted:
        _keep_pictures(connection, end, pictures)
    held = {hash_ for each in here for hash_ in each.chain.hashes}
    new = {hash_ for end in wanted for hash_ in end.chain.hashes} - held
    return Merged(len(wanted) - len(here), frozenset(new), len(wanted) - max(1, len(here)))


def _goes_on(here: Standing | None, end: Called) -> bool:
    """Does the chain only go on from what stands here under its name?"""
    return here is not None and here.chain.begins(end.chain)


def _whose(here: Sequence[Standing], end: Called) -> str | None:
    """The pupil of the end here that began with the same event, where there is one."""
    first = end.chain.hashes[0]
    return next((each.pupil for each in here if each.chain.hashes[0] == first), None)


def _take_out(connection: Connection, name: str) -> None:
    connection.execute(delete(_of_talk).where(_of_talk.c.talk == name))
    connection.execute(delete(_event).where(_event.c.talk == name))
    connection.execute(delete(_talk).where(_talk.c.id == name))


def _go_on(connection: Connection, here: Standing, end: Called) -> None:
    kept = len(here.chain.rows)
    if kept == len(end.chain.rows):
        return
    _add(connection, as_called(end.name, end.chain.rows, end.fork)[kept:])
    moved = {**_state(end.chain), "last_seq": len(end.chain.rows)}
    connection.execute(update(_talk).where(_talk.c.id == end.name).values(moved))


def _put_in(connection: Connection, pupil: str, end: Called) -> None:
    chain_ = end.chain
    row = {
        "id": end.name,
        "pupil": pupil,
        "adult": chain_.adult,
        "pack_digest": chain_.pack_digest,
        "language": chain_.language,
        "seed": chain_.seed,
        "started": chain.moment(chain_.started),
        "last_seq": len(chain_.rows),
    }
    connection.execute(insert(_talk), {**row, **_state(chain_)})
    _add(connection, as_called(end.name, chain_.rows, end.fork))


def _state(chain_: Chain) -> dict[str, str | None]:
    ended = chain.moment(chain_.ended) if chain_.ended else None
    return {"state": chain_.state, "ended": ended}


def _add(connection: Connection, rows: Sequence[StoredEvent]) -> None:
    """Events, whose ids no other talk has."""
    ids = [row.id for row in rows]
    for at in range(0, len(ids), 500):
        taken = select(exists().where(_event.c.id.in_(ids[at : at + 500])))
        if connection.scalar(taken):
            raise BundleError(
                f"Talk {rows[0].talk} of this bundle has an event that another talk here has.",
                mend="No voicebox makes such a bundle; nothing was kept of it.",
            )
    connection.execute(
        insert(_event),
        [
            {
                **{"talk": row.talk, "seq": row.seq, "id": row.id, "type": row.type},
                **{"at": chain.moment(row.at), "body": row.body},
                **{"prev_hash": row.prev_hash, "hash": row.hash},
            }
            for row in rows
        ],
    )


def _keep_pictures(connection: Connection, end: Called, pictures: dict[str, Picture]) -> None:
    for digest, name in pictures_of(end.chain.rows):
        if digest in pictures:
            keep_png(connection, pictures[digest])
        this = (_of_talk.c.talk == end.name, _of_talk.c.digest == digest)
        if not connection.scalar(select(exists().where(*this))):
            row = {"talk": end.name, "digest": digest, "name": name}
            connection.execute(insert(_of_talk), row)
