"""A log that is damaged after a kill: the mark of the last write finds it out."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.running import Run, runner
from tests.store.conftest import BEGAN, begin, draft, places
from voicebox.errors import AnswersMissing
from voicebox.locations import Locations
from voicebox.rights.forgetting import forget
from voicebox.store import backups, last, locks, passphrases
from voicebox.store.damaged_log import kept_aside, log_of
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore
from voicebox.store.what_is_left import open_what_is_left

PASSPHRASE = "seven brown hens under the stairs"
KEPT = 9
BODY = '{"words":"with my dog at nans"}'
Harm = Callable[[bytes], bytes | None]


def _flipped(content: bytes) -> bytes:
    return content[:-700] + bytes([content[-700] ^ 1]) + content[-699:]


HARMS: dict[str, Harm] = {
    "a bit flipped": _flipped,
    "the end cut off": lambda content: content[:-500],
    "half cut off": lambda content: content[: len(content) // 2],
    "its head gone": lambda content: bytes(32) + content[32:],
    "all zeroes": lambda content: bytes(len(content)),
    "emptied": lambda _: b"",
    "taken away": lambda _: None,
}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", passphrases.Cost(1, 64, 1))


def _answer(store: SqlStore, upto: int, talk: str = "t1") -> None:
    for seq in range(store.talk(talk).events, upto):
        event = draft(f"{talk}-{seq + 1}", BODY)
        store.append(talk, seq, [event], state="asking", ended=None)


@pytest.fixture(scope="module")
def after_a_kill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a kill leaves it, and as it was a few answers before, in `earlier`.

    A part of the answers is in the file already, the others are in the log alone.
    """
    root = tmp_path_factory.mktemp("killed")
    store = SqlStore.open(places(root / "live"))
    begin(store)
    store._fold_log()
    _answer(store, 4)
    shutil.copytree(root / "live", root / "earlier")
    _answer(store, KEPT)
    shutil.copytree(root / "live", root / "killed")
    store.close()
    return root


@pytest.fixture
def killed(after_a_kill: Path, tmp_path: Path) -> Locations:
    return places(Path(shutil.copytree(after_a_kill / "killed", tmp_path / "killed")))


def _harm(where: Locations, how: str) -> None:
    log = log_of(where.data / TALKS_FILE)
    content = HARMS[how](log.read_bytes())
    if content is None:
        log.unlink()
    else:
        log.write_bytes(content)


def _held(where: Locations) -> dict[str, bytes]:
    """The files that were there before, but for the index of the log, which is made anew."""
    return {
        path.name: path.read_bytes()
        for path in where.data.iterdir()
        if path.is_file() and ".damaged-" not in path.name and not path.name.endswith("-shm")
    }


def _count(where: Locations) -> int:
    store = SqlStore.open(where)
    try:
        return len(store.events("t1"))
    finally:
        store.close()


def test_after_a_kill_alone_everything_is_there(killed: Locations) -> None:
    assert _count(killed) == KEPT
    assert kept_aside(killed.data / TALKS_FILE) == []


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_log_is_refused_and_left_as_it_is(killed: Locations, how: str) -> None:
    _harm(killed, how)
    before = _held(killed)
    log = log_of(killed.data / TALKS_FILE)
    for _ in range(2):
        with pytest.raises(AnswersMissing) as told:
            SqlStore.open(killed)
        assert "The newest answers of talk t1 cannot be read" in str(told.value)
        assert "Nothing was changed" in str(told.value)
        assert "voicebox doctor --open-without-damage" in str(told.value)
        assert _held(killed) == {name: each for name, each in before.items() if each}
        copies = kept_aside(killed.data / TALKS_FILE)
        assert len(copies) == (1 if before.get(log.name) else 0)
    for copy in copies:
        assert copy.name in str(told.value)
        assert copy.read_bytes() == before[log.name]
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize("how", HARMS)
def test_without_the_mark_the_loss_would_be_silent(killed: Locations, how: str) -> None:
    """What is tested here is the mark, and not something else that refuses."""
    _harm(killed, how)
    (killed.data / last.FILE_NAME).unlink()
    assert _count(killed) < KEPT


@pytest.mark.parametrize("how", HARMS)
def test_what_is_left_can_be_opened_on_purpose(killed: Locations, how: str) -> None:
    _harm(killed, how)
    before = _held(killed)
    left = open_what_is_left(killed, adult="Mrs Okoye")
    assert left is not None
    assert (left.talks, left.cut_talk, left.cut_before) == (1, "t1", KEPT)
    assert left.newest is not None
    assert 1 <= left.cut_after == left.newest.seq < KEPT
    assert {copy.name.split(".damaged")[0]: copy.read_bytes() for copy in left.copies} == {
        name: before[name] for name in (TALKS_FILE, f"{TALKS_FILE}-wal") if before.get(name)
    }
    assert _count(killed) == left.cut_after
    store = SqlStore.open(killed)
    noted = store.account().lines[0]
    assert (noted.act, noted.adult, noted.facts["talks"]) == ("opened-damaged", "Mrs Okoye", 1)
    _answer(store, KEPT + 3)
    store.close()
    assert _count(killed) == KEPT + 3
    assert open_what_is_left(killed) is None


def test_nothing_is_opened_on_purpose_where_nothing_is_missing(
    killed: Locations, tmp_path: Path
) -> None:
    assert open_what_is_left(killed) is None
    assert _count(killed) == KEPT
    nowhere = places(tmp_path / "nowhere")
    assert open_what_is_left(nowhere) is None
    assert not nowhere.data.exists()


def test_an_older_log_is_refused_and_its_pages_never_come_over_newer_ones(
    after_a_kill: Path, killed: Locations
) -> None:
    log = log_of(killed.data / TALKS_FILE)
    older = log_of(places(after_a_kill / "earlier").data / TALKS_FILE).read_bytes()
    store = SqlStore.open(killed)  # which folds the log
    store.close()
    log.write_bytes(older)
    with pytest.raises(AnswersMissing, match="damaged, or older than"):
        SqlStore.open(killed)
    left = open_what_is_left(killed)
    assert left is not None
    assert left.cut_after in (0, KEPT)
    assert _count(killed) == KEPT


def test_an_older_talks_file_beside_a_newer_mark_is_refused(
    after_a_kill: Path, killed: Locations
) -> None:
    SqlStore.open(killed).close()
    shutil.copy(after_a_kill / "earlier" / "home" / TALKS_FILE, killed.data / TALKS_FILE)
    with pytest.raises(AnswersMissing, match="older than they are, or its log"):
        SqlStore.open(killed)


@pytest.mark.parametrize("how", ["gone", "cut", "flipped", "emptied", "another store's"])
def test_a_mark_that_cannot_be_trusted_says_nothing(
    killed: Locations, tmp_path: Path, how: str
) -> None:
    mark = killed.data / last.FILE_NAME
    true = mark.read_bytes()
    other = SqlStore.open(places(tmp_path / "other"))
    begin(other)
    other.close()
    mark.write_bytes(
        {
            "cut": true[:200],
            "flipped": true[:100] + bytes([true[100] ^ 1]) + true[101:],
            "emptied": b"",
            "another store's": (other.path.parent / last.FILE_NAME).read_bytes(),
        }.get(how, b"")
    )
    if how == "gone":
        mark.unlink()
    assert _count(killed) == KEPT
    assert mark.read_bytes() != true
    talks = killed.data / TALKS_FILE
    before = talks.read_bytes()
    store = SqlStore.open(killed)
    _answer(store, KEPT + 1)
    store.close()
    talks.write_bytes(before)
    with pytest.raises(AnswersMissing):  # it was marked anew
        SqlStore.open(killed)


def test_a_mark_that_cannot_be_written_fails_no_answer(store: SqlStore, where: Locations) -> None:
    mark = where.data / last.FILE_NAME
    mark.unlink()
    mark.mkdir()
    begin(store)
    _answer(store, KEPT)
    store.close()
    assert _count(where) == KEPT


def test_an_older_mark_says_nothing_whatever_was_taken_out_since(where: Locations) -> None:
    store = SqlStore.open(where)
    head = begin(store)
    _answer(store, KEPT)
    older = (where.data / last.FILE_NAME).read_bytes()
    forget(store, head.pupil, authority="The family asked.", by="Mrs Okoye", now=BEGAN)
    store.close()
    (where.data / last.FILE_NAME).write_bytes(older)
    again = SqlStore.open(where)
    assert again.talks() == []
    again.close()
    assert (where.data / last.FILE_NAME).read_bytes() != older


def test_forgetting_takes_away_the_copies_of_damaged_files(killed: Locations) -> None:
    _harm(killed, "a bit flipped")
    assert open_what_is_left(killed) is not None
    assert len(kept_aside(killed.data / TALKS_FILE)) == 2
    store = SqlStore.open(killed)
    (pupil,) = store.pupils()
    forget(store, pupil, authority="The family asked.", by="Mrs Okoye", now=datetime.now(UTC))
    store.close()
    assert kept_aside(killed.data / TALKS_FILE) == []


def test_two_windows_that_write_in_turn_are_both_marked(where: Locations, tmp_path: Path) -> None:
    one, two = SqlStore.open(where), SqlStore.open(where)
    begin(one)
    begin(two, "t2")
    for seq in range(1, KEPT):
        for store, talk in ((one, "t1"), (two, "t2")):
            store.append(talk, seq, [draft(f"{talk}-{seq + 1}")], state="asking", ended=None)
    copy = places(Path(shutil.copytree(where.data.parent, tmp_path / "copy")))
    one.close()
    two.close()
    assert _count(copy) == KEPT
    shutil.rmtree(copy.data.parent)
    assert _count(where) == KEPT


def test_a_backup_comes_back_beside_a_mark_of_later_answers(
    store: SqlStore, where: Locations, tmp_path: Path
) -> None:
    begin(store)
    backups.back_up(store, tmp_path / "b", PASSPHRASE)
    _answer(store, KEPT)
    store.close()
    for name in (TALKS_FILE, "keyslots.json"):
        (where.data / name).unlink()
    assert backups.restore(tmp_path / "b", where, PASSPHRASE).talks == 1
    back = SqlStore.open(where, PASSPHRASE)
    assert len(back.events("t1")) == 1
    back.close()


def test_the_mark_tells_nothing_to_who_has_no_key(store: SqlStore, where: Locations) -> None:
    mark = where.data / last.FILE_NAME
    size = mark.stat().st_size
    begin(store, "a-talk-of-amira")
    written = mark.read_bytes()
    assert len(written) == size < 512
    assert b"amira" not in written
    assert store.events("a-talk-of-amira")[-1].hash.encode() not in written


def test_the_commands_say_it_in_a_line_and_open_what_is_left_when_told_to(
    killed: Locations, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOICEBOX_HOME", str(killed.data))
    monkeypatch.setenv("VOICEBOX_KEYS", str(killed.keys))
    run: Run = runner(monkeypatch, capsys)
    store = SqlStore.open(killed)
    locks.lock(store, PASSPHRASE)
    locks.begin_sitting(store)
    _answer(store, KEPT + 4)
    left = {path.name: path.read_bytes() for path in killed.data.iterdir() if path.is_file()}
    locks.end_sitting(store)
    store.close()
    for name, content in left.items():
        if name != "keyslots.json":
            (killed.data / name).write_bytes(content)
    _harm(killed, "a bit flipped")
    code, out, err = run("unlock", typed=f"{PASSPHRASE}\n")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "newest answers of talk t1" in err
    code, out, err = run("doctor", "--open-without-damage", typed=f"{PASSPHRASE}\n")
    assert (code, err) == (0, "")
    assert out.startswith("Opened without what cannot be read: 1 talk with ")
    assert f"Talk t1 goes to {KEPT + 3}; {KEPT + 4} had been kept." in out
    assert run("unlock", typed=f"{PASSPHRASE}\n")[0] == 0
    code, out, _ = run("doctor", "--open-without-damage")
    assert (code, out) == (0, "Nothing that was kept is missing here; nothing was changed.\n")
    assert "opened damaged talks" in run("audit")[1]
    assert run("doctor")[1].count(" was kept when it was damaged.") == 2
