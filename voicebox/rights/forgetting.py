"""Forgetting a pupil: every row about them goes, in one transaction, and the file is made anew.

What stays is a tombstone (an id that says nothing, counts, why, who, when) and the account of who
did what, which holds ids and no words. Packs that others' talks began with stay; those that only
this pupil's talks began with go, since a pack can be made for one child.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from voicebox.errors import RightsError
from voicebox.ports import Pupil
from voicebox.store import leavers
from voicebox.store.direct import Progress, make_anew, reading, writing
from voicebox.store.leavers import Held, Tombstone
from voicebox.store.repository import SqlStore
from voicebox.text import keep, paint_line
from voicebox.writing import settle_folder

LONGEST_REASON = 200
"""Characters of the reason."""
_WORD = re.compile(r"\w+")


def held(store: SqlStore, pupil: str) -> Held:
    """Count what is held about a pupil."""
    with reading(store) as connection:
        return leavers.held(connection, pupil)


def forget(
    store: SqlStore,
    pupil: Pupil,
    *,
    authority: str,
    by: str,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
    progress: Progress | None = None,
) -> Tombstone:
    """Take out everything about a pupil.

    Args:
        store: where; no other window may have it open.
        pupil: who.
        authority: why and on whose word; never the child's name.
        by: the adult who does it.
        now: when.
        tell: is told what is being done, a line at a time.
        progress: is told how far making the file anew is, from 0.0 to 1.0; without it, `tell` is
            told each quarter of it.

    Raises:
        RightsError: a worry has not been passed on yet, or the reason is missing or names the
            child; nothing was changed.
        StoreError: it could not be done. Where only the last step could not, the line says how to
            finish it.
    """
    reason = _reason(authority, pupil)
    with writing(store) as connection:
        counts = leavers.held(connection, pupil.id)
        if counts.open_concerns:
            raise not_passed_on(counts.open_concerns)
        tell("Taking out what is held")
        stone = Tombstone(pupil.id, now, reason, by, _counted(counts), swept=False)
        leavers.take_out(connection, stone)
    finish(store, now, tell, progress)
    return stone


def finish(
    store: SqlStore,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
    progress: Progress | None = None,
) -> bool:
    """Clear the caches and make the file anew, where somebody was forgotten since; was there need?

    `tell` and `progress` are those of `forget`.

    Raises:
        StoreError: another window has it open, or there is no room.
    """
    with reading(store) as connection:
        if not leavers.unswept(connection):
            return False
    _clear_caches(store.where.cache)
    tell("Making the talks file anew, so that nothing is left in it")
    make_anew(store, progress or _quarters(tell))
    with writing(store) as connection:
        leavers.mark_swept(connection, now)
    return True


def _quarters(tell: Callable[[str], None]) -> Progress:
    """Tells each quarter in a line, once."""
    told = 0

    def progress(far: float) -> None:
        nonlocal told
        quarter = int(far * 4)
        if told < quarter < 4:
            told = quarter
            tell(f"Making the talks file anew: {quarter * 25}%")

    return progress


def tombstones(store: SqlStore) -> list[Tombstone]:
    """Who was forgotten, the newest first."""
    with reading(store) as connection:
        return leavers.tombstones(connection)


def _clear_caches(cache: Path) -> None:
    """Take out the packs that are kept to save time, as one may be about one child.

    Nothing else in the cache is of a pupil: their own pictures are never written there, and what is
    kept of a fault holds no words.
    """
    files = [path for path in (cache / "packs").rglob("*") if path.is_file()]
    for path in files:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in files}:
        with suppress(OSError):  # one that cannot be read keeps its names as long as the disk likes
            settle_folder(folder)


def _counted(counts: Held) -> dict[str, int]:
    return {name: count for name, count in asdict(counts).items() if name != "open_concerns"}


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


def not_passed_on(count: int) -> RightsError:
    """Why nobody is forgotten while this many worries about them wait."""
    many = (
        "A worry about this pupil has" if count == 1 else f"{count} worries about this pupil have"
    )
    return RightsError(
        f"{many} not been passed on to the safeguarding lead. Nothing was taken out.",
        mend="Pass on each and sign who has it: in the app, with w, or by voicebox worries sign.",
    )
