"""All that is held about one pupil, gathered before a file of an access folder is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from voicebox.exports.dossier import Drawings
from voicebox.exports.talks import Exported
from voicebox.ports import Concern, Pupil, StoredEvent
from voicebox.store.repository import SqlStore
from voicebox.text import paint_line


@dataclass(frozen=True)
class Holdings:
    """What is held, and by the end what was not written, and why."""

    store: SqlStore
    pupil: Pupil
    talks: tuple[Exported, ...]
    events: dict[str, list[StoredEvent]]
    concerns: tuple[Concern, ...]
    today: date
    drawings: Drawings | None
    failed: list[str] = field(default_factory=list)
    """Lines about files that could not be written."""
    empty: list[str] = field(default_factory=list)
    """Files that would have held nothing."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder, not made yet."""

    name: str
    """Its path in the folder."""
    what: str
    make: Callable[[], bytes | None]
    """All of it; None where there is none: `Holdings.failed` or `empty` says so."""


def file_name(talk: Exported) -> str:
    """The name of a talk's file, without what follows the dot."""
    header = talk.summary.header
    return f"{header.started:%Y-%m-%d}-{header.id}"


def about(talk: Exported) -> str:
    """A talk in a line: its day, with whom, and its title."""
    header = talk.summary.header
    with_ = f" with {paint_line(header.with_)}" if header.with_ else ""
    return f"{header.started:%d %B %Y}{with_}, {paint_line(talk.pack_title or header.pack)}"
