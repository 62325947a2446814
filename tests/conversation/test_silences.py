"""The four silences: skip, I won't say, I don't know, and never reached (rule 8)."""

from __future__ import annotations

import pytest

from tests.conversation.held import Held, begun, with_sections
from voicebox.conversation import State
from voicebox.conversation.inputs import DontKnow, Give, GoBack, Pass, Skip
from voicebox.conversation.views import Status
from voicebox.errors import AnswerRefused


def told(id_: str, **more: object) -> dict[str, object]:
    return {"id": id_, "kind": "tell", "ask": f"Tell me {id_}."} | more


def section(id_: str, *prompts: str, **more: object) -> dict[str, object]:
    return {"id": id_, "title": id_, "prompts": [told(each) for each in prompts]} | more


def asked_of(held: Held) -> list[str]:
    """Which of the pack's prompts are asked, one after another, where each is answered."""
    asked = []
    while held.state is not State.FINISHED:
        if held.talk.at.own_state is None:
            asked.append(held.at)
            held.say("words")
        else:
            held.do(Give(choices=(held.step.options[0].id,)) if held.step.options else Skip())
    return asked


def test_a_skipped_prompt_is_offered_once_more_at_the_end_of_its_section() -> None:
    held = begun(with_sections(section("one", "a", "b", "c")))
    held.do(Skip())
    assert held.view("a").status is Status.SKIPPED
    held.say("words")
    held.say("words")
    assert (held.at, held.step.offered_again) == ("a", True)
    held.say("after all")
    assert held.view("a").words == "after all"
    assert held.view("a").why == "offered again"
    assert held.state is State.READING_BACK


def test_and_only_once() -> None:
    held = begun(with_sections(section("one", "a", "b", "c")))
    held.do(Skip())
    held.say("words")
    held.say("words")
    held.do(Skip())
    assert held.view("a").status is Status.SKIPPED
    assert asked_of(held) == []


def test_the_last_of_a_section_is_offered_later_not_at_once() -> None:
    held = begun(with_sections(section("one", "a", "b"), section("two", "c")))
    held.say("words")
    held.do(Skip())
    assert held.at == "~read-back/one@0"
    assert asked_of(held) == ["c", "b"]


def test_what_nothing_follows_is_not_asked_again_at_once() -> None:
    held = begun(with_sections(section("one", "a", "b")))
    held.say("words")
    held.do(Skip())
    assert asked_of(held) == []
    assert held.view("b").status is Status.SKIPPED


def test_two_skipped_in_a_row_come_back_in_turn() -> None:
    held = begun(with_sections(section("one", "a", "b")))
    held.do(Skip(), Skip())
    assert held.at == "a"
    held.do(Skip())
    assert held.at == "b"
    held.do(Skip())
    assert held.talk.at.own_state is not None


def test_skipped_prompts_stay_away_once_it_is_enough() -> None:
    first, last = section("one", "a", "b"), section("last", "z", always=True)
    held = begun(with_sections(first, section("two", "c"), last))
    held.say("words")
    held.do(Skip())
    held.to("~between/one").give("enough")
    assert asked_of(held) == ["z"]


@pytest.mark.parametrize(
    ("silence", "status"), [(Pass(), Status.PASSED), (DontKnow(), Status.DONT_KNOW)]
)
def test_what_was_passed_or_not_known_is_never_asked_again(
    silence: Pass | DontKnow, status: Status
) -> None:
    held = begun(with_sections(section("one", "a", "b")))
    held.do(silence)
    assert held.view("a").status is status
    assert asked_of(held) == ["b"]
    assert held.view("a").status is status


def test_the_cards_i_dont_know_and_i_wont_say_are_silences() -> None:
    held = begun()
    held.give("wont-say")
    assert held.view("good-day").status is Status.PASSED
    assert held.view("good-day").value is None
    held.do(GoBack())
    held.give("dont-know")
    assert held.view("good-day").status is Status.DONT_KNOW


def test_a_silence_opens_no_follow_up_that_is_about_an_answer() -> None:
    held = begun()
    held.do(DontKnow())
    assert held.talk.at.prompt == "places"


def test_a_silence_card_among_others_is_no_answer() -> None:
    held = begun()
    with pytest.raises(AnswerRefused):
        held.give("music", "wont-say")
    with pytest.raises(AnswerRefused):
        held.give("dont-know", words="well")
    assert held.at == "good-day"


def test_a_silence_card_with_words_on_faces_is_refused_plainly() -> None:
    held = begun()
    held.do(Pass())
    assert held.talk.at.prompt == "places"
    with pytest.raises(AnswerRefused):
        held.give("dont-know", words="hm")
    held.say("it is loud")
    view = held.record.last_answer()
    assert view is not None
    assert (view.value, view.words) == (None, "it is loud")


def test_silences_of_all_leave_nothing_to_read_back_or_share() -> None:
    held = begun(with_sections(section("one", "a"), section("two", "b")))
    held.do(Pass())
    held.to("b").do(Pass())
    assert held.state is State.ENDING
    assert [view.status for view in held.record] == [Status.PASSED] * 2


def test_what_was_never_asked_is_not_in_the_record() -> None:
    held = begun()
    held.give("music")
    assert [view.prompt for view in held.record] == ["good-day"]
