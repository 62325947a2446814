"""Running a command in a test, as a person would at a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from voicebox import cli

Run = Callable[..., tuple[int, str, str]]
"""Gives the exit code, standard output and standard error."""


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands; `typed` is what the person types."""

    def run(*argv: str, typed: str = "") -> tuple[int, str, str]:
        stream = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        try:
            code = cli.main(argv)
        except SystemExit as end:
            code = int(str(end.code))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run
