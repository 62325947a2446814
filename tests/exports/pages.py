"""What a reader finds in a written document of each format: its text, and what stands in quotes."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from voicebox.exports.as_csv import cell_words


def text_of(content: bytes, format_: str) -> str:
    """All the text of a document, escapes and cells undone."""
    match format_:
        case "json" | "fhir":
            return "\n".join(_strings(json.loads(content)))
        case "csv":
            return "\n".join(cell_words(cell) for row in csv_rows(content) for cell in row)
        case "html":
            return _html_text(content.decode())
        case "docx":
            return _docx_text(content)
        case "pdf":
            return _pdf_text(content)
        case _:
            return content.decode()


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file, as they stand there."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def quoted(text: str) -> list[str]:
    """What stands in quotation marks."""
    return re.findall("“([^”]*)”", text)


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


class _Text(HTMLParser):
    """The text of a page, its style sheet left out; each cell, line and word as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skip = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._skip = False

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)


def _html_text(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return "".join(parser.parts)


def _docx_text(content: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(content))
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines: list[str] = []
    for paragraph in document.element.iter(f"{namespace}p"):
        breaks = {f"{namespace}br": "\n", f"{namespace}tab": "\t"}
        lines.append("".join(breaks.get(each.tag) or each.text or "" for each in paragraph.iter()))
    return "\n".join(lines)


def _pdf_text(content: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(content)
        done = subprocess.run(
            ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True
        )
    return " ".join(done.stdout.decode().split())
