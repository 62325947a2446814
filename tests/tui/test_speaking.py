"""The voice: what is said of each step, silence on every move, the word that is heard is lit."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Select

from tests.tui.chair import (
    Cards,
    Chair,
    Keyboard,
    Shelf,
    back_at_talk,
    hold,
    packs,
    settle,
    skip_over,
    type_words,
    until_true,
)
from voicebox.access import Access
from voicebox.ports import (
    Preferences,
    Utterance,
    UtteranceEnded,
    VoiceLost,
    VoiceReady,
    WordSpoken,
)
from voicebox.tui.screens.access import PupilAccess
from voicebox.tui.widgets.transcript import Transcript


def _lit(chair: Chair) -> tuple[int, int] | None:
    return chair.screen.query_one(Transcript).lit


async def test_the_question_is_said_and_then_every_card(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        assert chair.speaker.said[0].words.startswith("Hello Amira.")
        skip_over(chair, "good-day")
        chair.screen.say_step()
        words = chair.speaker.said[-1].words
        assert words.startswith("Think of a good day. What are you doing?")
        for card in (*chair.board.cards, *chair.board.standing):
            assert card.word in words


async def test_cards_are_not_said_where_that_is_not_wanted() -> None:
    chair = Chair(preferences=Preferences(options_aloud=False, rate=150)).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.say_step()
        assert chair.speaker.said[-1].words == "Think of a good day. What are you doing?"
        assert chair.speaker.said[-1].rate == 150


def _liked(access: dict[str, object], pack: str = "small") -> Chair:
    """A talk with a pupil who likes it so."""
    chair = Chair()
    pupil = chair.kept.add_pupil("Amira")
    chair.kept.keep_preferences(pupil.id, access)
    return chair.talk(pack)


async def test_a_pupils_own_voice_rate_pitch_and_cards_go_with_each_prompt_and_its_language() -> (
    None
):
    own = {"voice": "gmw/en+f2", "rate": 90, "pitch": 75, "options_aloud": False}
    chair = _liked(own)
    async with chair.sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.say_step()
        words = "Think of a good day. What are you doing?"
        assert chair.speaker.said[-1] == Utterance(words, "gmw/en+f2", 90, 75, "en-GB")


async def test_a_talk_in_another_language_says_which() -> None:
    small = packs()["small"]
    shelf = Shelf({"small": small.model_copy(update={"language": "cy"})})
    chair = Chair(shelf=shelf).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        assert {said.language for said in chair.speaker.said} == {"cy"}


async def test_the_voice_is_set_with_the_pupil_on_the_smallest_screen() -> None:
    chair = _liked({"voice": "gmw/en+zz", "rate": 90})
    kept: list[Access | None] = []
    async with chair.sit((80, 24)) as pilot:
        await settle(pilot)
        before = Access(voice="gmw/en+zz", rate=90)
        chair.app.push_screen(PupilAccess("Amira", before), kept.append)
        await pilot.pause()
        for name in ("voice", "rate", "pitch", "options_aloud"):
            assert chair.app.screen.query_one(f"#{name}", Select).region.height == 1
        assert chair.app.screen.region.contains_region(
            chair.app.screen.query_one("#keep", Button).region
        )
        chair.app.screen.query_one("#voice", Select).value = "gmw/en-GB-scotland"
        chair.app.screen.query_one("#options_aloud", Select).value = "false"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert kept == [Access(voice="gmw/en-GB-scotland", rate=90, options_aloud=False)]


async def test_nothing_is_said_where_speech_is_off() -> None:
    chair = Chair(preferences=Preferences(speech=False)).talk()
    async with chair.sit() as pilot:
        await settle(pilot)
        await hold(Keyboard(chair, pilot), until="good-day")
        await pilot.press("space")
        assert chair.speaker.said == []
        assert "hear it" not in chair.keys_shown


@pytest.mark.parametrize("key", ["b", "k", "p", "x"])
async def test_every_move_hushes_before_the_next_is_said(chair: Chair, key: str) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "places@dinner-hall")
        chair.speaker.log.clear()
        await pilot.press(key)
        await pilot.pause()
        assert chair.speaker.log[0] == "hush"
        assert len(chair.speaker.log) == 2


async def test_an_answer_hushes(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "places@dinner-hall")
        chair.speaker.log.clear()
        await Keyboard(chair, pilot).give(Cards(("like",)))
        assert chair.speaker.log[0] == "hush"
        assert chair.speaker.log[1].startswith("say Here is playground.")


async def test_typing_is_not_read_aloud(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await Keyboard(chair, pilot).give(Cards(("pets",)))
        said = len(chair.speaker.said)
        await type_words(pilot, "my dog")
        assert len(chair.speaker.said) == said


async def test_space_says_it_again_and_then_another_way(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await pilot.pause()
        await pilot.press("space")
        assert chair.speaker.said[-1].words.startswith("Think of a good day.")
        await pilot.press("space")
        assert chair.speaker.said[-1].words.startswith("What do you do on a good day?")
        assert chair.newest == "What do you do on a good day?"


async def test_the_word_that_is_heard_is_lit_in_the_question_and_then_on_its_card(
    chair: Chair,
) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.say_step()
        number, words = len(chair.speaker.said), chair.speaker.said[-1].words
        chair.speaker.listener(WordSpoken(number, words.index("good"), 4))
        await pilot.pause()
        assert _lit(chair) == (words.index("good"), 4)
        card = chair.board.cards[2]
        chair.speaker.listener(WordSpoken(number, words.index(card.word), 3))
        await pilot.pause()
        assert not _lit(chair)
        assert chair.board.spoken == card.id
        chair.speaker.listener(UtteranceEnded(number, True))
        await pilot.pause()
        assert not _lit(chair)
        assert chair.board.spoken == ""


async def test_a_word_of_an_earlier_utterance_lights_nothing(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        chair.screen.say_step()
        chair.speaker.listener(WordSpoken(len(chair.speaker.said) - 1, 0, 5))
        chair.speaker.listener(WordSpoken(len(chair.speaker.said), 9_999, 5))
        await pilot.pause()
        assert not _lit(chair)
        assert chair.board.spoken == ""


@pytest.mark.parametrize(
    "event", [VoiceReady(sound=False, message="No sound here."), VoiceLost("No sound here.")]
)
async def test_no_sound_is_one_line_and_the_talk_goes_on(
    chair: Chair, event: VoiceReady | VoiceLost
) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        chair.speaker.listener(event)
        await until_true(pilot, lambda: bool(chair.adult_line))
        assert chair.adult_line == "No sound here."
        await hold(Keyboard(chair, pilot), until="good-day")
        assert chair.at == "good-day"


async def test_a_voice_that_is_ready_says_nothing(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "places@dinner-hall")
        chair.speaker.listener(VoiceReady(sound=True))
        await pilot.pause()
        assert chair.adult_line == ""


async def test_the_break_and_the_end_are_said(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "good-day")
        await pilot.pause()
        await pilot.press("p")
        assert chair.speaker.said[-1].words == "Time for a break. We can go on after."
        await pilot.press("enter")
        await back_at_talk(pilot)
        await pilot.press("x")
        await Keyboard(chair, pilot).pick("drink")
        assert chair.speaker.said[-1].words == "Thank you. Goodbye Amira."


async def test_what_only_the_adult_reads_is_not_said_to_the_child(chair: Chair) -> None:
    async with chair.talk().sit() as pilot:
        await settle(pilot)
        skip_over(chair, "seen/seen")
        before = len(chair.speaker.said)
        chair.screen.say_step()
        assert len(chair.speaker.said) == before
