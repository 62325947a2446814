"""A template comes from a stranger: what is taken in, and what is refused, each with one line.

Nothing in a template is ever run, and nothing is fetched. A file that could run or fetch something
when a person opens the filled document is refused as well: macros, embedded objects, controls,
fields that read other files, anything that lies elsewhere but plain links. Those are kept as they
are; a school's own local template file, which Word names in every document, is forgotten.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from voicebox.errors import ExportError
from voicebox.exports.docx_template.package import CORE, Package, parser, xml_bytes
from voicebox.exports.docx_template.wml import W_NS, Element, P, w

LARGEST_FILE = 20_000_000
"""Bytes in a template."""
LARGEST_WHOLE = 60_000_000
"""Bytes in all its parts, unpacked."""
LARGEST_PART = 8_000_000
"""Bytes in one part that holds text."""
MOST_PARTS = 2_000

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_WITH_TEXT = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(?:document\.main|header|footer|footnotes|endnotes)\+xml"
)
_NEVER = {
    "vbaProject": "macros",
    "oleObject": "an embedded object",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "aFChunk": "another document inside it",
    "attachedToolbars": "macros",
    "wordVbaData": "macros",
    "keyMapCustomizations": "key commands",
}
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
_DOCTYPES = [
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
]
_SAVE_AGAIN = "Open it in Word and save it again as a Word document (.docx)."
_TAKE_OUT = "Take that out in Word, and save it again as a Word document (.docx)."


def open_template(content: bytes) -> Package:
    """The parts of a Word file from a stranger, once it is known to be harmless.

    Raises:
        ExportError: it is no Word file, it is damaged or too large, or it could run or fetch
            something.
    """
    parts = _unpacked(content)
    types = _content_types(parts)
    document = _document(types)
    package = Package(parts, document)
    for name in parts:
        if name.endswith(".rels"):
            _check_relationships(package, name)
    for name, type_ in types.items():
        if name in parts and _WITH_TEXT.fullmatch(_as_document(type_)):
            package.trees[name] = _text_part(parts, name)
    if CORE in parts:
        _parsed(parts, CORE)
    for tree in package.trees.values():
        _refuse_fetching(tree)
    return package


def refuse(problem: str, mend: str = _SAVE_AGAIN) -> ExportError:
    """A refusal of a template, to be raised."""
    return ExportError(problem, mend=mend)


def _unpacked(content: bytes) -> dict[str, bytes]:
    if len(content) > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise refuse(f"The template has more than {most} million bytes.", "Make it smaller.")
    if not content.startswith(b"PK"):
        raise refuse(f"The template is {_what_else(content)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return _members(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refuse("The template is damaged: it cannot be unpacked.") from error
    except (OSError, ValueError, struct.error, MemoryError) as error:
        raise refuse("The template is damaged: it cannot be unpacked.") from error


def _what_else(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Word file (.doc), or one with a password"
    if content.startswith(b"{\\rtf"):
        return "an RTF file"
    if content.startswith(b"%PDF"):
        return "a PDF"
    return "no Word document" if content else "empty"


def _members(file: zipfile.ZipFile) -> dict[str, bytes]:
    members = [each for each in file.infolist() if not each.is_dir()]
    if len(members) > MOST_PARTS:
        raise refuse(f"The template has more than {MOST_PARTS:,} parts.")
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for member in members:
        name = member.filename
        if not _is_plain_name(name) or name.casefold() in map(str.casefold, parts):
            raise refuse("The template holds a part whose name leads elsewhere, or is there twice.")
        if member.flag_bits & 1:
            raise refuse("The template has a password.", "Save it again without one.")
        with file.open(member) as opened:
            part = opened.read(left + 1)
        left -= len(part)
        if left < 0:
            most = LARGEST_WHOLE // 1_000_000
            raise refuse(f"The template unpacks to more than {most} million bytes.")
        parts[name] = part
    return parts


def _is_plain_name(name: str) -> bool:
    path = PurePosixPath(name)
    bad = "\\" in name or ":" in name or not name.isprintable()
    return not (bad or path.is_absolute() or ".." in path.parts or len(name) > 260)


def _parsed(parts: dict[str, bytes], name: str) -> Element:
    content = parts.get(name)
    if content is None:
        raise refuse(f"The template has no {name}: it is no Word document.")
    if len(content) > LARGEST_PART:
        most = LARGEST_PART // 1_000_000
        raise refuse(f"A part of the template ({name}) has more than {most} million bytes.")
    if any(mark in content for mark in _DOCTYPES):
        raise refuse(f"A part of the template ({name}) holds entities, which no Word file has.")
    try:
        tree = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse(f"A part of the template ({name}) is damaged.") from error
    return tree


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The type of each part that has one of its own, by name."""
    if "mimetype" in parts and parts["mimetype"].startswith(b"application/vnd.oasis"):
        raise refuse("The template is an OpenDocument file (.odt).")
    tree = _parsed(parts, "[Content_Types].xml")
    types: dict[str, str] = {}
    for element in tree:
        type_ = element.get("ContentType", "")
        if "macroEnabled" in type_ or "vbaProject" in type_:
            raise refuse("The template holds macros, which are never run.", _TAKE_OUT)
        name = element.get("PartName", "")
        if name:
            types[name.lstrip("/")] = type_
            if _as_document(type_) == _MAIN:
                element.set("ContentType", _MAIN)
    if any(name.casefold().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        raise refuse("The template holds macros, which are never run.", _TAKE_OUT)
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
    tree = _parsed(parts, name)
    if etree.QName(tree).namespace != W_NS:
        raise refuse("The template is saved as Strict Open XML.")
    if next(tree.iter(w("altChunk")), None) is not None:
        raise refuse("The template holds another document inside it.", _TAKE_OUT)
    return tree


# -- what lies elsewhere ------------------------------------------------------------------------


def _check_relationships(package: Package, name: str) -> None:
    tree = _parsed(package.parts, name)
    forgotten = False
    for element in list(tree):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        if kind in _NEVER:
            raise refuse(f"The template holds {_NEVER[kind]}, which is never run.", _TAKE_OUT)
        if element.get("TargetMode", "").casefold() == "external":
            if kind == "attachedTemplate" and _is_local(target):
                _forget_template(package, element)
                forgotten = True
            else:
                _check_link(kind, target)
        elif not _stays_inside(name, target):
            raise refuse("The template names a part that lies outside it.")
    if forgotten:
        package.parts[name] = xml_bytes(tree)


def _check_link(kind: str, target: str) -> None:
    if kind == "hyperlink" and re.match(r"(https?|mailto|tel):", target, re.IGNORECASE):
        return
    if kind == "hyperlink" and target.startswith("#"):
        return
    what = {"image": "a picture", "attachedTemplate": "its own template"}.get(kind, "something")
    where = "".join(each if each.isprintable() else "?" for each in target)[:60]
    raise refuse(f"The template would fetch {what} from elsewhere ({where}).", _TAKE_OUT)


def _is_local(target: str) -> bool:
    """A file of the computer on which the template was made, not of a server."""
    path = re.sub(r"^file:(?://)?(?:localhost)?", "", target, flags=re.IGNORECASE)
    return bool(re.match(r"/?[A-Za-z]:[\\/]|/(?!/)|[^\\/:]+$", path))


def _forget_template(package: Package, relationship: Element) -> None:
    """Take out the line in the settings that names a local template, and its relationship."""
    id_ = relationship.get("Id", "")
    parent = relationship.getparent()
    if parent is not None:
        parent.remove(relationship)
    for name in [name for name in package.parts if name.endswith("/settings.xml")]:
        tree = _parsed(package.parts, name)
        for element in list(tree.iter(w("attachedTemplate"))):
            if id_ in element.attrib.values():
                tree.remove(element)
        package.parts[name] = xml_bytes(tree)


def _stays_inside(rels: str, target: str) -> bool:
    """Does an inner target lie within the package?"""
    if "://" in target or "\\" in target:
        return False
    folder = PurePosixPath(rels).parent.parent
    depth = 0 if target.startswith("/") else len([p for p in folder.parts if p != "."])
    for step in PurePosixPath(target.lstrip("/")).parts:
        depth += -1 if step == ".." else 1
        if depth < 0:
            return False
    return True


def _refuse_fetching(tree: Element) -> None:
    for instruction in _instructions(tree):
        words = instruction.replace('"', " ").split()
        if words and _FETCHING.fullmatch(words[0]):
            what = words[0].upper()
            raise refuse(f"The template holds a field that reads other files ({what}).", _TAKE_OUT)
    for name in ("object", "control", "oleObject"):
        if next(tree.iter(w(name)), None) is not None:
            raise refuse("The template holds an embedded object, which is never run.", _TAKE_OUT)


def _instructions(tree: Element) -> Iterator[str]:
    """The instructions of all fields; those that are split over runs put together."""
    for field in tree.iter(w("fldSimple")):
        yield field.get(w("instr"), "")
    written: list[str] = []
    for element in tree.iter(w("instrText"), w("fldChar"), P):
        if element.tag == w("instrText"):
            written.append(element.text or "")
        elif element.tag == w("fldChar"):
            yield "".join(written)
            written = []
    yield "".join(written)
