"""Break, stop, enough, and how a talk ends (rules 1, 15, 20 and 24)."""

from __future__ import annotations

import pytest

from tests.conversation.held import Held, assert_replays, begun
from voicebox.conversation import State
from voicebox.conversation.inputs import (
    CarryOn,
    Change,
    DontKnow,
    Give,
    GoBack,
    HearAgain,
    KeepBack,
    Pass,
    SayLine,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
)
from voicebox.conversation.steps import last_choice
from voicebox.conversation.views import Speaker
from voicebox.errors import AnswerRefused, NotNow

ALONG_THE_WAY = (
    "~opening/0",
    "~assent",
    "~practice/like",
    "~practice/try-like",
    "good-day",
    "best-bit",
    "~read-back/important-to-me@0",
    "~between/important-to-me",
    "by-myself",
    "my-picture/picture",
    "~sharing/~all",
    "~ending/who",
    "~ending/next",
    "~ending/choice",
)


@pytest.mark.parametrize("key", ALONG_THE_WAY)
def test_a_break_goes_on_at_the_same_prompt(key: str) -> None:
    held = Held().to(key)
    shown = held.step
    held.do(TakeBreak())
    with pytest.raises(NotNow):
        held.do(Skip())
    held.do(CarryOn())
    assert held.step == shown


@pytest.mark.parametrize("key", ALONG_THE_WAY)
def test_a_stopped_talk_begins_again_at_assent_and_comes_back_to_its_prompt(key: str) -> None:
    held = Held().to(key)
    said = list(held.record)
    held.do(Stop(), CarryOn())
    assert held.at == "~assent"
    held.give("start")
    assert held.at == ("~practice/like" if key == "~assent" else key)
    assert list(held.record) == said


def test_assent_is_asked_in_other_words_the_second_time() -> None:
    held = Held().to("~assent")
    held.give("tell-me-more")
    held.to("best-bit")
    held.do(Stop(), CarryOn())
    assert held.step.asked == "Would you like to go on now?"
    assert [option.id for option in held.step.options] == ["start", "not-today", "tell-me-more"]


def test_a_talk_on_a_break_can_be_stopped() -> None:
    held = begun()
    held.do(TakeBreak(), Stop(Speaker.KEY_ADULT))
    assert held.state is State.STOPPED
    assert held.record.ended is not None


def test_a_break_and_a_stop_are_said() -> None:
    held = begun()
    assert SayLine("Time for a break. We can go on after.") in held.do(TakeBreak()).effects
    assert SayLine("We stop now. Thank you.") in held.do(Stop()).effects


@pytest.mark.parametrize(
    "given",
    [Skip(), DontKnow(), Pass(), GoBack(), HearAgain(), TakeBreak(), Change(11), CarryOn(), Stop()],
)
def test_a_finished_talk_takes_no_more_answers(given: Skip) -> None:
    held = Held().through()
    events = len(held.events)
    with pytest.raises(NotNow):
        held.do(given)
    assert len(held.events) == events


def test_an_open_talk_has_nothing_to_carry_on() -> None:
    with pytest.raises(NotNow):
        begun().do(CarryOn())


def test_after_a_stop_the_child_picks_what_to_end_on_and_once() -> None:
    held = begun()
    held.do(Stop())
    assert [o.id for o in last_choice(held.talk).options] == ["drink", "play", "quiet-time"]
    with pytest.raises(AnswerRefused):
        held.give("music")
    held.give("play")
    assert held.state is State.STOPPED
    with pytest.raises(NotNow):
        held.give("play")


def test_a_second_stop_offers_the_last_choice_again() -> None:
    held = begun()
    held.do(Stop())
    held.give("play")
    held.do(CarryOn(), Stop())
    held.give("drink")
    assert held.talk.ending == {"after-stop": "drink"}


def test_enough_asks_only_what_is_always_asked() -> None:
    held = begun().to("~between/important-to-me")
    held.give("enough")
    assert held.at == "next-steps"
    held.through()
    assert held.record.at("by-myself") is None
    assert held.record.at("how-was-it") is not None


def test_enough_can_be_taken_back() -> None:
    held = begun().to("~between/important-to-me")
    held.give("enough")
    held.do(GoBack())
    held.give("go-on")
    assert held.at == "by-myself"


def test_a_break_between_sections_comes_back_to_the_same_place() -> None:
    held = begun().to("~between/important-to-me")
    held.give("break")
    assert held.state is State.PAUSED
    held.do(CarryOn())
    assert held.at == "~between/important-to-me"


def test_between_sections_only_its_cards_are_taken() -> None:
    held = begun().to("~between/important-to-me")
    for given in (Skip(), Pass(), Give(words="go on"), Give(choices=("go-on", "enough"))):
        with pytest.raises(AnswerRefused):
            held.do(given)


def test_the_ending_says_who_tells_the_child_and_by_when() -> None:
    held = begun().to("~ending/who")
    assert held.step.for_adult
    held.say("Mr Shah")
    held.say("on Friday")
    assert held.step.asked == "Mr Shah will tell you what happens next, on Friday."
    held.give("ok")
    held.give("play")
    assert held.state is State.FINISHED
    assert held.talk.ending["who"] == "Mr Shah"


def test_the_ending_says_honestly_that_it_is_not_known() -> None:
    held = begun().to("~ending/who")
    held.do(Skip())
    assert held.step.asked == "We will find out who can tell you."


def test_who_without_when_is_not_known_either() -> None:
    held = begun().to("~ending/who")
    held.say("Mr Shah")
    held.do(Skip())
    assert held.step.asked == "We will find out who can tell you."


def test_who_tells_the_child_stays_when_it_is_gone_back_to_and_skipped() -> None:
    held = begun().to("~ending/who")
    held.say("Mr Shah")
    held.say("on Friday")
    held.back_to("~ending/who").skip_to("~ending/next")
    assert held.step.asked == "Mr Shah will tell you what happens next, on Friday."


def test_the_last_choice_can_be_left_and_the_talk_ends() -> None:
    held = begun().to("~ending/choice")
    outcome = held.do(Skip())
    assert held.state is State.FINISHED
    assert SayLine("Thank you. Goodbye Amira.") in outcome.effects


def test_the_last_choice_ends_the_talk_even_where_a_change_opened_a_question() -> None:
    held = begun()
    held.give("music")
    held.to("~ending/choice")
    held.do(Change(held.view("good-day").seq))
    held.give("pets")
    assert held.at == "which-pet"
    held.back_to("~ending/choice")
    held.give("play")
    assert held.state is State.FINISHED
    assert_replays(held)


def test_an_unknown_card_does_not_end_the_talk() -> None:
    held = begun().to("~ending/choice")
    with pytest.raises(AnswerRefused):
        held.give("dont-know")
    assert held.state is State.ENDING


def test_a_note_and_keeping_back_are_still_possible_after_the_end() -> None:
    held = Held().through()
    ended = held.record.ended
    held.do(TakeNote("looked tired"), KeepBack(held.view("calm").seq))
    assert held.state is State.FINISHED
    assert held.record.ended == ended
    assert held.view("calm").share == "kept_back"


def test_a_talk_stopped_and_taken_up_at_once_keeps_its_end_open() -> None:
    held = begun()
    held.do(Stop(), CarryOn())
    assert held.record.ended is None
