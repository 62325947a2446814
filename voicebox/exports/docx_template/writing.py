"""Writing into a Word document: words byte for byte, in the format of the place they go to.

Line breaks are `w:br`, tabs `w:tab`; each stretch is marked with its language, and one that is
written from right to left as such.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from voicebox.exports.docx_template.spoken import Content, Line, Piece
from voicebox.exports.docx_template.wml import (
    BR,
    PPR,
    RPR,
    TAB,
    VAL,
    XML_NS,
    Element,
    P,
    R,
    T,
    own_parts,
    shown,
    text_of,
    w,
)

OUR_LANGUAGE = "en-GB"
_REGIONS = {
    **{"en": "en-GB", "cy": "cy-GB", "pl": "pl-PL", "uk": "uk-UA", "ur": "ur-PK", "ar": "ar-SA"},
    **{"bn": "bn-BD", "pa": "pa-IN", "ro": "ro-RO", "so": "so-SO"},
}
_RIGHT_TO_LEFT = ("ar", "ur", "fa", "he", "ps", "ku", "ckb", "sd", "ug", "yi", "dv")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_AFTER_RTL = ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
_AFTER_LANG = _AFTER_RTL[3:]
_AFTER_SIZE = ("highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", *_AFTER_RTL)
_BEFORE_BIDI = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
)
_LOUD = tuple(map(w, ("b", "bCs", "caps", "smallCaps", "u", "rStyle")))


def is_right_to_left(language: str) -> bool:
    """Is this language written from right to left?"""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


# -- runs ---------------------------------------------------------------------------------------


def runs_of(line: Line, like: Element | None) -> list[Element]:
    """The runs of a line, each in the format of the run properties `like`."""
    return [_run(piece, like) for piece in line if piece.text]


def _run(piece: Piece, like: Element | None) -> Element:
    run = etree.Element(R)
    properties = deepcopy(like) if like is not None else etree.Element(RPR)
    _set_language(properties, piece.language)
    run.append(properties)
    for part in re.split(r"([\n\t])", _NOT_IN_XML.sub("\ufffd", piece.text)):
        if part in ("\n", "\t"):
            etree.SubElement(run, BR if part == "\n" else TAB)
        elif part:
            set_text(etree.SubElement(run, T), part)
    return run


def set_text(element: Element, words: str) -> None:
    """Words into a `w:t`, the spaces at their ends kept."""
    element.text = words
    element.set(f"{{{XML_NS}}}space", "preserve")


def _set_language(properties: Element, language: str) -> None:
    for name in ("lang", "rtl"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    code = _REGIONS.get(language, language) if language else OUR_LANGUAGE
    lang = etree.Element(w("lang"))
    if is_right_to_left(language):
        lang.set(w("bidi"), code)
        _insert_before(properties, etree.Element(w("rtl")), _AFTER_RTL)
        _size_of_script(properties)
    else:
        lang.set(VAL, code)
    _insert_before(properties, lang, _AFTER_LANG)


def _size_of_script(properties: Element) -> None:
    """Arabic letters have a size of their own in Word; without one they would shrink."""
    size = properties.find(w("sz"))
    if size is not None and properties.find(w("szCs")) is None:
        script = etree.Element(w("szCs"))
        script.set(VAL, size.get(VAL, "24"))
        _insert_before(properties, script, _AFTER_SIZE)


def _insert_before(parent: Element, child: Element, names: tuple[str, ...]) -> None:
    """Where the order of elements wants it: before the first of these."""
    later = [w(name) for name in names]
    for place, element in enumerate(parent):
        if element.tag in later:
            parent.insert(place, child)
            return
    parent.append(child)


def quiet(properties: Element | None) -> Element | None:
    """The format of a label, for the answer beside it: not bold, not capitals, not underlined."""
    if properties is None:
        return None
    made = deepcopy(properties)
    for element in [each for each in made if each.tag in _LOUD]:
        made.remove(element)
    return made


# -- paragraphs ---------------------------------------------------------------------------------


def format_of(paragraph: Element) -> Element | None:
    """The run properties of an empty paragraph: of its first run, or of its own mark."""
    for run in paragraph.iter(R):
        properties = run.find(RPR)
        if properties is not None:
            return properties
    own = paragraph.find(PPR)
    mark = own.find(RPR) if own is not None else None
    if mark is None:
        return None
    made = deepcopy(mark)
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
        for old in made.findall(w(name)):
            made.remove(old)
    return made


def write_over(paragraph: Element, start: int, end: int, content: Content) -> None:
    """Replace the characters from `start` to `end` of a paragraph's text.

    Where that is all of its text, further lines become paragraphs like it; else line breaks.
    """
    whole = not text_of(paragraph)[:start].strip() and not text_of(paragraph)[end:].strip()
    anchor = _cut(paragraph, start, end)
    like = anchor.find(RPR) if anchor is not None else format_of(paragraph)
    if whole and _may_grow(paragraph, anchor):
        rest = write_lines(paragraph, anchor, content.lines[:1], like)
        for line in content.lines[1:]:
            rest = _paragraph_like(rest, line, like)
        return
    write_lines(paragraph, anchor, content.lines, like)


def write_lines(
    paragraph: Element, anchor: Element | None, lines: tuple[Line, ...], like: Element | None
) -> Element:
    """Lines into one paragraph, after the run `anchor` or at its end. Gives the paragraph."""
    for number, line in enumerate(lines):
        for run in runs_of((Piece("\n"), *line) if number else line, like):
            if anchor is None:
                paragraph.append(run)
            else:
                anchor.addnext(run)
            anchor = run
        if len(lines) == 1:
            _turn(paragraph, line)
    return paragraph


def _may_grow(paragraph: Element, anchor: Element | None) -> bool:
    """May paragraphs follow it? Not within a line of a content control, nor at a section's end."""
    own = paragraph.find(PPR)
    is_end = own is not None and own.find(w("sectPr")) is not None
    is_direct = anchor is None or anchor.getparent() is paragraph
    return is_direct and not is_end


def _paragraph_like(paragraph: Element, line: Line, like: Element | None) -> Element:
    made = etree.Element(P)
    own = paragraph.find(PPR)
    if own is not None:
        made.append(deepcopy(own))
        for bidi in made[0].findall(w("bidi")):
            made[0].remove(bidi)
    made.extend(runs_of(line, like))
    _turn(made, line)
    paragraph.addnext(made)
    return made


def _turn(paragraph: Element, line: Line) -> None:
    """A paragraph whose own words run from right to left does so as a whole."""
    longest = max(line, key=lambda piece: len(piece.text), default=Piece(""))
    if not is_right_to_left(longest.language):
        return
    own = paragraph.find(PPR)
    if own is None:
        own = etree.Element(PPR)
        paragraph.insert(0, own)
    if own.find(w("bidi")) is None:
        names = [w(name) for name in _BEFORE_BIDI]
        place = sum(element.tag in names for element in own)
        own.insert(place, etree.Element(w("bidi")))


def _cut(paragraph: Element, start: int, end: int) -> Element | None:
    """Take out characters; gives the run after which others may be put, if there is any."""
    anchor: Element | None = None
    position = 0
    for part in [each for each in own_parts(paragraph) if _is_shown(each)]:
        words = shown(part)
        first, position = position, position + len(words)
        run = part.getparent()
        if run is None or position < start or first > end or (position == start and start < end):
            continue
        if anchor is None:
            anchor = run
            _split_after(run, part, words[max(0, end - first) :] if position > end else "")
            keep = words[: max(0, start - first)]
        else:
            keep = words[end - first :] if first < end else words
        if part.tag == T:
            set_text(part, keep)
        elif first < end and not keep:
            run.remove(part)
    return anchor


def _is_shown(part: Element) -> bool:
    parent = part.getparent()
    return bool(shown(part)) and parent is not None and parent.tag == R


def _split_after(run: Element, part: Element, words: str) -> None:
    """Move what follows in this run, and `words` before it, to a run of its own."""
    after = [*part.itersiblings()]
    if not words and not after:
        return
    rest = etree.Element(R)
    properties = run.find(RPR)
    if properties is not None:
        rest.append(deepcopy(properties))
    if words:
        set_text(etree.SubElement(rest, T), words)
    rest.extend(after)
    run.addnext(rest)
