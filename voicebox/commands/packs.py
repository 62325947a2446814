"""`voicebox packs`: which prompt packs there are, what there is to mend in them, their routes."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from voicebox.bootstrap import PackFolder, open_pictures
from voicebox.commands.files import print_text
from voicebox.errors import PackError
from voicebox.locations import Locations, locate
from voicebox.text import paint_line


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
    from voicebox.authoring.checks import check_pack
    from voicebox.authoring.findings import Severity

    where = locate(os.environ)
    files = _files(given.file, where)
    symbols = open_pictures(where, os.environ).library
    errors = 0
    for file in files:
        found = check_pack(file, symbols)
        errors += sum(each.severity is Severity.ERROR for each in found)
        for each in found:
            told = f"{file}:{each.line}: {each.severity} ({each.rule}): {each.what} {each.mend}"
            print_text(f"{paint_line(told)}\n")
        if not found:
            print_text(f"{paint_line(str(file))}: nothing to mend\n")
    if errors:
        many = "1 error" if errors == 1 else f"{errors} errors"
        raise PackError(
            f"There is {many} to mend." if errors == 1 else f"There are {many} to mend."
        )
    return 0


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
