"""The adult's keys: notes, who and how, help, and the worry, which leaves no trace in the talk."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, OptionList, TextArea

from tests.fakes import FakeStore
from tests.tui.chair import (
    Cards,
    Chair,
    Keyboard,
    Words,
    back_at_talk,
    hold,
    paste,
    settle,
    skip_over,
    until_true,
)
from voicebox.conversation.states import State
from voicebox.conversation.views import Help, Mode, Speaker, ViewKind
from voicebox.exports.show import show_record
from voicebox.exports.talks import gather_talk
from voicebox.runner import start
from voicebox.tui.screens.adult import WhoAndHow, WorryScreen

WORRY = "he said someone hurts him"


async def asked(chair: Chair, pilot: Pilot[int]) -> Keyboard:
    """One answer is given, the next thing is asked."""
    await settle(pilot)
    skip_over(chair, "good-day")
    await pilot.pause()
    hand = Keyboard(chair, pilot)
    await hand.give(Cards(("pets",)))
    return hand


async def choose(pilot: Pilot[int], id_: str) -> None:
    listed = pilot.app.screen.query_one(OptionList)
    listed.highlighted = listed.get_option_index(id_)
    await pilot.press("enter")


@pytest.mark.parametrize("kind", ["reading", "saw"])
async def test_a_note_is_the_adults_and_leaves_the_words_being_typed(
    chair: Chair, kind: str
) -> None:
    async with chair.talk().sit() as pilot:
        hand = await asked(chair, pilot)
        paste(chair, "half a th")
        await hand.menu("f2")
        if kind == "saw":
            assert await pilot.click("#saw")
            pilot.app.screen.query_one(TextArea).focus()
        paste(chair, "smiled at the picture")
        await pilot.pause()
        assert await pilot.click("#keep")
        await back_at_talk(pilot)
        note = next(view for view in chair.views if view.words)
        wanted = ViewKind.OBSERVATION if kind == "saw" else ViewKind.INTERPRETATION
        assert (note.words, note.kind) == ("smiled at the picture", wanted)
        assert note.speaker is not Speaker.CHILD
        assert note.about == chair.views[0].id
        assert (chair.at, chair.words.text) == ("which-pet", "half a th")


async def test_who_and_how_are_noted_with_the_next_answer(chair: Chair) -> None:
    async with chair.talk().sit((80, 24)) as pilot:
        hand = await asked(chair, pilot)
        await hand.menu("f3")
        screen = pilot.app.screen
        assert isinstance(screen, WhoAndHow)
        screen.query_one("#speaker").focus()
        await pilot.press("down", "enter")
        for box, words in (("#name", "Zofia, his mum"), ("#present", "Zofia, Mr Shah")):
            screen.query_one(box).focus()
            await pilot.pause()
            paste(chair, words)
            await pilot.pause()
        screen.query_one("SelectionList").focus()
        await pilot.press("down", "space")
        assert await pilot.click("#set")
        await back_at_talk(pilot)
        assert "Zofia, his mum" in chair.adult_line
        await hand.give(Words("the brown one"))
        view = chair.views[-1]
        assert view.speaker is Speaker.PARENT_CARER
        assert view.speaker_name == "Zofia, his mum"
        assert view.present == ("Zofia", "Mr Shah")
        assert Mode.SIGN in chair.screen.runner.talk.context.modes


async def test_help_is_noted_and_hand_over_hand_is_never_the_childs_answer(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await asked(chair, pilot)
        await hand.menu("f4")
        await choose(pilot, "options_pointed_to")
        await back_at_talk(pilot)
        assert "options pointed to" in chair.adult_line
        await hand.give(Words("the brown one"))
        assert chair.views[-1].help is Help.OPTIONS_POINTED_TO
        await hand.menu("f4")
        await choose(pilot, "hand_over_hand")
        await back_at_talk(pilot)
        await hand.give(Words("running"))
        assert chair.views[-1].kind is ViewKind.OBSERVATION
        assert chair.views[-1].speaker is Speaker.KEY_ADULT


async def test_leaving_by_the_grown_up_menu_puts_the_talk_on_a_break(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        hand = await asked(chair, pilot)
        await hand.menu("f1")
        await choose(pilot, "leave")
        await until_true(pilot, lambda: chair.kept.talks()[0].state == State.PAUSED)
    assert chair.kept.talks()[0].state == State.PAUSED
    assert chair.app.return_code == 0


@pytest.mark.parametrize("about_staff", [False, True])
async def test_a_worry_is_kept_and_is_nowhere_in_the_talk(chair: Chair, about_staff: bool) -> None:
    async with chair.talk().sit() as pilot:
        hand = await asked(chair, pilot)
        before = chair.screen.runner.talk.seq
        await hand.menu("f8")
        assert isinstance(pilot.app.screen, WorryScreen)
        paste(chair, WORRY)
        await pilot.pause()
        if about_staff:
            pilot.app.screen.query_one(Checkbox).toggle()
            await pilot.pause()
            assert "head" in chair.painted
        assert await pilot.click("#keep")
        await back_at_talk(pilot)
        assert chair.screen.runner.talk.seq == before
        assert "hurts" not in chair.painted
        await hand.give(Words("the brown one"))
        assert "hurts" not in chair.painted
        talk = chair.screen.runner.talk.id
    kept = chair.kept.concerns()
    assert [(worry.words, worry.about_staff, worry.by) for worry in kept] == [
        (WORRY, about_staff, "Mrs Okoye")
    ]
    rows = json.dumps([row.body for row in chair.kept.events(talk)])
    assert "hurts" not in rows
    assert "hurts" not in show_record(gather_talk(chair.kept, talk))


async def test_no_screen_of_a_talk_names_the_worry(chair: Chair) -> None:
    seen: list[str] = []
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        hand = Keyboard(chair, pilot, types=False)
        for until in ("good-day", "by-myself", "~sharing/~all", ""):
            await hold(hand, until=until)
            seen.append(chair.painted)
            for key in ("escape", "f1") if until else ():
                await hand.menu(key)
                seen.append(chair.painted)
                await pilot.press("escape")
                await back_at_talk(pilot)
    assert len(seen) == 10
    for painted in seen:
        assert "worr" not in painted.casefold()
        assert "F8" not in painted
        assert "safeguard" not in painted.casefold()


async def test_home_shows_worries_until_they_are_signed(chair: Chair) -> None:
    runner = start(
        chair.kept,
        chair.house.clock,
        chair.house.packs.load("small"),
        chair.kept.add_pupil("Amira"),
    )
    runner.keep_worry(WORRY)
    runner.keep_worry("and again", about_staff=True)
    async with chair.sit() as pilot:
        await settle(pilot)
        assert "2 worries not passed on yet" in chair.painted
        assert "hurts" not in chair.painted
        await pilot.press("w")
        await until_true(pilot, lambda: "hurts" in chair.painted)
        await pilot.press("enter")
        await pilot.pause()
        assert "Name the person" in chair.painted
        for name in ("Mrs Lead", "The head"):
            paste(chair, name)
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        await settle(pilot)
        assert "not passed on" not in chair.painted
    assert isinstance(chair.kept, FakeStore)
    signed = chair.kept.concerns(open_only=False)
    assert {worry.passed_on_to for worry in signed} == {"Mrs Lead", "The head"}


async def test_a_childs_keys_open_nothing_of_the_adults(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await asked(chair, pilot)
        await pilot.press(*"qwertyuiopasdfghjklzxcvbnm0123456789")
        await pilot.press("up", "down", "left", "right", "home", "end", "backspace")
        assert pilot.app.screen is chair.screen
        assert len(chair.views) == 1


async def test_in_a_quiet_while_the_adult_is_told_each_thing_once(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "calm")
        told = []
        for _ in range(3):
            chair.screen.say_to_adult("")
            chair.screen._say_waiting_is_fine()
            told.append(chair.adult_line)
        assert [bool(words) for words in told] == [True, True, False]
        assert told[0].startswith("Waiting is fine.")
        assert not [each for each in chair.speaker.said if each.words in told]
