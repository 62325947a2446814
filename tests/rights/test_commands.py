"""send, receive, access and forget as a person types them."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from tests.fakes import BEGAN
from tests.passing.homes import begun, places
from voicebox.cli import main
from voicebox.errors import NotFound
from voicebox.ports import Concern
from voicebox.pupils import find
from voicebox.store import identity
from voicebox.store.direct import writing
from voicebox.store.repository import SqlStore


class Desk:
    """Two homes, and one pair of hands at their terminals."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._patch = monkeypatch

    def at(self, home: str) -> SqlStore:
        """Sit down in a home; its store, to be closed before a command is given."""
        self._patch.setenv("VOICEBOX_HOME", str(self.root / home / "home"))
        self._patch.setenv("VOICEBOX_KEYS", str(self.root / home / "keys"))
        return SqlStore.open(places(self.root / home))

    def types(self, line: str, *argv: str) -> int:
        self._patch.setattr(sys, "stdin", io.StringIO(line))
        return main(argv)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


@pytest.fixture
def key(desk: Desk, capsys: pytest.CaptureFixture[str]) -> str:
    desk.at("office").close()
    assert main(["receive", "--key"]) == 0
    told = capsys.readouterr().out.strip()
    assert main(["keys"]) == 0
    assert capsys.readouterr().out.startswith(f"To send here:  {told}\nFingerprint:   ")
    return told


def test_a_bundle_from_home_to_office(
    desk: Desk, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = desk.at("home"), str(tmp_path / "amira.age")
    amira = home.add_pupil("Amira")
    begun(home, amira, 1)
    talk = home.talks()[0].header.id
    home.keep_preferences(amira.id, {"theme": "calm"})
    home.add_concern(Concern("w1", amira, talk, "a worry", "Mrs Okoye", BEGAN, False))
    home.close()
    send = ["send", "--pupil", "Amira", "--to", key, file]
    assert desk.types("", *send) == 1
    assert "did not share" in capsys.readouterr().err
    assert desk.types("no\n", *send, "--whole", "--with-worries") == 1
    assert not Path(file).exists()
    capsys.readouterr()
    assert desk.types("yes\n", *send) == 0
    assert b"Amira" not in Path(file).read_bytes()
    told = capsys.readouterr()
    assert "1 kept back" in told.err
    assert f"Written and checked: {file}, with 1 talk, how they like the screen. Only" in told.out
    single = ["send", talk, str(tmp_path / "talk.age"), "--to", key, "--whole"]
    assert desk.types("", *single) == 0
    assert desk.types("", *single, "--force", "--with-own") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert ("how they like" in first, "how they like" in second) == (False, True)
    assert desk.types("", *send, "--whole") == 1
    desk.at("office").close()
    assert desk.types("", "receive", "--look", file) == 0
    looked = capsys.readouterr().out
    assert "1. Amira: 1 talk, 3 answers, how they like the screen.\n" in looked
    desk.at("home").close()
    assert main(["keys"]) == 0
    mark = capsys.readouterr().out.split()[-1]
    assert f"not known here yet ({mark})" in looked
    assert ". By whom is not said: no name is set there.\n" in looked
    assert "from store" not in looked
    desk.at("office").close()
    assert "worry" not in looked
    assert desk.types("no\n", "receive", file) == 1
    assert desk.at("office").pupils() == []
    assert desk.types("yes\n", "receive", file) == 0
    assert (
        "Kept: 1 new pupil, 1 new talk, 3 new answers, how they like the screen."
        in capsys.readouterr().out
    )
    assert desk.types("", "receive", "--yes", file) == 0
    again = capsys.readouterr().out
    assert re.search(rf"From the same voicebox as the talks received on [0-9-]+ \({mark}\)", again)
    assert "Nothing new was in it: all of it was here already." in again
    office = desk.at("office")
    assert office.concerns() == []
    acts = [line.act for line in office.account().lines]
    office.close()
    assert acts == ["received", "received"]
    desk.at("home").close()
    assert desk.types("yes\n", *send, "--whole", "--with-worries", "--force") == 0
    desk.at("office").close()
    assert desk.types("", "receive", "--yes", file) == 0
    office = desk.at("office")
    assert [concern.words for concern in office.concerns()] == ["a worry"]
    office.close()


def _out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_name_is_never_trusted(
    desk: Desk, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for number, home in enumerate(("one", "two", "three"), start=1):
        store = desk.at(home)
        begun(store, store.add_pupil("Amira"), number)
        store.close()
        files.append(str(tmp_path / f"{home}.age"))
        assert desk.types("", "send", "--whole", "--pupil", "Amira", "--to", key, files[-1]) == 0
    desk.at("office").close()
    assert desk.types("", "receive", "--yes", files[0]) == 0
    capsys.readouterr()
    assert desk.types("", "receive", "--yes", files[1]) == 0
    told = capsys.readouterr().out
    assert "same name; they are not taken for the same child" in told
    assert "1. Amira will be a new pupil here, and not the one of the same name.\n" in told
    assert desk.types("", "receive", "--yes", files[2], "--as", "Nobody") == 1
    assert desk.types("no\n", "receive", files[2], "--as", "1=Amira#1") == 1
    assert re.search(
        r"1\. Amira will be kept as Amira#1 here \(.+\), as you said\.\n", _out(capsys)
    )
    assert desk.types("", "receive", "--yes", files[2], "--as", "Amira#2") == 0
    told = _out(capsys)
    assert "not taken for the same child" not in told
    assert "will be kept as Amira#2 here (last talk with Mrs Okoye on " in told
    assert ", asking  " not in told
    assert ", not finished  " in told
    assert desk.types("", "receive", "--yes", files[2], "--as", "Amira#1") == 1
    assert "is another pupil here already" in capsys.readouterr().err
    office = desk.at("office")
    assert sorted(len(office.talks(pupil=pupil.id)) for pupil in office.pupils()) == [1, 2]
    office.close()


def test_a_pupil_who_is_received_takes_nobodys_number(desk: Desk, key: str, tmp_path: Path) -> None:
    office, laptop = desk.at("office"), desk.at("laptop")
    own = office.add_pupil("Amira")
    begun(office, own, 50)
    begun(laptop, laptop.add_pupil("Amira"), 1)
    office.close()
    laptop.close()
    file = str(tmp_path / "older.age")
    assert desk.types("", "send", "--whole", "--pupil", "Amira", "--to", key, file) == 0
    desk.at("office").close()
    assert desk.types("", "receive", "--yes", "--new", file) == 0
    office = desk.at("office")
    assert find(office, "Amira#1") == own
    with pytest.raises(NotFound, match=r"Say which one: Amira#1 or Amira#2\."):
        find(office, "Amira")
    office.close()


def test_another_key_and_a_passphrase_are_asked_about(
    desk: Desk, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = desk.at("home"), str(tmp_path / "amira.age")
    begun(home, home.add_pupil("Amira"), 1)
    home.close()
    send = ["send", "--whole", "--force", "--pupil", "Amira", file]
    assert desk.types("teapot window river lamp\n", *send) == 0
    desk.at("office").close()
    assert desk.types("another river lamp teapot\n", "receive", "--yes", file) == 1
    assert desk.types("teapot window river lamp\nyes\n", "receive", file) == 0
    home = desk.at("home")
    with writing(home) as connection:
        connection.exec_driver_sql("DELETE FROM own_key")
        identity.keep_secret(connection, identity.FOR_SIGNING, "ab" * 32)
    home.close()
    assert desk.types("", *send, "--to", key) == 0
    desk.at("office").close()
    capsys.readouterr()
    assert desk.types("yes\n", "receive", file) == 1
    told = capsys.readouterr()
    assert "Signed by another key than before" in told.out
    assert "--new-sender" in told.err
    assert "Keep this?" not in told.err
    assert desk.types("", "receive", "--look", file) == 0
    assert desk.types("yes\n", "receive", "--new-sender", file) == 0
    assert "all of it was here already" in capsys.readouterr().out


def test_access_and_forget(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = desk.at("home")
    amira = home.add_pupil("Amira")
    begun(home, amira, 1)
    home.add_concern(Concern("w1", amira, "t", "a worry", "Mrs Okoye", BEGAN, False))
    home.close()
    folder = tmp_path / "folder"
    assert desk.types("", "access", "Amira", "-o", str(folder)) == 0
    told = capsys.readouterr()
    assert "not encrypted" in told.err
    assert (folder / "README.html").exists()
    assert not (folder / "worries.html").exists()
    forget = ["forget", "Amira", "--reason", "the family asked"]
    assert desk.types("", "forget", "Amira") == 1
    refused = capsys.readouterr().err
    assert "Pass on each and sign" in refused
    assert "Why, and on whose word" not in refused
    assert "type Amira" not in refused
    home = desk.at("home")
    home.pass_on_concern("w1", to="Mr Shah", at=BEGAN)
    home.note("backed-up")
    made = home.account(limit=1).lines[0].at.astimezone()
    home.close()
    assert desk.types("Tomos\n", *forget) == 1
    assert desk.types("", *forget) == 1
    receipt = tmp_path / "receipt.txt"
    assert desk.types("Amira\n", *forget, "--receipt", str(receipt)) == 0
    kept = receipt.read_text("utf-8")
    assert "Why: the family asked\n" in kept
    assert "talks: 1\n" in kept
    when = f"{made:%d %B %Y, %H:%M}".lstrip("0")
    assert f"Still in backups made before: {when}. Make a new one" in kept
    assert "Amira" not in kept
    home = desk.at("home")
    assert home.pupils() == []
    assert home.concerns(open_only=False) == []
    home.close()
    assert desk.types("", "forget", "--finish") == 0
    assert "nothing to finish" in capsys.readouterr().out
