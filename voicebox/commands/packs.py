"""`voicebox packs`: which there are, what there is to mend, their routes, what they serve."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.bootstrap import PackFolder, open_pictures
from voicebox.commands.files import print_text
from voicebox.errors import PackError
from voicebox.locations import Locations, locate
from voicebox.text import paint_line

if TYPE_CHECKING:
    from voicebox.authoring.findings import Finding

BETWEEN_LOOKS = 0.5
"""Seconds between two looks at the files that are watched."""


def list_packs(_: Namespace) -> int:
    """Each pack with its title, whom it is for, and how long it takes."""
    shelf = PackFolder(locate(os.environ))
    for name in shelf.names():
        print_text(f"{paint_line(name)}  {_summary(shelf, name)}\n")
    return 0


def _summary(shelf: PackFolder, name: str) -> str:
    try:
        pack = shelf.load(name)
    except PackError as error:
        return f"cannot be used: {error}"
    ages = f", ages {paint_line(pack.ages)}" if pack.ages else ""
    audience = pack.audience.value.replace("_", " ")
    return f"{paint_line(pack.title)} (for: {audience}{ages}; about {pack.minutes} minutes)"


def check(given: Namespace) -> int:
    """What there is to mend, each with its line. Only an error makes a pack fail."""
    if given.watch:
        return _watch(given.file)
    where = locate(os.environ)
    errors = _check_all(_files(given.file, where), where)
    if errors:
        raise PackError(_count(errors))
    return 0


def _check_all(files: Iterable[Path], where: Locations) -> int:
    """Tell what there is to mend in each file; gives how many errors there are."""
    from voicebox.authoring.checks import check_pack
    from voicebox.authoring.findings import Severity

    symbols = open_pictures(where, os.environ).library
    errors = 0
    for file in files:
        checked = [(file, check_pack(file, symbols, where.prompts)), *_translations(file, where)]
        for each_file, found in checked:
            errors += sum(each.severity is Severity.ERROR for each in found)
            _tell(each_file, found)
    return errors


def _tell(file: Path, found: list[Finding]) -> None:
    for each in found:
        at = f"{each.file or file}:{each.line}"
        told = f"{at}: {each.severity} ({each.rule}): {each.what} {each.mend}"
        print_text(f"{paint_line(told)}\n")
    if not found:
        print_text(f"{paint_line(str(file))}: nothing to mend\n")


def _translations(file: Path, where: Locations) -> list[tuple[Path, list[Finding]]]:
    """What there is to mend in the translations of a pack that can be loaded."""
    from voicebox.authoring.check_translations import check_translations
    from voicebox.prompts.loader import load_pack

    try:
        return list(check_translations(load_pack(file, shelf=where.prompts), file))
    except PackError:
        return []


def _count(errors: int) -> str:
    return "There is 1 error to mend." if errors == 1 else f"There are {errors} errors to mend."


def _watch(named: str | None) -> int:
    """Check now, and again whenever a file has changed, until Ctrl-C."""
    where = locate(os.environ)
    one = _files(named, where) if named is not None else None
    before: dict[Path, list[tuple[int, int] | None]] = {}
    while True:
        now = {file: _stamps(file, where) for file in one or _files(None, where)}
        changed = [file for file, stamp in now.items() if before.get(file) != stamp]
        if changed:
            errors = _check_all(changed, where)
            print_text(f"{_count(errors) if errors else 'No errors.'} Watching; Ctrl-C ends.\n\n")
            sys.stdout.flush()
        before = now
        time.sleep(BETWEEN_LOOKS)


def _stamps(file: Path, where: Locations) -> list[tuple[int, int] | None]:
    """The stamps of a pack's file, of those that it builds on, and of its translations."""
    from voicebox.prompts.bases import chain
    from voicebox.prompts.translation import find_translations

    try:
        bases = [each for each, _ in chain(file, where.prompts, Path.read_bytes)]
        return [_stamp(each) for each in (*bases, *find_translations(file).values())]
    except OSError:
        return [None]


def _stamp(file: Path) -> tuple[int, int] | None:
    """When a file was last written, and its size; an editor may take it away for a moment."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _files(named: str | None, where: Locations) -> list[Path]:
    from voicebox.prompts.loader import find_packs, resolve_pack

    if named is not None:
        return [resolve_pack(named, where.prompts)]
    return list(find_packs(where.prompts).values())


def diagram(given: Namespace) -> int:
    """The pack's routes and the life of a talk, as one Mermaid flowchart."""
    from voicebox.authoring.diagram import pack_diagram
    from voicebox.authoring.life import life_diagram

    pack = PackFolder(locate(os.environ)).load(given.pack)
    print_text(pack_diagram(pack) + life_diagram())
    return 0


def coverage(given: Namespace) -> int:
    """Which line of the two sources is served by what, as a table; 1 where one is not."""
    from voicebox.authoring.coverage import asked, faults, is_served, source_lines
    from voicebox.authoring.coverage_table import as_table

    where = locate(os.environ)
    shelf = PackFolder(where)
    said = asked({name: shelf.load(name) for name in shelf.names()})
    lines = source_lines()
    wrong = faults(lines, said, documents())
    print_text(as_table(lines, said, only_unserved=given.unserved))
    for fault in wrong:
        print_text(f"{fault.id} {fault.what}\n")
    missing = sum(not line.left_out and not is_served(line, said) for line in lines)
    if missing or wrong:
        raise PackError(
            f"{missing} lines are unserved, and {len(wrong)} entries are wrong.",
            mend="Let a prompt cite the line, or say in coverage.yaml what serves it.",
        )
    return 0


def documents() -> frozenset[str]:
    """The names of the documents that can be written."""
    from voicebox.exports.mapping_file import mappings

    return frozenset(mappings())
