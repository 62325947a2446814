"""Opening talks from which kept answers are missing, on purpose: with copies, and noted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from voicebox.locations import Locations
from voicebox.store import keys, ledger, tables
from voicebox.store.damaged_log import keep_aside, set_older_log_aside
from voicebox.store.engine import count_writes
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.last import Mark
from voicebox.store.opening import Opened, open_store
from voicebox.store.repository import SqlStore

_talk, _event, _pupil = tables.talk, tables.event, tables.pupil


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest event that is there."""

    talk: str
    pupil: str
    """The pupil's name."""
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """What was there to be opened."""

    talks: int
    answers: int
    newest: Newest | None
    """None where there is no talk."""
    cut_talk: str
    """The talk that lost its newest events; empty where that is not known."""
    cut_after: int
    """The last seq of it that is there; 0: the talk is not there at all."""
    cut_before: int
    """The last seq of it that had been kept."""
    copies: tuple[Path, ...]
    """The damaged files, as they were."""


def open_what_is_left(
    where: Locations, secret: str | None = None, *, adult: str = ""
) -> Left | None:
    """Open a store without what is missing from it, so that it opens again from now on.

    Args:
        where: the folders.
        secret: the passphrase or the recovery key; None: whatever opens it without a question.
        adult: the adult that the settings name.

    Returns:
        What is there; None where nothing is missing, and nothing was done.

    Raises:
        StoreError: as `SqlStore.open`; the damaged files are as they were, or their copies are.
    """
    copies: tuple[Path, ...] = ()
    marked: Mark | None = None

    def keep_copies(found: Opened, mark: Mark) -> None:
        nonlocal copies, marked
        marked, copies = mark, keep_aside(found.path)
        set_older_log_aside(found.engine, found.path, found.data_key)

    if not any((where.data / name).exists() for name in (TALKS_FILE, keys.FILE_NAME)):
        return None
    opened = open_store(where, secret, despite=keep_copies)
    with closing(SqlStore(where, opened)) as store:
        return _settle(store, marked, copies, adult) if marked else None


def _settle(store: SqlStore, mark: Mark, copies: tuple[Path, ...], by: str) -> Left:
    """Note what was opened, and count on from the mark, in one transaction: it is older then."""
    with store._writing() as connection:
        left = _left(connection, mark, copies)
        facts = {"talks": left.talks, "answers": left.answers}
        ledger.add(connection, "opened-damaged", by=by, facts=facts)
        count_writes(connection, mark.writes)
    return left


def _left(connection: Connection, mark: Mark, copies: tuple[Path, ...]) -> Left:
    given = select(func.count()).select_from(_event).where(_event.c.type == "answer_given")
    cut = select(_talk.c.last_seq).where(_talk.c.id == mark.talk)
    return Left(
        talks=connection.scalar(select(func.count()).select_from(_talk)) or 0,
        answers=connection.scalar(given) or 0,
        newest=_newest(connection),
        cut_talk=mark.talk,
        cut_after=connection.scalar(cut) or 0,
        cut_before=mark.seq,
        copies=copies,
    )


def _newest(connection: Connection) -> Newest | None:
    told = select(_talk.c.id, _pupil.c.name, _event.c.seq, _event.c.at)
    joined = _event.join(_talk, _talk.c.id == _event.c.talk)
    joined = joined.join(_pupil, _pupil.c.id == _talk.c.pupil)
    row = connection.execute(
        told.select_from(joined).order_by(_event.c.at.desc(), _event.c.seq.desc()).limit(1)
    ).first()
    return Newest(row[0], row[1], row[2], datetime.fromisoformat(row[3])) if row else None
