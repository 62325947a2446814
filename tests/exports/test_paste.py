"""Paste: each box with its words whole, and its room counted as a web form counts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plan import held, words
from voicebox.exports import export
from voicebox.exports.as_paste import PasteBox, paste_boxes, room, sent_length
from voicebox.exports.dossier import Wanted
from voicebox.exports.mapping_file import load_mapping, mapping_of

SMALL = """
mapping: small-portal
title: A small portal
boxes:
  - id: hopes
    label: Hopes
    from: [{feeds: [aspirations], speakers: [child]}]
    limit: 40
  - id: name
    label: Name
    from: [{plan: must_know.full_name}]
    limit: 12
  - id: advice
    label: Seen
    from: [{feeds: [needs], kinds: [observation]}]
  - id: nothing
    label: Nothing
    from: [{prompts: [no-such-prompt]}]
  - id: steps
    label: Steps
    rows: outcomes
    columns:
      - {id: step, label: Step, from: [{plan: statement}]}
      - {id: towards, label: Towards, from: [{plan: hopes}]}
"""


@pytest.mark.parametrize(
    ("given", "length"),
    [("", 0), ("abc", 3), ("ŵ", 1), ("🐕", 2), ("🐕‍🦺", 5), ("a\nb", 4), ("\n", 2), ("e\u0301", 2)],
)
def test_characters_are_counted_as_a_browser_sends_them(given: str, length: int) -> None:
    assert sent_length(given) == length


def boxes() -> dict[str, PasteBox]:
    mapping = mapping_of(SMALL.encode(), "small.yaml")
    return {box.id: box for box in paste_boxes(held.dossier(), mapping)}


def test_a_box_holds_its_words_whole_and_says_by_how_much_it_is_too_long() -> None:
    hopes = boxes()["hopes"]
    assert f"“{words.HOPE_SOON}”" in hopes.text
    assert f"“{words.HOPE_FAR}”" in hopes.text
    assert hopes.over == hopes.count - 40 > 0
    assert room(hopes) == (
        f"{hopes.count} characters: {hopes.over} over the limit of 40. Nothing was cut."
    )


def test_a_fact_stands_alone_and_room_that_is_just_enough_is_enough() -> None:
    name = boxes()["name"]
    assert (name.text, name.count, name.over) == ("Amira Hassan", 12, 0)
    assert room(name) == "12 of 12 characters."


def test_what_an_adult_saw_is_named_as_such_and_not_quoted() -> None:
    seen = boxes()["advice"]
    assert f"Mrs Okoye, SENCo saw, 14 September 2026: {words.SEEN}" in seen.text
    assert f"“{words.SEEN}" not in seen.text
    assert room(seen).endswith("no limit is known.")


def test_a_box_for_which_there_is_nothing_stands_there_empty() -> None:
    nothing = boxes()["nothing"]
    assert (nothing.text, nothing.count, room(nothing)) == ("", 0, "Nothing for this box.")


def test_a_table_is_numbered_rows_with_the_names_of_its_columns() -> None:
    first, second = boxes()["steps"].text.split("\n\n")
    assert first.startswith(f"1. Step: {words.OUTCOME_1}\nTowards: Amira, picked learn something")
    assert f"“{words.HOPE_SOON}”" in first
    assert second.startswith(f"2. Step: {words.OUTCOME_2}\n")


def test_what_was_said_for_an_earlier_plan_is_not_pasted_as_todays() -> None:
    text = export(held.talks(), "paste", today=held.TODAY).decode()
    assert words.HOPE_SOON in text
    assert words.SPRING_SAID not in text


@pytest.mark.parametrize("name", ["essex-portal", "norfolk-portal"])
def test_a_portals_boxes_take_what_a_plan_holds(name: str) -> None:
    text = export(held.talks(), "paste", wanted=Wanted(mapping=name)).decode()
    for each in (words.HOPE_SOON, words.MUM_HOPE, words.OUTCOME_1, words.PROVISION_1, words.TO_ME):
        assert each in text
    mapping = load_mapping(name)
    at = [text.index(f" of {len(mapping.boxes)}: {box.label}\n") for box in mapping.boxes]
    assert at == sorted(at)
    assert text.count("Nothing for this box.") <= 2


def test_a_school_names_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(SMALL, encoding="utf-8")
    text = export(held.talks(), "paste", wanted=Wanted(mapping=str(file))).decode()
    assert text.startswith("A small portal: Amira\n")
    assert "2 of 5: Name\n12 of 12 characters.\n" in text
