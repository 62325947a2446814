"""`voicebox`, `voicebox talk` and `voicebox resume`: a talk, in the app or in lines."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from shutil import get_terminal_size

from voicebox.bootstrap import build_house
from voicebox.errors import NoTerminal
from voicebox.ports import Begin, House


def open_app(_: Namespace) -> int:
    """The app, from its first screen."""
    require_terminal()
    house = build_house(os.environ)
    try:
        return _on_screen(house, None, None)
    finally:
        house.close()


def talk(given: Namespace) -> int:
    """A new talk."""
    begin = Begin(
        pack=given.pack,
        pupil=given.pupil or "",
        with_=given.with_ or "",
        seed=given.seed,
        on_paper=getattr(given, "from_paper", False),
        language=getattr(given, "language", None) or "",
    )
    return _hold(given, begin, None)


def resume(given: Namespace) -> int:
    """A talk that was left; without an id the newest one."""
    return _hold(given, None, given.talk)


def _hold(given: Namespace, begin: Begin | None, talk: str | None) -> int:
    if not given.plain:
        require_terminal()
    house = build_house(os.environ, speech=not given.no_speech)
    try:
        if begin is None:
            talk = talk or _newest(house)
        if given.plain:
            return in_lines(house, begin, talk)
        return _on_screen(house, begin, talk)
    finally:
        house.close()


def _on_screen(house: House, begin: Begin | None, talk: str | None) -> int:
    """Hold it in the app, which is loaded while the terminal says what it can draw."""
    from voicebox.tui.terminal import ask_once

    ask_once(os.environ, sys.stdin, sys.stdout, meanwhile=_load_app)
    from voicebox.tui.app import run_app

    return run_app(house, begin=begin, resume=talk)


def _load_app() -> None:
    import voicebox.tui.app  # noqa: F401 - loaded here, used by whoever asked


def _newest(house: House) -> str:
    from voicebox.runner import latest_open

    return latest_open(house.store()).header.id


def in_lines(house: House, begin: Begin | None, talk: str | None) -> int:
    """Hold a talk in lines; gives the exit code.

    Aloud only where a person sits at a terminal; editing only where they type into one.
    """
    from voicebox.bidi.lines import in_order
    from voicebox.plain.front import run_plain
    from voicebox.plain.lines import Lines, PipedLines, TypedLines

    typed = sys.stdin.isatty()
    seen = sys.stdout.isatty()
    lines: Lines = TypedLines() if typed and seen else PipedLines(sys.stdin.buffer)
    order = in_order(os.environ, house.preferences.right_to_left, get_terminal_size().columns)
    return run_plain(
        house,
        lines,
        sys.stdout,
        begin=begin,
        talk=talk,
        aloud=seen,
        in_order=order if seen else str,
    )


def require_terminal() -> None:
    """See that the app has a terminal to draw on.

    Raises:
        NoTerminal: there is none, or it cannot draw.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal("This is no terminal to draw on.", mend=_USE_PLAIN)
    if os.environ.get("TERM") == "dumb":
        raise NoTerminal("This terminal (TERM=dumb) cannot draw.", mend=_USE_PLAIN)


_USE_PLAIN = "Use --plain: voicebox talk --plain"
