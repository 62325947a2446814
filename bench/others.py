"""The same drawings by rich-pixels and by textual-image, where they are installed.

Both come with the bench's own group, `pip install --group bench`. Nothing of voicebox needs them.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import io
import time
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image
from rich.console import RenderableType

from bench.terminal import SIZE

OTHERS = {"rich-pixels": "rich_pixels", "textual-image": "textual_image"}
"""What they are called, and how they are imported."""

Render = Callable[[Image.Image, int], RenderableType]
"""A picture in so many columns and half as many lines."""


def installed(name: str) -> bool:
    """Is it there?"""
    return importlib.util.find_spec(OTHERS[name]) is not None


async def paint_by(name: str, drawings: Sequence[str], columns: int) -> tuple[float, float]:
    """Seconds from drawings to the screen, and from decoded pictures to the screen again."""
    from textual.app import App, ComposeResult
    from textual.containers import Grid
    from textual.widgets import Static

    render = _RENDERS[name]()

    class GridApp(App[None]):
        CSS = "Grid { grid-size: 6; } Static { width: 1fr; height: auto; }"

        def compose(self) -> ComposeResult:
            with Grid():
                for _ in drawings:
                    yield Static()

    app = GridApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        seconds = []
        pictures: list[Image.Image] = []
        for _ in range(2):
            painted = asyncio.Event()
            began = time.perf_counter()
            pictures = pictures or [_decoded(drawing) for drawing in drawings]
            for box, picture in zip(app.query(Static), pictures, strict=True):
                box.update(render(picture, columns))
            app.call_after_refresh(painted.set)
            await asyncio.wait_for(painted.wait(), 30)
            seconds.append(time.perf_counter() - began)
    return seconds[0], seconds[1]


def _decoded(drawing: str) -> Image.Image:
    import resvg_py

    png = bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=256, height=256))
    flat = Image.new("RGB", (256, 256), "white")
    drawn = Image.open(io.BytesIO(png)).convert("RGBA")
    flat.paste(drawn, mask=drawn)
    return flat


def _rich_pixels() -> Render:
    pixels: Any = importlib.import_module("rich_pixels").Pixels

    def render(picture: Image.Image, columns: int) -> RenderableType:
        drawn: RenderableType = pixels.from_image(picture, resize=(columns, columns))
        return drawn

    return render


def _textual_image() -> Render:
    half_cells: Any = importlib.import_module("textual_image.renderable.halfcell")

    def render(picture: Image.Image, columns: int) -> RenderableType:
        drawn: RenderableType = half_cells.Image(picture, width=columns, height=columns // 2)
        return drawn

    return render


_RENDERS: dict[str, Callable[[], Render]] = {
    "rich-pixels": _rich_pixels,
    "textual-image": _textual_image,
}
