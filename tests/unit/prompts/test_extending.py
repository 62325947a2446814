"""A pack that builds on another is whole once loaded, and its faults are told where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.authoring.checks import check_pack
from voicebox.errors import PackError
from voicebox.prompts.loader import load_pack, pack_from_json, pack_json, pack_problems
from voicebox.prompts.models import Pack, Prompt

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"
HEAD = """\
pack: mine
extends: small
title: Mine
version: "1.0"
audience: child
about: A pack for tests.
"""
SECTIONS = """\
sections:
  - from: small/important-to-me
  - from: small/what-helps
"""


def pack(folder: Path, text: str, name: str = "mine") -> Path:
    """A pack of this text beside the small one."""
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def base() -> Pack:
    return load_pack(SMALL)


def prompts(whole: Pack) -> dict[str, Prompt]:
    return {prompt.id: prompt for _, prompt in whole.prompts()}


def test_what_a_pack_does_not_give_is_that_of_its_base(tmp_path: Path) -> None:
    whole = load_pack(pack(tmp_path, HEAD + SECTIONS))
    small = base()
    assert (whole.pack, whole.title) == ("mine", "Mine")
    for part in ("standing", "scales", "glossary", "opening", "assent", "practice", "between"):
        assert getattr(whole, part) == getattr(small, part)
    assert (whole.read_back, whole.sharing, whole.ending) == (
        *(small.read_back, small.sharing, small.ending),
    )
    assert whole.sections == small.sections[:2]
    assert pack_from_json(pack_json(whole)) == whole


def test_what_it_gives_stands_and_what_it_leaves_empty_is_none(tmp_path: Path) -> None:
    text = f"""{HEAD}practice:
ending: {{from: small, goodbye: Bye then.}}
glossary:
  mine: {{means: Not yours., symbol: me}}
opening:
  - {{from: small/must-tell, to_adult: Wait.}}
sections:
  - from: small/important-to-me
  - from: small/what-helps
    title: Other days
  - id: more
    title: More
    prompts:
      - {{from: small/calm, id: calm-again, ask: "I feel calm when I hear ..."}}
"""
    whole, small = load_pack(pack(tmp_path, text)), base()
    assert whole.practice is None
    assert whole.ending == small.ending.model_copy(update={"goodbye": "Bye then."})
    assert list(whole.glossary) == ["mine"]
    told = next(line for line in small.opening if line.id == "must-tell")
    assert whole.opening == (told.model_copy(update={"to_adult": "Wait."}),)
    assert whole.sections[1].title == "Other days"
    assert whole.sections[1].prompts == small.sections[1].prompts
    calm = prompts(small)["calm"]
    changed = {"id": "calm-again", "ask": "I feel calm when I hear ..."}
    assert whole.sections[2].prompts == (calm.model_copy(update=changed),)


def test_a_base_is_found_on_the_shelf_and_builds_on_another(tmp_path: Path) -> None:
    shelf, own = tmp_path / "shelf", tmp_path / "own"
    shelf.mkdir()
    own.mkdir()
    pack(shelf, HEAD + SECTIONS)
    child = HEAD.replace("mine", "small").replace("extends: small", "extends: mine")
    path = own / "small.yaml"
    path.write_text(child + SECTIONS.replace("small/", "mine/"), encoding="utf-8")
    assert load_pack(path, shelf=shelf).assent == base().assent
    [problem] = pack_problems(path)
    assert (problem.line, "no such pack" in problem.what) == (2, True)


def test_a_pack_of_ones_own_may_take_the_name_of_its_base(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD.replace("mine", "small") + SECTIONS, encoding="utf-8")
    assert load_pack(path, shelf=SMALL.parent).sharing == base().sharing


FAULTS = {
    "itself": ("extends: small", "extends: mine", 2, "no such pack"),
    "a path": ("extends: small", "extends: ../small", 2, "no such pack"),
    "a list": ("extends: small", "extends: [small]", 2, "no such pack"),
    "no base": ("extends: small\n", "", 7, "this pack has none"),
    "another base": (
        "small/important-to-me",
        "later/important-to-me",
        8,
        "this pack extends `small`",
    ),
    "no such section": ("small/important-to-me", "small/important", 8, "no section `important`"),
    "a part where a section stands": ("small/important-to-me", "small", 8, "no section"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_taking_has_its_line(tmp_path: Path, name: str) -> None:
    old, new, line, said = FAULTS[name]
    path = pack(tmp_path, (HEAD + SECTIONS).replace(old, new))
    [problem] = pack_problems(path)
    assert (problem.file, problem.line) == (str(path), line)
    assert said in problem.what
    with pytest.raises(PackError):
        load_pack(path, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_circle_is_one_clear_line(tmp_path: Path) -> None:
    path = pack(tmp_path, HEAD + SECTIONS)
    other = HEAD.replace("mine", "small").replace("extends: small", "extends: mine")
    (tmp_path / "small.yaml").write_text(other + SECTIONS, encoding="utf-8")
    [problem] = pack_problems(path)
    assert problem.file == str(tmp_path / "small.yaml")
    assert "which in the end extends this pack" in problem.what


def test_a_fault_in_the_base_is_told_there_and_where_it_is_taken(tmp_path: Path) -> None:
    path = pack(tmp_path, HEAD + SECTIONS)
    small = tmp_path / "small.yaml"
    broken = small.read_text("utf-8").replace("kind: choose", "kind: chose", 1)
    small.write_text(broken, encoding="utf-8")
    line = broken[: broken.index("kind: chose")].count("\n") + 1
    problem = pack_problems(path)[0]
    assert problem.file == str(small)
    assert abs(problem.line - line) <= 1
    assert problem.mend.endswith(f"It is taken into {path} on line 8.")
    found = check_pack(path, ())
    assert {each.file for each in found if each.rule == "load"} == {str(small)}


def test_a_changed_base_is_read_again(tmp_path: Path) -> None:
    path, cache = pack(tmp_path, HEAD + SECTIONS), tmp_path / "cache"
    before = load_pack(path, cache=cache)
    assert load_pack(path, cache=cache) == before
    assert len(list(cache.iterdir())) == 1
    small = tmp_path / "small.yaml"
    small.write_text(
        small.read_text("utf-8").replace(before.assent.ask, "Shall we?"), encoding="utf-8"
    )
    assert load_pack(path, cache=cache).assent.ask == "Shall we?"


def test_a_base_that_only_yaml_sees_is_never_kept(tmp_path: Path) -> None:
    text = (HEAD + SECTIONS).replace("extends: small", '"extends": small')
    load_pack(pack(tmp_path, text), cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
