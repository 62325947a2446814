"""While the app is shown, words that run from right to left are put in order by one side alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from voicebox.bidi.screen import LEAVE_ORDER, TAKE_ORDER, Wish, decide, use
from voicebox.tui.terminal import Terminal


@contextmanager
def ordered(terminal: Terminal, wish: Wish, out: TextIO) -> Iterator[None]:
    """Paint such words as this terminal needs them; where it would order them too, ask it not to.

    Args:
        terminal: what it said of itself.
        wish: what the settings say.
        out: where the app is painted.
    """
    way = decide(terminal.name, os.environ, wish)
    use(way)
    asks = way == "letters" and out.isatty()
    if asks:
        _say(out, LEAVE_ORDER)
    try:
        yield
    finally:
        if asks:
            _say(out, TAKE_ORDER)


def _say(out: TextIO, words: str) -> None:
    out.write(words)
    out.flush()
