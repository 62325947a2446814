"""The author's bench by its commands: begin a pack, watch it, try it, look through it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import Run, runner
from voicebox.commands import packs
from voicebox.prompts.loader import load_pack

PROMPTS = Path(__file__).parents[3] / "prompts"
SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own: the exit code, standard output, standard error."""
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOICEBOX_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("VOICEBOX_SPEECH", "off")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tries"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tries").mkdir()
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def test_a_pack_of_ones_own_begins_from_one_that_works(run: Run, tmp_path: Path) -> None:
    code, out, err = run("packs", "new", "our-school", "--from", str(SMALL))
    assert (code, err) == (0, "")
    made = tmp_path / "our-school.yaml"
    text = made.read_text(encoding="utf-8")
    line = "# yaml-language-server: $schema=pack.schema.json"
    assert text.startswith(line + "\n")
    assert line in out
    assert "Every kind of prompt once" not in text.partition("\npack:")[0]
    pack, old = load_pack(made), load_pack(SMALL)
    assert (pack.pack, pack.version) == ("our-school", "0.1")
    assert pack.sections == old.sections
    schema = json.loads((tmp_path / "pack.schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "voicebox prompt pack"
    assert "Whom it speaks to" in schema["properties"]["audience"]["description"]
    board = schema["$defs"]["Choose"]["properties"]
    assert "same question in other words" in board["another_way"]["description"]
    assert ["aspirations"] in board["feeds"]["examples"]


def test_a_small_pack_builds_on_another_and_its_example_can_be_used(
    run: Run, tmp_path: Path
) -> None:
    code, _, err = run("packs", "new", "our-school", "--extends", "my-voice")
    assert (code, err) == (0, "")
    made = tmp_path / "our-school.yaml"
    text = made.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert run("packs", "check", "our-school.yaml")[1] == "our-school.yaml: nothing to mend\n"
    head, example = text.split("# A section of your own")
    written = [line.removeprefix("#") for line in example.splitlines()[1:]]
    made.write_text("\n".join([head, *written, ""]), encoding="utf-8")
    assert run("packs", "check", "our-school.yaml")[1] == "our-school.yaml: nothing to mend\n"
    here, base = load_pack(made, shelf=PROMPTS), load_pack(PROMPTS / "my-voice.yaml")
    assert here.sections[:-1] == base.sections
    assert here.sections[-1].id == "our-garden"
    assert run("packs", "new", "ours", "--extends", str(SMALL))[0] == 1
    assert run("packs", "new", "ours", "--extends", "my-voice", "--from", "family")[0] == 2
    assert run("packs", "new", "theirs", "--extends", "our-school.yaml")[0] == 0


def test_a_translation_is_tried_by_who_checks_it_and_printed_once_allowed(
    run: Run, tmp_path: Path
) -> None:
    code, out, _ = run("packs", "play", "first-words", "--language", "pl", typed="1\n")
    assert (code, "To jest twoja rozmowa" in out) == (0, True)
    print_it = ("packs", "booklet", "first-words", "--language", "ar", "-o", "ar.pdf")
    code, _, err = run(*print_it)
    assert (code, "has not been checked by a native speaker" in err) == (1, True)
    (tmp_path / "home" / "settings.toml").write_text("unchecked_translations = true\n")
    assert run(*print_it, "--section", "what-i-like")[0] == 0
    assert run("packs", "preview", "first-words", "--language", "cy", "-o", "cy.html")[0] == 0
    assert '<html lang="cy"' in (tmp_path / "cy.html").read_text(encoding="utf-8")


def test_a_pack_is_never_written_over_unasked_nor_by_a_name_it_cannot_have(run: Run) -> None:
    assert run("packs", "new", "our-school", "--from", str(SMALL))[0] == 0
    code, _, err = run("packs", "new", "our-school", "--from", str(SMALL))
    assert (code, "is there already" in err) == (1, True)
    assert run("packs", "new", "our-school", "--from", str(SMALL), "--force")[0] == 0
    code, _, err = run("packs", "new", "../Ours", "--from", str(SMALL))
    assert (code, "small letters" in err) == (1, True)
    assert run("packs", "new", "ours", "--from", "no-such-pack")[0] == 1


def test_a_watched_pack_is_checked_at_each_change_until_ctrl_c(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.yaml"
    whole = SMALL.read_text(encoding="utf-8")
    path.write_text(whole, encoding="utf-8")
    saved = iter([whole, whole.replace("minutes: 5", "minutes: 500"), ""])

    def look(_: float) -> None:
        """What an author does between two looks: nothing, a fault, taking the file away."""
        text = next(saved, None)
        if text is None:
            raise KeyboardInterrupt
        if not text:
            path.unlink()
        elif text != whole:
            path.write_text(text, encoding="utf-8")

    monkeypatch.setattr("time.sleep", look)
    code, out, err = run("packs", "check", str(path), "--watch")
    assert (code, err) == (130, "")
    assert out.count("Watching; Ctrl-C ends.") == 3
    assert "small.yaml:7: error (load)" in out
    assert "There is no such file." in out


def test_a_pack_is_tried_and_nothing_of_it_is_left(run: Run, tmp_path: Path) -> None:
    said = "1\n1\n1\ndogs\nspiders\n1\n3\n1\n  the dog \n"
    code, out, err = run("packs", "play", str(SMALL), "--seed", "3", typed=said)
    assert (code, err) == (0, "")
    assert out.startswith(f"Trying {SMALL}, with a pupil called Sam: nothing is kept.\n")
    assert out.endswith("That was a try: all of it is gone now.\n")
    assert "Think of a good day." in out
    assert "kept " in out
    assert list((tmp_path / "tries").iterdir()) == []
    assert not (tmp_path / "keys").exists()
    left = {path.relative_to(tmp_path).parts[1] for path in (tmp_path / "home").rglob("*")}
    assert left <= {"cache"}
    assert "No talks yet" in "".join(run("talks")[1:])


def test_a_pack_that_cannot_be_used_is_not_tried(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("pack: bad\n", encoding="utf-8")
    code, out, err = run("packs", "play", str(path))
    assert (code, out) == (1, "")
    assert "bad.yaml:1:" in err


def test_a_preview_is_one_file_with_the_projects_pictures(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("packs", "preview", "my-voice", "-o", "page.html")
    assert (code, out) == (0, "Written: page.html. Open it in a browser.\n")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "no picture:" not in html
    assert html.count("<article") > 90
    assert run("packs", "preview", "my-voice", "-o", "page.html")[0] == 1
    assert run("packs", "preview", "my-voice", "-o", "page.pdf")[0] == 1


def test_coverage_tells_each_line_and_fails_while_one_is_unserved(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("packs", "coverage")
    assert "served   E ch. 2 q. 1.2 (line 108): What makes life fun?" in out
    assert (code, "lines are unserved" in err) in ((1, True), (0, False))
    monkeypatch.setattr(packs, "documents", frozenset)
    code, out, err = run("packs", "coverage", "--unserved")
    assert code == 1
    assert "cites `document:one-plan`, which there is not" in out
