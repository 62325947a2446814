"""The hash chain of a talk's events: each carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from voicebox.errors import StoreDamaged
from voicebox.ports import EventDraft, StoredEvent

EventRow = tuple[str, int, str, str, str, str, str, str]
"""An event as its columns: talk, seq, id, type, at (text), body, prev_hash, hash."""

FIRST = "0" * 64
"""The `prev_hash` of a talk's first event."""


def moment(at: datetime) -> str:
    """A moment as the store keeps it: ISO 8601 in UTC with microseconds.

    Raises:
        ValueError: `at` has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be kept")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(prev_hash: str, talk: str, seq: int, draft: EventDraft) -> StoredEvent:
    """A draft as it will stand at `seq`, with its hash.

    The hash is SHA-256, in hexadecimal, over `prev_hash` and the canonical JSON (compact, ASCII) of
    `[talk, seq, id, type, at, body]`.
    """
    at = moment(draft.at)
    own = digest(prev_hash, talk, seq, draft.id, draft.type, at, draft.body)
    when = datetime.fromisoformat(at)
    return StoredEvent(talk, seq, draft.id, draft.type, when, draft.body, prev_hash, own)


def link_all(
    prev_hash: str, talk: str, after_seq: int, drafts: Iterable[EventDraft]
) -> list[StoredEvent]:
    """Drafts as they will stand after `after_seq`, chained."""
    linked = []
    for seq, draft in enumerate(drafts, after_seq + 1):
        linked.append(link(prev_hash, talk, seq, draft))
        prev_hash = linked[-1].hash
    return linked


def check(talk: str, last_seq: int, rows: Sequence[EventRow]) -> None:
    """Check that these are all the events of a talk, unchanged and in their order.

    Raises:
        StoreDamaged: one is missing, moved or changed.
    """
    before = FIRST
    for place, (of, seq, id_, type_, at, body, prev_hash, own) in enumerate(rows, 1):
        true = digest(before, of, seq, id_, type_, at, body)
        if seq != place or prev_hash != before or own != true:
            raise _broken(talk, place)
        before = own
    if len(rows) != last_seq:
        raise _broken(talk, len(rows) + 1)


def digest(prev_hash: str, *told: object) -> str:
    """SHA-256, in hexadecimal, over `prev_hash` and the compact ASCII JSON of what is told."""
    canonical = json.dumps(told, separators=(",", ":"))
    return hashlib.sha256((prev_hash + canonical).encode("ascii")).hexdigest()


def _broken(talk: str, seq: int) -> StoreDamaged:
    return StoreDamaged(
        f"Talk {talk} is not as it was written: its chain breaks at event {seq}.",
        mend="Bring a backup back beside them: voicebox restore FILE --into FOLDER. The other "
        "talks can still be opened.",
    )
