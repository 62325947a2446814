"""Every line of the two sources is served or excused, and each claim is borne out by a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.authoring.coverage import (
    Asked,
    asked,
    asked_by,
    faults,
    is_served,
    source_lines,
    still_to_ask,
)
from voicebox.authoring.coverage_table import as_table
from voicebox.errors import PackError
from voicebox.exports.mapping_file import mappings
from voicebox.prompts.loader import find_packs, load_pack

SHIPPED = Path(__file__).parents[3] / "prompts"
SMALL = load_pack(Path(__file__).parents[2] / "fixtures" / "small.yaml")


@pytest.fixture(scope="module")
def shipped() -> Asked:
    return asked({name: load_pack(path) for name, path in find_packs(SHIPPED).items()})


def test_every_line_is_served_or_excused(shipped: Asked) -> None:
    lines = [line for line in source_lines() if not line.left_out]
    assert {line.id for line in lines if not is_served(line, shipped)} == set()


def test_nothing_is_cited_that_is_gone_and_no_pack_cites_what_is_no_line(shipped: Asked) -> None:
    assert faults(source_lines(), shipped, mappings()) == []


def test_the_lines_stand_in_the_order_of_their_sources() -> None:
    lines = source_lines()
    assert len(lines) > 200
    assert len({line.says for line in lines}) > 200
    for document, last in (("E", 302), ("N", 354)):
        starts = [int(line.where.split("-")[0]) for line in lines if line.document == document]
        assert starts == sorted(starts)
        assert starts[-1] == last
    assert all(line.left_out.endswith(".") for line in lines if line.left_out)


def entry(**changes: object) -> str:
    whole = {"id": "E ch. 2 q. 1.1", "line": 108, "says": "What is important to me?", **changes}
    return "lines:\n  - {" + ", ".join(f"{name}: {value}" for name, value in whole.items()) + "}\n"


HERE = asked({"small": SMALL})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"served_by": "[small/gone]"}, "cites `small/gone`, which is gone"),
        ({"served_by": "[gone/good-day]"}, "cites `gone/good-day`, which is gone"),
        ({"served_by": "[small/calm]"}, "served by `small/calm`, which does not cite it"),
        ({"served_by": "['plan:outcome.gone']"}, "which there is not"),
        ({"served_by": "['plan:gone.setting']"}, "which there is not"),
        ({"served_by": "['document:gone']"}, "which there is not"),
        ({"served_by": "['rule:25']"}, "which there is not"),
        ({"served_by": "['rule:x']"}, "which there is not"),
        ({"id": "X ch. 2 q. 1"}, "begins with neither E nor N"),
        ({"left_out": "no", "served_by": "['rule:1']"}, "left out and served at the same time"),
    ],
)
def test_a_claim_that_does_not_hold_is_told(changes: dict[str, object], said: str) -> None:
    told = [each.what for each in faults(source_lines(entry(**changes)), HERE, ("one-plan",))]
    assert any(said in what for what in told), told


def test_a_claim_that_holds_is_none_and_what_packs_cite_besides_is_told() -> None:
    names = ("small/good-day", "plan:outcome.so_that", "plan:plan.needs", "document:one-plan")
    served = f"[{', '.join(repr(name) for name in names)}, 'rule:24']"
    told = faults(source_lines(entry(served_by=served)), HERE, ("one-plan",))
    assert all("is cited by `small/" in each.what for each in told)
    assert "E ch. 2 q. 1" not in {each.id for each in told}
    assert "N 3.1 item 2" in {each.id for each in told}
    twice = source_lines(entry() + entry().removeprefix("lines:\n"))
    assert "is in the list twice" in {each.what for each in faults(twice, HERE, ())}


def test_a_line_waits_for_packs_that_ought_to_ask_and_for_forms() -> None:
    [line] = source_lines(entry(asked_in="[small, family]"))
    assert still_to_ask(line, HERE) == ("family",)
    assert not is_served(line, HERE)
    assert "small/good-day" in asked_by(line, HERE)
    [line] = source_lines(entry(served_by="['plan:outcome.so_that', 'plan:plan.needs']"))
    assert still_to_ask(line, HERE) == ("plan:outcome.so_that",)
    assert is_served(line, Asked({}, frozenset({"outcome-so-that"})))
    [line] = source_lines(entry())
    assert not is_served(line, HERE)


@pytest.mark.parametrize(
    "text",
    ["lines: none\n", "lines:\n  - {id: E 1}\n", entry(more="x"), entry(served_by="one")],
)
def test_a_list_that_cannot_be_used_names_its_line(text: str) -> None:
    with pytest.raises(PackError, match=r"coverage\.yaml:[12]:"):
        source_lines(text)


def test_the_table_counts_and_tells_each_line() -> None:
    text = entry(served_by="[small/good-day]")
    text += entry(id="N 5 x", left_out="Training.", says="Staff.").removeprefix("lines:\n")
    text += entry(id="N 5 y", asked_in="[family]", says="Family.").removeprefix("lines:\n")
    lines = source_lines(text)
    whole = as_table(lines, HERE)
    assert [row.split()[-3:] for row in whole.splitlines()[1:3]] == [
        ["1", "0", "0"],
        ["0", "1", "1"],
    ]
    assert "served   E ch. 2 q. 1.1 (line 108): What is important to me?" in whole
    assert "Training." in whole
    few = as_table(lines, HERE, only_unserved=True)
    assert few.splitlines()[:3] == whole.splitlines()[:3]
    assert few.splitlines()[4:] == [
        "unserved N 5 y (line 108): Family.",
        "           still to be asked: family",
    ]
