"""A pupil's plan on the screen: what leads where, what a document would hold, and making one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select

from tests.fakes import FixedClock, Script, play, small_pack
from tests.tui.chair import Chair, comes, settle, until_true
from tests.tui.test_home import at_home
from voicebox.conversation.inputs import Give, KeepBack
from voicebox.prompts.loader import load_pack
from voicebox.runner import start
from voicebox.tui.screens.documents import DOCUMENTS, MakeDocument
from voicebox.tui.screens.past import PastTalks, WhoMaySee
from voicebox.tui.screens.plans import PlansScreen

LATER = Path(__file__).parents[1] / "fixtures" / "later.yaml"
KEPT_BACK = "when the bell shouts at me"
BEST = "with my dog at nan's"


def talked(chair: Chair) -> None:
    """A talk of Amira's, and a plan with a step that leads back to it."""
    amira = chair.kept.add_pupil("Amira")
    clock = FixedClock(tick=timedelta(seconds=10))
    first = start(chair.kept, clock, small_pack(), amira, with_="Mrs Okoye")
    script: Script = {
        "good-day": Give(choices=("pets",)),
        "best-bit": Give(words=BEST),
        "calm": [Give(words=KEPT_BACK), KeepBack()],
    }
    play(first, script)
    clock = FixedClock(FixedClock().now() + timedelta(days=9), tick=timedelta(seconds=10))
    plan = start(
        chair.kept,
        clock,
        load_pack(LATER).model_copy(update={"pack": "plan"}),
        amira,
        with_="Mrs Okoye",
    )
    best = first.record.at("best-bit")
    assert best is not None
    play(
        plan,
        {
            "steps/statement@1": Give(words="walk Bruno by herself"),
            "steps/hopes@1": Give(choices=(best.place,)),
            "steps/another@1": Give(choices=("no",)),
        },
    )


async def to_plan(chair: Chair, pilot: Pilot[int]) -> PlansScreen:
    await at_home(pilot)
    await pilot.press("enter")
    await until_true(pilot, lambda: "The plan, and documents" in chair.painted)
    await pilot.press("d")
    await comes(pilot, PlansScreen)
    screen = chair.app.screen
    assert isinstance(screen, PlansScreen)
    return screen


async def read(chair: Chair, pilot: Pilot[int], line: str, words: str) -> None:
    """Go to a line of the list and wait until these words are painted."""
    listed = chair.app.screen.query_one(OptionList)
    listed.highlighted = listed.get_option_index(line)
    await until_true(pilot, lambda: words in chair.painted)
    assert words in chair.painted


async def test_the_thread_is_told_and_drawn_from_the_childs_words(chair: Chair) -> None:
    talked(chair)
    async with chair.sit() as pilot:
        await to_plan(chair, pilot)
        await until_true(pilot, lambda: "The golden thread" in chair.painted)
        await read(chair, pilot, "drawn", "└─ walk Bruno by herself")
        assert f"“{BEST}”" in chair.painted
        await read(chair, pilot, "plan", "walk Bruno by herself")
        await read(chair, pilot, "before", "This is the first cycle")
        await read(chair, pilot, "ladders", "No ladder was asked twice yet.")
        assert KEPT_BACK not in chair.painted


@pytest.mark.parametrize("document", [each.id for each in DOCUMENTS])
async def test_a_preview_says_what_a_document_would_hold(chair: Chair, document: str) -> None:
    talked(chair)
    async with chair.sit() as pilot:
        await to_plan(chair, pilot)
        await until_true(pilot, lambda: "The golden thread" in chair.painted)
        await read(chair, pilot, f"document:{document}", "what would stand in it, for plan")
        assert KEPT_BACK not in chair.painted


async def test_a_document_is_made_and_never_over_another_unasked(
    chair: Chair, tmp_path: Path
) -> None:
    talked(chair)
    file = tmp_path / "amira.txt"
    file.write_text("mine")
    async with chair.sit() as pilot:
        await to_plan(chair, pilot)
        await until_true(pilot, lambda: "The golden thread" in chair.painted)
        await pilot.press("w")
        await comes(pilot, MakeDocument)
        screen = chair.app.screen
        screen.query_one(Select).value = "portal-essex"
        await settle(pilot)
        screen.query_one("#file", Input).value = str(file)
        screen.query_one("#file", Input).focus()
        await pilot.press("enter")
        await until_true(pilot, lambda: "there already" in chair.painted)
        assert file.read_text() == "mine"
        screen.query_one("#file", Input).value = str(tmp_path / "none" / "amira.txt")
        await pilot.press("enter")
        await until_true(pilot, lambda: "cannot be written" in chair.painted)
        assert _exported(chair) == 0
        screen.query_one("#file", Input).value = str(file)
        await settle(pilot)
        await pilot.press("enter", "enter")
        await comes(pilot, PlansScreen)
        await until_true(pilot, lambda: "Written:" in chair.painted)
    text = file.read_text(encoding="utf-8")
    assert BEST in text or "walk Bruno by herself" in text
    assert KEPT_BACK not in text
    assert _exported(chair) == 1


def _exported(chair: Chair) -> int:
    return [line.act for line in chair.kept.account().lines].count("exported")


async def test_who_may_see_a_talk_is_said_anew_after_its_end(chair: Chair) -> None:
    talked(chair)
    first = chair.kept.talks()[-1].header.id
    async with chair.sit() as pilot:
        await at_home(pilot)
        await pilot.press("enter")
        await until_true(pilot, lambda: "Past talks" in chair.painted)
        await pilot.press("r")
        await comes(pilot, PastTalks)
        await until_true(pilot, lambda: first in chair.painted)
        await pilot.press("down")
        await until_true(pilot, lambda: BEST in chair.painted)
        await pilot.press("s")
        await comes(pilot, WhoMaySee)
        await pilot.press("k")
        await comes(pilot, PastTalks)
        await until_true(pilot, lambda: "Kept: nobody else" in chair.painted)
    bodies = [row.body for row in chair.kept.events(first) if row.type == "share_decided"]
    assert '"share":"kept_back"' in bodies[-1]
