"""Filling Word's content controls by their tags: text, rich text, lists, and repeating sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from voicebox.exports.docx_template.copies import copy_of
from voicebox.exports.docx_template.grammar import plain
from voicebox.exports.docx_template.landing import Found, Landing, part_name, place_of
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.spoken import Content, Line, Piece
from voicebox.exports.docx_template.wml import (
    RPR,
    SDT,
    SDT_CONTENT,
    SDTPR,
    TC,
    VAL,
    W14_NS,
    W15_NS,
    Element,
    R,
    T,
    is_fallback,
    paragraphs_of,
    w,
)
from voicebox.exports.docx_template.writing import format_of, runs_of, write_lines, write_over

_SECTION, _ITEM = f"{{{W15_NS}}}repeatingSection", f"{{{W15_NS}}}repeatingSectionItem"
_NO_TEXT = {
    f"{{{W14_NS}}}checkbox": "it is a box to tick",
    w("picture"): "it is for a picture",
    w("docPartObj"): "it is a building block of Word",
    w("docPartList"): "it is a building block of Word",
}
_LISTS = (w("dropDownList"), w("comboBox"))
_PLACEHOLDER = "PlaceholderText"
_TO_DO = re.compile(
    r"\s*(?:click|tap|press)\b.{0,20}\b(?:enter|add|type)\b.{0,20}\s*", re.IGNORECASE
)

Write = Callable[[], None]
Finder = Callable[[str], Content | Table | None]


def name_of(control: Element) -> str:
    """What a control is called: its tag, or its title where it has no tag."""
    properties = control.find(SDTPR)
    for name in ("tag", "alias"):
        found = properties.find(w(name)) if properties is not None else None
        if found is not None and found.get(VAL, "").strip():
            return found.get(VAL, "").strip()
    return ""


def has_controls(package: Package, names: Names) -> bool:
    """Is there a control whose name is known?"""
    return any(
        names.find(name_of(control)) is not None
        for tree in package.trees.values()
        for control in tree.iter(SDT)
    )


def read_controls(package: Package, names: Names, found: Found) -> list[Write]:
    """All named controls; gives what is to be done, once everything was found."""
    writes: list[Write] = []
    for part, tree in package.trees.items():
        where = part_name(package, part)
        for control in tree.iter(SDT):
            if name_of(control) and not _in_section(control):
                reading = _Reading(names.find, found, place_of(control, where))
                writes += reading.read(control)
    return writes


def _in_section(control: Element) -> bool:
    """Is it within a repeating section, which is read as a whole?"""
    return any(_has(around, _SECTION) for around in control.iterancestors(SDT))


def _has(control: Element, kind: str) -> bool:
    properties = control.find(SDTPR)
    return properties is not None and properties.find(kind) is not None


@dataclass
class _Reading:
    find: Finder
    found: Found
    where: str

    def read(self, control: Element) -> Iterator[Write]:
        name = name_of(control)
        content = self.find(name)
        if content is None:
            self._miss(control, "there is no box and no field of this name")
        elif isinstance(content, Table):
            yield from self._repeat(control, content)
        else:
            yield from self._one(control, name, content)

    def _one(self, control: Element, name: str, content: Content) -> Iterator[Write]:
        properties = control.find(SDTPR)
        kinds = [str(each.tag) for each in properties] if properties is not None else []
        reason = next((_NO_TEXT[kind] for kind in kinds if kind in _NO_TEXT), None)
        if reason is None and any(kind in _LISTS[:1] for kind in kinds):
            reason = _not_listed(control, content)
        if reason is not None:
            self._miss(control, reason)
            return
        self._land(control, name, (content,))
        yield lambda: fill_control(control, content)

    def _repeat(self, control: Element, table: Table) -> Iterator[Write]:
        inner = control.find(SDT_CONTENT)
        items = [] if inner is None else [each for each in inner if each.tag == SDT]
        items = [each for each in items if _has(each, _ITEM)]
        if not _has(control, _SECTION) or not items:
            self._miss(control, "it names a table, and is no repeating section")
            return
        columns = [each for each in items[0].iter(SDT) if each is not items[0] and name_of(each)]
        cells = tuple(row.get(_cell_name(each, table)) for each in columns for row in table.rows)
        for each in columns:
            if _cell_name(each, table) not in table.columns:
                self._miss(each, f"a row has: {', '.join(sorted(table.columns))}")
        self._land(control, name_of(control), tuple(cell for cell in cells if cell))
        yield lambda: _fill_items(items, table)

    def _land(self, control: Element, name: str, contents: tuple[Content, ...]) -> None:
        if not is_fallback(control):
            landing = Landing(name, _title(control), self.where, "control", contents)
            self.found.landings.append(landing)

    def _miss(self, control: Element, why: str) -> None:
        if not is_fallback(control):
            self.found.miss(_title(control), self.where, why)


def _title(control: Element) -> str:
    name, title = name_of(control), title_of(control)
    return f"{title} ({name})" if title and title != name else name


def _cell_name(control: Element, table: Table) -> str:
    return plain(name_of(control)).removeprefix(f"{table.name}.")


def _not_listed(control: Element, content: Content) -> str | None:
    listed = {
        item.get(w("displayText"), item.get(w("value"), "")).strip().casefold()
        for item in control.iter(w("listItem"))
    }
    if content.lines and content.text.strip().casefold() not in listed:
        return "it is a list to choose from, and what was written is not in it"
    return None


def _fill_items(items: list[Element], table: Table) -> None:
    pattern = copy_of(items[0])
    last = items[0]
    for number, row in enumerate(table.rows):
        if number < len(items):
            item = items[number]
        else:
            item = copy_of(pattern)
            last.addnext(item)
        last = item
        for control in [each for each in item.iter(SDT) if each is not item]:
            cell = row.get(_cell_name(control, table))
            if cell is not None:
                fill_control(control, cell)


def is_placeholder(control: Element) -> bool:
    """Does it only show what to do (`Click or tap here to enter text.`)? Not a list or a tick."""
    properties = control.find(SDTPR)
    kinds = {str(each.tag) for each in properties} if properties is not None else set()
    if kinds & {*_NO_TEXT, *_LISTS}:
        return False
    inner = control.find(SDT_CONTENT)
    words = "".join(text.text or "" for text in inner.iter(T)) if inner is not None else ""
    return w("showingPlcHdr") in kinds or bool(_TO_DO.fullmatch(words))


def title_of(control: Element) -> str:
    """The title that Word shows on a control; empty where it has none."""
    alias = control.find(f"{SDTPR}/{w('alias')}")
    return alias.get(VAL, "") if alias is not None else ""


def fill_control(control: Element, content: Content) -> None:
    """Write into a control; one for which there is nothing keeps its placeholder."""
    inner = control.find(SDT_CONTENT)
    if not content.lines or inner is None:
        return
    one_paragraph = _has(control, w("text"))
    like = _free(control, inner, content)
    if inner.find(TC) is not None:
        inner = inner.find(TC)
    assert inner is not None
    paragraphs = list(paragraphs_of(inner))
    if not paragraphs:
        for child in list(inner):
            inner.remove(child)
        inner.extend(_runs(content, like))
        return
    for extra in paragraphs[1:]:
        parent = extra.getparent()
        if parent is not None:
            parent.remove(extra)
    _empty(paragraphs[0])
    _put(paragraphs[0], content, like, one_paragraph=one_paragraph)


def _put(
    paragraph: Element, content: Content, like: Element | None, *, one_paragraph: bool
) -> None:
    if like is not None and format_of(paragraph) is None:
        run = etree.SubElement(paragraph, R)
        run.append(like)
        etree.SubElement(run, w("t")).text = " "
        write_over(paragraph, 0, 1, content)
        return
    if one_paragraph:
        write_lines(paragraph, None, content.lines, format_of(paragraph))
    else:
        write_over(paragraph, 0, 0, content)


def _runs(content: Content, like: Element | None) -> Iterator[Element]:
    for number, line in enumerate(content.lines):
        yield from runs_of(_after_break(line) if number else line, like)


def _after_break(line: Line) -> Line:
    return (Piece("\n"), *line)


def _free(control: Element, inner: Element, content: Content) -> Element | None:
    """Make a control hold words of its own; gives the format for them.

    A bound control shows what another part of the file holds, and would show that again. One for
    plain text takes no line breaks in every program: it becomes one for rich text.
    """
    properties = control.find(SDTPR)
    assert properties is not None
    for name in (w("showingPlcHdr"), w("dataBinding"), f"{{{W15_NS}}}dataBinding"):
        for each in properties.findall(name):
            properties.remove(each)
    for date in properties.findall(w("date")):
        if w("fullDate") in date.attrib:
            del date.attrib[w("fullDate")]
    if len(content.lines) > 1 or "\n" in content.text:
        for text in properties.findall(w("text")):
            properties.remove(text)
    own = properties.find(RPR)
    run = next(iter(inner.iter(R)), None)
    like = own if own is not None else run.find(RPR) if run is not None else None
    if like is None:
        return None
    like = copy_of(like)
    for style in like.findall(w("rStyle")):
        if _PLACEHOLDER in style.get(VAL, ""):
            like.remove(style)
    return like


def _empty(paragraph: Element) -> None:
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
