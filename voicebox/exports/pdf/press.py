"""Typst, kept warm: a page's template, what stands on it as JSON, its pictures; out comes a PDF.

Nothing that a person typed is ever typst code: it reaches the template as a file of JSON. The
compiler sees only the files that it is given here, and its clock is the document's date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from voicebox.errors import ExportError
from voicebox.exports.pdf.fonts import FAMILIES, fonts

TEMPLATES = Path(__file__).parent / "templates"
_SHARED = "parts.typ"
_NO_GLYPH = "could not be displayed"


def press(
    template: str, page: Mapping[str, object], pictures: Mapping[str, bytes], *, on: date
) -> bytes:
    """A PDF/UA-1 file. The same page gives the same bytes.

    Args:
        template: the name of a file in `templates`.
        page: what stands on the page; plain values, as JSON holds them.
        pictures: SVG and PNG files by their names.
        on: the day that the PDF says it was made.

    Raises:
        ExportError: a letter is in no font here, or the page is not fit for PDF/UA-1.
    """
    import typst

    files: dict[str, bytes] = {
        "main.typ": _template(template),
        _SHARED: _template(_SHARED),
        "page.json": json.dumps({**page, "fonts": FAMILIES}, ensure_ascii=False).encode(),
        **pictures,
    }
    moment = datetime.combine(on, time(12), UTC)
    try:
        return _compile(files, moment, of_this_computer=False)
    except typst.TypstError as error:
        if _NO_GLYPH not in str(error):
            raise ExportError(
                f"The page cannot be set: {_first_line(error)}.", mend="Use another format."
            ) from None
    try:
        return _compile(files, moment, of_this_computer=True)
    except typst.TypstError as error:
        mend = "Install a font for it on this computer, or use HTML or Word."
        raise ExportError(f"No font here can print it: {_first_line(error)}.", mend=mend) from None


def _compile(files: dict[str, bytes], moment: datetime, *, of_this_computer: bool) -> bytes:
    compiler = _compiler(of_this_computer=of_this_computer)
    made = compiler.compile(files, format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler(*, of_this_computer: bool) -> Any:
    """A `typst.Compiler`; its stubs leave files in memory out."""
    import typst

    return typst.Compiler(
        font_paths=fonts(of_this_computer=of_this_computer),
        sys_inputs={"any-font": "yes"} if of_this_computer else {},
    )


@cache
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def _first_line(error: Exception) -> str:
    return str(error).removeprefix("PDF/UA-1 error: ").split("\n", 1)[0][:200].rstrip(".")
