"""Where in a template something goes, found before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import TEXT_BOX, Element, inside

Way = Literal["tag", "control", "label"]


@dataclass(frozen=True, slots=True)
class Landing:
    """One place that is filled, and what with."""

    name: str
    """The box or the field: `important-to-me`, `must_know.teacher`, `outcomes`."""
    label: str
    """What the template says there: its tag, or its label."""
    where: str
    way: Way
    contents: tuple[Content, ...]
    """One, or one for each cell of a table."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A place that nothing is known for."""

    label: str
    where: str
    why: str


@dataclass
class Found:
    """All that was found in a template."""

    landings: list[Landing] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def miss(self, label: str, where: str, why: str) -> None:
        """Report a place that is left as it is."""
        self.unknown.append(Unknown(" ".join(label.split())[:120], where, why))


def part_name(package: Package, name: str) -> str:
    """A part in words: `the page`, `a header`."""
    if name == package.document:
        return "the page"
    stem = name.rpartition("/")[2].rstrip("0123456789.xml")
    return {"header": "a header", "footer": "a footer"}.get(stem, "a note")


def place_of(element: Element, part: str) -> str:
    """Where an element stands, in words."""
    if inside(element, TEXT_BOX) is not None:
        return f"a text box of {part}"
    return part
