"""Making Word files for tests, and reading what stands where in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def blank() -> WordDocument:
    """A document with nothing in it."""
    return Document()


def saved(document: WordDocument) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def grid(at: Any, rows: list[list[str]]) -> Any:
    """A table with these words; `at` is a document or a cell."""
    columns = max(map(len, rows))
    table = at.add_table(rows=0, cols=columns)
    if isinstance(at, WordDocument):
        table.style = "Table Grid"
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = words
    return table


def merge(table: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge the cells from `first` to `last`, each a row and a column."""
    table.cell(*first).merge(table.cell(*last))


def raw(at: Any, xml: str) -> None:
    """Put an element of WordprocessingML before the end of a body, or at the end of a cell."""
    element = parse_xml(xml.replace(">", f" {NAMES}>", 1) if NAMES not in xml else xml)
    body = at.element.body if isinstance(at, WordDocument) else at._element
    last = body[-1] if len(body) and body[-1].tag == f"{{{W}}}sectPr" else None
    if last is not None:
        last.addprevious(element)
    else:
        body.append(element)


def control(tag: str, inner: str = "", *, kind: str = "<w:text/>", title: str = "") -> str:
    """A content control in a line, with its placeholder."""
    alias = f'<w:alias w:val="{title}"/>' if title else ""
    tagged = f'<w:tag w:val="{tag}"/>' if tag else ""
    shown = inner or (
        '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        "<w:t>Click or tap here to enter text.</w:t></w:r>"
    )
    placeholder = "" if inner else "<w:showingPlcHdr/>"
    return (
        f"<w:sdt><w:sdtPr>{alias}{tagged}{placeholder}{kind}</w:sdtPr>"
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


def para(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def text_box(*inner: str) -> str:
    """A text box as Word writes it: twice, once for old programs."""
    content = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        "<wp:extent cx='3600000' cy='900000'/><wp:docPr id='7' name='Box'/>"
        "<a:graphic><a:graphicData"
        " uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        "<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/>"
        "<a:ext cx='3600000' cy='900000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
        f"</a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape style='width:280pt;height:70pt'><v:textbox>{content}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


# -- reading ------------------------------------------------------------------------------------


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tree(content: bytes, part: str = "document") -> Any:
    """The first part whose name begins so: `document`, `header`, `footer`."""
    found = parts(content)
    name = sorted(name for name in found if name.startswith(f"word/{part}"))[0]
    return etree.fromstring(found[name])


def words(element: Any) -> str:
    """All text in an element, line breaks and tabs as such, a line for each paragraph."""
    lines = []
    for paragraph in element.iter(f"{{{W}}}p"):
        shown = {"t": None, "br": "\n", "tab": "\t"}
        line = ""
        for part in paragraph.iter():
            name = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
            inside = next(part.iterancestors(f"{{{W}}}p"), None) is paragraph
            if name in shown and inside and part.getparent().tag == f"{{{W}}}r":
                line += shown[name] or part.text or ""
        lines.append(line)
    return "\n".join(lines)


def cell(content: bytes, table: int, row: int, column: int, part: str = "document") -> str:
    """The words of one cell; tables counted in the order of the file, nested ones too."""
    found = list(tree(content, part).iter(f"{{{W}}}tbl"))[table]
    rows = [each for each in _direct(found) if each.tag == f"{{{W}}}tr"]
    cells = [each for each in _direct(rows[row]) if each.tag == f"{{{W}}}tc"]
    return words(cells[column])


def _direct(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in (f"{{{W}}}sdt", f"{{{W}}}sdtContent"):
            yield from _direct(child)
        else:
            yield child


def all_words(content: bytes) -> str:
    """The words of every part that people read."""
    found = parts(content)
    named = [n for n in found if n.startswith(("word/document", "word/header", "word/footer"))]
    return "\n".join(words(etree.fromstring(found[name])) for name in sorted(named))
