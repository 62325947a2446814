"""What is held about a pupil, what was taken out, and who is due: told in lines to be painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from voicebox.ports.rights import DueList
from voicebox.store.leavers import Held, Tombstone
from voicebox.text import paint_line

_COUNTED = {
    "talks": "talks",
    "events": "lines of their record",
    "pictures": "pictures",
    "boards": "boards of their own",
    "preferences": "sets of preferences",
    "concerns": "worries that were passed on",
    "packs": "packs of questions that only they were asked",
    "sent_by": "files that their talks were sent in",
    "account": "lines in the account of who did what, which stay and hold no words",
}


def tell_held(counts: Held) -> Iterator[str]:
    """A line for each kind of thing of which there is some."""
    for name, count in asdict(counts).items():
        if count and name in _COUNTED:
            yield f"{_COUNTED[name]}: {count:,}"
    if counts.open_concerns:
        yield f"worries that nobody has signed yet: {counts.open_concerns}"


def tell_forgotten(stone: Tombstone, backups: Sequence[str]) -> Iterator[str]:
    """What was done, without a name: it can be kept. `backups`: when some were made before."""
    yield f"Forgotten on {stone.at.astimezone():%d %B %Y, %H:%M}: pupil {stone.pupil}."
    yield f"Why: {stone.authority}"
    if stone.adult:
        yield f"By: {paint_line(stone.adult)}"
    for name, count in stone.counts.items():
        if count:
            yield f"  {_COUNTED[name]}: {count:,}"
    yield "The talks file was made anew without it."
    if backups:
        yield f"Still in backups made before: {'; '.join(backups)}. Make a new one, delete those."
    else:
        yield "No backup is known of. If there are copies elsewhere, they still hold it."
    yield "Documents, bundles and folders that were made earlier are not reached by this."


def tell_due(found: DueList) -> Iterator[str]:
    """Who is due, a line each, then how many are not."""
    for each in found.due:
        last = f"{each.last_talk:%Y-%m-%d}" if each.last_talk else "none"
        yield f"{each.on}  {paint_line(each.pupil.name)}, last talk {last}"
    yield (
        f"Due by {found.rule}: {len(found.due)}. Later: {found.later}. Date of birth not written "
        f"in a plan: {found.unknown}. Nothing was taken out."
    )
