"""How long a board of 12 pictures takes to paint: the first time ever, and again.

Run as a program, it paints one board in a fresh process and prints the seconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import math
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.house import PYTHON, BenchHome
from bench.measured import Line
from bench.others import OTHERS, installed, paint_by
from bench.terminal import SIZE

CARDS = 12


def measure(home: BenchHome, rounds: int) -> list[Line]:
    """Paint in fresh processes: with an empty cache, then with the one that was left."""
    cold, warm = [], []
    for number in range(rounds):
        cache = home.folder / f"pictures-{number}"
        cold.append(_in_fresh_process(home, cache))
        warm.append(_in_fresh_process(home, cache))
    lines = []
    for what, times, limit in (("first time ever", cold, 250.0), ("warm", warm, 30.0)):
        value = _median(times, "board")
        name = "resvg and pillow alone, same drawings"
        what = f"board of {CARDS} pictures, {what}"
        lines.append(Line(what, value, "ms", name, _median(cold, "plain"), limit))
        lines += [_beside_other(what, value, other, times is warm, cold) for other in OTHERS]
    return lines


def _beside_other(
    what: str, value: float, other: str, is_warm: bool, times: list[dict[str, float]]
) -> Line:
    """The same board beside another library's, or a line that says it is not there."""
    if not installed(other):
        return Line(what, value, "ms", f"{other}: not installed", math.nan)
    name = f"{other}, decoded pictures" if is_warm else f"{other}, same drawings"
    beside = _median(times, f"{other}, {'again' if is_warm else 'first'}")
    return Line(what, value, "ms", name, beside)


def _median(times: list[dict[str, float]], name: str) -> float:
    return statistics.median(each[name] for each in times) * 1000


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
    from voicebox.tui.widgets.board import Board
    from voicebox.tui.widgets.cards import Card
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
        columns = app.query_one(Board).laid.grid.picture
    drawings = [library.svg(each) for each in symbols]
    seconds = {"board": board, "plain": _paint_plainly(drawings)}
    for other in filter(installed, OTHERS):
        first, again = await paint_by(other, drawings, columns)
        seconds |= {f"{other}, first": first, f"{other}, again": again}
    return seconds


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
