"""Plain values from YAML, each with the line on which it is written."""

from __future__ import annotations

import pytest
import yaml

from voicebox.prompts import yaml_source
from voicebox.prompts.problems import PackProblems
from voicebox.prompts.yaml_source import read_yaml

TEXT = """\
# a comment
a: yes
b:
  - 10
  - true
  - "true"
  - {c: no, d: }
e: |
  one
  two
f: 007
"""


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two parsers: the second is for where PyYAML came without the first."""
    if request.param == "Python":
        monkeypatch.setattr(yaml_source, "_PARSER", yaml.Loader)
    return str(request.param)


def test_values_are_plain(parser: str) -> None:
    assert read_yaml(TEXT, "x").value == {
        "a": "yes",
        "b": [10, True, "true", {"c": "no", "d": None}],
        "e": "one\ntwo\n",
        "f": "007",
    }


def test_every_value_has_its_line(parser: str) -> None:
    source = read_yaml(TEXT, "x")
    lines = {
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 3): 7,
        ("b", 3, "d"): 7,
        ("e",): 8,
        ("f",): 11,
        ("b", 9, "nowhere"): 3,
        (): 2,
    }
    assert {path: source.line(path) for path in lines} == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\na: 2", 2), ("a: &x 1", 1), ("\na: *x", 2), ("a: !b c", 1), ("a: b\n--- c", 2)],
)
def test_both_parsers_refuse_alike(parser: str, text: str, line: int) -> None:
    with pytest.raises(PackProblems) as caught:
        read_yaml(text, "x.yaml")
    assert str(caught.value).startswith(f"x.yaml:{line}: ")


def test_huge_numbers_stay_words() -> None:
    digits = "9" * 5_000
    assert read_yaml(f"a: {digits}", "x").value == {"a": digits}
