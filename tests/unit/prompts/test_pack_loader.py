"""Packs load, and every fault of one is a line with its place, what is wrong and the mend."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicebox.errors import NotFound, PackError
from voicebox.prompts.loader import (
    LARGEST_FILE,
    find_packs,
    load_pack,
    pack_problems,
    resolve_pack,
)
from voicebox.prompts.models import Kind
from voicebox.prompts.problems import PackProblems

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"
LATER = SMALL.with_name("later.yaml")
WORDS = SMALL.read_text(encoding="utf-8")
LONG_PATHS = "x" * 5_000


def line_of(part: str) -> int:
    """The line of the small pack on which `part` first stands."""
    return WORDS[: WORDS.index(part)].count("\n") + 1


def refusal(tmp_path: Path, content: str | bytes) -> PackProblems:
    """What the loader says of a file with this content."""
    path = tmp_path / "pack.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(PackProblems) as caught:
        load_pack(path)
    assert str(caught.value).startswith(f"{path}:{caught.value.problems[0].line}: ")
    assert list(caught.value.problems) == pack_problems(path)
    return caught.value


def test_a_whole_pack_loads_with_every_kind() -> None:
    pack = load_pack(SMALL)
    later = load_pack(LATER)
    assert {prompt.kind for each in (pack, later) for _, prompt in each.prompts()} == set(Kind)
    assert pack_problems(SMALL) == pack_problems(LATER) == []
    assert pack.scales["liking"].style == "faces"


def test_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    changed = WORDS.replace("[drawing, music]", "[no, yes, on, null, 2026-11-22, 1.5]")
    path.write_text(changed, encoding="utf-8")
    calm = {prompt.id: prompt for _, prompt in load_pack(path).prompts()}["calm"]
    words = [option.word for option in calm.options]  # type: ignore[union-attr]
    assert words == ["no", "yes", "on", "null", "2026-11-22", "1.5"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_machines_are_the_same_pack(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "pack.yaml"
    path.write_bytes(WORDS.replace("\n", ends).encode("utf-8"))
    assert load_pack(path) == load_pack(SMALL)


YAML_FAULTS: dict[str, tuple[str | bytes, int, str, str]] = {
    "alias": ("pack: x\ntitle: *a\n", 2, "points elsewhere", "Write it out again"),
    "anchor": ("pack: x\nabout: y\ntitle: &a b\n", 3, "points elsewhere", "Write it out again"),
    "tag": ("a: b\nc: !!python/object:os.system d\n", 2, "names a type", "Take it out"),
    "own tag": ("%TAG ! tag:x,2000:\n---\na: !b c\n", 3, "names a type", "Take it out"),
    "name twice": ("pack: x\ntitle: a\npack: y\n", 3, "given twice", "Keep one"),
    "second document": ("a: b\n---\nc: d\n", 2, "second document", "Keep one pack in one file"),
    "deep list": ("a: b\nc: " + "[" * 10_000, 2, "More than 40", "layers away"),
    "deep hyphens": ("- " * 10_000 + "a", 1, "More than 40", "layers away"),
    "deep lines": ("\n".join(" " * n + "a:" for n in range(300)), 41, "More than 40", "layers"),
    "many nodes": ("a: [" + "1," * 100_001 + "]", 1, "more than 100,000", "two packs"),
    "nul": (b"pack: x\ntitle: a\0b\n", 2, "control character", "Delete the line"),
    "raw escape": ("pack: x\ntitle: a\x1b[31m\n", 2, "control character", "Delete the line"),
    "written escape": ('a: b\nc: "a\\e[31m"\n', 2, "control character", "take over the screen"),
    "written bell in a name": ('a: b\n"c\\a": d\n', 2, "control character", "over the screen"),
    "turned text": ("pack: x\ntitle: a\u202eb\n", 2, "control character", "Delete the line"),
    "mark inside": ("pack: x\ntitle: a\ufeffb\n", 2, "control character", "Delete the line"),
    "byte order mark": (b"\xef\xbb\xbfpack: x", 1, "byte order mark", "UTF-8 (without BOM)"),
    "utf-16": ("pack: x".encode("utf-16"), 1, "UTF-16", "UTF-8 (without BOM)"),
    "latin-1": ("pack: x\ntitle: café\n".encode("latin-1"), 2, "not UTF-8", "UTF-8"),
    "empty": ("", 1, "empty", "Begin from a pack"),
    "only a comment": ("# nothing\n", 1, "empty", "Begin from a pack"),
    "a word": ("hello\n", 1, "something else", "Begin it with `pack:"),
    "a list": ("\n- hello\n", 2, "something else", "Begin it with `pack:"),
    "tab": ("pack: x\n\ttitle: y\n", 2, "A tab", "Use spaces"),
    "tab before a hyphen": ("pack:\n\t- y\n", 2, "A tab", "Use spaces"),
    "colon in words": ("pack: x\ntitle: a: b\n", 2, "colon too many", '" marks'),
    "open quotation": ('pack: x\ntitle: "a\nb: c\n', 2, "never closed", "Close it"),
    "open bracket": ("pack: x\ntitle: [a, b\nc: d\n", 2, "never closed", "Look for it"),
    "out of line": ("a:\n  - b: c\n   d: e\n", 3, "does not fit", "same spaces"),
    "no colon": ("pack: x\ntitle\nb: c\n", 3, "no colon", "Write `name: words`"),
    "kept mark": ("pack: x\ntitle: @home\n", 2, "keeps for itself", '" marks'),
    "unknown escape": ('pack: x\ntitle: "a\\qb"\n', 2, "means something else", "' marks"),
    "half a letter": ('pack: x\ntitle: "\\ud800"\n', 2, "means something else", "' marks"),
    "list as a name": ("? [a, b]\n: c\n", 1, "A name is missing", "Write `name: words`"),
}


@pytest.mark.parametrize("name", YAML_FAULTS)
def test_yaml_faults_have_a_line_and_a_mend(tmp_path: Path, name: str) -> None:
    content, line, what, mend = YAML_FAULTS[name]
    [problem] = refusal(tmp_path, content).problems
    assert (problem.line, what in problem.what, mend in problem.mend) == (line, True, True), problem


# What is changed in the small pack, and into what; then the problem expected on that line.
# Where the problem stands on another line, a part of that line is the last value.
PACK_FAULTS: dict[str, tuple[str, str, str, str, str]] = {
    "unknown field": ("    symbol: hello", "    symbl: hello", "`symbl`", "`symbol`?", ""),
    "unknown kind": ("kind: choose", "kind: chooze", "`chooze`", "`choose`?", "- id: good-day"),
    "no kind": ("kind: choose", "#", "no `kind`", "tell, choose", "- id: good-day"),
    "no ask": (
        "ask: Think of a good day.",
        "#",
        "`good-day` has no `ask`",
        "Add a line `ask",
        "- id: good-day",
    ),
    "ladder without an end": (
        "high: {id: by-myself",
        "#",
        "a ladder needs both ends",
        "Add a line `high:`",
        "  help:\n",
    ),
    "unknown style": ("style: faces", "style: face", "`face`", "`faces`?", "  liking:"),
    "no style": ("style: faces", "#", "no `style`", "faces, ladder", "  liking:"),
    "audience": ("audience: child", "audience: kids", "`kids`", "`family`", ""),
    "too many minutes": ("minutes: 5", "minutes: 500", "`500`", "60 or less", ""),
    "too few minutes": ("minutes: 5", "minutes: 0", "`0`", "1 or more", ""),
    "minutes in words": ("minutes: 5", "minutes: five", "`five`", "in digits", ""),
    "version": ('version: "1.0"', "version: 1", "not words but `1`", '" marks', ""),
    "version in words": ('version: "1.0"', "version: new", "`new`", '"1.0"', ""),
    "source": ("source: rule 14", "source: Essex 4", "`Essex 4`", "E, N or rule", ""),
    "id": ("id: must-tell", "id: Must Tell", "`Must Tell`", "small letters", ""),
    "scale name": ("  liking:", "  My liking:", "`My liking`", "small letters", ""),
    "number for words": ("title: A small talk", "title: 5", "not words but `5`", '" marks', ""),
    "lines for words": ("title: A small talk", "title: {a: b}", "should be words", '" marks', ""),
    "no words": ("title: A small talk", "title:", "is empty", "after the colon", ""),
    "only spaces": ("title: A small talk", 'title: " "', "is empty", "after the colon", ""),
    "too many words": (
        "title: A small talk",
        f"title: {'x' * 700}",
        "more than 600",
        "fewer words",
        "",
    ),
    "word for a list": ("chose: [pets]", "chose: pets", "should be a list", "hyphen", ""),
    "empty condition": ("{chose: [pets]}", "{}", "not complete", "Add what is missing", ""),
    "half of more": (
        "    more: Only people",
        "    #",
        "ask_more",
        "Add what is missing",
        "- id: must-tell",
    ),
    "number for a card": ("- so-so", "- 5", "not words but `5`", '" marks', ""),
    "card without an id": ("- so-so", "- {word: a}", "has no `id`", "Add a line `id", ""),
    "card with no letters": ("- so-so", '- "??"', "makes no id", "Write it in full", ""),
    "short board": (
        "choices: [drink, play, {id: quiet-time, word: quiet time, symbol: quiet}]",
        "choices: [drink]",
        "has 1 in its list",
        "at least 2",
        "",
    ),
    "neither true nor false": ("many: true", "many: maybe", "`maybe`", "true or false", ""),
    "no half of working": (
        "not_working: {ask: What is not good now?,",
        "not_working: {",
        "`not_working` of the prompt `friends` has no `ask`",
        "Add a line `ask",
        "",
    ),
    "id twice": ("id: calm", "id: places", "`places` is the id", "another id", ""),
    "id twice, of a section": ("id: last-word", "id: calm", "`calm` is", "another id", "id: calm"),
    "id twice, of an opening line": ("id: calm", "id: hello", "`hello` is", "another id", ""),
    "the id end": ("id: calm", "id: end", "the end of a section", "another id", ""),
    "back": ("to: what-helps", "to: good-day", "only go forward", "comes later", ""),
    "to itself": ("to: what-helps", "to: my-people", "only go forward", "comes later", ""),
    "own section": ("to: what-helps", "to: important-to-me", "only go forward", "later", ""),
    "to nothing": ("to: what-helps", "to: what-help", "no prompt", "`what-helps`?", ""),
    "to a follow-up": ("to: what-helps", "to: get-through", "a follow-up of", "follows no", ""),
    "route of a follow-up": (
        "only_if: {chose: [pets]}",
        "next: [{to: calm}]",
        "`which-pet` is a follow-up",
        "Move this route",
        "",
    ),
    "about nothing": ("prompt: good-day,", "prompt: god-day,", "no prompt", "`good-day`?", ""),
    "about later": (
        "{at_least: 2}",
        "{prompt: how-was-it, answered: true}",
        "comes no earlier",
        "Name an earlier",
        "",
    ),
    "about itself": (
        "{prompt: good-day, not_chose: [music]}",
        "{prompt: how-was-it, answered: true}",
        "comes no earlier",
        "Name an earlier",
        "",
    ),
    "about what?": (
        "{prompt: good-day, not_chose: [music]}",
        "{answered: true}",
        "does not say which prompt",
        "Add a line `prompt",
        "",
    ),
    "no such card": ("not_chose: [music]", "not_chose: [musik]", "`musik`", "`music`?", ""),
    "no such column": ("placed: [dont-like]", "placed: [bad]", "`bad`", "It has: like", ""),
    "no cards at all": (
        "{prompt: good-day, not_chose: [music]}",
        "{prompt: my-picture, chose: [music]}",
        "has no `music`",
        "answered: true or false",
        "",
    ),
    "no ladder": ("placed: [dont-like]", "at_most: 1", "has none", "Use chose, placed", ""),
    "off the ladder": ("at_most: 1", "at_most: 6", "has no 6", "from 0 to 5", ""),
    "no such scale": ("scale: help", "scale: halp", "no scale `halp`", "`help`?", ""),
    "practice without a scale": (
        "scale: liking\n  ask_like",
        "scale: x\n  ask_like",
        "`x`",
        "",
        "",
    ),
    "cards sorted on a ladder": (
        "scale: liking\n        then",
        "scale: help\n        then",
        "its scale is a ladder",
        "columns",
        "",
    ),
    "card twice": ("[drawing, music]", "[drawing, drawing]", "board twice", "Take one away", ""),
    "standing card": ("[drawing, music]", "[drawing, dont-know]", "every board", "Take this", ""),
    "both ends alike": (
        "high: {id: by-myself",
        "high: {id: lots-of-help",
        "Both ends",
        "another id",
        "",
    ),
    "field twice": ("id: linked", "id: year", "two fields `year`", "another id", ""),
    "unknown blank": ("Hello {pupil}.", "Hello {pupl}.", "`{pupl}`", "`pupil`?", ""),
    "open blank": ("Hello {pupil}.", "Hello {pupil.", "never closed", "`{pupil}`?", ""),
    "blank not opened": ("Hello {pupil}.", "Hello qq}.", "never opened", "as {pupil}", ""),
}


@pytest.mark.parametrize("name", PACK_FAULTS)
def test_pack_faults_have_a_line_and_a_mend(tmp_path: Path, name: str) -> None:
    before, after, what, mend, elsewhere = PACK_FAULTS[name]
    assert before in WORDS
    problem = refusal(tmp_path, WORDS.replace(before, after, 1)).problems[0]
    expected = line_of(elsewhere or before)
    assert (problem.line, what in problem.what, mend in problem.mend) == (expected, True, True), (
        problem
    )


def test_all_problems_are_told_and_the_first_counts_them(tmp_path: Path) -> None:
    changed = WORDS.replace("minutes: 5", "minutes: five").replace("audience: child", "audience: a")
    error = refusal(tmp_path, changed.replace("id: must-tell", "id: Must"))
    assert [problem.line for problem in error.problems] == [
        line_of("audience: child"),
        line_of("minutes: 5"),
        line_of("id: must-tell"),
    ]
    assert "(2 more: voicebox packs check" in str(error)
    assert "\n" not in str(error)


def test_a_billion_laughs_is_one_line(tmp_path: Path) -> None:
    laughs = "a: &a [lol]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    assert refusal(tmp_path, laughs).problems[0].line == 1


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.touch()
    os.truncate(path, 50_000_000)
    [problem] = pack_problems(path)
    assert "50,000,000 bytes" in problem.what
    assert f"{LARGEST_FILE:,}" in problem.what


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert "folder" in pack_problems(tmp_path)[0].what
    assert "no such file" in pack_problems(tmp_path / "none.yaml")[0].what
    for name in ("a\0b", LONG_PATHS):
        assert "cannot be read" in pack_problems(tmp_path / name)[0].what
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.yaml")
        assert "no plain file" in pack_problems(tmp_path / "pipe.yaml")[0].what


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a plain user")
def test_a_file_one_may_not_open_is_told(tmp_path: Path) -> None:
    path = tmp_path / "closed.yaml"
    path.write_text(WORDS, encoding="utf-8")
    path.chmod(0)
    assert "cannot be read" in pack_problems(path)[0].what


@pytest.mark.parametrize("seed", range(20))
def test_junk_is_one_line(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    error = refusal(tmp_path, bytes(chance.randrange(256) for _ in range(2_000)))
    assert str(error).isprintable()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*"ab:-[]{}#&*!|>'\"%@`,?\\ \n\t", "\n  ", ": ", "- "])))
def test_no_text_gets_past_the_named_error(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "pack.yaml"
    path.write_text("".join(parts), encoding="utf-8")
    with pytest.raises(PackError):
        load_pack(path)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(min_value=0, max_value=len(WORDS.splitlines()) - 1),
    st.sampled_from(
        ["", "  {}", "- 1", "x: [y]", "  id: a", "    kind: sort", "\tz", "      - {}"]
    ),
)
def test_a_changed_line_never_gets_past_the_named_error(
    tmp_path_factory: pytest.TempPathFactory, number: int, line: str
) -> None:
    lines = WORDS.splitlines()
    lines[number] = line
    path = tmp_path_factory.mktemp("fuzz") / "pack.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    for problem in pack_problems(path):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.mend


def test_packs_are_found_by_name(tmp_path: Path) -> None:
    for name in ("my-voice.yaml", "after.yml", "notes.txt"):
        (tmp_path / name).write_text("pack: x\n", encoding="utf-8")
    assert find_packs(tmp_path) == {
        "after": tmp_path / "after.yml",
        "my-voice": tmp_path / "my-voice.yaml",
    }
    assert find_packs(tmp_path / "none") == {}
    assert resolve_pack("after", tmp_path) == tmp_path / "after.yml"
    assert resolve_pack(str(SMALL), tmp_path) == SMALL


def test_a_pack_that_is_not_there_brings_near_names(tmp_path: Path) -> None:
    (tmp_path / "my-voice.yaml").touch()
    with pytest.raises(NotFound, match="Did you mean `my-voice`"):
        resolve_pack("my-voise", tmp_path)
    with pytest.raises(NotFound, match="There are: my-voice"):
        resolve_pack("zzz", tmp_path)
    with pytest.raises(NotFound, match="There is no pack"):
        resolve_pack("../\0/" + LONG_PATHS + ".yaml", tmp_path)
