"""`lock`, `unlock`, `backup`, `restore` and `audit`, as a person or a script uses them."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path

import pytest

from tests.keyrings import Ring
from tests.running import Run, runner
from voicebox.commands import asking
from voicebox.store import passphrases, recovery

SMALL = str(Path(__file__).parents[2] / "fixtures" / "small.yaml")
GIVEN = "1\n1\n1\ndogs\nspiders\n1\n3\n1\n  the dog \n"
FIRST, SECOND = "teapot window river lamp", "four boats under cloud"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with a home of its own: the exit code, standard output, standard error."""
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("VOICEBOX_SPEECH", "off")
    monkeypatch.delenv(asking.FROM_FILE, raising=False)
    monkeypatch.setattr(passphrases, "COST", passphrases.Cost(1, 64, 1))
    return runner(monkeypatch, capsys)


@pytest.fixture
def talk(run: Run) -> str:
    """The id of a talk with Amira."""
    argv = ("talk", "--plain", "--pack", SMALL, "--seed", "3", "--pupil", "Amira")
    code, out, err = run(*argv, "--with", "Mrs Okoye", typed=GIVEN)
    assert (code, err) == (0, "")
    return out.split()[1]


def _refused(told: tuple[int, str, str], words: str) -> None:
    code, out, err = told
    assert (code, err.count("\n")) == (1, 1), told
    assert words in err
    assert "Traceback" not in out + err


def test_lock_unlock_change_and_recovery(run: Run, talk: str, tmp_path: Path) -> None:
    page = tmp_path / "key.txt"
    _refused(run("lock", typed=""), "No new passphrase was given")
    _refused(run("lock", typed="password1\n"), "within a day")
    _refused(run("lock", "--now"), "No passphrase was set")
    assert run("talks")[0] == 0
    code, out, _ = run("lock", "--recovery", str(page), typed=f"{FIRST}\n")
    assert (code, FIRST in out) == (0, False)
    assert "strong" in out
    assert page.stat().st_mode & 0o077 == 0
    printed = next(word for word in page.read_text().split() if recovery.read(word))
    for reading in (("talks",), ("show", talk), ("audit",), ("resume", talk, "--plain")):
        _refused(run(*reading), "voicebox unlock")
    _refused(run("unlock", typed="teapot\n"), "does not open these talks")
    assert "Open until" in run("unlock", typed=f"{FIRST}\n")[1]
    assert talk in run("talks")[1]
    assert run("lock")[:2] == (0, "Locked. An app that is open stays open until it is left.\n")
    assert "already" in run("lock", "--now")[1]
    _refused(run("unlock", "--recovery", typed=f"{printed[:-1]}\n"), "a letter is wrong")
    assert "lock --change" in run("unlock", "--recovery", typed=f"{printed}\n")[1]
    _refused(run("lock", "--change", typed=f"wrong one\n{SECOND}\n"), "does not open")
    assert "Changed" in run("lock", "--change", typed=f"{printed}\n{SECOND}\n")[1]
    run("lock")
    _refused(run("unlock", typed=f"{FIRST}\n"), "does not open")
    assert "for good" in run("unlock", "--for-good", typed=f"{SECOND}\n")[1]
    assert talk in run("talks")[1]
    assert "not locked" in run("unlock")[1]
    _refused(run("lock", typed="not it at all\n"), "does not open")
    assert run("lock", typed=f"{SECOND}\n")[1].startswith("Locked.")
    _refused(run("talks"), "voicebox unlock")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """The keyring of this computer."""
    made = Ring()
    monkeypatch.setitem(sys.modules, "keyring", made)
    return made


@pytest.mark.parametrize("way", ["--for-good", "--keyring", "another computer"])
def test_unlock_asks_where_the_computers_own_key_is_gone(
    run: Run, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: Ring, way: str
) -> None:
    page = tmp_path / "key.txt"
    run("lock", "--recovery", str(page), typed=f"{FIRST}\n")
    printed = next(word for word in page.read_text().split() if recovery.read(word))
    argv = ("lock", way) if way == "--keyring" else ("unlock", "--for-good")
    assert run(*argv, typed=f"{FIRST}\n")[0] == 0
    assert talk in run("talks")[1]
    if way == "another computer":
        monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys there"))
    for key in (tmp_path / "keys").iterdir():
        key.unlink()
    held.kept.clear()
    _refused(run("talks"), "voicebox unlock")
    _refused(run("unlock"), "No passphrase was given")
    _refused(run("unlock", typed="teapot\n"), "does not open these talks")
    assert "Open until" in run("unlock", typed=f"{FIRST}\n")[1]
    assert talk in run("talks")[1]
    assert run("lock", typed=f"{FIRST}\n")[1].startswith("Locked.")
    assert "Open until" in run("unlock", "--recovery", typed=f"{printed}\n")[1]
    assert "for good" in run("unlock", "--for-good", typed=f"{FIRST}\n")[1]
    assert talk in run("talks")[1]
    assert "this computer opens them" in run("unlock")[1]


def test_unlock_says_what_is_gone(run: Run, talk: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (key,) = (tmp_path / "keys").iterdir()
    kept = key.rename(tmp_path / "kept")
    for way in ((), ("--recovery",), ("--for-good",)):
        _refused(run("unlock", *way), "The key of this store is not in")
    kept.rename(key)
    assert "not locked. Set a passphrase" in run("unlock")[1]
    run("lock", typed=f"{FIRST}\n")
    run("unlock", "--for-good", typed=f"{FIRST}\n")
    (home / "voicebox.db").unlink()
    _refused(run("unlock"), "voicebox.db is missing")
    (home / "keyslots.json").unlink()
    assert run("unlock")[:2] == (0, "There are no talks yet; the first talk makes them.\n")
    assert not (home / "voicebox.db").exists()


def test_a_recovery_page_is_never_written_over_and_never_untrue(
    run: Run, talk: str, tmp_path: Path
) -> None:
    page = tmp_path / "key.pdf"
    page.write_text("other")
    _refused(run("lock", "--recovery", str(page), typed=f"{FIRST}\n"), "there already")
    _refused(run("lock", "--recovery", str(tmp_path / "k.doc"), typed=f"{FIRST}\n"), ".pdf")
    assert talk in run("talks")[1]
    assert page.read_text() == "other"
    page.unlink()
    assert run("lock", "--recovery", str(page), typed=f"{FIRST}\n")[0] == 0
    assert page.read_bytes().startswith(b"%PDF-")
    code, out, _ = run("lock", "--recovery", "-", typed=f"{FIRST}\n")
    printed = next(word for word in out.split() if recovery.read(word))
    assert code == 0
    assert run("unlock", "--recovery", typed=printed)[0] == 0


def test_a_passphrase_comes_from_a_file_that_a_script_names(
    run: Run, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "secret"
    told.write_text(f"{FIRST}\n{SECOND}\n")
    told.chmod(0o600)
    monkeypatch.setenv(asking.FROM_FILE, str(told))
    _, out, err = run("lock", typed="from stdin, which is not read\n")
    assert ("no recovery key" in out.lower(), err) == (True, "")
    told.chmod(0o640)
    assert run("lock", "--change")[::2] == (
        0,
        f"Others can read {told}. Mend it with: chmod 600 {told}\n",
    )
    told.write_text(SECOND)
    assert "Written and checked" in run("backup", str(tmp_path / "b"))[1]
    assert talk in run("audit")[1]
    told.unlink()
    _refused(run("unlock"), "cannot be read")


def test_doctor_says_where_and_how_the_talks_are_locked(
    run: Run, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: Ring
) -> None:
    file, short = tmp_path / "home" / "voicebox.db", ""
    page = tmp_path / "key.txt"
    run("lock", "--recovery", str(page), typed=f"{FIRST}\n")
    short = page.read_text().split("For the talks ")[1][:8]
    out = run("doctor")[1]
    assert f"Talks: in {file} ({short}), encrypted." in out
    assert "Lock: a passphrase; locked now. Open: voicebox unlock" in out
    assert "Backup: how old it is" in out
    run("lock", "--keyring", typed=f"{FIRST}\n")
    assert "the system's keyring opens them unasked" in run("doctor")[1]
    held.kept.clear()
    run("unlock", typed=f"{FIRST}\n")
    out = run("doctor")[1]
    assert f"Talks: 1 in {file} ({short}), encrypted." in out
    assert "they are open now, for a while" in out
    assert "the keyring that opened them unasked has no key" in out
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "OneDrive" / "vb"))
    out = run("doctor")[1]
    assert "is inside OneDrive" in out
    assert "voicebox backup FILE" in out
    assert "none yet" not in "".join(line for line in out.splitlines() if "Talks" in line)


def test_a_second_recovery_key_is_asked_about_before_it_ends_the_first(
    run: Run, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, second = tmp_path / "key.txt", tmp_path / "second.txt"
    run("lock", "--recovery", str(page), typed=f"{FIRST}\n")
    printed = next(word for word in page.read_text().split() if recovery.read(word))
    monkeypatch.setattr(getpass, "getpass", lambda _: FIRST)
    monkeypatch.setattr(asking.Secrets, "are_typed", True)
    code, out, _ = run("lock", "--recovery", str(second), typed="y\n")
    assert (code, "ends it" in out, "Nothing was changed" in out) == (0, True, True)
    assert not second.exists()
    assert run("lock", "--recovery", str(second), typed="yes\n")[0] == 0
    for key, code in ((printed, 1), (second.read_text().split()[4], 0)):
        monkeypatch.setattr(getpass, "getpass", lambda _, key=key: key)
        assert run("unlock", "--recovery")[0] == code


def test_a_keyring_that_opens_is_not_told_as_locked(run: Run, talk: str, held: Ring) -> None:
    code, out, _ = run("lock", "--keyring", typed=f"{FIRST}\n")
    assert (code, "Locked" in out, "keyring opens the talks" in out) == (0, False, True)
    assert talk in run("talks")[1]
    assert "Locked" not in run("lock", "--keyring", typed=f"{FIRST}\n")[1]
    assert run("lock", typed=f"{FIRST}\n")[1].startswith("Locked.")


def test_typed_twice_and_not_the_same_is_not_set(
    run: Run, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([FIRST, SECOND])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    monkeypatch.setattr(asking.Secrets, "are_typed", True)
    _refused(run("lock"), "not the same")
    assert talk in run("talks")[1]


def test_a_backup_and_the_way_back(run: Run, talk: str, tmp_path: Path) -> None:
    file, beside = tmp_path / "b.backup", tmp_path / "beside"
    _refused(run("backup", str(file)), "passphrase")
    assert not file.exists()
    assert "Written and checked" in run("backup", str(file), typed=f"{FIRST}\n")[1]
    _refused(run("backup", str(file), typed=f"{FIRST}\n"), "--force")
    assert run("backup", str(file), "--force", typed=f"{FIRST}\n")[0] == 0
    _refused(run("restore", str(file), typed=f"{FIRST}\n"), "--into")
    _refused(run("restore", str(tmp_path / "none")), "There is no file")
    _refused(run("restore", SMALL), "is not a backup")
    _refused(run("restore", str(file), "--into", str(beside), typed="no\n"), "does not open")
    code, out, _ = run("restore", str(file), "--into", str(beside), typed=f"{FIRST}\n")
    assert (code, "1 talk" in out) == (0, True)
    _refused(run("restore", str(file), "--into", str(beside), typed=f"{FIRST}\n"), "already")


@pytest.mark.parametrize("what", ["talks", "page", "locked", "no talks", "swapped"])
def test_a_backup_takes_the_place_of_damaged_talks_which_stay_under_another_name(
    run: Run, talk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    home, file = tmp_path / "home", tmp_path / "b.backup"
    talks = home / "voicebox.db"
    if what == "locked":
        run("lock", typed=f"{FIRST}\n")
    assert run("backup", str(file), typed=f"{FIRST}\n")[0] == 0
    if what == "no talks":
        talks.unlink()
        damaged = b""
    else:
        whole, at = (
            talks.read_bytes(),
            4096 * 20 if what == "page" else 0 if what == "swapped" else 99,
        )
        damaged = whole[:at] + bytes(16) + whole[at + 16 :]
        talks.write_bytes(damaged)
    if what != "page":
        told = run("unlock", typed=f"{FIRST}\n") if what == "locked" else run("talks")
        _refused(told, "voicebox restore FILE")
    argv = ("restore", str(file))
    _refused(run(*argv, typed=f"{FIRST}\n"), "--set-aside")
    _refused(run(*argv, "--set-aside", typed="four boats\n"), "")
    assert not talks.exists() if what == "no talks" else talks.read_bytes() == damaged
    with monkeypatch.context() as terminal:
        terminal.setattr(getpass, "getpass", lambda _: FIRST)
        terminal.setattr(asking.Secrets, "are_typed", True)
        _refused(run(*argv, typed="y\n"), "Nothing was changed")
        code, out, _ = run(*argv, typed="yes\n")
    assert (code, "1 talk," in out) == (0, True)
    assert "Open until" in run("unlock", typed=f"{FIRST}\n")[1]
    assert talk in run("talks")[1]
    aside = [path.read_bytes() for path in home.glob("voicebox.db.damaged-*")]
    assert aside == ([damaged] if damaged else [])
    assert len(list(home.glob("keyslots.json.damaged-*"))) == 1
    _refused(run(*argv, "--set-aside", typed=f"{FIRST}\n"), "already")


@pytest.mark.parametrize("slots", [b"", None])
def test_where_only_the_key_slots_are_gone_the_talks_that_are_there_open(
    run: Run, talk: str, tmp_path: Path, slots: bytes | None
) -> None:
    home, file = tmp_path / "home", tmp_path / "b.backup"
    run("backup", str(file), typed=f"{FIRST}\n")
    argv = ("talk", "--plain", "--pack", SMALL, "--seed", "3", "--pupil", "Tomos")
    later = run(*argv, "--with", "Mrs Okoye", typed=GIVEN)[1].split()[1]
    own = home / "keyslots.json"
    own.unlink() if slots is None else own.write_bytes(slots)
    _refused(run("talks"), "voicebox restore FILE")
    _refused(run("restore", str(file), typed="four boats\n"), "does not open")
    code, out, _ = run("restore", str(file), typed=f"{FIRST}\n")
    assert (code, "Only the key slots" in out) == (0, True)
    assert "Open until" in run("unlock", typed=f"{FIRST}\n")[1]
    assert later in run("talks")[1]
    assert len(list(home.glob("keyslots.json.damaged-*"))) == (slots is not None)


def test_the_account_tells_who_exported_what_and_breaks_out_loud(
    run: Run, talk: str, tmp_path: Path
) -> None:
    run("share", talk, "--with", "family")
    out = tmp_path / "amira.md"
    argv = ("export", talk, "--format", "markdown", "--audience", "family")
    assert run(*argv, "-o", str(out))[0] == 0
    code, told, _ = run("audit", "--pupil", "Amira", "--json")
    account = json.loads(told)
    assert (code, account["whole"]) == (0, True)
    newest = account["lines"][0]
    assert (newest["act"], newest["name"], newest["talk"]) == ("exported", "Amira", talk)
    facts = {"format": "markdown", "audience": "family", "talks": 1}
    assert facts.items() <= newest["facts"].items()
    assert newest["facts"]["answers"] > 0
    assert [line["act"] for line in account["lines"][1:]] == ["shared", "begun"]
    assert "dogs" not in told
    assert "amira.md" not in told
    newest_line = run("audit")[1].splitlines()[0]
    count = newest["facts"]["answers"]
    assert newest_line.endswith(
        f" made a document: Amira, {talk}, answers {count}, audience family, format markdown, "
        "talks 1"
    )
    _refused(run("audit", "--pupil", "Tomos"), "Tomos")


def test_a_broken_account_is_told_and_still_shown(run: Run, talk: str, tmp_path: Path) -> None:
    from tests.store.conftest import places, raw

    connection = raw(places(tmp_path))
    connection.execute("DROP TRIGGER audit_no_update")
    connection.execute("UPDATE audit SET adult = 'Mr Shah'")
    connection.close()
    code, out, err = run("audit")
    assert (code, "Mr Shah" in out) == (1, True)
    assert "breaks at line 1" in err
    assert '"whole": false' in run("audit", "--json")[1]


@pytest.mark.parametrize(
    "argv", [("unlock", "--minutes", "0"), ("unlock", "--minutes", "1441"), ("backup",)]
)
def test_wrong_usage(run: Run, argv: tuple[str, ...]) -> None:
    assert run(*argv)[0] == 2
