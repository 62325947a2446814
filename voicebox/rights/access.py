"""Everything held about one pupil, in a folder that a family can read; whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from voicebox.errors import RightsError
from voicebox.exports.dossier import Drawings
from voicebox.exports.talks import talks_of
from voicebox.ports import Pupil
from voicebox.rights import page
from voicebox.rights.apart import not_shared
from voicebox.rights.contents import files
from voicebox.rights.holdings import Holdings
from voicebox.rights.others import passages
from voicebox.rights.pages import index
from voicebox.store.direct import Progress
from voicebox.store.repository import SqlStore
from voicebox.text import paint_line


@dataclass(frozen=True, slots=True)
class Given:
    """What was given out."""

    folder: Path
    files: int
    talks: int
    not_shared: int
    """Answers in the folder `not-shared`."""
    to_review: int
    """Passages that may be about other people."""


def give_access(
    store: SqlStore,
    pupil: Pupil,
    folder: Path,
    *,
    today: date,
    by: str,
    drawings: Drawings | None = None,
    with_concerns: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda _: None,
) -> Given:
    """Write the folder.

    Args:
        store: where it is held.
        pupil: about whom.
        folder: where to; nothing may be there.
        today: the day, for the pages.
        by: the adult who gives it out.
        drawings: the pictures of the cards.
        with_concerns: also the worries about the child, which are decided about apart (rule 14).
        tell: is told which file is being written, of how many.
        progress: is told how far it is, from 0.0 to 1.0.

    Raises:
        RightsError: something is in the way, or the folder cannot be written; nothing is left.
        StoreError: a talk cannot be read.
    """
    folder = folder.absolute()
    shown = paint_line(str(folder))
    if folder.exists() or folder.is_symlink():
        raise RightsError(f"{shown} is there already.", mend="Name a folder that is not there yet.")
    held = _gathered(store, pupil, today, drawings, with_concerns=with_concerns)
    draft: Path | None = None
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", dir=folder.parent))
        given = _write(held, draft, tell, progress)
        draft.rename(folder)
    except OSError as error:
        raise RightsError(
            f"{shown} cannot be written: {error.strerror}.", mend="Name another folder with -o."
        ) from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
    facts = {"talks": given.talks, "not-shared": given.not_shared}
    store.note("access-given", pupil=pupil.id, by=by, facts=facts)
    return replace(given, folder=folder)


def _gathered(
    store: SqlStore, pupil: Pupil, today: date, drawings: Drawings | None, *, with_concerns: bool
) -> Holdings:
    held = talks_of(store, pupil.id)
    concerns = store.concerns(open_only=False) if with_concerns else []
    return Holdings(
        store,
        pupil,
        tuple(held),
        {each.summary.header.id: store.events(each.summary.header.id) for each in held},
        tuple(each for each in concerns if each.pupil.id == pupil.id),
        today,
        drawings,
    )


def _write(held: Holdings, folder: Path, tell: Callable[[str], None], progress: Progress) -> Given:
    others = [each.name for each in held.store.pupils() if each.id != held.pupil.id]
    found = passages(held.talks, others)
    written: list[tuple[str, str]] = []
    wanted = list(files(held, found))
    for number, file in enumerate(wanted, start=1):
        tell(f"{number} of {len(wanted)}: {file.name}")
        progress((number - 1) / len(wanted))
        content = file.make()
        if content is None:
            continue
        _put(folder / file.name, content)
        written.append((file.name, file.what))
    progress(1.0)
    front = page.page(f"Everything held about {held.pupil.name}", index(held, written, found))
    _put(folder / "README.html", front)
    apart = sum(len(not_shared(talk)) for talk in held.talks)
    return Given(folder, len(written) + 1, len(held.talks), apart, len(found))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(content)
