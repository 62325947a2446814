"""A talk as every store knows it: one chain of events, and what it is called where it has two ends.

Two laptops may carry on one talk from the same event. Neither side is lost: the talk's chains are a
tree, and each end of it is a talk here. At a fork the side that went on first keeps the name; the
other is called `TALK~FORK`, after the hash of its first own event. So the names follow from the
events alone, and not from the order in which they came.

A chain is passed on under the talk's own name (`as_told`), whatever it is called here, and written
down under the name that it has here (`as_called`): the name stands in the ids of answers, in the
hashes, and in the ids of events that two ends share, which a store holds once each. Not a byte of
anybody's words takes part in that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voicebox.ports import StoredEvent
from voicebox.store import chain

FORK_DIGITS = 12
_IDS = re.compile(
    r'"(?:id|key|item|view|about|replaces)":"(?:[^"\\]|\\.)*"|"views":\["[^\]]*"\]', re.DOTALL
)
"""What holds ids in an event's JSON. Words never match: a quotation mark in them is escaped."""
_PICTURE = re.compile(r'"type":"picture","digest":"([0-9a-f]{64})","name":"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Chain:
    """All events of one end of a talk, under the talk's own name."""

    talk: str
    rows: tuple[StoredEvent, ...]
    adult: str
    pack_digest: str
    language: str
    seed: int
    started: datetime
    state: str
    ended: datetime | None

    @property
    def hashes(self) -> tuple[str, ...]:
        """What tells one chain from another."""
        return tuple(row.hash for row in self.rows)

    def begins(self, other: Chain) -> bool:
        """Is it all of `other`, or a beginning of it?"""
        return self.hashes == other.hashes[: len(self.rows)]


def pictures_of(rows: Sequence[StoredEvent]) -> list[tuple[str, str]]:
    """The digests and file names of the pictures that were given in a talk, each digest once."""
    found = {
        digest: json.loads(f'"{name}"')
        for row in reversed(rows)
        for digest, name in _PICTURE.findall(row.body)
    }
    return sorted(found.items())


def own_name(called: str) -> str:
    """The talk's own name, of what it is called here."""
    return called.partition("~")[0]


def as_told(called: str, rows: Sequence[StoredEvent]) -> tuple[StoredEvent, ...]:
    """The events of a talk here, under the talk's own name."""
    talk, _, fork = called.partition("~")
    if not fork:
        return tuple(rows)
    bare = [replace(row, id=row.id.removesuffix(f"~{fork}")) for row in rows]
    return _renamed(bare, called, talk)


def as_called(called: str, rows: Sequence[StoredEvent], fork: int) -> tuple[StoredEvent, ...]:
    """The events of a chain as they stand here.

    Args:
        called: what the chain is called here.
        rows: its events, under the talk's own name.
        fork: how many events it shares with the end that it left; their ids are theirs.
    """
    talk, _, mark = called.partition("~")
    if not mark:
        return tuple(rows)
    shared = [replace(row, id=f"{row.id}~{mark}") for row in rows[:fork]]
    return _renamed([*shared, *rows[fork:]], talk, called)


def _renamed(rows: Iterable[StoredEvent], old: str, new: str) -> tuple[StoredEvent, ...]:
    named = re.compile(rf"(?<![0-9a-z~-]){re.escape(old)}(?=[.:])")
    done: list[StoredEvent] = []
    before = chain.FIRST
    for row in rows:
        body = _IDS.sub(lambda found: named.sub(new, found[0]), row.body)
        at = chain.moment(row.at)
        own = chain.digest(before, new, row.seq, row.id, row.type, at, body)
        done.append(replace(row, talk=new, body=body, prev_hash=before, hash=own))
        before = own
    return tuple(done)


@dataclass(frozen=True, slots=True)
class Called:
    """An end of a talk, what it is called, and how many events it shares with what it left."""

    name: str
    chain: Chain
    fork: int


def ends(chains: Iterable[Chain]) -> tuple[Called, ...]:
    """The ends of one talk's tree, each with its name.

    Args:
        chains: of one talk, in any order; beginnings of others and doubles may be among them.
    """
    known = {each.hashes: each for each in reversed([*chains])}
    whole = [
        each
        for each in known.values()
        if not any(each is not other and each.begins(other) for other in known.values())
    ]
    return tuple(_named(whole, whole[0].talk, 0, 0)) if whole else ()


def _named(chains: Sequence[Chain], name: str, shared: int, fork: int) -> Iterator[Called]:
    """Name chains that have their first `shared` events in common."""
    if len(chains) == 1:
        yield Called(name, chains[0], fork)
        return
    while len({each.hashes[shared] for each in chains}) == 1:
        shared += 1
    sides: dict[str, list[Chain]] = {}
    for each in chains:
        sides.setdefault(each.hashes[shared], []).append(each)
    in_order = sorted(sides.items(), key=lambda side: (side[1][0].rows[shared].at, side[0]))
    for place, (hash_, side) in enumerate(in_order):
        if place == 0:
            yield from _named(side, name, shared + 1, fork)
        else:
            called = f"{own_name(name)}~{hash_[:FORK_DIGITS]}"
            yield from _named(side, called, shared + 1, shared)
