"""voicebox, sabotaged: `python -m bench.torture.mutant NORMAL talk --plain ...`.

For the harness alone: power cuts that find nothing wrong with these find nothing at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from voicebox.cli import main


def _synchronous(how: str) -> None:
    """Let commits go on before their bytes are safe."""
    from voicebox.store import engine

    kept = [each for each in engine._PRAGMAS if not each.startswith("synchronous=")]
    engine._PRAGMAS = (f"synchronous={how}", *kept)  # type: ignore[assignment]


def _slots_in_place() -> None:
    """Write the key slots over those that are there."""
    from voicebox.store import keys

    def write(path: Path, slots: keys.KeySlots) -> None:
        path.write_bytes(keys.encode(slots))

    keys.write_slots = write


def _key_first() -> None:
    """Take the computer's key away before the passphrase opens anything."""
    from voicebox.store import locks

    lock = locks.lock

    def lock_late(store: Any, *words: str, **named: Any) -> None:
        locks._forget_keys(store.slots(), store.where.keys)
        lock(store, *words, **named)

    locks.lock = lock_late


def _file_in_place() -> None:
    """Write a file under its own name, bit by bit."""
    from voicebox import writing
    from voicebox.commands import passing

    def write(path: Path, content: bytes, **_: bool) -> None:
        path.write_bytes(content)

    writing.write_whole = passing.write_whole = write  # type: ignore[attr-defined]


SABOTAGE: Mapping[str, Callable[[], None]] = {
    "NORMAL": partial(_synchronous, "NORMAL"),
    "OFF": partial(_synchronous, "OFF"),
    "slots-in-place": _slots_in_place,
    "key-first": _key_first,
    "file-in-place": _file_in_place,
}


if __name__ == "__main__":
    SABOTAGE[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
