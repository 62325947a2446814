"""What a store is to other stores: its own secret keys, and whose key signed what came before.

They lie in the talks file: who cannot open the talks has none of them, and a backup has them all.
All inside a transaction.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, insert, select

from voicebox.store import tables
from voicebox.store.chain import moment

FOR_BUNDLES = "age"
"""The kind of key that others send to: `AGE-SECRET-KEY-1...`."""
FOR_SIGNING = "sign"
"""The kind of key that signs what is sent: an Ed25519 seed, 64 hexadecimal digits."""
_SEED_BYTES = 32

_own, _known = tables.own_key, tables.known_store


@dataclass(frozen=True, slots=True)
class KnownStore:
    """Another store, from which something was kept."""

    key: str
    """Its Ed25519 public key, in hexadecimal digits."""
    at: datetime
    """When something signed with that key was first kept."""


def first_rows() -> list[dict[str, str]]:
    """The keys that a store has from its beginning, as rows of `tables.own_key`."""
    seed = secrets.token_hex(_SEED_BYTES)
    return [{"kind": FOR_SIGNING, "secret": seed, "at": moment(datetime.now(UTC))}]


def own_secrets(connection: Connection, kind: str) -> list[str]:
    """This store's secret keys of a kind, the oldest first."""
    wanted = select(_own.c.secret).where(_own.c.kind == kind)
    return list(connection.scalars(wanted.order_by(_own.c.at, _own.c.secret)))


def keep_secret(connection: Connection, kind: str, secret: str) -> None:
    """Keep a secret key of this store, unless it is kept already."""
    this = (_own.c.kind == kind, _own.c.secret == secret)
    if not connection.scalar(select(exists().where(*this))):
        row = {"kind": kind, "secret": secret, "at": moment(datetime.now(UTC))}
        connection.execute(insert(_own), row)


def known_store(connection: Connection, store: str) -> KnownStore | None:
    """By which key another store is known here; None where nothing signed came from it."""
    row = connection.execute(select(_known).where(_known.c.store == store)).first()
    return KnownStore(row.key, datetime.fromisoformat(row.at)) if row else None


def remember_store(connection: Connection, store: str, key: str) -> None:
    """Know another store by this key from now on; the key before it counts no more."""
    known = known_store(connection, store)
    if known is None or known.key != key:
        connection.execute(delete(_known).where(_known.c.store == store))
        row = {"store": store, "key": key, "at": moment(datetime.now(UTC))}
        connection.execute(insert(_known), row)
