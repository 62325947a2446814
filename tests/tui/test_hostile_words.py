"""Words from outside, painted: no control character reaches the terminal, no bracket breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.chair import (
    UNSEEN,
    Cards,
    Chair,
    Keyboard,
    Shelf,
    answer_for,
    back_at_talk,
    packs,
    paste,
    settle,
)
from voicebox.prompts.models import Pack
from voicebox.tui.widgets.words import NameBox

NASTY = "\x1b[31mred\x1b]0;owned\x07 \x9b2J\u202egnp [bold]x[/] [/nope] \x00\x7f {pupil"


def nasty_pack() -> Pack:
    """The small pack, every word for people made nasty."""
    whole = packs()["small"].model_dump(mode="json", by_alias=True)
    return Pack.model_construct(**dict(Pack.model_validate(_nasty(whole))))


def _nasty(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _nasty(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_nasty(each, name) for each in value]
    if isinstance(value, str) and name in ("ask", "word", "title", "to_adult", "more"):
        return f"{value} \x1b[31m\u202e[/b] \x9b"
    return value


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_hostile_pack_is_painted_safely(size: tuple[int, int]) -> None:
    chair = Chair(shelf=Shelf({"small": nasty_pack()})).talk()
    async with chair.sit(size) as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot, types=False)
        for _ in range(60):
            assert_safe(chair)
            if not chair.screen.runner.is_open:
                break
            await hand.give(answer_for(chair.step))
        assert not chair.screen.runner.is_open


async def test_hostile_names_and_answers_are_painted_safely(chair: Chair) -> None:
    async with chair.talk(pupil=NASTY, with_=NASTY).sit() as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot, types=False)
        for _ in range(12):
            await hand.give(answer_for(chair.step))
            if chair.at == "good-day":
                break
        await hand.give(Cards(("pets",)))
        for _ in range(2):
            paste(chair, NASTY)
            await pilot.pause()
            assert_safe(chair)
            await pilot.press("enter")
            await pilot.pause()
            assert_safe(chair)
        for key in ("escape", "f1", "f2", "f3"):
            await hand.menu(key)
            assert_safe(chair)
            await pilot.press("escape")
            await back_at_talk(pilot)
        said = [view.words for view in chair.views if view.words]
        assert said
        assert all(not UNSEEN.search(words) for words in said)
        assert all("[bold]x[/] [/nope]" in words for words in said)


async def test_a_hostile_name_is_safe_at_home(chair: Chair) -> None:
    chair.kept.add_pupil(NASTY)
    async with chair.sit() as pilot:
        await settle(pilot)
        assert_safe(chair)
        await pilot.press("enter")
        await pilot.pause()
        assert_safe(chair)


def assert_safe(chair: Chair) -> None:
    """Nothing that the terminal would obey stands in what is painted."""
    for line in chair.painted.split("\n"):
        found = UNSEEN.search(line)
        assert found is None, repr(line)


async def test_what_is_pasted_into_a_box_for_a_name_holds_no_control_character() -> None:
    chair = Chair()
    async with chair.sit() as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        paste(chair, "Am\x1b]0;x\x07ira\x9b31m")
        await settle(pilot)
        assert chair.app.screen.query_one("#pupil", NameBox).value == "Am]0;xira31m"
