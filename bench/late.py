"""voicebox, sabotaged: each answer is shown as kept, and committed only with the next one.

For `bench.soak --blind-check` alone: a check that finds nothing wrong with this one sees nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from voicebox.cli import main
from voicebox.ports import EventDraft, StoredEvent
from voicebox.store import chain
from voicebox.store.repository import SqlStore

_commit = SqlStore.append
_held: list[tuple[tuple[Any, ...], dict[str, Any]]] = []


def _append_later(
    store: SqlStore, talk: str, after_seq: int, drafts: Sequence[EventDraft], **rest: Any
) -> list[StoredEvent]:
    while _held:
        before, named = _held.pop()
        _commit(*before, **named)
    _held.append(((store, talk, after_seq, drafts), rest))
    return chain.link_all(store.events(talk)[-1].hash, talk, after_seq, drafts)


if __name__ == "__main__":
    SqlStore.append = _append_later  # type: ignore[assignment]
    sys.exit(main())
