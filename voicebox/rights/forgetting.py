"""Forgetting a pupil: every row about them goes, in one transaction, and the file is made anew.

What stays is a tombstone (an id that says nothing, counts, why, who, when) and the account of who
did what, which holds ids and no words. Packs that others' talks began with stay; those that only
this pupil's talks began with go, since a pack can be made for one child.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from voicebox.errors import RightsError
from voicebox.passing.chains import own_name
from voicebox.passing.rows import drop_unused_pictures
from voicebox.ports import Pupil
from voicebox.store import chain, ledger, tables
from voicebox.store.direct import append_only_lifted, make_anew, reading, writing
from voicebox.store.repository import SqlStore
from voicebox.text import keep, paint_line

LONGEST_REASON = 200
"""Characters of the reason."""
_AT_ONCE = 500
_WORD = re.compile(r"\w+")

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


def held(store: SqlStore, pupil: str) -> Held:
    """Count what is held about a pupil."""
    with reading(store) as connection:
        return _held(connection, pupil)


def forget(
    store: SqlStore,
    pupil: Pupil,
    *,
    authority: str,
    by: str,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> Tombstone:
    """Take out everything about a pupil.

    Args:
        store: where; no other window may have it open.
        pupil: who.
        authority: why and on whose word; never the child's name.
        by: the adult who does it.
        now: when.
        tell: is told what is being done, a line at a time.

    Raises:
        RightsError: a worry has not been passed on yet, or the reason is missing or names the
            child; nothing was changed.
        StoreError: it could not be done. Where only the last step could not, the line says how to
            finish it.
    """
    reason = _reason(authority, pupil)
    with writing(store) as connection:
        counts = _held(connection, pupil.id)
        if counts.open_concerns:
            raise _not_passed_on(counts.open_concerns)
        tell("Taking out what is held")
        with append_only_lifted(connection):
            _take_out(connection, pupil.id)
        stone = Tombstone(pupil.id, now, reason, by, _counted(counts), swept=False)
        connection.execute(insert(tables.tombstone), _row(stone))
        ledger.add(connection, "forgotten", pupil=pupil.id, by=by, facts={"talks": counts.talks})
    finish(store, now, tell)
    return stone


def finish(store: SqlStore, now: datetime, tell: Callable[[str], None] = lambda _: None) -> bool:
    """Make the file anew where somebody was forgotten since it was last; was there need?

    Raises:
        StoreError: another window has it open, or there is no room.
    """
    stones = tables.tombstone
    with reading(store) as connection:
        if connection.scalar(select(stones.c.pupil).where(stones.c.swept.is_(None))) is None:
            return False
    tell("Making the talks file anew, so that nothing is left in it")
    make_anew(store, lambda: None)
    with writing(store) as connection:
        done = update(stones).where(stones.c.swept.is_(None)).values(swept=chain.moment(now))
        connection.execute(done)
    return True


def tombstones(store: SqlStore) -> list[Tombstone]:
    """Who was forgotten, the newest first."""
    stones = tables.tombstone
    with reading(store) as connection:
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


def clear_caches(cache: Path) -> int:
    """Take out the packs that are kept to save time, as one may be about one child; how many.

    Nothing else in the cache is of a pupil: their own pictures are never written there, and what is
    kept of a fault holds no words.
    """
    files = [path for path in (cache / "packs").rglob("*") if path.is_file()]
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


# -- counting ----------------------------------------------------------------------------------


def _held(connection: Connection, pupil: str) -> Held:
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


def _counted(counts: Held) -> dict[str, int]:
    return {name: count for name, count in asdict(counts).items() if name != "open_concerns"}


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


def _reason(authority: str, pupil: Pupil) -> str:
    reason = paint_line(keep(authority).words)
    if not reason:
        raise RightsError("A reason is needed.", mend="Say on whose word it is done.")
    if len(reason) > LONGEST_REASON:
        raise RightsError(f"The reason is over {LONGEST_REASON} characters.", mend="Shorten it.")
    told = set(_WORD.findall(reason.casefold()))
    if told & {word for word in _WORD.findall(pupil.name.casefold()) if len(word) > 1}:
        raise RightsError(
            "The reason stays when the child's name is gone, so it cannot hold the name.",
            mend="Say it without the name, such as: the family asked, letter of 3 November.",
        )
    return reason


def _not_passed_on(count: int) -> RightsError:
    many = "A concern note" if count == 1 else f"{count} concern notes"
    return RightsError(
        f"{many} about this pupil has not been passed on to the safeguarding lead. "
        "Nothing was taken out.",
        mend="Pass it on and sign it in the app, under Worries; then forget.",
    )
