"""`voicebox packs booklet`: a pack on paper, to be filled in by hand."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date
from pathlib import Path

from voicebox.bootstrap import PackFolder, open_drawings
from voicebox.commands.files import print_text
from voicebox.locations import locate
from voicebox.settings import load_settings
from voicebox.text import paint_line
from voicebox.writing import refuse_taken, write_whole


def booklet(given: Namespace) -> int:
    """A pack, or some of its sections, as a PDF of A4 pages, written whole."""
    from voicebox.exports.booklet.book import booklet_pdf

    out = Path(given.out)
    refuse_taken(out, force=given.force)
    where = locate(os.environ)

    def offers_unchecked() -> bool:
        return load_settings(where.settings_file).unchecked_translations

    content = booklet_pdf(
        PackFolder(where, offers_unchecked).load(given.pack, given.language or ""),
        open_drawings(where),
        on=date.today(),
        pupil=given.pupil or "",
        adult=given.with_ or "",
        sections=tuple(given.section or ()),
    )
    write_whole(out, content, force=given.force)
    print_text(f"Written: {paint_line(str(out))}\n")
    return 0
