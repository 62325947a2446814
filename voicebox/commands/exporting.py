"""`voicebox export`: what may leave of talks and plans, for one pupil or for all of them."""

from __future__ import annotations

import os
import re
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_drawings, open_store
from voicebox.commands.files import print_text
from voicebox.errors import ExportError, VoiceboxError
from voicebox.locations import locate
from voicebox.ports import Pupil
from voicebox.pupils import find, namesakes
from voicebox.text import paint_line
from voicebox.writing import read_whole, refuse_taken, write_whole

if TYPE_CHECKING:
    from voicebox.exports.base import Exporter
    from voicebox.exports.dossier import Drawings, Wanted
    from voicebox.exports.sharing import Audience
    from voicebox.store.repository import SqlStore

TOLD_EVERY = 0.5
"""Seconds between two lines of progress."""
_NOT_IN_NAMES = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for, and from where."""

    store: SqlStore
    exporter: Exporter
    audience: Audience
    wanted: Wanted
    drawings: Drawings

    def give_out(self, talks: Sequence[str], give: Callable[[bytes], None]) -> None:
        """Make the document of these talks, give it out, and note that it was given out.

        Args:
            talks: their ids.
            give: writes or prints it; where that fails, nothing is noted.
        """
        from voicebox.exports.base import export
        from voicebox.exports.noting import note_export
        from voicebox.exports.talks import gather_talk

        held = [gather_talk(self.store, talk) for talk in talks]
        content = export(
            held,
            self.exporter.name,
            self.audience,
            wanted=self.wanted,
            drawings=self.drawings,
            picture=self.store.picture,
        )
        give(content)
        note_export(self.store, held, self.exporter.name, self.audience, self.wanted)


def export(given: Namespace) -> int:
    """A document, printed or written to a file; or one for each pupil, into a folder."""
    from voicebox.exports.base import exporter
    from voicebox.exports.dossier import Wanted
    from voicebox.exports.sharing import Audience

    _one_choice(given)
    form = exporter(given.format)
    if given.template and form.name != "docx":
        raise ExportError("Only docx fills a template.", mend="Use --format docx.")
    where = locate(os.environ)
    wanted = Wanted(
        document=given.document or "",
        template=read_whole(Path(given.template)) if given.template else None,
        mapping=given.mapping or "",
        photo=given.photo,
    )
    with closing(open_store(where)) as store:
        order = _Order(store, form, Audience(given.audience), wanted, open_drawings(where))
        return (_for_all if given.all_pupils else _for_one)(order, given)


def _one_choice(given: Namespace) -> None:
    """See that talks are named in one way.

    Raises:
        ExportError: in none, or in several.
    """
    named = [bool(given.talks), bool(given.pupil), given.all_pupils]
    if sum(named) == 1:
        return
    problem = "Talks are named in two ways." if any(named) else "No talk was named."
    raise ExportError(problem, mend="Name talks, or --pupil NAME, or --all-pupils.")


def _for_one(order: _Order, given: Namespace) -> int:
    out = Path(given.out) if given.out else None
    if out is not None:
        refuse_taken(out, force=given.force)
    elif not order.exporter.is_text:
        raise ExportError(f"{given.format} needs a file.", mend="Name it with -o FILE.")
    talks = list(dict.fromkeys(given.talks))
    if given.pupil:
        pupil = find(order.store, given.pupil)
        talks = _talks_of(order, pupil)
        if not talks:
            shown = paint_line(pupil.name)
            raise ExportError(f"{shown} has no talk yet.", mend="Start one with: voicebox talk")
    order.give_out(talks, _printed if out is None else _written(out, force=given.force))
    if out is not None:
        print_text(f"Written: {paint_line(str(out))}\n")
    return 0


def _written(file: Path, *, force: bool) -> Callable[[bytes], None]:
    return lambda content: write_whole(file, content, force=force)


def _printed(content: bytes) -> None:
    print_text(content.decode())
    sys.stdout.flush()


def _talks_of(order: _Order, pupil: Pupil) -> list[str]:
    """The ids of all talks of a pupil, oldest first."""
    return [talk.header.id for talk in reversed(order.store.talks(pupil=pupil.id))]


# -- all pupils ---------------------------------------------------------------------------------


def _for_all(order: _Order, given: Namespace) -> int:
    """One file for each pupil who has talked. What goes wrong with one stops no other."""
    if not given.out:
        raise ExportError("A folder is needed for all pupils.", mend="Name it with -o FOLDER.")
    folder = Path(given.out)
    files = _files(order, folder)
    for file in files.values():
        refuse_taken(file, force=given.force, makes_folder=True)
    _make(folder)
    tell = _progress(len(files))
    written, failed = 0, 0
    began = time.monotonic()
    for done, (pupil, file) in enumerate(files.items(), start=1):
        try:
            talks = _talks_of(order, pupil)
            if talks:
                order.give_out(talks, _written(file, force=given.force))
                written += 1
        except VoiceboxError as error:
            failed += 1
            print(f"{paint_line(pupil.name)}: {error}", file=sys.stderr)
        tell(done)
    _told(folder, written, len(files) - written - failed, time.monotonic() - began)
    return 1 if failed else 0


def _files(order: _Order, folder: Path) -> dict[Pupil, Path]:
    """A file for each pupil; those of one name have their numbers, as `Amira-2`."""
    files: dict[Pupil, Path] = {}
    known = order.store.pupils()
    taken: set[str] = set()
    for pupil, name in _names(known):
        free = next(each for each in _with_numbers(name) if each.casefold() not in taken)
        taken.add(free.casefold())
        files[pupil] = folder / f"{free}{order.exporter.suffix}"
    return files


def _names(known: Sequence[Pupil]) -> Iterator[tuple[Pupil, str]]:
    """Pupils and what their files are called: letters and digits of their names, of any script."""
    for name in dict.fromkeys(pupil.name for pupil in known):
        plain = _NOT_IN_NAMES.sub("-", name).strip("-")[:60] or "pupil"
        yield from ((pupil, plain) for pupil in namesakes(name, known))


def _with_numbers(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name}-{number}"


def _make(folder: Path) -> None:
    """A folder that only this user can read, where there is none."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        shown = paint_line(str(folder))
        raise ExportError(
            f"{shown} cannot be made: {error.strerror}.", mend="Name another folder with -o."
        ) from error


def _progress(of: int) -> Callable[[int], None]:
    """Tells at a terminal how many are done, and how fast it goes."""
    if not sys.stderr.isatty():
        return lambda _: None
    began = told = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TOLD_EVERY:
            told = now
            print(f"{done} of {of}, {done / (now - began):.1f} a second", file=sys.stderr)

    return tell


def _told(folder: Path, written: int, empty: int, seconds: float) -> None:
    rate = f"{written / seconds:.1f} a second" if seconds else "at once"
    print(f"{written} in {seconds:.1f} s, {rate}", file=sys.stderr)
    without = f" {empty} without a talk." if empty else ""
    files = "1 file" if written == 1 else f"{written} files"
    print_text(f"Written: {files} in {paint_line(str(folder))}.{without}\n")
