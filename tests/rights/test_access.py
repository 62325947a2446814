"""Everything about one child, in a folder: complete, what was not shared apart, whole or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes import BEGAN, play, small_pack
from tests.passing.homes import clock
from tests.rights.conftest import BOARD, BY_MUM, CHILD, KEPT_BACK, LIKES, NAME, NOTE, WORRY, Kept
from voicebox.conversation.inputs import Stop
from voicebox.errors import RightsError, StoreError
from voicebox.rights import access
from voicebox.rights.access import Given, give_access
from voicebox.runner import start

TODAY = BEGAN.date()


def _give(kept: Kept, folder: Path, *, with_concerns: bool = False) -> Given:
    return give_access(
        kept.store, kept.pupil, folder, today=TODAY, by="Mr Shah", with_concerns=with_concerns
    )


def _holding(folder: Path, words: str) -> set[str]:
    return {
        str(path.relative_to(folder).parts[0])
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    }


def test_everything_is_there_and_what_was_not_shared_lies_apart(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "quokka"
    given = _give(kept, folder)
    assert given.folder == folder
    assert (given.talks, given.not_shared) == (1, 1)
    assert _holding(folder, CHILD) >= {"talks", "answers.csv", "answers.json", "not-shared"}
    assert _holding(folder, KEPT_BACK) == {"not-shared"}
    for words in (NOTE, BY_MUM):
        assert "to-review.html" in _holding(folder, words)
    assert _holding(folder, LIKES) == {"own"}
    assert "own" in _holding(folder, BOARD)
    assert _holding(folder, WORRY) == set()
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    front = (folder / "README.html").read_text("utf-8")
    for name in names - {"README.html"}:
        assert f'href="{name}"' in front, name
    assert {"plan.html", "profile.pdf", "account.html", "not-shared/READ-FIRST.html"} <= names
    assert kept.own.png in {path.read_bytes() for path in folder.rglob("*.png")}
    (raw,) = (folder / "not-shared" / "events").iterdir()
    (talk,) = kept.store.talks(pupil=kept.pupil.id)
    assert len(json.loads(raw.read_text("utf-8"))["events"]) == talk.events
    assert "made a document" not in front
    assert kept.store.account(pupil=kept.pupil.id).lines[0].act == "access-given"
    assert oct(folder.stat().st_mode)[-3:] == "700"
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_worries_are_there_by_a_step_of_their_own(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "with"
    _give(kept, folder, with_concerns=True)
    assert _holding(folder, WORRY) == {"worries.html"}


def test_no_other_childs_words_are_in_it(kept: Kept, tmp_path: Path) -> None:
    folder = tmp_path / "with"
    _give(kept, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"number 7" not in path.read_bytes()
            assert b"calm 7" not in path.read_bytes()


def test_each_file_is_told_with_how_many_there_are(kept: Kept, tmp_path: Path) -> None:
    told: list[str] = []
    far: list[float] = []
    empty = kept.store.add_pupil("Zofia")
    given = give_access(
        kept.store,
        empty,
        tmp_path / "of",
        today=TODAY,
        by="",
        tell=told.append,
        progress=far.append,
    )
    assert told == ["1 of 2: to-review.html", "2 of 2: account.html"]
    assert far == [0.0, 0.5, 1.0]
    assert given.files == len(told) + 1
    assert "That proves nothing" in (tmp_path / "of" / "to-review.html").read_text("utf-8")


def test_it_is_written_whole_or_not_at_all(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    with pytest.raises(RightsError, match="there already"):
        _give(kept, there)
    with pytest.raises(RightsError, match="cannot be written"):
        _give(kept, tmp_path / "none" / "folder")

    def fail(*_: object) -> None:
        raise StoreError("It cannot be read.")

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(access, "index", fail)
    with pytest.raises(StoreError):
        _give(kept, tmp_path / "new")
    assert sorted(tmp_path.iterdir()) == before


def test_a_name_that_is_markup_stays_text(kept: Kept, tmp_path: Path) -> None:
    odd = kept.store.add_pupil("<script>alert(1)</script>\x1b[31m")
    folder = tmp_path / "odd"
    give_access(kept.store, odd, folder, today=TODAY, by="")
    content = (folder / "README.html").read_bytes()
    assert b"<script>" not in content
    assert b"\x1b" not in content
    assert NAME.encode() not in content


def test_documents_that_would_hold_nothing_are_left_out(kept: Kept, tmp_path: Path) -> None:
    zofia, folder = kept.store.add_pupil("Zofia"), tmp_path / "early"
    runner = start(kept.store, clock(3), small_pack(), zofia, with_="Mrs Okoye")
    play(runner, {}, until="good-day")
    runner.handle(Stop())
    give_access(kept.store, zofia, folder, today=TODAY, by="Mr Shah")
    left_out = ["answers.csv", "answers.json", "plan.html", "plan.pdf", "profile.pdf"]
    front = (folder / "README.html").read_text("utf-8")
    assert f"These would hold nothing: {', '.join(left_out)}." in front
    assert not [name for name in left_out if (folder / name).exists()]
    assert f'href="talks/2026-11-22-{runner.header.id}.html"' in front
    assert f"{runner.header.id}.json" in front
