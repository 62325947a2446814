"""Writing into one content control, and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from voicebox.exports.docx_template.copies import copy_of
from voicebox.exports.docx_template.spoken import Content, Line, Piece
from voicebox.exports.docx_template.wml import (
    RPR,
    SDT_CONTENT,
    SDTPR,
    TC,
    VAL,
    W14_NS,
    W15_NS,
    Element,
    R,
    T,
    paragraphs_of,
    w,
)
from voicebox.exports.docx_template.writing import format_of, runs_of, write_lines, write_over

NO_TEXT = {
    f"{{{W14_NS}}}checkbox": "it is a box to tick",
    w("picture"): "it is for a picture",
    w("docPartObj"): "it is a building block of Word",
    w("docPartList"): "it is a building block of Word",
}
LISTS = (w("dropDownList"), w("comboBox"))
_PLACEHOLDER = "PlaceholderText"
_TO_DO = re.compile(
    r"\s*(?:click|tap|press)\b.{0,20}\b(?:enter|add|type)\b.{0,20}\s*", re.IGNORECASE
)


def name_of(control: Element) -> str:
    """What a control is called: its tag, or its title where it has no tag."""
    properties = control.find(SDTPR)
    for name in ("tag", "alias"):
        found = properties.find(w(name)) if properties is not None else None
        if found is not None and found.get(VAL, "").strip():
            return found.get(VAL, "").strip()
    return ""


def title_of(control: Element) -> str:
    """The title that Word shows on a control; empty where it has none."""
    alias = control.find(f"{SDTPR}/{w('alias')}")
    return alias.get(VAL, "") if alias is not None else ""


def is_placeholder(control: Element) -> bool:
    """Does it only show what to do (`Click or tap here to enter text.`)? Not a list or a tick."""
    properties = control.find(SDTPR)
    kinds = {str(each.tag) for each in properties} if properties is not None else set()
    if kinds & {*NO_TEXT, *LISTS}:
        return False
    inner = control.find(SDT_CONTENT)
    words = "".join(text.text or "" for text in inner.iter(T)) if inner is not None else ""
    return w("showingPlcHdr") in kinds or bool(_TO_DO.fullmatch(words))


def has(control: Element, kind: str) -> bool:
    """Is it of this kind?"""
    properties = control.find(SDTPR)
    return properties is not None and properties.find(kind) is not None


def fill_control(control: Element, content: Content) -> None:
    """Write into a control; one for which there is nothing keeps its placeholder."""
    inner = control.find(SDT_CONTENT)
    if not content.lines or inner is None:
        return
    one_paragraph = has(control, w("text"))
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
