"""Talks in the store's own rows: read as chains, and merged with those of a bundle. In SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, union_all, update

from voicebox.errors import BundleError
from voicebox.passing.chains import Called, Chain, as_called, as_told, ends, own_name
from voicebox.passing.checking import pictures_of
from voicebox.ports import Picture, StoredEvent
from voicebox.store import chain, tables
from voicebox.store.direct import append_only_lifted

_talk, _event, _pupil = tables.talk, tables.event, tables.pupil
_of_talk, _known, _origin = tables.talk_picture, tables.known_pupil, tables.talk_origin


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one talk of a bundle."""

    talks: int = 0
    """Talks here that are new."""
    events: int = 0
    """Events here that are new."""
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
    return Merged(len(wanted) - len(here), len(new), len(wanted) - max(1, len(here)))


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
    from voicebox.store.belongings import keep_png

    for digest, name in pictures_of(end.chain.rows):
        if digest in pictures:
            keep_png(connection, pictures[digest])
        this = (_of_talk.c.talk == end.name, _of_talk.c.digest == digest)
        if not connection.scalar(select(exists().where(*this))):
            row = {"talk": end.name, "digest": digest, "name": name}
            connection.execute(insert(_of_talk), row)


# -- packs, pupils, origins --------------------------------------------------------------------


def keep_pack(connection: Connection, digest: str, name: str, version: str, body: str) -> None:
    """Keep a pack, unless it is kept already."""
    pack = tables.pack
    if not connection.scalar(select(exists().where(pack.c.digest == digest))):
        row = {"digest": digest, "name": name, "version": version, "body": body}
        connection.execute(insert(pack), row)


def known_here(connection: Connection, store: str, pupil: str) -> str | None:
    """Who a pupil of another store is here, where that was said before."""
    this = (_known.c.store == store, _known.c.pupil == pupil)
    return connection.scalar(select(_known.c.here).where(*this))


def remember(connection: Connection, store: str, pupil: str, here: str) -> None:
    """Keep who a pupil of another store is here."""
    if known_here(connection, store, pupil) is None:
        connection.execute(insert(_known), {"store": store, "pupil": pupil, "here": here})


def id_for(store: str, pupil: str) -> str:
    """The id of a new pupil from another store: the same, whenever it is received."""
    return hashlib.sha256(f"{store}/{pupil}".encode()).hexdigest()[:16]


def add_pupil(connection: Connection, id_: str, name: str) -> None:
    """A pupil with this id, unless there is one."""
    if not connection.scalar(select(exists().where(_pupil.c.id == id_))):
        connection.execute(insert(_pupil), {"id": id_, "name": name})


def keep_origin(connection: Connection, origin: dict[str, str]) -> None:
    """Keep that a talk came in a bundle (`talk`, `store`, `made`, `pupil`, `sender`)."""
    keys = ("talk", "store", "made")
    this = [_origin.c[key] == origin[key] for key in keys]
    if not connection.scalar(select(exists().where(*this))):
        connection.execute(insert(_origin), origin)


def origins(connection: Connection, talk: str) -> Iterable[Row[tuple[object, ...]]]:
    """The bundles that a talk came in, by its own name."""
    wanted = select(_origin).where(_origin.c.talk == talk)
    return connection.execute(wanted.order_by(_origin.c.made, _origin.c.store)).all()


def drop_unused_pictures(connection: Connection) -> int:
    """Take out the pictures that nothing refers to any more; how many."""
    used = union_all(
        select(_of_talk.c.digest),
        select(tables.pupil_picture.c.digest),
        select(tables.board_picture.c.digest),
    )
    gone = delete(tables.picture).where(tables.picture.c.digest.not_in(used))
    return connection.execute(gone).rowcount
