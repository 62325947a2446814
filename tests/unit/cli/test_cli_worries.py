"""`voicebox worries`: listed without their words, signed once, noted without a word of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fakes import BEGAN
from tests.running import Run, runner
from voicebox.locations import locate
from voicebox.ports import Concern
from voicebox.store.repository import SqlStore

WORDS = "He said\x1b[2J his tummy hurts."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("TZ", "UTC")
    store = SqlStore.open(locate(os.environ))
    amira = store.add_pupil("Amira")
    store.add_concern(Concern("w1", amira, "t1", WORDS, "Mr Shah", BEGAN, about_staff=False))
    store.add_concern(Concern("w2", amira, "t1", WORDS, "", BEGAN, about_staff=True))
    store.close()
    return runner(monkeypatch, capsys)


def test_they_are_listed_and_their_words_only_when_asked_for(run: Run) -> None:
    code, told, _ = run("worries")
    first, second, staff, how = told.splitlines()
    assert code == 0
    assert first.startswith("w1  Amira  2026-")
    assert first.endswith("  by Mr Shah  not passed on yet")
    assert "by the adult in the talk" in second
    assert "designated officer" in staff
    assert "worries sign NUMBER --to NAME" in how
    assert "tummy" not in told
    assert "    He said\ufffd[2J his tummy hurts.\n" in run("worries", "--words")[1]


def test_the_first_signature_stands_and_is_in_the_account_without_a_word(run: Run) -> None:
    assert run("worries", "sign", "w1", "--to", "  Mrs  Okoye ")[:2] == (
        0,
        "Signed: Mrs Okoye has the worry w1 now.\n",
    )
    assert "w1" not in run("worries")[1]
    assert "w1  Amira" in run("worries", "--all")[1]
    code, _, problem = run("worries", "sign", "w1", "--to", "Mr Shah")
    assert (code, "Mrs Okoye has it since" in problem) == (1, True)
    assert run("worries", "sign", "w3", "--to", "Mr Shah")[0] == 1
    assert run("worries", "sign", "w2", "--to", " ")[0] == 1
    account = run("audit")[1]
    assert account.count("signed a worry as passed on") == 1
    assert "tummy" not in account
    assert "Amira" not in account


def test_no_list_and_no_search_of_talks_knows_them(run: Run) -> None:
    for argv in (("talks",), ("talks", "--json"), ("talks", "--missing"), ("audit", "--json")):
        code, told, _ = run(*argv)
        assert (code, "tummy" in told, "w1" in told) == (0, False, False)
