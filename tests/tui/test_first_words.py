"""The first words of a talk stand there before the talks are open, and no key is lost meanwhile."""

from threading import Event

from tests.tui.chair import Chair, settle
from voicebox.errors import StoreError
from voicebox.ports import Begin, Store
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.first_words import FirstWords


async def test_what_is_pressed_before_the_talks_are_open_is_answered_with(chair: Chair) -> None:
    are_open = Event()

    def store() -> Store:
        assert are_open.wait(20), "the talks were never opened"
        return chair.kept

    chair.with_house(store=store).talk()
    async with chair.sit() as pilot:
        await pilot.pause()
        assert isinstance(chair.app.screen, FirstWords)
        before = chair.painted
        assert "Hello Amira" in before
        assert not chair.kept.talks()
        await pilot.press("1")
        are_open.set()
        await settle(pilot)
        await pilot.pause()
        first, second = before.splitlines()[0], chair.painted.splitlines()[0]
        assert first == second, "the bar above changed"
        assert chair.at == "~opening/1"
        assert len(chair.kept.events(chair.screen.runner.header.id)) == 2


async def test_talks_that_cannot_be_opened_end_it_with_their_line(chair: Chair) -> None:
    def store() -> Store:
        raise StoreError("The talks are not there.", mend="Bring them back.")

    chair.with_house(store=store).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        assert chair.app.return_value == 1
    assert str(chair.app.problem) == "The talks are not there. Bring them back."


async def test_a_number_is_no_name_to_be_greeted_by(chair: Chair) -> None:
    chair.kept.add_pupil("Amira")
    second = chair.kept.add_pupil("Amira")
    chair.app = VoiceboxApp(chair.house, begin=Begin(pack="small", pupil="Amira#2"))
    async with chair.sit() as pilot:
        await pilot.pause()
        assert not isinstance(chair.app.screen, FirstWords)
        await settle(pilot)
        assert chair.screen.runner.header.pupil == second
