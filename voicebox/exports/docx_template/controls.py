"""Filling Word's content controls by their tags: text, rich text, lists, and repeating sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voicebox.exports.docx_template.control_writing import (
    LISTS,
    NO_TEXT,
    fill_control,
    has,
    name_of,
    title_of,
)
from voicebox.exports.docx_template.copies import copy_of
from voicebox.exports.docx_template.grammar import plain
from voicebox.exports.docx_template.landing import Found, Landing, part_name, place_of
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import (
    SDT,
    SDT_CONTENT,
    SDTPR,
    W15_NS,
    Element,
    is_fallback,
    w,
)

_SECTION, _ITEM = f"{{{W15_NS}}}repeatingSection", f"{{{W15_NS}}}repeatingSectionItem"

Write = Callable[[], None]
Finder = Callable[[str], Content | Table | None]


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
    return any(has(around, _SECTION) for around in control.iterancestors(SDT))


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
        reason = next((NO_TEXT[kind] for kind in kinds if kind in NO_TEXT), None)
        if reason is None and any(kind in LISTS[:1] for kind in kinds):
            reason = _not_listed(control, content)
        if reason is not None:
            self._miss(control, reason)
            return
        self._land(control, name, (content,))
        yield lambda: fill_control(control, content)

    def _repeat(self, control: Element, table: Table) -> Iterator[Write]:
        inner = control.find(SDT_CONTENT)
        items = [] if inner is None else [each for each in inner if each.tag == SDT]
        items = [each for each in items if has(each, _ITEM)]
        if not has(control, _SECTION) or not items:
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
