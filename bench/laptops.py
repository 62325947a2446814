"""Five laptops' talks in one office, and one pupil among 2,000: passed on, given out, forgotten."""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.house import bench_home
from tests.fakes import BEGAN
from tests.passing.homes import (
    begun,
    bundle_of,
    carry_on,
    content,
    finished,
    give_own,
    places,
    receive,
)
from voicebox.bootstrap import open_drawings
from voicebox.exports import Audience, gather_talk
from voicebox.exports.base import export
from voicebox.passing.bundle import Bundle, decode, encode
from voicebox.passing.sealing import open_by_passphrase, seal_to_passphrase
from voicebox.ports import EventDraft, Pupil, StoredEvent, TalkHeader
from voicebox.rights.access import give_access
from voicebox.rights.forgetting import forget
from voicebox.store.repository import SqlStore

LAPTOPS = 5
SECONDS = 60.0
"""Within which access and forget are done, for one pupil among 2,000."""


@dataclass
class Account:
    """What was measured, as rows of a table, and what must not be."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, what: str, value: object) -> None:
        """Keep a figure, and say it."""
        self.rows.append((what, str(value)))
        print(f"{what}: {value}", flush=True)

    def hold(self, what: str, holds: bool) -> None:
        """Keep that something holds, or does not."""
        self.note(what, "yes" if holds else "NO")
        if not holds:
            self.wrong.append(what)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """How long it takes; over a minute is wrong."""
        began = time.perf_counter()
        yield
        taken = time.perf_counter() - began
        self.note(what, f"{taken:.1f} s")
        if taken > SECONDS:
            self.wrong.append(what)


def main() -> int:
    """Measure, and print a table. 1 where anything was lost, doubled, left or touched."""
    parser = argparse.ArgumentParser(prog="python -m bench.laptops", description=__doc__)
    parser.add_argument("--talks", type=int, default=20, help="on each laptop")
    parser.add_argument("--pupils", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    account = Account()
    account.note("seed", given.seed)
    with bench_home() as home:
        _five_laptops(home.folder, account, given.talks, random.Random(given.seed))
        _one_among_many(home.folder, account, given.pupils)
    print("\n| what | |\n|---|---|")
    print("\n".join(f"| {what} | {value} |" for what, value in account.rows))
    return 1 if account.wrong else 0


# -- five laptops ------------------------------------------------------------------------------


def _five_laptops(folder: Path, account: Account, talks: int, chance: random.Random) -> None:
    laptops = [SqlStore.open(places(folder / f"laptop{n}")) for n in range(LAPTOPS)]
    bundles = _held(laptops, talks, chance)
    account.note("talks on five laptops", sum(len(each.talks) for each in bundles))
    _sealed(bundles[0], account)
    offices = [SqlStore.open(places(folder / f"office{n}")) for n in range(2)]
    for office in offices:
        order = [*range(LAPTOPS), chance.randrange(LAPTOPS)]
        chance.shuffle(order)
        for number in order:
            receive(office, bundles[number])
        account.note("received in the order", ", ".join(str(number + 1) for number in order))
    one, two = map(content, offices)
    account.hold("one same store content", one == two)
    told = sorted(set(_words(offices[0])))
    sent = sorted({word for laptop in laptops for word in _words(laptop)})
    account.note("answers in words, as sent", len(sent))
    account.note("answers lost", len(set(sent) - set(told)))
    account.hold("nothing but what was sent", told == sent)
    events = [row[2] for row in one["event"]]
    account.hold("nothing doubled", len(set(events)) == len(events))
    own = [set(_own(store)) for store in laptops]
    account.note("own pictures and boards, as sent", len(set().union(*own)))
    kept = list(_own(offices[0]))
    account.note("own pictures and boards lost", len(set().union(*own) - set(kept)))
    account.hold("no own picture or board doubled", sorted(set(kept)) == sorted(kept))
    likes = sum(bool(offices[0].preferences_of(pupil.id)) for pupil in offices[0].pupils())
    account.note("pupils whose way with the screen came along", likes)
    forks = sum("~" in each.header.id for each in offices[0].talks())
    account.note("talks that had gone on in two places, both sides kept", forks)
    for store in (*laptops, *offices):
        store.close()


def _held(laptops: Sequence[SqlStore], talks: int, chance: random.Random) -> list[Bundle]:
    """Each laptop's own talks; some were begun on the first, and went on in two places."""
    number = 0
    first, handed = laptops[0], []
    for _ in range(max(2, talks // 5)):
        number += 1
        pupil = first.add_pupil(f"Amira {number}")
        give_own(first, pupil.id, f"dog {number}", _COLOURS[number % len(_COLOURS)])
        first.keep_preferences(pupil.id, {"scan_seconds": 1 + number / 10})
        runner = begun(first, pupil, number)
        runner.pause()
        handed.append(runner.header.id)
    shared = bundle_of(first, hours=50)
    for laptop in laptops[1:3]:
        receive(laptop, shared)
        for pupil in laptop.pupils():  # the same picture and board, added on each by itself
            give_own(laptop, pupil.id, f"nan's {pupil.name}", "white")
    for talk in handed:
        for laptop in chance.sample(laptops[:3], 2):
            number += 1
            carry_on(laptop, talk, number, f"went on {number}", until=chance.choice(_UNTIL))
    for laptop in laptops:
        for _ in range(talks):
            number += 1
            pupil = laptop.add_pupil(f"Tomos {number}")
            finished(laptop, pupil, number)
            give_own(laptop, pupil.id, f"cat {number}", chance.choice(_COLOURS))
    return [bundle_of(laptop) for laptop in laptops]


_COLOURS = ("brown", "red", "green", "blue")
_UNTIL = ("friends/working", "by-myself", "")


def _sealed(bundle: Bundle, account: Account) -> None:
    """By passphrase, there and back: the same bundle."""
    plain = encode(bundle)
    sealed = seal_to_passphrase(plain, "river horse seven maple")
    opened = decode(open_by_passphrase(sealed, "river horse seven maple"))
    account.note("one laptop's bundle, sealed", f"{len(sealed) / 1000:,.0f} kB")
    account.hold("opened again, it is the same", opened == bundle)


def _words(store: SqlStore) -> Iterator[str]:
    for each in store.talks():
        yield from (view.words for view in gather_talk(store, each.header.id).record if view.words)


def _own(store: SqlStore) -> Iterator[str]:
    """Each own picture and board, by whose it is and all that it says; the names are all apart."""
    for pupil in store.pupils():
        for own in store.own_pictures(pupil.id):
            yield f"{pupil.name}: {own.word}, {own.alt}, {own.digest}"
        yield from (f"{pupil.name}: {own.board}" for own in store.boards(pupil.id))


# -- one among many ----------------------------------------------------------------------------


def _one_among_many(folder: Path, account: Account, many: int) -> None:
    where = places(folder / "school")
    store = SqlStore.open(where)
    pupils = _school(store, many)
    one, others = pupils[many // 2], [*pupils[: many // 2], *pupils[many // 2 + 1 :]]
    account.note("pupils in the school", f"{many:,}")
    account.note(
        "the talks file", f"{where.data.joinpath('voicebox.db').stat().st_size / 1e6:.0f} MB"
    )
    before = _everything_of(store, others)
    with account.timed("access, one pupil of them"):
        given = give_access(
            store, one, folder / "given", today=BEGAN.date(), by="", drawings=open_drawings(where)
        )
    account.note("files given", given.files)
    told: list[str] = []
    with account.timed("forget, one pupil of them, the file made anew"):
        forget(store, one, authority="asked", by="", now=datetime.now(UTC), tell=told.append)
    account.note("lines of progress", len(told))
    account.hold(
        "the others' exports, byte for byte as before", _everything_of(store, others) == before
    )
    account.hold("the pupil is gone", one not in store.pupils() and not store.talks(pupil=one.id))
    store.close()


def _school(store: SqlStore, many: int) -> list[Pupil]:
    """A talk for each pupil, all alike but for their ids and names."""
    model = finished(store, store.add_pupil("Model"), 999_999)
    header, rows = model.header, store.events(model.header.id)
    pack = store.pack(header.pack_digest)
    state = store.talk(header.id).state
    pupils = []
    for number in range(many):
        pupil = store.add_pupil(f"Pupil {number}")
        name = f"p{number:09d}"
        began = header.started + timedelta(minutes=number)
        theirs = TalkHeader(
            *(name, pupil, header.with_, header.pack, header.pack_version, header.pack_digest),
            *(header.language, header.seed, began),
        )
        store.open_talk(theirs, pack, list(_alike(rows, header.id, name, number)), state=state)
        pupils.append(pupil)
    return pupils


def _alike(rows: Sequence[StoredEvent], old: str, new: str, number: int) -> Iterator[EventDraft]:
    for row in rows:
        body = row.body.replace(old, new).replace("number 999999", f"number {number}")
        yield EventDraft(f"{number:08d}{row.seq:024d}", row.type, row.at, body)


def _everything_of(store: SqlStore, pupils: Sequence[Pupil]) -> str:
    """One hash over the JSON of each pupil, and over the page of every twentieth."""
    whole = hashlib.sha256()
    for number, pupil in enumerate(pupils):
        talks = [gather_talk(store, each.header.id) for each in store.talks(pupil=pupil.id)]
        for form in ("json", "html", "csv", "markdown")[: 1 if number % 20 else 4]:
            whole.update(export(talks, form, Audience.CHILD, today=BEGAN.date()))
    return whole.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
