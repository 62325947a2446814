"""The least program that sets pages with typst: one warm compiler, files in, files out."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typst

from voicebox.exports.pdf.fonts import fonts


def main() -> None:
    """Set each folder's `main.typ`; print how many seconds each took."""
    out = Path(sys.argv[1])
    out.mkdir(exist_ok=True)
    compiler = typst.Compiler(font_paths=fonts())
    for folder in map(Path, sys.argv[2:]):
        files = {file.name: file.read_bytes() for file in folder.iterdir()}
        began = time.perf_counter()
        pdf = compiler.compile(files, format="pdf", pdf_standards=["ua-1"])  # type: ignore[type-var]
        (out / f"{folder.name}.pdf").write_bytes(pdf)  # type: ignore[arg-type]
        print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
