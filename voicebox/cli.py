"""The commands: the only reader of argv. Nothing heavy is imported before a command asks for it."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from voicebox.errors import VoiceboxError
from voicebox.usage import parser

DONE, FAILED, INTERRUPTED = 0, 1, 130

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Exit codes: 0 done, 1 a named error, 2 wrong usage, 130 Ctrl-C."""
    try:
        _collect_seldom()
        _speak_utf8()
        given = parser().parse_args(_arguments() if argv is None else argv)
        code: int = _command(given.does)(given)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return DONE
    except VoiceboxError as error:
        return _fail(str(error))
    except Exception as error:  # noqa: BLE001 - nothing may print a traceback at a person
        from voicebox.crash import report

        return _fail(report(error))


def _command(name: str) -> Command:
    module, _, function = name.partition(":")
    command: Command = getattr(importlib.import_module(f"voicebox.commands.{module}"), function)
    return command


def _fail(line: str) -> int:
    print(_as_read(line) if sys.stderr.isatty() else line, file=sys.stderr)
    return FAILED


def _as_read(line: str) -> str:
    """One line for a program; for a person, no word is torn at the edge of the terminal."""
    import textwrap
    from shutil import get_terminal_size

    width = max(get_terminal_size().columns - 1, 20)
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def _collect_seldom() -> None:
    """Loading makes many objects and hardly any garbage: searching it takes longer than it frees.

    The app searches more often once it stands (`tui.app`).
    """
    gc.set_threshold(1_000_000, 20, 50)


def _speak_utf8() -> None:
    """Text is UTF-8, whatever the system's own encoding; what cannot be encoded is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def _arguments() -> list[str]:
    """The arguments as UTF-8, even where the system's own encoding would tear a name apart."""
    return [os.fsencode(each).decode("utf-8", "surrogateescape") for each in sys.argv[1:]]


def _let_go_of_stdout() -> None:
    """Nobody reads any more; the flush at exit must not complain about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
