"""A school's own mapping: read, or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.errors import ExportError, NotFound
from voicebox.exports.mapping_file import load_mapping, mapping_of, mappings

HEAD = "mapping: ours\ntitle: Our form\nboxes:\n  - id: a\n    label: A\n"

WRONG = {
    "a field that no plan has": (HEAD + "    from: [{plan: must_know.teachr}]\n", 6, "teachr"),
    "a line that is not known": (HEAD + "    form: [{}]\n", 6, "form"),
    "a field that no row has": (
        HEAD + "    rows: outcomes\n    columns:\n      - {id: b, label: B, from: [{plan: so}]}\n",
        8,
        "outcomes",
    ),
    "a column without a field": (
        HEAD + "    rows: needs\n    columns:\n      - {id: b, label: B}\n",
        8,
        "`b`",
    ),
    "rows without columns": (HEAD + "    rows: needs\n", 4, "columns"),
    "what no pack feeds": (
        HEAD + "    from:\n      - feeds: [needs, strenghts]\n",
        7,
        "`strengths`?",
    ),
    "nothing to take": (HEAD, 4, "takes nothing"),
    "an id twice": (
        HEAD + "    from: [{}]\n  - id: a\n    label: B\n    from: [{}]\n",
        7,
        "twice",
    ),
    "no title": ("mapping: ours\nboxes: [{id: a, label: A, from: [{}]}]\n", 1, "title"),
    "a speaker whom nobody knows": (HEAD + "    from: [{speakers: [dog]}]\n", 6, "dog"),
    "no YAML": ("mapping: [\n", 2, "line"),
    "not UTF-8": ("mapping: ours\ntitle: caf\xe9\n", 2, "UTF-8"),
}


def test_every_mapping_that_comes_with_voicebox_can_be_used() -> None:
    for name in mappings():
        assert load_mapping(name).mapping == name


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_told_with_its_line(fault: str) -> None:
    text, line, word = WRONG[fault]
    with pytest.raises(ExportError) as refused:
        mapping_of(text.encode("latin-1"), "ours.yaml")
    assert str(refused.value).startswith(f"ours.yaml:{line}: ")
    assert word in str(refused.value)


def test_a_mapping_is_found_by_its_path_and_missed_by_name(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(HEAD + "    from: [{feeds: [strengths]}]\n")
    assert load_mapping(str(file)).boxes[0].from_[0].feeds == ("strengths",)
    with pytest.raises(NotFound, match="Did you mean `school-form`"):
        load_mapping("school-from")
    with pytest.raises(NotFound, match="cannot be read"):
        load_mapping(str(tmp_path / "none.yaml"))
