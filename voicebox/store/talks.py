"""The talks in the store: begun, gone on with, listed and read, with their packs and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, insert, select, update

from voicebox.errors import Conflict, NotFound
from voicebox.ports import EventDraft, Picture, StoredEvent, TalkHeader, TalkSummary
from voicebox.store import belongings, chain, ledger, spoken, tables
from voicebox.store.listing import LINES, SUMMARIES, TalkLine, lines, summaries
from voicebox.store.talks_file import TalksFile

_talk, _event, _pack = tables.talk, tables.event, tables.pack
_picture, _talk_picture = tables.picture, tables.talk_picture

_LAST = select(_talk.c.last_seq).where(_talk.c.id == bindparam("talk"))
_HASH = select(_event.c.hash).where(
    _event.c.talk == bindparam("talk"), _event.c.seq == bindparam("seq")
)
_EVENTS = select(_event).where(_event.c.talk == bindparam("talk")).order_by(_event.c.seq)
_MOVE_ON = (
    update(_talk)
    .where(_talk.c.id == bindparam("talk"))
    .values(state=bindparam("state"), ended=bindparam("ended"), last_seq=bindparam("last_seq"))
)
_ADD_EVENTS = insert(_event)


class Talks(TalksFile):
    """The part of `ports.Store` that is about talks."""

    def open_talk(
        self, header: TalkHeader, pack_json: str, first: Sequence[EventDraft], *, state: str
    ) -> list[StoredEvent]:
        """Begin a talk: its header, its pack and its first events, in one transaction.

        Beginning the same talk again with the same events gives the rows already committed.

        Raises:
            NotFound: the header's pupil is not in the store.
            Conflict: another talk has this id.
        """
        with self._writing() as connection:
            if connection.execute(_LAST, {"talk": header.id}).first():
                return _already(connection, header.id, 0, first)
            belongings.require_pupil(connection, header.pupil.id)
            _keep_pack(connection, header, pack_json)
            linked = chain.link_all(chain.FIRST, header.id, 0, first)
            connection.execute(insert(_talk), _talk_row(header, state, len(linked)))
            self._add(connection, linked)
            pupil, adult = header.pupil.id, header.with_
            ledger.add(connection, "begun", pupil=pupil, talk=header.id, by=adult)
        return linked

    def append(
        self,
        talk: str,
        after_seq: int,
        drafts: Sequence[EventDraft],
        *,
        state: str,
        ended: datetime | None,
        picture: Picture | None = None,
    ) -> list[StoredEvent]:
        """Commit events as seq `after_seq + 1` and on, with the talk's new state, all or none.

        Appending the same drafts again (by id) gives the rows already committed.

        Raises:
            NotFound: there is no such talk.
            Conflict: another window has written past `after_seq`.
        """
        closing = chain.moment(ended) if ended else None
        with self._writing() as connection:
            if _last_seq(connection, talk) != after_seq:
                return _already(connection, talk, after_seq, drafts)
            linked = chain.link_all(_head(connection, talk, after_seq), talk, after_seq, drafts)
            self._add(connection, linked)
            moved = {"state": state, "ended": closing, "last_seq": after_seq + len(linked)}
            connection.execute(_MOVE_ON, {"talk": talk, **moved})
            if picture is not None:
                _keep_picture(connection, talk, picture)
            ledger.add_of_talk(connection, talk, drafts)
        if ended:
            self._fold_log()
        return linked

    def _add(self, connection: Connection, linked: Sequence[StoredEvent]) -> None:
        if linked:
            connection.execute(_ADD_EVENTS, [_event_row(event) for event in linked])
            self._newest = linked[-1]

    def events(self, talk: str) -> list[StoredEvent]:
        """All events of a talk by seq, after the hash chain has been checked.

        Raises:
            NotFound: there is no such talk.
            StoreDamaged: the chain is broken.
        """
        with self._reading() as connection:
            last_seq = _last_seq(connection, talk)
            rows = [tuple(row) for row in connection.execute(_EVENTS, {"talk": talk})]
        chain.check(talk, last_seq, rows)
        return [_stored(row) for row in rows]

    def talk(self, talk: str) -> TalkSummary:
        """One talk by its id.

        Raises:
            NotFound: there is no such talk.
        """
        with self._reading() as connection:
            found = summaries(connection, SUMMARIES.where(_talk.c.id == talk))
        if not found:
            raise NotFound(f"There is no talk {talk[:40]}.", mend="`voicebox talks` lists them.")
        return found[0]

    def talks(self, *, pupil: str | None = None, limit: int | None = None) -> list[TalkSummary]:
        """Talks, newest first; of one pupil where `pupil` is a pupil's id."""
        with self._reading() as connection:
            return summaries(connection, _newest_first(SUMMARIES, pupil, limit))

    def talk_lines(self, *, pupil: str | None = None, limit: int | None = None) -> list[TalkLine]:
        """What `talks` gives, as lines ready to print: for lists of many thousands."""
        with self._reading() as connection:
            return lines(connection, _newest_first(LINES, pupil, limit))

    def spoke(self, speaker: str, talks: Sequence[str]) -> set[str]:
        """The talks of these in which the speaker's own words are among the answers."""
        with self._reading() as connection:
            return spoken.spoke(connection, speaker, talks)

    def answers_feeding(self, feed: str, talks: Sequence[str]) -> list[StoredEvent]:
        """The newest answer of each of these talks that feeds this field of a plan."""
        with self._reading() as connection:
            return [_stored(tuple(row)) for row in spoken.answers_feeding(connection, feed, talks)]

    def pack(self, digest: str) -> str:
        """The JSON of a pack as it was when a talk with it began.

        Raises:
            NotFound: no talk was begun with such a pack.
        """
        with self._reading() as connection:
            row = connection.execute(select(_pack.c.body).where(_pack.c.digest == digest)).first()
        if row is None:
            raise NotFound(f"No talk was begun with a pack {digest[:12]}.")
        return str(row.body)

    def picture(self, digest: str) -> Picture:
        """A picture kept with an answer, or as a pupil's own, or for a board.

        Its name is that of the file that was given in a talk; empty, where none was.

        Raises:
            NotFound: there is no such picture.
        """
        named = _picture.outerjoin(_talk_picture, _talk_picture.c.digest == _picture.c.digest)
        columns = (_picture.c.png, _picture.c.width, _picture.c.height, _talk_picture.c.name)
        wanted = select(*columns).select_from(named).where(_picture.c.digest == digest).limit(1)
        with self._reading() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            raise NotFound(f"There is no picture {digest[:12]} here.")
        return Picture(digest, row.png, row.width, row.height, row.name or "")


def _newest_first(wanted: Select[Any], pupil: str | None, limit: int | None) -> Select[Any]:
    if pupil is not None:
        wanted = wanted.where(_talk.c.pupil == pupil)
    return wanted.order_by(_talk.c.started.desc(), _talk.c.id.desc()).limit(limit)


def _last_seq(connection: Connection, talk: str) -> int:
    last_seq = connection.execute(_LAST, {"talk": talk}).scalar()
    if last_seq is None:
        raise NotFound(f"There is no talk {talk[:40]}.", mend="`voicebox talks` lists them.")
    return int(last_seq)


def _head(connection: Connection, talk: str, seq: int) -> str:
    """The hash of the event at `seq`, to which the next one is chained."""
    if seq == 0:
        return chain.FIRST
    return str(connection.execute(_HASH, {"talk": talk, "seq": seq}).scalar_one())


def _already(
    connection: Connection, talk: str, after_seq: int, drafts: Sequence[EventDraft]
) -> list[StoredEvent]:
    """The rows that an earlier try of the same append committed."""
    ids = [draft.id for draft in drafts]
    tried = _EVENTS.where(_event.c.id.in_(ids))
    kept = [_stored(tuple(row)) for row in connection.execute(tried, {"talk": talk})]
    if not kept or [event.id for event in kept] != ids or kept[0].seq != after_seq + 1:
        raise Conflict(
            f"Another window has written to talk {talk} first.",
            mend="Nothing was lost: open the talk again to see what was kept.",
        )
    return kept


def _keep_pack(connection: Connection, header: TalkHeader, body: str) -> None:
    if not connection.scalar(select(exists().where(_pack.c.digest == header.pack_digest))):
        name = {"name": header.pack, "version": header.pack_version}
        connection.execute(insert(_pack), {"digest": header.pack_digest, "body": body, **name})


def _keep_picture(connection: Connection, talk: str, picture: Picture) -> None:
    belongings.keep_png(connection, picture)
    of = {"talk": talk, "digest": picture.digest}
    this = exists().where(_talk_picture.c.talk == talk, _talk_picture.c.digest == picture.digest)
    if not connection.scalar(select(this)):
        connection.execute(insert(_talk_picture), {**of, "name": picture.name})


def _talk_row(header: TalkHeader, state: str, last_seq: int) -> dict[str, object]:
    return {
        "id": header.id,
        "pupil": header.pupil.id,
        "adult": header.with_,
        "pack_digest": header.pack_digest,
        "language": header.language,
        "seed": header.seed,
        "started": chain.moment(header.started),
        "state": state,
        "ended": None,
        "last_seq": last_seq,
    }


def _event_row(event: StoredEvent) -> dict[str, object]:
    return {
        "talk": event.talk,
        "seq": event.seq,
        "id": event.id,
        "type": event.type,
        "at": chain.moment(event.at),
        "body": event.body,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def _stored(row: chain.EventRow) -> StoredEvent:
    talk, seq, id_, type_, at, body, prev_hash, digest = row
    return StoredEvent(talk, seq, id_, type_, datetime.fromisoformat(at), body, prev_hash, digest)
