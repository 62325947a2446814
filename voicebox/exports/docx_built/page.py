"""A Word page that everybody can read: named styles, headings, en-GB, alt texts, header rows.

Only what Word's own tools look for is used, so that a school can restyle a document with a click:
every look is a style, no table is there for layout, and no text is a picture.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from voicebox.exports.docx_built.looks import GREY, LINE, set_styles
from voicebox.exports.paper.saying import is_rtl

_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_LOCALES = {"en": "en-GB", "pl": "pl-PL", "uk": "uk-UA", "cy": "cy-GB", "ro": "ro-RO"}
_RTL_LOCALES = {"ar": "ar-SA", "ur": "ur-PK"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
"""Characters that Word takes in a property of a file."""

Cell = str | Sequence["Line"]
Line = tuple[str, str, str]
"""A line of a cell: its style, its words and their language."""


class WordPage:
    """A document that is being written, from top to bottom."""

    def __init__(
        self, title: str, author: str, about: str, on: date, *, larger: float = 1.0
    ) -> None:
        """An empty page; `larger`: how many times the usual size its letters are."""
        self.document: DocxDocument = Document()
        self._pictures = 0
        _set_properties(self.document, title, author, about, on)
        _set_page(self.document)
        set_styles(self.document, larger)
        self._styles = {style.name: style.style_id for style in self.document.styles}

    def title(self, words: str) -> None:
        """The title of the document."""
        self.line("Title", words)

    def heading(self, words: str, level: int = 1) -> None:
        """A heading; levels follow one another."""
        self.line(f"Heading {level}", words)

    def line(self, style: str, words: str, language: str = "en") -> Paragraph:
        """A paragraph of one style."""
        paragraph: Paragraph = self.document.add_paragraph()
        paragraph._p.style = self._styles[style]
        if words:
            write(paragraph, words, language)
        return paragraph

    def picture(self, paragraph: Paragraph, png: bytes, *, height: float, alt: str) -> None:
        """A picture in a paragraph, with what it shows in words. `height` is in millimetres."""
        shape = paragraph.add_run().add_picture(io.BytesIO(png), height=Mm(height))
        self._pictures += 1
        properties = shape._inline.docPr
        properties.set("id", str(self._pictures))
        properties.set("name", f"Picture {self._pictures}")
        properties.set("descr", alt)

    def photo(self, paragraph: Paragraph, png: bytes, *, height: float, alt: str) -> None:
        """A picture that stands at the right edge, beside the text."""
        self.picture(paragraph, png, height=height, alt=alt)
        _at_the_right(paragraph)

    def table(
        self,
        about: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float] = (),
    ) -> None:
        """A table with a header row that comes again on each page.

        Args:
            about: what it holds, for who hears it.
            head: the names of its columns.
            rows: its cells.
            widths: shares of the width; without them all columns are alike.
        """
        table: Table = self.document.add_table(
            rows=len(rows) + 1, cols=len(head), style="Table Grid"
        )
        _describe(table, about)
        _draw(table, widths or [1 / len(head)] * len(head))
        written = [[[("Table head", words, "en")] for words in head], *rows]
        for row, cells in zip(table.rows, written, strict=True):
            _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, given in zip(row.cells, cells, strict=True):
                self._fill(cell, [("Cell", given, "en")] if isinstance(given, str) else given)
        first = table.rows[0]
        _mark(first._tr.get_or_add_trPr(), "w:tblHeader")
        for cell in first.cells:
            _mark(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=GREY)
        self.line("After a table", "")

    def _fill(self, cell: _Cell, lines: Sequence[Line]) -> None:
        for number, (style, words, language) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph._p.style = self._styles[style]
            if words:
                write(paragraph, words, language)

    def columns(self, number: int) -> None:
        """From here on the text runs in so many columns, on the same page."""
        from docx.enum.section import WD_SECTION

        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        found = section._sectPr.find(qn("w:cols"))
        columns = found if found is not None else OxmlElement("w:cols")
        columns.set(qn("w:num"), str(number))
        columns.set(qn("w:space"), "400")
        if found is None:
            section._sectPr.append(columns)

    def column_break(self) -> None:
        """What follows stands in the next column."""
        self.document.paragraphs[-1].add_run().add_break(WD_BREAK.COLUMN)

    def foot(self, *lines: str) -> None:
        """What stands at the foot of every page."""
        footer = self.document.sections[0].footer
        for number, words in enumerate(lines):
            paragraph = footer.add_paragraph() if number else footer.paragraphs[0]
            paragraph._p.style = self._styles["Foot"]
            write(paragraph, words, "en")

    def saved(self) -> bytes:
        """The file. The same document gives the same bytes."""
        file = io.BytesIO()
        self.document.save(file)
        return _without_times(file.getvalue())


def write(paragraph: Paragraph, words: str, language: str, *, bold: bool | None = None) -> Run:
    """Words into a paragraph, in their language and direction, unchanged."""
    run = paragraph.add_run(_NOT_IN_XML.sub("\ufffd", words))
    run.bold = bold
    properties = run._r.get_or_add_rPr()
    marked = OxmlElement("w:lang")
    if is_rtl(words):
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
        properties.append(OxmlElement("w:rtl"))
        marked.set(qn("w:bidi"), _RTL_LOCALES.get(language, "ar-SA"))
    else:
        marked.set(qn("w:val"), _LOCALES.get(language, language))
    properties.append(marked)
    return run


def _mark(properties: Any, name: str, **values: str) -> Any:
    """An element of Word's own kind among properties, once."""
    found = properties.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        properties.append(found)
    for attribute, value in values.items():
        found.set(qn(f"w:{attribute}"), value)
    return found


def _describe(table: Table, about: str) -> None:
    """What a table holds, for who hears it."""
    _mark(table._tbl.tblPr, "w:tblDescription", val=about)


def _draw(table: Table, widths: Sequence[float]) -> None:
    """Thin lines, some room in each cell, and how wide the columns are."""
    properties = table._tbl.tblPr
    borders: Any = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _mark(borders, f"w:{side}", val="single", sz="4", space="0", color=LINE)
    margins: Any = OxmlElement("w:tblCellMar")
    for side, room in (("top", "50"), ("left", "90"), ("bottom", "50"), ("right", "90")):
        _mark(margins, f"w:{side}", w=room, type="dxa")
    for element in (borders, margins):  # in the order that Word asks for
        properties.insert_element_before(element, "w:tblLook", "w:tblDescription")
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(176 * share)
        for cell in column.cells:
            cell.width = Mm(176 * share)


def _at_the_right(paragraph: Paragraph) -> None:
    """Turn the picture of a paragraph into one that floats at the right edge of the page."""
    inline: Any = next(paragraph._p.iter(qn("wp:inline")))
    zero = dict.fromkeys(("distT", "distB", "distR", "simplePos", "behindDoc", "locked"), "0")
    anchor = OxmlElement("wp:anchor")
    more = {"distL": "114300", "relativeHeight": "1", "layoutInCell": "1", "allowOverlap": "0"}
    for name, value in {**zero, **more}.items():
        anchor.set(name, value)
    anchor.append(parse_xml(f'<wp:simplePos {nsdecls("wp")} x="0" y="0"/>'))
    anchor.append(
        parse_xml(
            f'<wp:positionH {nsdecls("wp")} relativeFrom="margin"><wp:align>right</wp:align>'
            "</wp:positionH>"
        )
    )
    anchor.append(
        parse_xml(
            f'<wp:positionV {nsdecls("wp")} relativeFrom="margin"><wp:align>top</wp:align>'
            "</wp:positionV>"
        )
    )
    size, *rest = list(inline)
    anchor.append(size)
    anchor.append(parse_xml(f'<wp:wrapSquare {nsdecls("wp")} wrapText="bothSides"/>'))
    for element in rest:
        anchor.append(element)
    inline.getparent().replace(inline, anchor)


def _set_properties(document: DocxDocument, title: str, author: str, about: str, on: date) -> None:
    moment = datetime.combine(on, time(12), UTC)
    properties = document.core_properties
    title, author, about = (
        _NOT_IN_XML.sub("\ufffd", words)[:_LONGEST_PROPERTY] for words in (title, author, about)
    )
    properties.title, properties.author, properties.comments = title, author, about
    properties.last_modified_by, properties.language = author, "en-GB"
    properties.created = properties.modified = moment


def _set_page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(15)


def _without_times(content: bytes) -> bytes:
    """The same package, each file with the same date."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in given.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(info, given.read(name))
    return made.getvalue()
