"""Forms without tags: labels and the empty places beside, below or after them.

Everything is found before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voicebox.exports.docx_template.control_writing import fill_control, is_placeholder, title_of
from voicebox.exports.docx_template.grid import Grid
from voicebox.exports.docx_template.label_tables import LONGEST_HEADING, TableLabels
from voicebox.exports.docx_template.label_words import Labels
from voicebox.exports.docx_template.landing import Found, part_name, place_of
from voicebox.exports.docx_template.lines import is_empty_line, label_at_end, read_line
from voicebox.exports.docx_template.names import Names
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.placing import Placing, Write
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import (
    SDT,
    TBL,
    TC,
    Element,
    P,
    inside,
    is_fallback,
    paragraphs_of,
    shown,
    text_of,
)
from voicebox.exports.docx_template.writing_cells import fill_paragraph
from voicebox.exports.mapping import Box


def read_labels(package: Package, names: Names, found: Found) -> list[Write]:
    """All labels of a form; gives what is to be done, once everything was found."""
    placing = Placing(names, Labels(names.mapping), found)
    order = sorted(package.trees, key=lambda name: name != package.document)
    for name in order:
        tree, where = package.trees[name], part_name(package, name)
        used: set[Element] = set()
        for number, table in enumerate(tree.iter(TBL), start=1):
            if not is_fallback(table):
                TableLabels(placing, Grid(table), f"table {number} of {where}", used).read()
        for paragraph in tree.iter(P):
            if not is_fallback(paragraph) and paragraph not in used:
                _read_paragraph(placing, paragraph, place_of(paragraph, where), used)
    return placing.writes


def _read_paragraph(placing: Placing, paragraph: Element, where: str, used: set[Element]) -> None:
    if _read_controls(placing, paragraph, where):
        return
    if read_line(placing.labels, paragraph, _Lander(placing, where)):
        return
    words = text_of(paragraph)
    box = placing.labels.box(words)
    after = _free_after(paragraph)
    if box is None:
        if after is not None and words.rstrip().endswith((":", "?")) and after not in used:
            placing.found.miss(words, where, "no box has this label")
        return
    if after is None or after in used:
        if inside(paragraph, TC) is None and len(words) < LONGEST_HEADING and _is_label(words):
            placing.found.miss(words, where, "there is no empty line or box after it")
        return
    used.add(after)
    placing.land(box, words, where, lambda content: fill_paragraph(after, content))


def _read_controls(placing: Placing, paragraph: Element, where: str) -> bool:
    """Controls without a tag of ours, each after its label in the line: `School: [Click here]`."""
    controls = [each for each in paragraph if each.tag == SDT and is_placeholder(each)]
    before = ""
    for child in paragraph if controls else ():
        if child not in controls:
            before += "".join(map(shown, child.iter()))
            continue
        label = label_at_end(before)
        box = placing.labels.box(title_of(child)) or placing.labels.box(label)
        if box is not None:
            placing.land(box, label or title_of(child), where, _into_control(child))
        else:
            placing.found.miss(label or title_of(child), where, "no box has this label")
        before = ""
    return bool(controls)


def _into_control(control: Element) -> Callable[[Content], None]:
    return lambda content: fill_control(control, content)


def _is_label(words: str) -> bool:
    return words.rstrip().endswith((":", "?"))


def _free_after(paragraph: Element) -> Element | None:
    """The empty line after a label, or the one in an empty box (a table of one cell)."""
    following = paragraph.getnext()
    if following is None:
        return None
    if following.tag == P:
        return following if is_empty_line(following) else None
    if following.tag == TBL:
        cells = Grid(following).cells
        if len(cells) == 1 and cells[0].is_free:
            return next(iter(paragraphs_of(cells[0].tc)), None)
    return None


@dataclass(frozen=True)
class _Lander:
    placing: Placing
    where: str

    def land(self, box: Box, label: str, write: Callable[[Content], None]) -> None:
        self.placing.land(box, label, self.where, write)

    def miss(self, label: str, why: str) -> None:
        self.placing.found.miss(label, self.where, why)
