"""What other stores sent, as rows: packs, pupils, origins, worries. All inside a transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select, update

from voicebox.store import belongings, ledger, tables

_pupil, _known, _origin = tables.pupil, tables.known_pupil, tables.talk_origin
_concern = tables.concern


def own_store(connection: Connection) -> str:
    """This store's id."""
    return str(connection.scalar(select(tables.meta.c.store)))


def packs(connection: Connection, digests: Iterable[str]) -> list[Row[Any]]:
    """Packs by their digests: `digest`, `name`, `version`, `body`."""
    pack = tables.pack
    return [
        connection.execute(select(pack).where(pack.c.digest == digest)).one()
        for digest in sorted(digests)
    ]


def name_of(connection: Connection, pupil: str) -> str | None:
    """The name of a pupil here; None where there is none of this id."""
    return connection.scalar(select(_pupil.c.name).where(_pupil.c.id == pupil))


def named(connection: Connection, name: str) -> list[str]:
    """The ids of the pupils of this name."""
    return list(connection.scalars(select(_pupil.c.id).where(_pupil.c.name == name)))


def forgotten_on(connection: Connection, ids: Iterable[str]) -> str:
    """When one of these pupils was forgotten here; empty where none was."""
    table = tables.tombstone
    wanted = select(table.c.at).where(table.c.pupil.in_(list(ids))).order_by(table.c.at.desc())
    return str(connection.scalar(wanted.limit(1)) or "")


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
        belongings.keep_pupil(connection, id_, name)


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


def keep_concern(connection: Connection, pupil: str, sent: Mapping[str, Any]) -> bool | None:
    """Keep a worry that was sent; of two signatures the first stands.

    Args:
        connection: in a writing transaction.
        pupil: whom it is about here.
        sent: the columns of the worry, but the pupil.

    Returns:
        Is it new here? None: one of this id is here already, with other words or of another pupil.
    """
    signed = {name: sent[name] for name in ("passed_on_at", "passed_on_to")}
    there = connection.execute(select(_concern).where(_concern.c.id == sent["id"])).first()
    if there is None:
        connection.execute(insert(_concern), {**sent, "pupil": pupil})
        ledger.add(connection, "concern-kept", by=sent["adult"])
        return True
    if there.words != sent["words"] or there.pupil != pupil:
        return None
    at = signed["passed_on_at"]
    if at is not None and (there.passed_on_at is None or at < there.passed_on_at):
        connection.execute(update(_concern).where(_concern.c.id == sent["id"]).values(signed))
    return False
