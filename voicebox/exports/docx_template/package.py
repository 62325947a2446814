"""A Word file as its parts: taken apart, and put together again the same way every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from voicebox.exports.docx_template.wml import Element

_FIXED = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"
"""Who made the file, and when."""
_TERMS = "{http://purl.org/dc/terms/}modified"
_LAST = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


@dataclass
class Package:
    """The parts of a checked Word file. Only `trees` are ever changed."""

    parts: dict[str, bytes]
    """By their names, in the order of the file."""
    document: str
    """The name of the main part."""
    trees: dict[str, Element] = field(default_factory=dict)
    """The parts that hold text for people, parsed: document, headers, footers, notes."""

    def saved(self, today: date) -> bytes:
        """The file, with `today` as the day it was changed; the same bytes for the same parts."""
        for name, tree in self.trees.items():
            self.parts[name] = xml_bytes(tree)
        if CORE in self.parts:
            self.parts[CORE] = _dated(self.parts[CORE], today)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for name, content in self.parts.items():
                info = zipfile.ZipInfo(name, _FIXED)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                file.writestr(info, content)
        return made.getvalue()


def parser() -> etree.XMLParser:
    """A parser that resolves no entity, reads no other file and opens no connection."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def xml_bytes(tree: Element) -> bytes:
    """A part as it stands in the file."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _dated(core: bytes, today: date) -> bytes:
    tree = etree.fromstring(core, parser())
    for element in tree.iter(_TERMS):
        element.text = f"{today.isoformat()}T00:00:00Z"
    for element in tree.iter(_LAST):
        element.text = "voicebox"
    return xml_bytes(tree)
