"""Rules 18, 19 and 24 as far as words show them: what may not be asked so, and what may."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.authoring.check_asking import check_asking
from voicebox.authoring.findings import Severity
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Audience, Pack

SMALL = load_pack(Path(__file__).parents[2] / "fixtures" / "small.yaml")


def asking(words: str, **changes: object) -> Pack:
    """The small pack, whose first prompt asks `words`."""
    section = SMALL.sections[0]
    first = section.prompts[0].model_copy(update={"ask": words})
    section = section.model_copy(update={"prompts": (first, *section.prompts[1:])})
    return SMALL.model_copy(update={"sections": (section, *SMALL.sections[1:]), **changes})


def rules(pack: Pack) -> list[str]:
    return [each.rule for each in check_asking(pack)]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Do you like how {adult} helps you?", "own-help"),
        ("What is it like with {adult}?", "own-help"),
        ("Is {adult} kind?", "own-help"),
        ("Why do you get cross?", "why"),
        ("Tell me why.", "why"),
        ("How come you left?", "why"),
        ("You like Miss helping, don't you?", "tag-question"),
        ("It is loud, isn’t it?", "tag-question"),
        ("That was fun, right?", "tag-question"),
        ("You did try, didn't you?", "tag-question"),
        ("Well done. What is next?", "praise"),
        ("That is a clever answer. What now?", "praise"),
        ("Great! What now?", "praise"),
        ("How happy are you at school?", "assumes"),
        ("Tell me three things you're good at!", "quota"),
    ],
)
def test_what_may_not_be_asked_is_an_error_at_its_place(words: str, rule: str) -> None:
    [found] = check_asking(asking(words))
    assert (found.rule, found.severity) == (rule, Severity.ERROR)
    assert list(found.path) == ["sections", 0, "prompts", 0, "ask"]


@pytest.mark.parametrize(
    "words",
    [
        "What would you tell {adult}?",
        "You can ask {adult} about it. What is next?",
        "What is that like for you?",
        "What is amazing about it?",
        "When it is loud, what do you do?",
        "What is good about home, for you?",
        "Thank you. What is next?",
        "Here are two things. Which one is right?",
    ],
)
def test_what_may_be_asked_is_left_alone(words: str) -> None:
    assert rules(asking(words)) == []


def test_a_scale_never_places_the_adult_who_is_there() -> None:
    [sort] = [prompt for _, prompt in SMALL.prompts() if prompt.kind == "sort"]
    part = next(part for part in SMALL.sections if sort in part.prompts)
    told = sort.model_copy(update={"ask": "Where does time with {adult} go?"})
    prompts = tuple(told if each is sort else each for each in part.prompts)
    held = part.model_copy(update={"prompts": prompts})
    sections = tuple(held if each is part else each for each in SMALL.sections)
    assert rules(SMALL.model_copy(update={"sections": sections})) == ["own-help"]


def test_a_child_may_say_why_and_grown_ups_may_ask_each_other() -> None:
    assert rules(asking("Why is that?", audience=Audience.STAFF)) == []
    first = SMALL.opening[0].model_copy(update={"ask": "That is why we talk."})
    assert rules(SMALL.model_copy(update={"opening": (first, *SMALL.opening[1:])})) == []
    assert rules(asking("Why ydych chi?", language="cy")) == []


@pytest.mark.parametrize(
    ("ages", "minutes", "audience", "expected"),
    [
        ("4 to 5", 5, "child", []),
        ("4 to 5", 6, "child", ["long-sitting"]),
        ("4 to 7", 10, "child", []),
        ("7 to 11", 10, "child", []),
        ("7 to 11", 11, "child", ["long-sitting"]),
        ("", 11, "child", ["long-sitting"]),
        ("11 and over", 20, "young_person", []),
    ],
)
def test_a_talk_is_short_enough(
    ages: str, minutes: int, audience: str, expected: list[str]
) -> None:
    pack = asking("What?", ages=ages, minutes=minutes, audience=Audience(audience))
    assert rules(pack) == expected


def test_six_cards_are_enough_at_five() -> None:
    first = SMALL.sections[0].prompts[0]
    card = first.options[0]  # type: ignore[union-attr]
    options = tuple(card.model_copy(update={"id": f"card-{number}"}) for number in range(7))
    for count, expected in ((6, []), (7, ["many-cards"])):
        prompt = first.model_copy(update={"options": options[:count]})
        part = SMALL.sections[0].model_copy(update={"prompts": (prompt,)})
        assert rules(SMALL.model_copy(update={"ages": "4 to 7", "sections": (part,)})) == expected
