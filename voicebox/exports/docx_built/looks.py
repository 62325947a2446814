"""How the Word documents look: every look is a named style, so that a school can restyle them."""

from __future__ import annotations

from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from voicebox.conversation.views import Speaker

DEEP, SOFT = RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x4A, 0x5B, 0x66)
LINE, GREY = "B9C6CC", "F0F4F5"
FONT = "Arial"
"""Plain letters that every office program has."""
VOICES: dict[Speaker | None, tuple[str, str, str]] = {
    Speaker.CHILD: ("Child\u2019s words", "FFF3D6", "D9A21B"),
    Speaker.PARENT_CARER: ("Family\u2019s words", "FCEBF2", "C05C86"),
    Speaker.OTHER: ("Others\u2019 words", "EEEAF8", "7A66B5"),
    Speaker.KEY_ADULT: ("Staff\u2019s words", "E4F0F8", "3F7FA8"),
}
"""The style of each speaker's own words, its ground and its bar."""
_HEADINGS: tuple[tuple[str, float, float, float], ...] = (
    ("Title", 26, 0, 2),
    ("Heading 1", 16, 14, 4),
    ("Heading 2", 12.5, 8, 2),
    ("Heading 3", 11, 8, 2),
)
_OWN: tuple[tuple[str, float, RGBColor | None, float, float, bool], ...] = (
    ("Under the title", 10, SOFT, 0, 8, False),
    ("Asked", 8.5, SOFT, 6, 1, False),
    ("Cards", 10.5, None, 1, 2, False),
    ("Own words", 11.5, None, 1, 1, True),
    ("Written", 11, None, 1, 3, False),
    ("Told", 8, SOFT, 1, 4, False),
    ("Cell", 10, None, 0, 0, False),
    ("Cell words", 10, None, 0, 0, True),
    ("Table head", 9, DEEP, 0, 0, True),
    ("After a table", 4, None, 0, 0, False),
    ("Foot", 7.5, SOFT, 0, 1, False),
    ("Reading", 10.5, None, 2, 4, False),
)
"""Styles: size in points, colour, room above and below, bold."""


def set_styles(document: DocxDocument, larger: float) -> None:
    """Every style that a document uses; `larger`: how many times its usual size."""
    normal = document.styles["Normal"]
    _look(normal, 11 * larger)
    normal.element.get_or_add_rPr().append(_language("en-GB"))
    for name, size, before, after in _HEADINGS:
        _look(document.styles[name], size * larger, DEEP, before, after, bold=True, keep=True)
    for rule in list(document.styles["Title"].element.iter(qn("w:pBdr"))):
        rule.getparent().remove(rule)
    for name, size, colour, before, after, bold in _OWN:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        keep = name in ("Asked", "Cards")
        _look(style, size * larger, colour, before, after, bold=bold, keep=keep)
    document.styles["Reading"].paragraph_format.left_indent = Mm(6)
    for name, ground, bar in VOICES.values():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Own words"]
        _ground(style.element.get_or_add_pPr(), ground, bar)


def _look(
    style: Any,
    size: float,
    colour: RGBColor | None = None,
    before: float = 0,
    after: float = 4,
    *,
    bold: bool = False,
    keep: bool = False,
) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), FONT)
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.08
    style.paragraph_format.keep_with_next = keep


def _ground(properties: Any, ground: str, bar: str) -> None:
    """A tinted ground with a bar at its edge, in the order that Word asks for."""
    borders, edge, shade = (OxmlElement(name) for name in ("w:pBdr", "w:left", "w:shd"))
    for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", bar)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    properties.append(borders)
    properties.append(shade)


def _language(code: str) -> Any:
    marked = OxmlElement("w:lang")
    for name, value in (("val", code), ("eastAsia", code), ("bidi", "ar-SA")):
        marked.set(qn(f"w:{name}"), value)
    return marked
