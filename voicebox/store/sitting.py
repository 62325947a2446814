"""A sitting: a locked store that opens without being asked for, for some minutes.

Its key is a file in the keys folder, and its slot lies with the talks: either alone opens nothing.
The slot says until when it holds, and that is bound in; a clock that was set back ends it too.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from voicebox.locations import write_private
from voicebox.store import keys

KIND = "sitting"
MINUTES = 240
"""How long a sitting lasts where nothing else is said."""
LONGEST = 24 * 60


def begun(
    slots: keys.KeySlots, data_key: bytes, folder: Path, now: datetime, minutes: int = MINUTES
) -> keys.KeySlots:
    """The slots with a new sitting, whose key is written to `folder`; an older sitting ends.

    Raises:
        StoreError: the key cannot be written.
    """
    rest = ended(slots, folder)
    until = now + timedelta(minutes=minutes)
    slot = keys.new_slot(KIND, since=now.isoformat(), until=until.isoformat())
    key = keys.new_key()
    write_private(keys.slot_key_file(folder, slots.store, slot), key)
    return rest.joined_by(keys.closed_with(slot, slots.store, data_key, key))


def ended(slots: keys.KeySlots, folder: Path) -> keys.KeySlots:
    """The slots without a sitting; its key is gone from `folder`."""
    for slot in slots.of(KIND):
        forget_key(slots.store, slot, folder)
    return slots.without(KIND)


def opened(slots: keys.KeySlots, folder: Path, now: datetime) -> bytes | None:
    """The data key, where a sitting holds; the key of one that is over is taken away."""
    for slot in slots.of(KIND):
        if not _holds(slot, now):
            forget_key(slots.store, slot, folder)
            continue
        with suppress(OSError, ValueError):
            key = keys.read_key(keys.slot_key_file(folder, slots.store, slot))
            found = keys.opened_with(slot, slots.store, key)
            if found is not None:
                return found
    return None


def until(slots: keys.KeySlots, now: datetime) -> datetime | None:
    """When the sitting ends; None where there is none."""
    ends = [datetime.fromisoformat(slot["until"]) for slot in slots.of(KIND) if _holds(slot, now)]
    return max(ends, default=None)


def forget_key(store: str, slot: keys.Slot, folder: Path) -> None:
    """Take the key of a sitting away; without it the slot is of no use to anyone."""
    with suppress(OSError):
        keys.slot_key_file(folder, store, slot).unlink(missing_ok=True)


def _holds(slot: keys.Slot, now: datetime) -> bool:
    try:
        since, end = (datetime.fromisoformat(slot[name]) for name in ("since", "until"))
        return since <= now < end <= since + timedelta(minutes=LONGEST)
    except (KeyError, TypeError, ValueError):
        return False
