"""The project's own symbols, and pictures to read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from voicebox.symbols.library import SymbolLibrary

SYMBOLS = Path(__file__).parents[3] / "symbols"


@pytest.fixture(scope="session")
def symbols_folder() -> Path:
    return SYMBOLS


@pytest.fixture(scope="session")
def library() -> SymbolLibrary:
    return SymbolLibrary.load(SYMBOLS)


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """A folder with one symbol, drawn as a red square."""
    folder = tmp_path / "symbols"
    (folder / "drawings").mkdir(parents=True)
    (folder / "symbols.yaml").write_text(
        "symbols:\n"
        "  box: {word: box, alt: A red box., group: play, keywords: [crate], drawing: box.svg}\n",
        encoding="utf-8",
    )
    (folder / "drawings" / "box.svg").write_text(
        '<svg viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg">'
        '<rect x="20" y="20" width="30" height="30" fill="#d22f27"/></svg>',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def picture_file(tmp_path: Path) -> Callable[..., Path]:
    """Write an image to a file of the given kind."""

    def write(image: Image.Image, kind: str = "PNG", name: str = "dog.png", **more: object) -> Path:
        out = io.BytesIO()
        image.save(out, kind, **more)
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return write
