"""What children meet in the packs that speak to them: cards, branches, and others' words."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conversation.walking import through
from tests.fakes import FakeStore, FixedClock, play
from voicebox.authoring.checks import check_pack
from voicebox.conversation.inputs import Give
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Kind
from voicebox.prompts.places import boards
from voicebox.runner import Runner, start
from voicebox.symbols.library import SymbolLibrary

ROOT = Path(__file__).parents[3]
PROMPTS, SYMBOLS = ROOT / "prompts", ROOT / "symbols"
CHILDRENS = ("first-words", "quick-check", "three-houses", "my-voice", "my-future")
PLAN_FIELDS = {
    "communication",
    "participation",
    "people",
    "important-to-me",
    "important-for-me",
    "aspirations",
    "strengths",
    "appreciation",
    "needs",
    "provision",
    "outcomes",
    "review",
}
SIX = 6
ADMIRED = "she waits for her friends"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def held(store: FakeStore, pack: str, **script: Any) -> Runner:
    """A talk with Amira to its end, a day after the one before it."""
    amira = store.pupils()[0] if store.pupils() else store.add_pupil("Amira")
    day = FixedClock().now() + timedelta(days=1 + len(store.talks()))
    clock = FixedClock(day, tick=timedelta(seconds=5))
    runner = start(store, clock, load_pack(PROMPTS / f"{pack}.yaml"), amira, with_="Mrs Okoye")
    play(runner, {name.replace("_", "-"): given for name, given in script.items()})
    return runner


def pick(*choices: str) -> Give:
    return Give(choices=choices)


def asked(runner: Runner) -> set[str]:
    return {view.prompt for view in runner.record}


@pytest.mark.parametrize("name", CHILDRENS)
def test_there_is_nothing_to_mend(name: str) -> None:
    pack = load_pack(PROMPTS / f"{name}.yaml")
    assert check_pack(PROMPTS / f"{name}.yaml", set(SymbolLibrary.load(SYMBOLS).ids())) == []
    for _, prompt in pack.prompts():
        assert prompt.symbol, prompt.id
        assert prompt.theme, prompt.id
        assert set(prompt.feeds) <= PLAN_FIELDS, prompt.id
        assert prompt.feeds or prompt.kind is Kind.TELL_YOU, prompt.id


@pytest.mark.parametrize("name", CHILDRENS)
def test_the_cards_of_a_board_can_be_told_apart(name: str) -> None:
    for path, board in boards(load_pack(PROMPTS / f"{name}.yaml")):
        seen = Counter(card.symbol for card in board)
        assert [symbol for symbol, times in seen.items() if times > 1] == [], path


@pytest.mark.parametrize("seed", range(6))
def test_a_young_child_meets_six_cards_at_most_before_a_place_to_stop(seed: int) -> None:
    pack = load_pack(PROMPTS / "first-words.yaml")
    met = Counter(
        pack_section.id
        for view in through(pack, seed)[-1].held.record
        for pack_section, prompt in pack.prompts()
        if prompt.id == view.prompt and prompt.kind not in (Kind.SIGNALS, Kind.NOTICE)
    )
    assert met
    assert max(met.values()) <= SIX, met


def test_the_quick_check_asks_for_each_thing_that_a_plan_reflects() -> None:
    prompts = [prompt for _, prompt in load_pack(PROMPTS / "quick-check.yaml").prompts()]
    sources = {source for prompt in prompts for source in prompt.source}
    assert {f"N 3.1 item {number}" for number in range(1, 8)} <= sources
    assert len(prompts) <= 15


def test_a_house_that_is_left_is_not_asked_about(store: FakeStore) -> None:
    told = held(store, "three-houses", good_how=pick("tell"), worry_how=pick("leave-it"))
    assert {"good-tell", "good-who", "worry-how"} <= asked(told)
    assert not asked(told) & {"worry-tell", "worry-who-knows", "worry-smaller", "worry-shut"}


@pytest.mark.parametrize(("age", "decides"), [("is-16", True), ("not-yet-16", False)])
def test_from_16_a_young_person_decides_and_an_advocate_is_offered_to_all(
    store: FakeStore, age: str, decides: bool
) -> None:
    runner = held(store, "my-future", over_16=pick(age))
    assert ({"who-staff-ask", "what-family-sees"} <= asked(runner)) is decides
    assert "advocate" in asked(runner)


def test_words_that_others_sent_are_the_childs_to_hear_and_to_bin(store: FakeStore) -> None:
    assert "hear-sent-words" not in asked(held(store, "my-future"))
    held(store, "people-who-know-me", admire=Give(words=ADMIRED))
    assert "keep-sent-words" not in asked(held(store, "my-future"))

    place = next(each.place for each in held(store, "my-future").record.recalled)
    first = {f"hear-sent-words@{place}": pick("read-them-to-me")}
    runner = held(store, "my-future", **first, **{f"keep-sent-words@{place}": pick("bin")})
    view = runner.record.at("keep-sent-words", "", place)
    assert view is not None
    assert ADMIRED in view.asked
    assert not held(store, "my-future").record.recalled
