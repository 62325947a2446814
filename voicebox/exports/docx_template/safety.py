"""A template comes from a stranger: what is taken in, and what is refused, each with one line.

Nothing in a template is ever run, and nothing is fetched. A file that could run or fetch something
when a person opens the filled document is refused as well: macros, embedded objects, controls,
fields that read other files, anything that lies elsewhere but plain links. Those are kept as they
are; a school's own local template file, which Word names in every document, is forgotten.
"""

from __future__ import annotations

import re

from lxml import etree

from voicebox.exports.docx_template.elsewhere import check_relationships, refuse_fetching
from voicebox.exports.docx_template.package import CORE, Package, xml_bytes
from voicebox.exports.docx_template.unpacking import TAKE_OUT, parsed, refuse, unpacked
from voicebox.exports.docx_template.wml import W_NS, Element, w

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_WITH_TEXT = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(?:document\.main|header|footer|footnotes|endnotes)\+xml"
)


def open_template(content: bytes) -> Package:
    """The parts of a Word file from a stranger, once it is known to be harmless.

    Raises:
        ExportError: it is no Word file, it is damaged or too large, or it could run or fetch
            something.
    """
    parts = unpacked(content)
    types = _content_types(parts)
    document = _document(types)
    package = Package(parts, document)
    for name in parts:
        if name.endswith(".rels"):
            check_relationships(package, name)
    for name, type_ in types.items():
        if name in parts and _WITH_TEXT.fullmatch(_as_document(type_)):
            package.trees[name] = _text_part(parts, name)
    if CORE in parts:
        parsed(parts, CORE)
    for tree in package.trees.values():
        refuse_fetching(tree)
    return package


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The type of each part that has one of its own, by name."""
    if "mimetype" in parts and parts["mimetype"].startswith(b"application/vnd.oasis"):
        raise refuse("The template is an OpenDocument file (.odt).")
    tree = parsed(parts, "[Content_Types].xml")
    types: dict[str, str] = {}
    for element in tree:
        type_ = element.get("ContentType", "")
        if "macroEnabled" in type_ or "vbaProject" in type_:
            raise refuse("The template holds macros, which are never run.", TAKE_OUT)
        name = element.get("PartName", "")
        if name:
            types[name.lstrip("/")] = type_
            if _as_document(type_) == _MAIN:
                element.set("ContentType", _MAIN)
    if any(name.casefold().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        raise refuse("The template holds macros, which are never run.", TAKE_OUT)
    parts["[Content_Types].xml"] = xml_bytes(tree)
    return types


def _as_document(type_: str) -> str:
    """A template file (.dotx) is filled as the document that it would become."""
    return _MAIN if type_ == _TEMPLATE else type_


def _document(types: dict[str, str]) -> str:
    found = [name for name, type_ in types.items() if _as_document(type_) == _MAIN]
    if len(found) != 1:
        raise refuse("The template is no Word document.")
    return found[0]


def _text_part(parts: dict[str, bytes], name: str) -> Element:
    tree = parsed(parts, name)
    if etree.QName(tree).namespace != W_NS:
        raise refuse("The template is saved as Strict Open XML.")
    if next(tree.iter(w("altChunk")), None) is not None:
        raise refuse("The template holds another document inside it.", TAKE_OUT)
    return tree
