"""`voicebox template`: the names that a school's Word file may use, a file to copy them from, and
what a file would be filled with."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.commands.files import print_text
from voicebox.text import paint, paint_line
from voicebox.writing import read_whole, refuse_taken, write_whole

if TYPE_CHECKING:
    from voicebox.exports.docx_template.naming import Named
    from voicebox.exports.mapping import Mapping

WIDE = 28
"""Characters that a name is given before its label."""


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


def tags(given: Namespace) -> int:
    """Every name that a template may use, with its label; of tables, their columns."""
    from voicebox.exports.docx_template.naming import naming

    mapping = _mapping(given.mapping)
    known = naming(mapping)
    told = (
        f"{paint_line(mapping.title)} ({paint_line(given.mapping or mapping.mapping)})",
        "",
        "A tag: {{ name }}. In a name, - and _ are the same.",
        *_told(each for each in known.boxes if not each.columns),
        "",
        "One row after another: {%tr for row in name %}, {{ row.column }}, {%tr endfor %}.",
        *_told(each for each in known.boxes if each.columns),
        *_told(each for each in known.of_plan if each.columns),
        f"  {'loop.index':{WIDE}}the number of the row, in any of them",
        "",
        "Straight from the plan, as it was written there:",
        *_told(each for each in known.of_plan if not each.columns),
    )
    print_text("".join(f"{line}\n" for line in told))
    return 0


def _told(names: Iterable[Named]) -> Iterator[str]:
    for each in names:
        yield f"  {each.name:{WIDE}}{paint_line(each.label)}"
        for of in each.columns:
            yield f"    {f'row.{of.name}':{WIDE - 2}}{paint_line(of.label)}"


def new(given: Namespace) -> int:
    """A Word file with every box of a mapping as a labelled tag, to copy from."""
    from voicebox.exports.docx_built.tagged_form import tagged_form
    from voicebox.exports.template_check import check_template

    out = Path(given.out)
    refuse_taken(out, force=given.force)
    mapping = _mapping(given.mapping)
    content = tagged_form(mapping, on=date.today())
    check_template(content, None, mapping)  # an id that begins with a digit is no tag
    write_whole(out, content, force=given.force)
    print_text(f"Written: {paint_line(str(out))}\n")
    return 0


def _mapping(named: str | None) -> Mapping:
    """The mapping that was named; without one, that of templates."""
    from voicebox.exports.docx_template import MAPPING
    from voicebox.exports.mapping_file import load_mapping

    return load_mapping(named or MAPPING)
