"""Copies of rows and items: the same in form, without the marks that may stand only once."""

from __future__ import annotations

import re
from copy import deepcopy

from voicebox.exports.docx_template.wml import (
    SDTPR,
    W14_NS,
    Element,
    P,
    T,
    own_parts,
    paragraphs_of,
    w,
)

_ONCE = tuple(f"{{{W14_NS}}}{name}" for name in ("paraId", "textId"))
_BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"), w("commentRangeStart"), w("commentRangeEnd"))
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]?\s*")


def copy_of(element: Element) -> Element:
    """A copy to stand beside the first: no bookmark and no id of the first is in it."""
    made = deepcopy(element)
    made.tail = None
    for each in list(made.iter()):
        for name in _ONCE:
            if name in each.attrib:
                del each.attrib[name]
        if each.tag in _BOOKMARKS:
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
    for properties in made.iter(SDTPR):
        for id_ in properties.findall(w("id")):
            properties.remove(id_)
    return made


def ids_once(tree: Element) -> None:
    """Take away every id that stands a second time, as copies by a loop of tags leave them."""
    seen: set[tuple[str, str]] = set()
    for element in tree.iter(P, w("tr")):
        for name in _ONCE:
            value = element.get(name)
            if value is not None and (name, value) in seen:
                del element.attrib[name]
            elif value is not None:
                seen.add((name, value))
    for properties in tree.iter(SDTPR):
        for id_ in properties.findall(w("id")):
            key = ("sdt", id_.get(w("val"), ""))
            if key in seen:
                properties.remove(id_)
            seen.add(key)


def count_on(cell: Element, by: int) -> None:
    """In a copied row, the number of the row: `1.` becomes `2.`."""
    for paragraph in paragraphs_of(cell):
        texts = [part for part in own_parts(paragraph) if part.tag == T and part.text]
        if len(texts) == 1 and (found := _NUMBER.fullmatch(texts[0].text or "")):
            start, end = found.span(1)
            words = found[0]
            texts[0].text = f"{words[:start]}{int(found[1]) + by}{words[end:]}"
