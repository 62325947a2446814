"""What leaves is noted once it has left: a write that failed notes nothing."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path

import pytest

from tests.passing.homes import finished, places
from voicebox import cli
from voicebox.commands import exporting
from voicebox.store import backups
from voicebox.store.repository import SqlStore

TO = "age1lc4gzvdxspcgg6ujxksmfsec8dh7y72ny7sgw86apnp69c48nyuqm68ftz"


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files, beside a home with a talk, in which commands are run."""
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    store = SqlStore.open(places(tmp_path))
    finished(store, store.add_pupil("Amira"), 1)
    store.close()
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def _noted(where: Path) -> list[str]:
    store = SqlStore.open(places(where.parent))
    acts = [line.act for line in store.account().lines]
    store.close()
    return acts


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _nobody_reads(_: str) -> None:
    raise BrokenPipeError


@pytest.mark.parametrize(
    ("argv", "act"),
    [
        (["export", "--pupil", "Amira", "--format", "json", "-o", "@/a.json"], "exported"),
        (["export", "--all-pupils", "--format", "json", "-o", "@/all"], "exported"),
        (["export", "--pupil", "Amira", "--format", "json"], "exported"),
        (["send", "--pupil", "Amira", "--whole", "--to", TO, "@/a.age"], "sent"),
        (["backup", "@/a.zip"], "backed-up"),
    ],
    ids=["a file", "all pupils", "standard output", "a bundle", "a backup"],
)
def test_a_write_that_failed_notes_nothing(
    argv: list[str], act: str, where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    argv = [each.replace("@", str(where)) for each in argv]
    before = _noted(where)
    with monkeypatch.context() as full:
        full.setattr(sys, "stdin", io.StringIO("river horse seven maple\n"))
        full.setattr("voicebox.writing.tempfile.mkstemp", _full)
        full.setattr(backups, "_publish", _full)
        full.setattr(exporting, "print_text", _nobody_reads)
        full.setattr(cli, "_let_go_of_stdout", lambda: None)
        cli.main(argv)
    assert _noted(where) == before
    assert not list(where.glob("*.*"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("river horse seven maple\n"))
    assert cli.main(argv) == 0
    assert _noted(where) == [act, *before]
