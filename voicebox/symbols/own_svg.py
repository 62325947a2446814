"""A stranger's SVG, taken apart and put together anew from plain shapes alone.

resvg would follow references to files, and draw what refers to itself again and again. What needs
more than shapes (text, pictures in it, copies, patterns, filters, masks) is refused. What is left
can still take minutes to draw, or be more than resvg bears: so `stranger` draws it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from voicebox.errors import PictureRefused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 400_000
"""Bytes of an SVG; a symbol has 2,000 to 60,000."""
MOST_ELEMENTS = 2000
DEEPEST = 40
SIDE = 512
"""Pixels along the longer side."""
LONGEST_SHAPE = 8
"""How many times as long as wide it may be."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_GRADIENTS = ("linearGradient", "radialGradient")
_DRAWN = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("defs", "stop", "clipPath", "style", "a", *_GRADIENTS),
}
_UNSEEN = {"title", "desc", "metadata", "script", "color-profile"}
_DOCTYPE = re.compile(r"<!DOCTYPE\s+svg[^\[<>]*>", re.IGNORECASE)
_COSTLY = re.compile(r"(?<![-\w])(?:stroke-dasharray|mix-blend-mode|isolation)\s*:[^;}]*")
_COSTLY_ATTRIBUTES = ("stroke-dasharray", "mix-blend-mode", "isolation")
_STARTS = (b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")
_BOM = b"\xef\xbb\xbf"


def is_svg(content: bytes) -> bool:
    """Does this begin as an SVG does?"""
    return content[:200].removeprefix(_BOM).lstrip().startswith(_STARTS)


def plain_svg(content: bytes) -> str:
    """The shapes of an SVG, to be drawn 512 pixels along the longer side.

    Raises:
        PictureRefused: it is no whole SVG, too large, or needs more than plain shapes.
    """
    if len(content) > LARGEST:
        raise _refused(f"has {len(content):,} bytes; {LARGEST:,} is the most")
    return ElementTree.tostring(_plain(_parsed(content)), encoding="unicode")


def _parsed(content: bytes) -> Element:
    """The tree of an SVG, given up as soon as it is too deep or too large."""
    try:
        text = _DOCTYPE.sub("", content.decode("utf-8-sig"), count=1)
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise _refused("defines words of its own")
        return _grown(text)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError) as error:
        raise _refused("is not whole") from error


def _grown(text: str) -> Element:
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    depth = elements = 0
    found: list[Element] = []
    for at in range(0, len(text), 4096):
        parser.feed(text[at : at + 4096])
        for event, element in parser.read_events():
            found = found or [element]
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > DEEPEST or elements > MOST_ELEMENTS:
                raise _refused("has more parts than a symbol has")
    parser.close()
    if depth or not found:
        raise _refused("is not whole")
    return found[0]


def _plain(root: Element) -> Element:
    """The same drawing of plain shapes alone, with a size of its own."""
    if _name(root) != "svg":
        raise _refused("is not an SVG")
    left, top, width, height = _view(root)
    if not 1 / LONGEST_SHAPE <= width / height <= LONGEST_SHAPE:
        raise _refused(f"is more than {LONGEST_SHAPE} times as long as wide")
    plain = _copied(root, in_clip=False)
    for gone in ("width", "height", "x", "y"):
        plain.attrib.pop(gone, None)
    scale = SIDE / max(width, height)
    plain.set("viewBox", f"{left:.9g} {top:.9g} {width:.9g} {height:.9g}")
    plain.set("width", str(max(1, round(width * scale))))
    plain.set("height", str(max(1, round(height * scale))))
    return plain


def _copied(element: Element, *, in_clip: bool) -> Element:
    name = _name(element)
    if name not in _DRAWN:
        raise _refused(f"needs more than plain shapes ({name})")
    copy = type(element)(f"{{{_SVG}}}{name}", _attributes(element, name, in_clip=in_clip))
    if name == "style":
        copy.text = _style(element.text or "", in_clip=True)
    for child in element:
        if _is_drawn(child):
            copy.append(_copied(child, in_clip=in_clip or name == "clipPath"))
    return copy


def _is_drawn(child: Element) -> bool:
    """Not a comment, a note of an editor's, or words about the drawing."""
    tag = child.tag
    if not isinstance(tag, str) or (tag.startswith("{") and not tag.startswith(f"{{{_SVG}}}")):
        return False
    return _name(child) not in _UNSEEN


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{{{_SVG}}}")


def _attributes(element: Element, name: str, *, in_clip: bool) -> dict[str, str]:
    """What says how a shape looks; no reference but to a part of this drawing."""
    kept = {}
    for attribute, value in element.attrib.items():
        if attribute in ("href", _XLINK_HREF):
            if name in _GRADIENTS and value.startswith("#"):
                kept[_XLINK_HREF] = value
        elif attribute == "clip-path" and (in_clip or name == "clipPath"):
            raise _refused("cuts what is cut")
        elif not attribute.startswith("{") and attribute not in _COSTLY_ATTRIBUTES:
            kept[attribute] = _style(value, in_clip=in_clip or name == "clipPath")
    return kept


def _style(words: str, *, in_clip: bool) -> str:
    """Words of style without dashes, of which there could be millions, and without layers."""
    if "\\" in words or "@" in words or (in_clip and "clip-path" in words):
        raise _refused("has a style that is more than plain")
    return _COSTLY.sub("", words)


def _view(root: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in the drawing's units."""
    told = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(told) != 4:
        told = ["0", "0", *(root.get(side, "").removesuffix("px") for side in ("width", "height"))]
    try:
        left, top, width, height = map(float, told)
    except ValueError as error:
        raise _refused("does not say its size") from error
    if not all(map(math.isfinite, (left, top))) or not (0 < width < 1e7 and 0 < height < 1e7):
        raise _refused("does not say its size")
    return left, top, width, height


def _refused(what: str) -> PictureRefused:
    return PictureRefused(f"This SVG {what}.", mend="Save it as PNG, and give that.")
