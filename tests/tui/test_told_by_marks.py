"""What is ticked, picked or has the focus is told by a mark, so also in black and white."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, ProgressBar

from tests.tui.chair import Chair, comes, menu_is_open, settle, skip_over
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.adult import WhoAndHow
from voicebox.tui.screens.dialog import Dialog, Menu
from voicebox.tui.screens.home import HomeScreen
from voicebox.tui.screens.new_talk import NewTalk
from voicebox.tui.screens.preferences import PreferencesScreen
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.bars import Key, place_keys


async def test_a_box_in_the_settings_says_whether_it_is_ticked(chair: Chair) -> None:
    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        await settle(pilot)
        await pilot.press("s")
        await comes(pilot, PreferencesScreen)
        box = pilot.app.screen.query_one("#unchecked")
        for now in ("[ ]", "[x]", "[ ]"):
            await settle(pilot)
            assert f"{now} Offer translations" in chair.painted
            box.focus()
            await pilot.press("space")


async def test_lists_and_rounds_say_what_is_picked(chair: Chair) -> None:
    async with chair.talk().sit((120, 40)) as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await pilot.press("f3")
        await comes(pilot, WhoAndHow)
        screen = pilot.app.screen
        screen.query_one("SelectionList").focus()
        await pilot.press("down", "space")
        await settle(pilot)
        ticked = [line for line in chair.painted.split("\n") if "[x]" in line]
        assert ("(•) the child" in chair.painted, "( ) key adult" in chair.painted) == (True, True)
        assert ["▸[x] sign" in line for line in ticked] == [True]


async def test_a_menu_marks_its_line_and_says_what_closes_it(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        for key, closes in (("f1", "Esc closes"), ("escape", "Esc: back")):
            await pilot.press(key)
            await menu_is_open(pilot)
            await pilot.press("down")
            await settle(pilot)
            assert closes in chair.painted
            marked = [line for line in chair.painted.split("\n") if "▸" in line]
            screen = pilot.app.screen
            assert isinstance(screen, Menu)
            second = screen.choices()[1].words
            assert [second.split()[-1] in line for line in marked] == [True]
            await pilot.press("escape")
            await settle(pilot)


async def test_tab_comes_to_start_before_leave_and_enter_starts_once_all_is_there(
    chair: Chair,
) -> None:
    async with chair.sit() as pilot:
        await comes(pilot, HomeScreen)
        await settle(pilot)
        await pilot.press("n")
        await comes(pilot, NewTalk)
        screen = pilot.app.screen
        screen.query_one("#adult", Input).value = "Mrs Okoye"
        screen.query_one("#pack").focus()
        await pilot.press("tab")
        assert screen.focused is screen.query_one("#start")
        screen.query_one("#pupil").focus()
        await pilot.press(*"Zofia", "enter")
        await comes(pilot, TalkScreen)
        assert chair.screen.runner.header.pupil.name == "Zofia"


HOME = (
    Key("enter:", "pick", "pick", can_go=True),
    Key("n:", "new talk", "new"),
    Key("s:", "settings", "settings"),
    Key("w:", "worries", "worries"),
    Key("b:", "safekeeping", "keeping"),
    Key("l:", "lock", "lock"),
    Key("q:", "leave", "leave"),
)


@pytest.mark.parametrize(("columns", "first", "gap"), [(80, "n:", 2), (120, "enter:", 3)])
def test_what_there_is_no_room_for_goes_before_the_gaps_do(
    columns: int, first: str, gap: int
) -> None:
    placed = place_keys(HOME, columns)
    ends = [x + len(f"{key.key} {key.words}") for x, key in placed]
    starts = [x for x, _ in placed]
    assert (placed[0][1].key, placed[-1][1].key) == (first, "q:")
    assert {start - end for end, start in zip(ends, starts[1:], strict=False)} == {gap}
    assert ends[-1] < columns


@pytest.mark.parametrize(("done", "told"), [(0.0, "  0%"), (1.0, "100%")])
async def test_how_far_a_backup_is_has_its_sign(done: float, told: str) -> None:
    class Far(Dialog[None]):
        def compose(self) -> ComposeResult:
            with Vertical():
                yield ProgressBar(total=1.0, show_eta=False)

    async with VoiceboxApp(Chair().house).run_test() as pilot:
        await pilot.app.push_screen(Far())
        pilot.app.screen.query_one(ProgressBar).update(progress=done)
        await pilot.pause()
        shown = "\n".join(s.text for s in pilot.app.screen._compositor.render_strips())
        assert told in shown
