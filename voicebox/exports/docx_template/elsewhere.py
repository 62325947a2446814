"""What of a Word file lies elsewhere, or would be run: refused, but plain links to the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from voicebox.exports.docx_template.package import Package, xml_bytes
from voicebox.exports.docx_template.unpacking import TAKE_OUT, parsed, refuse
from voicebox.exports.docx_template.wml import Element, P, w

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


def check_relationships(package: Package, name: str) -> None:
    """Refuse what lies elsewhere; forget a local template file.

    Raises:
        ExportError: something would be run or fetched.
    """
    tree = parsed(package.parts, name)
    forgotten = False
    for element in list(tree):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        if kind in _NEVER:
            raise refuse(f"The template holds {_NEVER[kind]}, which is never run.", TAKE_OUT)
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
    raise refuse(f"The template would fetch {what} from elsewhere ({where}).", TAKE_OUT)


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
        tree = parsed(package.parts, name)
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


def refuse_fetching(tree: Element) -> None:
    """Refuse fields that read other files, and embedded objects.

    Raises:
        ExportError: there is one.
    """
    for instruction in _instructions(tree):
        words = instruction.replace('"', " ").split()
        if words and _FETCHING.fullmatch(words[0]):
            what = words[0].upper()
            raise refuse(f"The template holds a field that reads other files ({what}).", TAKE_OUT)
    for name in ("object", "control", "oleObject"):
        if next(tree.iter(w(name)), None) is not None:
            raise refuse("The template holds an embedded object, which is never run.", TAKE_OUT)


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
