"""A command run in this process, as it is run from outside: arguments, environment, lines typed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from voicebox import cli


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def command(argv: Sequence[str], environ: Mapping[str, str], typed: bytes = b"") -> Ended:
    """Run one command to its end, with nothing of this process's own environment for voicebox."""
    out, err = _stream(), _stream()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOICEBOX_")}
    with (
        patch.dict(os.environ, {**kept, **environ}, clear=True),
        patch.object(sys, "stdin", _stream(typed)),
        _fences(),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        try:
            code = cli.main(list(argv))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Ended(code, _written(out), _written(err))


@contextmanager
def _fences() -> Iterator[None]:
    """A command may change the working folder for itself alone."""
    before = os.getcwd()  # noqa: PTH109 -- os.chdir gives it back
    try:
        yield
    finally:
        os.chdir(before)


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8", "replace")
