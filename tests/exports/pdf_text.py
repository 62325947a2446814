"""The text of a PDF as a reader takes it out, and the structure that a screen reader walks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]


def text_in(pdf: bytes) -> str:
    """The text of all pages as PDFium takes it out, on one line."""
    pages = pypdfium2.PdfDocument(pdf)
    return flat("\n".join(page.get_textpage().get_text_range() for page in pages))


def flat(given: str) -> str:
    """On one line, since a page breaks its lines where it likes."""
    return " ".join(given.replace("\x02", "").split())


def elements(pdf: bytes) -> Iterator[Any]:
    """Every element of the structure that a screen reader walks."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        waiting = [file.Root.StructTreeRoot.K]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Array):
                waiting.extend(each)
            elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
                yield each
                waiting.append(each.get("/K", pikepdf.Array()))
