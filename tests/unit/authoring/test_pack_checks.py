"""What `packs check` finds, and where: each fault of an author, with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voicebox.authoring.check_boards import check_boards
from voicebox.authoring.check_prompts import check_prompts
from voicebox.authoring.checks import check_pack
from voicebox.authoring.findings import Finding, Severity
from voicebox.authoring.routes import explore
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Audience
from voicebox.prompts.places import walk

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"
LATER = SMALL.with_name("later.yaml")
WORDS = SMALL.read_text(encoding="utf-8")
SYMBOLS = {str(value) for path, value in walk(load_pack(SMALL)) if path[-1:] == ("symbol",)}


def findings(tmp_path: Path, text: str) -> list[Finding]:
    """What is found in a pack of this text, in a file of the right name."""
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return check_pack(path, SYMBOLS)


def test_a_good_pack_has_no_findings() -> None:
    assert check_pack(SMALL, SYMBOLS) == []
    assert check_pack(load_pack(SMALL), SYMBOLS) == []


E, W, A = Severity.ERROR, Severity.WARNING, Severity.ADVICE
WIDE = ", ".join(f"play-{number}" for number in range(13))
LONG = "word: resting in my own bed at home"
TO_HELP = "to: what-helps}"
PASSING = "        options: [drawing, music]\n        next: [{to: my-people}]\n"

# By rule and case: what is changed in the small pack and into what, a part of the line where the
# finding stands then, how much it matters, and a part of what is said and of the mend.
FAULTS: dict[tuple[str, str], tuple[dict[str, str], str, Severity, str, str]] = {
    ("unknown-symbol", "of a card"): (
        {"symbol: rest}": "symbol: hart}"},
        "symbol: hart",
        E,
        "`hart`",
        "`heart`?",
    ),
    ("unknown-symbol", "of a prompt"): (
        {"symbol: sun": "symbol: qqqq"},
        "symbol: qqqq",
        E,
        "`qqqq`",
        "symbols find",
    ),
    ("unknown-symbol", "of the glossary"): (
        {"symbol: meeting": "symbol: qqqq"},
        "symbol: qqqq",
        E,
        "`qqqq`",
        "symbols find",
    ),
    ("feed-unknown", ""): (
        {"feeds: [important-to-me]": "feeds: [importent-to-me]"},
        "feeds: [importent-to-me]",
        W,
        "`importent-to-me`",
        "`important-to-me`?",
    ),
    ("doubt-on-a-scale", ""): (
        {"      - so-so\n": "      - {id: so-so, word: not sure, symbol: so-so}\n"},
        "word: not sure",
        E,
        "no point of a scale",
        "beside each scale",
    ),
    ("marks-on-a-scale", ""): (
        {"      - so-so\n": "      - {id: so-so, word: wrong, symbol: so-so}\n"},
        "word: wrong",
        E,
        "right or wrong",
        "faces or thumbs",
    ),
    ("must-tell", ""): (
        {"source: rule 14": "source: rule 15"},
        "opening:",
        E,
        "must tell someone",
        "rule 14",
    ),
    ("opening-branches", ""): (
        {"    source: rule 1\n": "    source: rule 1\n    next: [{to: end}]\n"},
        "- id: hello",
        W,
        "`hello`",
        "one after another",
    ),
    ("no-source", ""): (
        {"        source: N item 6\n": ""},
        "- id: calm",
        W,
        "`calm`",
        "Add the line it serves",
    ),
    ("another-way", ""): (
        {"        another_way: Who do you like to be with?\n": ""},
        "- id: my-people",
        A,
        "`my-people`",
        "other words",
    ),
    ("wide-board", ""): (
        {"[drawing, music]": f"[{WIDE}]"},
        "options: [play-0",
        W,
        "13 cards",
        "Keep those",
    ),
    ("long-word", ""): ({"word: resting": LONG}, LONG, A, "29 letters", "shorter"),
    ("many-columns", ""): (
        {"      - so-so\n": "      - so-so\n      - like-most\n"},
        "scale: liking\n        then",
        W,
        "4 columns",
        "two or 3",
    ),
    ("no-last-word", ""): (
        {"    always: true\n": ""},
        "sections:",
        A,
        "`always: true`",
        "Mark the child's",
    ),
    ("dead-end", ""): (
        {TO_HELP: "to: last-word}", "symbol: help\n    prompts": "always: true\n    prompts"},
        "to: last-word}",
        E,
        "leaves out `what-helps`",
        "Let the route",
    ),
    ("no-item", ""): (
        {"ask: I feel calm when": "ask: I like {item} when"},
        "ask: I like {item}",
        W,
        "`calm`",
        "only in a sort",
    ),
    ("never-taken", "after one without a condition"): (
        {"- {to: end}\n": "- {to: end}\n          - {to: last-word}\n"},
        "- {to: last-word}",
        E,
        "a route before it has no condition",
        "without one last",
    ),
    ("never-taken", "with a condition that cannot hold"): (
        {"[no-one-now]}": "[no-one-now], not_chose: [no-one-now, home]}"},
        "- {if: {chose: [no-one-now], not",
        E,
        "its condition never holds",
        "Mend the condition",
    ),
    ("unreachable", "bounds that never meet"): (
        {"{at_least: 2}": "{at_least: 2, at_most: 1}"},
        "{at_least: 2, at_most: 1}",
        E,
        "its condition never holds",
        "Mend the condition",
    ),
    ("unreachable", "two of a single choice"): (
        {"        many: true\n": "", "{chose: [pets]}": "{chose: [pets], not_chose: [pets]}"},
        "{chose: [pets], not",
        E,
        "`which-pet`: its condition never holds",
        "Mend the condition",
    ),
    ("unreachable", "about what is passed by"): (
        {
            "        options: [drawing, music]\n": PASSING,
            "{prompt: good-day, not_chose: [music]}": "{prompt: what-matters, answered: true}",
        },
        "{prompt: what-matters, answered: true}",
        E,
        "`how-was-it`: its condition never holds",
        "Mend the condition",
    ),
    ("unreachable", "passed by"): (
        {"        options: [drawing, music]\n": PASSING},
        "- id: what-matters",
        E,
        "every route passes it by",
        "Let a route lead",
    ),
}


@pytest.mark.parametrize("rule_and_case", FAULTS, ids=" ".join)
def test_each_fault_is_found_where_it_stands(
    tmp_path: Path, rule_and_case: tuple[str, str]
) -> None:
    changes, mark, severity, what, mend = FAULTS[rule_and_case]
    text = WORDS
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after, 1)
    found = [each for each in findings(tmp_path, text) if each.rule == rule_and_case[0]]
    line = text[: text.index(mark)].count("\n") + 1
    [right] = [each for each in found if what in each.what]
    assert (right.line, right.severity, mend in right.mend) == (line, severity, True), right


def test_a_pack_that_does_not_load_gives_the_loaders_problems(tmp_path: Path) -> None:
    [found] = findings(tmp_path, WORDS.replace("minutes: 5", "minutes: 500"))
    assert (found.line, found.severity, found.rule) == (7, Severity.ERROR, "load")
    [found] = check_pack(tmp_path / "none.yaml", SYMBOLS)
    assert (found.line, found.rule) == (1, "load")


def test_a_file_of_another_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(WORDS, encoding="utf-8")
    [found] = check_pack(path, SYMBOLS)
    assert (found.line, found.rule, "small.yaml" in found.mend) == (2, "file-name", True)


def test_a_pack_without_practice_is_told() -> None:
    pack = load_pack(SMALL).model_copy(update={"practice": None})
    [found] = check_pack(pack, SYMBOLS)
    assert (found.rule, found.severity, found.line) == ("no-practice", Severity.WARNING, 0)
    assert "`places`" in found.what


def test_what_needs_no_practice_and_no_second_wording_is_not_told(tmp_path: Path) -> None:
    """A ladder asked again was tried when it was first asked; a gather is no question to one."""
    text = LATER.read_text("utf-8")

    def told(text: str) -> set[tuple[str, str]]:
        path = tmp_path / "later.yaml"
        path.write_text(text, encoding="utf-8")
        pack = load_pack(path).model_copy(update={"audience": Audience.CHILD})
        found = [*check_boards(pack, SYMBOLS), *check_prompts(pack)]
        return {(each.rule, name) for each in found for name in re.findall("`([^`]+)`", each.what)}

    assert ("no-practice", "ladder-again") not in told(text)
    assert ("another-way", "words") not in told(text)
    asked_anew = text.replace("recall: {scales: true}", "recall: {feeds: [aspirations]}")
    assert ("no-practice", "ladder-again") in told(asked_anew)
    assert ("another-way", "kept") in told(text)


def test_grown_up_packs_are_not_held_to_rules_for_children(tmp_path: Path) -> None:
    text = WORDS.replace("audience: child", "audience: staff").replace("rule 14", "rule 15")
    text = text.replace("        another_way: What do you do on a good day?\n", "")
    assert findings(tmp_path, text) == []


def test_every_prompt_of_the_small_pack_is_reached_and_every_route_taken() -> None:
    pack = load_pack(SMALL)
    explored = explore(pack)
    assert explored.asked == {prompt.id for _, prompt in pack.prompts()}
    assert explored.taken == {("my-people", 0), ("my-people", 1)}
    assert not explored.too_many


def test_a_pack_with_too_many_ways_is_told_and_nothing_is_claimed(tmp_path: Path) -> None:
    asked = "".join(
        f"      - {{id: a{n}, kind: choose, ask: A?, another_way: B?, source: rule 2, many: true,"
        f" options: [one, two, three, four]}}\n"
        for n in range(14)
    )
    last = "".join(
        f"      - {{id: b{n}, kind: tell, ask: A?, another_way: B?, source: rule 2,"
        f" only_if: {{prompt: a{n}, chose: [one, two], not_chose: [three, four]}}}}\n"
        for n in range(14)
    )
    path = tmp_path / "small.yaml"
    path.write_text(WORDS + asked + last, encoding="utf-8")
    rules = {
        finding.rule for finding in check_pack(path, SYMBOLS | {"one", "two", "three", "four"})
    }
    assert rules == {"too-branched", "long-section"}
