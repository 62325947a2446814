"""WordprocessingML: its names, and the few questions that are asked of its elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_NS = "http://schemas.microsoft.com/office/word/2012/wordml"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_NS = "http://www.w3.org/XML/1998/namespace"

Element = etree._Element


def w(name: str) -> str:
    """`w("p")` is the full name of a paragraph's element."""
    return f"{{{W_NS}}}{name}"


P, R, T, TBL, TR, TC, BR, TAB = map(w, ("p", "r", "t", "tbl", "tr", "tc", "br", "tab"))
RPR, PPR, TCPR, TRPR, SDT, SDTPR = map(w, ("rPr", "pPr", "tcPr", "trPr", "sdt", "sdtPr"))
SDT_CONTENT, TEXT_BOX, VAL = w("sdtContent"), w("txbxContent"), w("val")
FALLBACK = f"{{{MC_NS}}}Fallback"

_SHOWN = {BR: "\n", w("cr"): "\n", TAB: "\t", w("noBreakHyphen"): "-"}
_THINGS = frozenset(map(w, ("drawing", "pict", "object")))


def shown(run_part: Element) -> str:
    """What one element in a run shows as text."""
    if run_part.tag == T:
        return run_part.text or ""
    return _SHOWN.get(str(run_part.tag), "")


def own_parts(block: Element) -> Iterator[Element]:
    """All in a paragraph, but not in the text boxes within it."""
    for child in block:
        if child.tag in (P, TBL, TEXT_BOX, PPR, RPR, TCPR) or not isinstance(child.tag, str):
            continue
        yield child
        if child.tag not in (T, w("del"), w("moveFrom")):
            yield from own_parts(child)


def text_of(paragraph: Element) -> str:
    """The text of one paragraph, without that of text boxes in it."""
    return "".join(shown(part) for part in own_parts(paragraph) if _in_run(part))


def _in_run(part: Element) -> bool:
    parent = part.getparent()
    return parent is not None and parent.tag == R


def paragraphs_of(block: Element) -> Iterator[Element]:
    """The paragraphs that lie in a cell, a text box or a body, content controls looked into."""
    for child in block:
        if child.tag == P:
            yield child
        elif child.tag in (SDT, SDT_CONTENT, w("customXml"), w("ins")):
            yield from paragraphs_of(child)


def cell_text(block: Element) -> str:
    """The text of a cell, a line for each paragraph."""
    return "\n".join(text_of(paragraph) for paragraph in paragraphs_of(block))


def holds_things(block: Element) -> bool:
    """Is there a table, a picture or a text box in it?"""
    return any(part.tag == TBL or part.tag in _THINGS for part in block.iter())


def inside(element: Element, tag: str) -> Element | None:
    """The nearest element of this tag around another, if there is one."""
    return next(iter(element.iterancestors(tag)), None)


def is_fallback(element: Element) -> bool:
    """Is it the copy of a text box that only old programs show?"""
    return inside(element, FALLBACK) is not None
