"""Writing into empty cells and lines, as their own format has it."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from voicebox.exports.docx_template.control_writing import fill_control
from voicebox.exports.docx_template.grid import Cell
from voicebox.exports.docx_template.lines import is_empty_line
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import (
    PPR,
    RPR,
    Element,
    P,
    R,
    holds_things,
    paragraphs_of,
    text_of,
    w,
)
from voicebox.exports.docx_template.writing import format_of, quiet, write_lines, write_over


def fill_cell(cell: Cell, content: Content) -> None:
    """Into an empty cell; of a control in it, the control is filled."""
    if not content.lines:
        return
    control = cell.placeholder
    if control is not None:
        fill_control(control, content)
        return
    paragraphs = list(paragraphs_of(cell.tc))
    if not paragraphs:
        cell.tc.append(etree.Element(P))
        paragraphs = list(paragraphs_of(cell.tc))
    if cell.is_numbered:
        write_lines(paragraphs[0], None, content.lines, format_of(paragraphs[0]))
        return
    for extra in paragraphs[1:]:
        parent = extra.getparent()
        if parent is not None and not text_of(extra).strip("\u2002 ") and not holds_things(extra):
            parent.remove(extra)
    fill_paragraph(paragraphs[0], content)


def fill_paragraph(paragraph: Element, content: Content) -> None:
    """Into an empty line; lines drawn below it for more handwriting go."""
    if not content.lines:
        return
    following = paragraph.getnext()
    while text_of(paragraph).strip() and following is not None and following.tag == P:
        drawn, following = following, following.getnext()
        parent = drawn.getparent()
        if parent is None or not text_of(drawn).strip() or not is_empty_line(drawn):
            break
        parent.remove(drawn)
    if not _into_form_field(paragraph, content):
        write_over(paragraph, 0, len(text_of(paragraph)), content)


def append_below(tc: Element, content: Content) -> None:
    """Below the label in the same cell: in its first empty line, or in a new one."""
    paragraphs = list(paragraphs_of(tc))
    labels = [each for each in paragraphs if text_of(each).strip()]
    after = labels[-1].getnext()
    if after is not None and after in paragraphs:
        fill_paragraph(after, content)
        return
    made = etree.Element(P)
    own = labels[-1].find(PPR)
    if own is not None:
        made.append(deepcopy(own))
        for name in ("keepNext", "outlineLvl", "pStyle", "numPr"):
            for each in made[0].findall(w(name)):
                made[0].remove(each)
    like = quiet(format_of(labels[-1]))
    if like is not None:
        run = etree.SubElement(made, R)
        run.append(like)
    labels[-1].addnext(made)
    write_over(made, 0, 0, content)


def _into_form_field(paragraph: Element, content: Content) -> bool:
    """Into an old form field (a grey box), so that the field holds the words."""
    marks = list(paragraph.iter(w("fldChar")))
    kinds = [each.get(w("fldCharType")) for each in marks]
    if kinds != ["begin", "separate", "end"]:
        return False
    first, last = marks[1].getparent(), marks[2].getparent()
    if first is None or last is None or first is last:
        return False
    like: Element | None = None
    for run in [each for each in first.itersiblings() if each.tag == R]:
        if run is last:
            break
        like = run.find(RPR) if like is None else like
        paragraph.remove(run)
    write_lines(paragraph, first, content.lines, like)
    return True
