"""The commands: exit codes, one line for each error, JSON and nothing else, files written whole."""

from __future__ import annotations

import argparse
import io
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import Run, runner
from voicebox.usage import parser

SMALL = str(Path(__file__).parents[2] / "fixtures" / "small.yaml")
GIVEN = "1\n1\n1\ndogs\nspiders\n1\n3\n1\n  the dog \n"
PLAIN = ("talk", "--plain", "--pack", SMALL, "--seed", "3")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with a home of its own: the exit code, standard output, standard error."""
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("VOICEBOX_SPEECH", "off")
    return runner(monkeypatch, capsys)


def _one_line(err: str) -> bool:
    return err.endswith("\n") and err.count("\n") == 1 and "Traceback" not in err


def _talk(run: Run, pupil: str = "Amira", typed: str = GIVEN) -> str:
    code, out, err = run(*PLAIN, "--pupil", pupil, "--with", "Mrs Okoye", typed=typed)
    assert (code, err) == (0, "")
    return out.split()[1]


# -- the contract -------------------------------------------------------------------------------


def _tree(parser: argparse.ArgumentParser) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {name: _tree(each) for name, each in action.choices.items()}
        elif action.dest != "help":
            found[action.option_strings[-1] if action.option_strings else action.dest] = None
    return found


def test_the_commands_are_those_of_the_design_and_no_stubs() -> None:
    tree = _tree(parser())
    assert list(tree) == [
        *("talk", "resume", "talks", "show", "share", "export", "plan", "template"),
        *("packs", "symbols", "speech"),
        *("lock", "unlock", "backup", "restore", "send", "receive", "keys", "access", "forget"),
        *("audit", "worries", "doctor", "schema"),
    ]
    more = {"--plain", "--no-speech", "--language"}
    assert set(tree["talk"]) == {"--pack", "--pupil", "--with", "--from-paper", "--seed", *more}
    assert {"talk", "--plain"} <= set(tree["resume"])
    assert set(tree["talks"]) == {"--pupil", "--all", "--missing", "--json", "--csv"}
    assert {"talks", "--format", "-o", "--audience"} <= set(tree["export"])
    assert {"--template", "--document", "--mapping", "--pupil", "--photo"} <= set(tree["export"])
    assert list(tree["plan"]) == ["check", "show", "new"]
    assert list(tree["template"]) == ["tags", "new", "check"]
    bench = ["coverage", "new", "play", "preview", "booklet"]
    assert list(tree["packs"]) == ["list", "check", "diagram", *bench]
    assert list(tree["symbols"]) == ["find", "show", "sheet", "add", "mine", "drop"]
    assert list(tree["speech"]) == ["check", "say", "voices"]


def test_every_command_has_something_to_do() -> None:
    import importlib

    def every(parser: argparse.ArgumentParser) -> list[str]:
        named = [str(parser.get_default("does"))] if parser.get_default("does") else []
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                named += [name for each in action.choices.values() for name in every(each)]
        return named

    for name in every(parser()):
        module, function = name.split(":")
        assert callable(getattr(importlib.import_module(f"voicebox.commands.{module}"), function))


@pytest.mark.parametrize(
    "argv",
    [
        ("bogus",),
        ("talk", "--pup", "Amira"),
        ("talk", "--seed", "x"),
        ("talk", "--seed", "-1"),
        ("talk", "--seed", str(2**31)),
        ("show",),
        ("export", "t1"),
        ("export", "t1", "--format", "json", "--audience", "friends"),
        ("packs",),
        ("schema", "plans"),
        ("plan", "check"),
        ("plan", "check", "Amira", "--svg", "--json"),
        ("show", "t1", "\x1b[31mred\x07"),
    ],
)
def test_wrong_usage_is_2_and_one_line(run: Run, argv: tuple[str, ...]) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert _one_line(err)
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "argv",
    [
        ("show", "nothing"),
        ("show", "\x1b]0;x\x07"),
        ("resume", "nothing", "--plain"),
        ("resume", "--plain"),
        ("talks", "--pupil", "Nobody"),
        ("export", "nothing", "--format", "json"),
        ("export", "nothing", "--format", "word"),
        ("export", "--format", "json"),
        ("export", "nothing", "--pupil", "Amira", "--format", "json"),
        ("export", "--pupil", "Nobody", "--format", "json"),
        ("export", "nothing", "--format", "json", "--template", "nowhere.docx"),
        ("plan", "check", "Nobody"),
        ("plan", "show", "Nobody"),
        ("plan", "new", "Nobody", "--plain"),
        ("template", "check", "nowhere.docx"),
        ("packs", "diagram", "nothing"),
        ("packs", "check", "nothing"),
        ("symbols", "show", "nothing-like-it"),
        ("talk", "--plain", "--pack", "nothing"),
    ],
)
def test_a_named_error_is_1_and_one_line(run: Run, argv: tuple[str, ...]) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (1, "")
    assert _one_line(err)
    assert "\x1b" not in err
    assert "\x07" not in err


@pytest.mark.parametrize("argv", [(), ("talk",), ("resume",)])
def test_without_a_terminal_the_app_points_to_plain(run: Run, argv: tuple[str, ...]) -> None:
    code, _, err = run(*argv)
    assert code == 1
    assert _one_line(err)
    assert "--plain" in err


def test_a_dumb_terminal_points_to_plain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from voicebox.commands import talking
    from voicebox.errors import NoTerminal

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    with pytest.raises(NoTerminal, match="--plain"):
        talking.require_terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    talking.require_terminal()


def test_what_nobody_foresaw_is_one_line_and_keeps_no_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from voicebox.commands import reading

    def fail(*_: object) -> None:
        try:
            raise ValueError("my dog at nans")
        except ValueError as error:
            raise RuntimeError("with my dog") from error

    monkeypatch.setattr(reading, "open_store", fail)
    code, out, err = run("talks")
    assert (code, out) == (1, "")
    assert _one_line(err)
    (crash,) = (tmp_path / "home" / "cache").glob("crash-*.txt")
    assert str(crash) in err
    kept = crash.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in kept
    assert "builtins.ValueError" in kept
    assert " in fail" in kept
    assert "dog" not in kept + err
    if os.name != "nt":
        assert stat.S_IMODE(crash.stat().st_mode) == 0o600


def test_ctrl_c_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from voicebox.commands import reading

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "open_store", interrupt)
    assert run("talks") == (130, "", "")


# -- talks, show, export ------------------------------------------------------------------------


def test_talks_json_is_json_and_nothing_else(run: Run) -> None:
    first, second = _talk(run), _talk(run, "Tomos")
    code, out, err = run("talks", "--json")
    listed = json.loads(out)
    assert (code, err) == (0, "")
    assert listed["schema_version"] == 1
    assert [talk["id"] for talk in listed["talks"]] == [second, first]
    assert listed["talks"][1] | {"started": ""} == {
        "id": first,
        "pupil": "Amira",
        "with": "Mrs Okoye",
        "pack": "small",
        "pack_version": "1.0",
        "language": "en-GB",
        "started": "",
        "ended": None,
        "state": "paused",
    }


def test_talks_json_of_no_talks_is_still_json(run: Run) -> None:
    assert json.loads(run("talks", "--json")[1]) == {"schema_version": 1, "talks": []}


def test_talks_of_one_pupil(run: Run) -> None:
    _talk(run)
    other = _talk(run, "Tomos")
    _, out, _ = run("talks", "--pupil", "Tomos")
    assert [line.split()[0] for line in out.splitlines()] == [other]


def test_the_newest_talks_are_listed_and_all_when_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicebox.commands.reading.NEWEST", 2)
    older, middle, newest = _talk(run), _talk(run), _talk(run)
    listed = run("talks")[1].splitlines()
    assert [line.split()[0] for line in listed[:2]] == [newest, middle]
    assert listed[2:] == ["These are the newest 2. Add --all to see the others as well."]
    every = run("talks", "--all")[1].splitlines()
    assert [line.split()[0] for line in every] == [newest, middle, older]
    assert len(json.loads(run("talks", "--json")[1])["talks"]) == 3
    _talk(run, "Tomos")
    assert len(run("talks", "--pupil", "Tomos")[1].splitlines()) == 1


def test_two_pupils_of_one_name_are_listed_with_their_numbers(run: Run) -> None:
    first, second = _talk(run), _talk(run, "Amira#2")
    _, out, _ = run("talks")
    assert {line.split()[0]: line.split()[2] for line in out.splitlines()} == {
        first: "Amira#1",
        second: "Amira#2",
    }
    code, _, err = run("talks", "--pupil", "Amira")
    assert code == 1
    assert "#1 (last talk" in err
    assert run("talks", "--pupil", "Amira#2")[1].startswith(second)


def test_resume_takes_the_newest_open_talk(run: Run) -> None:
    _talk(run, "Tomos")
    newest = _talk(run)
    code, out, _ = run("resume", "--plain")
    assert code == 0
    assert f"\nTalk {newest} with Amira." in out


def test_show_reads_the_record_back(run: Run) -> None:
    talk = _talk(run)
    code, out, err = run("show", talk)
    assert (code, err) == (0, "")
    assert "  the dog " in out


def test_an_export_goes_to_standard_output_and_holds_nothing_undecided(run: Run) -> None:
    talk = _talk(run)
    code, out, err = run("export", talk, "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out)["talk"]["id"] == talk
    assert "the dog" not in out


def test_several_talks_are_exported_in_one(run: Run) -> None:
    talks = [_talk(run), _talk(run, "Tomos")]
    _, out, _ = run("export", *talks, talks[0], "--format", "json")
    assert [record["talk"]["id"] for record in json.loads(out)["records"]] == talks


def test_a_file_is_written_whole_and_never_over_another_unasked(run: Run, tmp_path: Path) -> None:
    talk, path = _talk(run), tmp_path / "out" / "record.md"
    path.parent.mkdir()
    path.write_text("mine")
    argv = ("export", talk, "--format", "markdown", "-o", str(path))
    code, _, err = run(*argv)
    assert code == 1
    assert "--force" in err
    assert path.read_text() == "mine"
    code, _, _ = run(*argv, "--force")
    assert code == 0
    assert path.read_text(encoding="utf-8").startswith("# What Amira said")
    assert [each.name for each in path.parent.iterdir()] == ["record.md"]


@pytest.mark.parametrize("name", ["missing/record.md", "."])
def test_a_place_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path, name: str) -> None:
    code, _, err = run("export", _talk(run), "--format", "json", "-o", str(tmp_path / name))
    assert code == 1
    assert _one_line(err)


# -- the others ---------------------------------------------------------------------------------


def test_schemas_are_json(run: Run) -> None:
    for of in ("record", "pack"):
        code, out, _ = run("schema", of)
        assert code == 0
        assert "properties" in out
        assert isinstance(json.loads(out), dict)


def test_a_diagram_has_the_packs_routes_and_the_life_of_a_talk(run: Run) -> None:
    code, out, _ = run("packs", "diagram", SMALL)
    assert code == 0
    assert out.startswith("flowchart TD\n")
    assert "good-day" in out
    assert 'life_open -->|"take a break"| life_paused' in out
    assert 'life_stopped -->|"carry on"| life_assent' in out


def test_a_check_names_file_line_and_mend_and_fails_only_for_errors(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(Path(SMALL).read_text(encoding="utf-8").replace("kind: choose", "kind: chose"))
    code, out, err = run("packs", "check", str(path))
    assert code == 1
    assert _one_line(err)
    assert out.startswith(f"{path}:")
    assert "error" in out


def test_the_packs_of_the_project_are_listed(run: Run) -> None:
    code, out, _ = run("packs", "list")
    assert code == 0
    assert "my-voice" in out


def test_symbols_are_found_by_word_and_shown_with_their_words(run: Run) -> None:
    assert run("symbols", "find", "dogs")[1].startswith("dog  dog")
    assert run("symbols", "find", "zzqx")[0] == 1
    _, out, _ = run("symbols", "show", "dog")
    assert "word: dog" in out
    assert "\x1b" not in out


def test_doctor_names_every_part_and_makes_no_store(run: Run, tmp_path: Path) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    for part in ("Terminal:", "Pictures:", "Settings:", "Voice", "Talks: none yet", "Keys:"):
        assert part in out
    assert "Packs:" in out
    assert not (tmp_path / "home" / "voicebox.db").exists()
    assert not (tmp_path / "keys").exists()


def test_doctor_warns_of_keys_beside_the_talks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "home" / "keys"))
    _talk(run)
    assert "they lie in the same folder as the talks" in run("doctor")[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_doctor_counts_talks_and_warns_of_files_open_to_others(run: Run, tmp_path: Path) -> None:
    _talk(run)
    assert "Talks: 1 in" in run("doctor")[1]
    (tmp_path / "home" / "voicebox.db").chmod(0o644)
    assert "chmod 600" in run("doctor")[1]


def test_speech_check_always_ends_well_and_settings_are_heeded(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from voicebox.speech import once

    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(once, "check", lambda voice: [f"Voice: {voice}\x1b[31m."])
    monkeypatch.setattr(once, "say_once", lambda *words: asked.append(words))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text("rate = 5\n")
    assert run("speech", "check") == (0, "Voice: gmw/en�[31m.\n", "")
    (tmp_path / "home" / "settings.toml").write_text('voice = "cel/cy"\nrate = 100\n')
    assert run("speech", "check") == (0, "Voice: cel/cy�[31m.\n", "")
    assert run("speech", "say", "bore da")[0] == 0
    assert asked == [("bore da", "cel/cy", 100)]


def test_a_broken_settings_file_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text("rate = 5\n")
    code, out, err = run(*PLAIN, "--pupil", "Amira")
    assert (code, out) == (1, "")
    assert _one_line(err)
    assert "`rate`" in err


def test_a_person_reads_a_long_line_with_no_word_torn(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("show", "nothing")[2]
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    lines = run("show", "nothing")[2].splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) < 40
    assert " ".join(lines) == plain.strip()
