"""The one way through a template: open it, find every place, and only then write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from voicebox.errors import ExportError
from voicebox.exports.docx_template.controls import has_controls, read_controls
from voicebox.exports.docx_template.copies import ids_once
from voicebox.exports.docx_template.grammar import has_tags
from voicebox.exports.docx_template.labels import read_labels
from voicebox.exports.docx_template.landing import Found
from voicebox.exports.docx_template.names import Names
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.safety import open_template
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.mapping_file import load_mapping

if TYPE_CHECKING:
    from voicebox.exports.docx_template.tags import TaggedPart

MAPPING = "school-form"
"""The mapping for templates that bring none of their own."""


@dataclass(frozen=True)
class Checked:
    """A template whose places were found. Nothing is written before `write` is called."""

    way: Literal["tags", "controls", "labels"]
    found: Found
    names: Names
    package: Package
    writes: list[Callable[[], None]]


def check(content: bytes, dossier: Dossier | None, mapping: Mapping | None = None) -> Checked:
    """Find every place of a template.

    Tags go before controls, and controls before labels: an author who has named one place by tag
    means no other.

    Args:
        content: the template.
        dossier: what may leave; None to see where things would go.
        mapping: its boxes; without one, `school-form`, or the one that the dossier names.

    Raises:
        ExportError: the template cannot be used.
        NotFound: there is no such mapping.
    """
    package = open_template(content)
    named = dossier.wanted.mapping if dossier is not None else ""
    names = Names(mapping or load_mapping(named or MAPPING), dossier)
    found = Found()
    if any(map(has_tags, _texts(package))):
        from voicebox.exports.docx_template.rendering import render
        from voicebox.exports.docx_template.tags import read_tags

        parts = read_tags(package, names, found)
        tag_writes = [_rendering(render, package, part) for part in parts]
        return Checked("tags", found, names, package, tag_writes)
    if has_controls(package, names):
        return Checked("controls", found, names, package, read_controls(package, names, found))
    return Checked("labels", found, names, package, read_labels(package, names, found))


def _texts(package: Package) -> list[str]:
    from voicebox.exports.docx_template.wml import P, text_of

    return [text_of(paragraph) for tree in package.trees.values() for paragraph in tree.iter(P)]


def _rendering(
    render: Callable[[Package, TaggedPart], None], package: Package, part: TaggedPart
) -> Callable[[], None]:
    return lambda: render(package, part)


def fill(content: bytes, dossier: Dossier, mapping: Mapping | None = None) -> bytes:
    """The template, filled.

    Raises:
        ExportError: the template cannot be used, asks by tag for what is not known, or has no
            place for anything.
        NotFound: there is no such mapping.
    """
    checked = check(content, dossier, mapping)
    if checked.way == "tags" and checked.found.unknown:
        first = checked.found.unknown[0]
        raise ExportError(
            f"The template asks for `{first.label}` ({first.where}), which is not known.",
            mend=f"{_sentence(first.why)} See them all with: voicebox template check FILE",
        )
    if not checked.found.landings:
        raise ExportError(
            "Nothing in the template is known: no tag, no content control, no label.",
            mend="See what voicebox looks for with: voicebox template check FILE",
        )
    for write in checked.writes:
        write()
    for tree in checked.package.trees.values():
        ids_once(tree)
    return checked.package.saved(dossier.today)


def _sentence(words: str) -> str:
    begun = words[:1].upper() + words[1:]
    return begun if begun.endswith(("?", ".")) else f"{begun}."
