"""`voicebox symbols`: find a picture for a word, look at one, print them all."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from voicebox.bootstrap import open_pictures
from voicebox.commands.files import print_text
from voicebox.errors import ExportError, NotFound
from voicebox.locations import locate
from voicebox.ports import Mosaic, Run
from voicebox.symbols.library import SymbolLibrary
from voicebox.text import paint_line
from voicebox.writing import refuse_taken, write_whole

COLUMNS = 32
PAINTED_COLUMNS = 20
"""The width at which a sheet shows pictures as a card paints them."""
CREAM = 0xFFF8E7


def find(given: Namespace) -> int:
    """The symbols for a word, the nearest first."""
    found = open_pictures(locate(os.environ), os.environ).library.find(given.word)
    if not found:
        raise NotFound(
            f"No picture is found by the word {paint_line(given.word)[:60]}.",
            mend="Try another word, or look at all of them: voicebox symbols sheet -o FILE.png",
        )
    for symbol in found:
        keywords = paint_line(", ".join(symbol.keywords))
        print_text(f"{symbol.id}  {paint_line(symbol.word)}  ({keywords})\n")
    return 0


def show(given: Namespace) -> int:
    """The words of a symbol, and its picture where there is a terminal with colours."""
    pictures = open_pictures(locate(os.environ), os.environ)
    card = pictures.card(given.id)
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR"):
        print_text(_painted(pictures.mosaic(given.id, COLUMNS, CREAM)))
    print_text(f"{card.id}\nword: {paint_line(card.word)}\nalt: {paint_line(card.alt)}\n")
    return 0


def _painted(mosaic: Mosaic) -> str:
    lines = ("".join(map(_run, line)) for line in mosaic.lines)
    return "".join(f"{line}\x1b[0m\n" for line in lines)


def _run(run: Run) -> str:
    fg, bg = (";".join(map(str, colour.to_bytes(3, "big"))) for colour in (run.fg, run.bg))
    return f"\x1b[38;2;{fg};48;2;{bg}m{run.text}"


def sheet(given: Namespace) -> int:
    """The symbols with their words, as one PNG or as the A4 pages of a PDF."""
    from voicebox.symbols.sheet import contact_sheet, sheet_pages

    out = Path(given.out)
    kind = out.suffix.casefold()
    if kind not in (".png", ".pdf"):
        raise ExportError(
            f"{paint_line(out.name)[:60]} is neither a .png nor a .pdf.",
            mend="Name a file with one of these endings with -o.",
        )
    refuse_taken(out, force=given.force)
    pictures = open_pictures(locate(os.environ), os.environ)
    ids = _chosen(pictures.library, given.group)
    title = f"Pictures: {given.group}" if given.group else "Pictures"
    columns = PAINTED_COLUMNS if given.as_painted else None
    make = contact_sheet if kind == ".png" else sheet_pages
    content = make(pictures, ids, columns=columns, words=given.words, title=title)
    write_whole(out, content, force=given.force)
    print_text(f"Written: {paint_line(str(out))}, {len(ids)} pictures\n")
    return 0


def _chosen(library: SymbolLibrary, group: str | None) -> list[str]:
    """The ids of a group, or of all groups, one group after another."""
    groups = library.groups()
    if group is not None and group not in groups:
        raise NotFound(
            f"There is no group of pictures called {paint_line(group)[:60]}.",
            mend=f"There are: {', '.join(groups)}.",
        )
    wanted = groups if group is None else (group,)
    ids = sorted(library.ids(), key=lambda one: groups.index(library.get(one).group))
    return [one for one in ids if library.get(one).group in wanted]
