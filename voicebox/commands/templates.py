"""`voicebox template check`: what a school's own Word file would be filled with, and what not."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from voicebox.commands.files import print_text
from voicebox.text import paint
from voicebox.writing import read_whole


def check(given: Namespace) -> int:
    """What will be filled, what is unknown, and what would be left out."""
    from voicebox.exports.mapping_file import load_mapping
    from voicebox.exports.template_check import check_template

    content = read_whole(Path(given.file))
    mapping = load_mapping(given.mapping) if given.mapping else None
    dossier = None
    if given.pupil:
        from voicebox.commands.plans import dossier_of

        dossier = dossier_of(given.pupil, given.audience)
    report = check_template(content, dossier, mapping)
    print_text("".join(f"{paint(line)}\n" for line in report.lines()))
    return 0
