"""Packs from a stranger: those that are refused stand in the corpus."""

from __future__ import annotations

from tests.hostile.conftest import Home
from tests.hostile.makers.packs import WORDS


def test_what_is_wrong_is_listed_with_its_lines(home: Home) -> None:
    path = home.folder / "pack.yaml"
    path.write_text(WORDS.replace("minutes: 5", "minutes: 5\nrun: rm"), encoding="utf-8")
    done = home.run("packs", "check", str(path))
    assert done.returncode == 1
    assert b"pack.yaml:8:" in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
