"""How long a board of 12 pictures takes to paint: the first time ever, and again.

Run as a program, it paints one board in a fresh process and prints the seconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.house import PYTHON, BenchHome
from bench.measured import Line
from bench.terminal import SIZE

CARDS = 12


def measure(home: BenchHome, rounds: int) -> list[Line]:
    """Paint in fresh processes: with an empty cache, then with the one that was left."""
    cold, warm, plain = [], [], []
    for number in range(rounds):
        cache = home.folder / f"pictures-{number}"
        cold.append(_in_fresh_process(home, cache))
        warm.append(_in_fresh_process(home, cache))
        plain.append(cold[-1]["plain"])
    beside = statistics.median(plain) * 1000
    lines = []
    for what, times, limit in (("first time ever", cold, 250.0), ("warm", warm, 30.0)):
        value = statistics.median(each["board"] for each in times) * 1000
        name = "resvg and pillow alone, same drawings"
        lines.append(Line(f"board of {CARDS} pictures, {what}", value, "ms", name, beside, limit))
    return lines


def _in_fresh_process(home: BenchHome, cache: Path) -> dict[str, float]:
    command = [PYTHON, "-m", "bench.painting", str(cache)]
    done = subprocess.run(command, env=home.environ, capture_output=True, check=True)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


async def _paint_board(cache: Path) -> dict[str, float]:
    """A board in the app's own theme, from its being shown to the last picture painted."""
    from textual.app import App, ComposeResult

    from voicebox.locations import locate
    from voicebox.ports import SymbolSource
    from voicebox.symbols.library import SymbolLibrary
    from voicebox.symbols.pictures import Pictures
    from voicebox.tui.themes import CREAM, colour_number, textual_theme
    from voicebox.tui.widgets.board import Board, Card
    from voicebox.tui.widgets.pictures import PicturesWanted

    library = SymbolLibrary.load(locate({}).symbols, cache=cache)
    source: SymbolSource = Pictures(library, cache=cache)
    known = sorted(library.ids())
    symbols = known[:: max(len(known) // CARDS, 1)][:CARDS]
    painted = asyncio.Event()

    class BoardApp(App[None]):
        def __init__(self) -> None:
            super().__init__()
            self.register_theme(textual_theme(CREAM))
            self.theme = textual_theme(CREAM).name

        def compose(self) -> ComposeResult:
            yield Board()

        def on_pictures_wanted(self, wanted: PicturesWanted) -> None:
            for symbol in wanted.symbols:
                mosaic = source.mosaic(symbol, wanted.columns, colour_number(CREAM.card))
                wanted.target.set_mosaics({symbol: mosaic}, wanted.columns)
            self.call_after_refresh(painted.set)

    app = BoardApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.query_one(Board).show([Card(each, each, each) for each in symbols])
        await asyncio.wait_for(painted.wait(), 30)
        board = time.perf_counter() - began
    return {"board": board, "plain": _paint_plainly([library.svg(each) for each in symbols])}


def _paint_plainly(drawings: list[str]) -> float:
    """The same drawings rendered and scaled, and nothing more: in seconds."""
    import io

    import resvg_py
    from PIL import Image

    began = time.perf_counter()
    for svg in drawings:
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=256, height=256))
        Image.open(io.BytesIO(png)).convert("RGB").resize((32, 32), Image.Resampling.BOX)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_paint_board(Path(sys.argv[1])))))
