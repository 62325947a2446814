"""`voicebox worries`: listed without their words, signed once, noted without a word of them."""

from __future__ import annotations

import os
from datetime import timedelta
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
    assert first.startswith("1  w1  Amira  2026-")
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


@pytest.fixture
def long_ids(run: Run) -> Run:
    store = SqlStore.open(locate(os.environ))
    pupil = store.add_pupil("Tomos")
    for hours, id_ in enumerate(("1c9b4f03aa", "1c9b77d0bb", "0002eeeecc"), start=1):
        at = BEGAN + timedelta(hours=hours)
        store.add_concern(Concern(id_, pupil, "t2", WORDS, "Mr Shah", at, about_staff=False))
    store.close()
    return run


def _signed(run: Run) -> list[str]:
    told = run("worries", "--all")[1].splitlines()
    return [line.split()[1] for line in told if "has it since" in line]


def test_a_number_of_the_list_is_shown_again_and_signed_by_a_typed_yes(long_ids: Run) -> None:
    listed = long_ids("worries")[1]
    assert "\n3  1c9b4  Tomos  " in listed
    assert "\n4  1c9b7  Tomos  " in listed
    sign = ("worries", "sign", "3", "--to", "Mrs Okoye")
    code, told, problem = long_ids(*sign, typed="\n")
    assert (code, _signed(long_ids)) == (1, [])
    assert told.startswith("3  1c9b4  Tomos  ")
    assert "Does Mrs Okoye have this one now?" in problem
    code, told, _ = long_ids(*sign, typed="yes\n")
    assert (code, told.splitlines()[-1]) == (0, "Signed: Mrs Okoye has the worry 1c9b4 now.")
    assert _signed(long_ids) == ["1c9b4"]
    assert "\n4  1c9b7  Tomos  " in long_ids("worries")[1], "signing one moves no other"
    assert long_ids("worries", "sign", "1", "--to", "Mrs Okoye")[0] == 1, "a number needs its yes"


@pytest.mark.parametrize("said", ["1c9b", "1c9", "0", "6", "-1", "1c9b4f03aab", "", "\u0663"])
def test_what_is_unclear_is_not_signed(long_ids: Run, said: str) -> None:
    assert long_ids("worries", "sign", "--to", "Mrs Okoye", "--", said, typed="yes\n")[0] == 1
    assert _signed(long_ids) == []


def test_enough_of_an_id_names_one(long_ids: Run) -> None:
    assert long_ids("worries", "sign", "0002", "--to", "Mrs Okoye")[0] == 0
    assert long_ids("worries", "sign", "1c9b7", "--to", "Mrs Okoye")[0] == 0
    assert _signed(long_ids) == ["1c9b7", "0002"]
