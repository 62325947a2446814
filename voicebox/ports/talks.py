"""What the store keeps of talks: the plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as the store knows them. Two pupils may share a name; ids never repeat."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TalkHeader:
    """What is fixed about a talk from its first moment."""

    id: str
    pupil: Pupil
    with_: str
    """The adult beside the child; may be empty."""
    pack: str
    pack_version: str
    pack_digest: str
    """SHA-256 of the pack as it was when the talk began; `Store.pack` gives it back."""
    language: str
    seed: int
    started: datetime


@dataclass(frozen=True, slots=True)
class TalkSummary:
    """One line of a list of talks; never made by folding a whole talk."""

    header: TalkHeader
    state: str
    ended: datetime | None
    events: int
    """How many events the talk holds: the seq of its last one."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event about to be appended. The caller makes the id, so a retry is harmless."""

    id: str
    type: str
    at: datetime
    body: str
    """Canonical JSON of the event."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as committed: its place in the talk, and the hash that chains it to the last."""

    talk: str
    seq: int
    id: str
    type: str
    at: datetime
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A worry about a child's safety: apart from every talk, plan, export and search (rule 14)."""

    id: str
    pupil: Pupil
    talk: str
    words: str
    by: str
    at: datetime
    about_staff: bool
    passed_on_at: datetime | None = None
    passed_on_to: str = ""
