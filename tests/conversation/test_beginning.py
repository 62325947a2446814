"""The beginning of a talk: the opening, assent, and whether the scale is understood."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversation.held import Held, begun, small_pack
from voicebox.conversation import Shape, State
from voicebox.conversation.inputs import (
    CarryOn,
    Change,
    DontKnow,
    Give,
    GoBack,
    HearAgain,
    Pass,
    Skip,
    Stop,
)
from voicebox.conversation.views import Speaker, ViewKind
from voicebox.errors import AnswerRefused, NotNow
from voicebox.prompts.models import Pack


def at_assent() -> Held:
    held = Held()
    while held.state is State.OPENING:
        held.give("ok")
    return held


def practising(*points: str) -> Held:
    held = at_assent()
    held.give("start")
    held.say("football")
    held.say("sprouts")
    for point in points:
        held.give(point)
    return held


def two_points() -> Pack:
    whole: dict[str, Any] = small_pack().model_dump(mode="json", by_alias=True)
    whole["scales"]["liking"]["points"].pop(1)
    return Pack.model_validate(whole)


def test_a_whole_talk_is_held_to_its_end() -> None:
    held = Held().through()
    assert held.state is State.FINISHED
    assert held.record.ended == held.events[-1].at
    assert held.view("good-day").words == ""
    assert held.view("calm").theme == ""
    assert {view.section for view in held.record} == {"important-to-me", "what-helps", "last-word"}


def test_the_opening_says_what_must_be_told_before_the_first_question() -> None:
    held = Held()
    assert held.step.asked == "Hello Amira. I would like to hear what you think."
    held.give("ok")
    assert held.step.asked == "If I think someone is not safe, I must tell."
    assert not any(stamped.event.type == "answer_given" for stamped in held.events)


def test_more_of_a_page_is_told_and_then_its_other_words_are_no_more_offered() -> None:
    held = Held()
    held.give("ok")
    held.give("tell-who")
    assert held.step.asked == "Only people who can help."
    assert [option.id for option in held.step.options] == ["ok"]
    assert held.step.another_way == ""
    held.give("ok")
    assert held.state is State.ASSENT


def test_tell_me_more_at_assent_stays_there() -> None:
    held = at_assent()
    held.do(HearAgain())
    held.give("tell-me-more")
    assert held.state is State.ASSENT
    assert held.step.asked == "You pick cards that fit. You can stop when you like."
    assert [option.id for option in held.step.options] == ["start", "not-today"]
    assert held.talk.heard == 0


def test_not_today_ends_it_there_and_nothing_is_asked() -> None:
    held = at_assent()
    held.give("not-today")
    assert held.state is State.STOPPED
    assert list(held.record) == []
    assert held.record.ended == held.events[-1].at
    held.do(CarryOn())
    assert held.at == "~assent"


@pytest.mark.parametrize("silence", [Skip(), DontKnow(), Pass()])
def test_silence_is_no_assent(silence: Skip | DontKnow | Pass) -> None:
    held = at_assent()
    with pytest.raises(AnswerRefused):
        held.do(silence)
    assert held.state is State.ASSENT


@pytest.mark.parametrize("card", ["dont-know", "nonsense", "everyone"])
def test_assent_takes_only_its_cards(card: str) -> None:
    held = at_assent()
    with pytest.raises(AnswerRefused, match="start, not today, tell me more"):
        held.give(card)
    with pytest.raises(AnswerRefused):
        held.say("start")


def test_a_talk_that_went_back_to_the_opening_comes_forward_again() -> None:
    held = begun().back_to("~opening/1")
    held.give("ok")
    assert held.at == "good-day"


def test_a_talk_stopped_in_its_opening_tells_the_rest_of_it_before_a_question() -> None:
    held = Held()
    held.do(Stop(), CarryOn())
    assert held.at == "~assent"
    held.give("start")
    assert held.at == "~opening/0"
    held.give("ok")
    held.give("ok")
    assert held.state is State.PRACTICE


def test_the_child_can_say_not_today_after_having_agreed() -> None:
    held = begun().back_to("~assent")
    held.give("not-today")
    assert held.state is State.STOPPED


# -- practice -----------------------------------------------------------------------------------


def test_one_right_round_with_three_points_is_enough() -> None:
    held = practising("like", "dont-like")
    assert held.at == "~practice/result"
    assert held.step.asked == "Thank you. Now I know how you sort."
    held.give("ok")
    assert (held.at, held.record.scale_practice) == ("good-day", "understood")
    assert list(held.record) == []


def test_the_things_are_the_childs_own() -> None:
    held = practising()
    assert held.step.asked == "Here is football. Where does it go?"
    held.give("like")
    assert held.step.asked == "Here is sprouts. Where does it go?"


def test_a_wrong_round_is_asked_once_more_in_the_other_order() -> None:
    held = practising("dont-like", "like")
    assert held.step.asked == "And sprouts. Where does it go?"
    held.give("dont-like")
    held.give("like")
    held.give("ok")
    assert held.record.scale_practice == "understood"


def test_wrong_twice_the_scales_become_the_adults_observation() -> None:
    held = practising("dont-like", "like", "like", "so-so")
    assert held.step.for_adult
    held.give("ok")
    assert held.record.scale_practice == "not_understood"
    held.give("music")
    held.say("the drums")
    assert held.talk.at.prompt == "places"
    shown = held.step
    assert (shown.shape, shown.instead_of_scale, shown.for_adult) == (Shape.WORDS, True, True)
    held.say("smiles at the dinner hall")
    view = held.record.last_answer()
    assert view is not None
    assert view.kind is ViewKind.OBSERVATION
    assert (view.speaker, view.speaker_name) == (Speaker.KEY_ADULT, "Mrs Okoye")


def test_two_points_are_always_asked_again_with_the_order_swapped() -> None:
    held = Held(two_points())
    held.to("~practice/try-like")
    held.give("like")
    held.give("dont-like")
    in_order = [option.id for option in held.step.options]
    assert held.at == "~practice/again-dislike"
    assert in_order == ["dont-like", "like"]  # a side that is always picked is no answer
    held.give("dont-like")
    held.give("like")
    held.give("ok")
    assert held.record.scale_practice == "understood"


def test_two_points_that_differ_the_second_time_are_not_understood() -> None:
    held = Held(two_points())
    held.to("~practice/try-like")
    for point in ("like", "dont-like", "like", "dont-like"):
        held.give(point)
    held.give("ok")
    assert held.record.scale_practice == "not_understood"


def test_practice_can_be_left_out() -> None:
    held = practising()
    held.do(Skip())
    assert (held.at, held.record.scale_practice) == ("good-day", "not_tried")


def test_practice_left_after_a_wrong_round_shows_no_understanding() -> None:
    held = practising("dont-like", "like")
    held.do(Skip())
    assert (held.at, held.record.scale_practice) == ("good-day", "not_understood")


def test_the_result_of_practice_cannot_be_skipped_away() -> None:
    held = practising("dont-like", "like", "like", "so-so")
    assert not held.step.can_skip
    held.do(Skip())
    assert held.record.scale_practice == "not_understood"


def test_practice_that_was_left_out_can_be_gone_back_to() -> None:
    held = practising()
    held.do(Skip(), GoBack())
    assert held.at == "~practice/try-like"
    held.give("like")
    held.give("dont-like")
    assert held.at == "~practice/result"
    held.give("ok")
    assert held.record.scale_practice == "understood"


def test_practice_gone_back_to_and_skipped_stays_as_it_was() -> None:
    held = begun().back_to("~practice/try-like")
    held.do(Skip())
    assert (held.at, held.record.scale_practice) == ("good-day", "understood")


def test_another_thing_is_tried_out_anew() -> None:
    held = practising("like", "dont-like").back_to("~practice/like")
    held.say("swimming")
    assert held.step.asked == "Here is swimming. Where does it go?"
    held.give("like")
    assert held.step.asked == "Here is sprouts. Where does it go?"


@pytest.mark.parametrize("card", ["dont-know", "something-else", "nonsense"])
def test_practice_takes_only_the_points_of_its_scale(card: str) -> None:
    held = practising()
    with pytest.raises(AnswerRefused):
        held.do(Give(choices=(card,)))
    assert held.at == "~practice/try-like"


def test_no_answer_is_changed_before_the_child_has_agreed_again() -> None:
    held = begun()
    held.give("music")
    seq = held.view("good-day").seq
    held.do(Stop(), CarryOn())
    with pytest.raises(NotNow):
        held.do(Change(seq))
    with pytest.raises(NotNow):
        held.back_to("best-bit")
    assert held.state is State.OPENING
    held.give("ok")
    held.give("start")
    assert held.at == "best-bit"
