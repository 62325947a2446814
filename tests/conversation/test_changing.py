"""Going back, changing, moving and removing: nothing is lost but what is replaced or taken out."""

from __future__ import annotations

import pytest

from tests.conversation.held import Held, assert_replays, begun, with_sections
from voicebox.conversation import State
from voicebox.conversation.inputs import (
    Change,
    DontKnow,
    GoBack,
    KeepBack,
    KeepNextBack,
    Move,
    Remove,
    SetContext,
    Skip,
    TakeNote,
)
from voicebox.conversation.views import CheckedBack, Help, Placed, Status
from voicebox.errors import AnswerRefused, NotNow


def column(held: Held, key: str) -> str:
    value = held.view(key).value
    assert isinstance(value, Placed)
    return value.column.id


def read_back_of(held: Held) -> Held:
    """The first section answered, its first page on the screen."""
    held.give("music")
    held.say("the drums")
    while held.talk.at.prompt == "places":
        held.give("like")
    return held.to("~read-back/important-to-me@0")


def test_back_shows_the_answer_and_blanks_nothing() -> None:
    held = begun()
    held.give("music")
    held.do(GoBack())
    assert held.at == "good-day"
    assert held.step.current == held.view("good-day")
    held.do(Skip())
    assert held.at == "best-bit"
    assert held.view("good-day").status is Status.ANSWERED


def test_an_answer_given_after_going_back_replaces_the_first() -> None:
    held = begun()
    held.give("music")
    first = held.view("good-day")
    held.do(GoBack())
    held.give("play")
    now = held.view("good-day")
    assert (now.replaces, now.why) == (first.id, "went back")
    assert [view.prompt for view in held.record] == ["good-day"]
    assert first.id not in held.record.views
    assert held.at == "best-bit"


def test_back_goes_to_the_opening_and_no_further() -> None:
    held = Held()
    with pytest.raises(NotNow):
        held.do(GoBack())
    held = begun().back_to("~opening/1")
    with pytest.raises(NotNow):
        held.do(GoBack())


def test_back_passes_over_what_is_no_longer_part_of_the_talk() -> None:
    held = begun()
    held.give("pets")
    held.say("Bruno")
    assert held.at == "best-bit"
    held.back_to("good-day")
    held.give("music")
    held.say("the drums")
    held.do(GoBack(), GoBack())
    assert held.at == "good-day"
    assert held.view("which-pet").words == "Bruno"


def test_a_changed_answer_opens_its_follow_up_which_is_then_asked() -> None:
    held = read_back_of(begun())
    held.do(Change(held.view("good-day").seq))
    assert held.step.current == held.view("good-day")
    held.give("pets")
    assert held.at == "which-pet"
    assert held.view("good-day").why == "changed"
    held.say("Bruno")
    assert held.at == "~read-back/important-to-me@0"


def test_a_change_begun_and_left_changes_nothing() -> None:
    held = read_back_of(begun())
    before = held.view("good-day")
    held.do(Change(before.seq), Skip())
    assert held.view("good-day") == before
    assert held.at == "~read-back/important-to-me@0"


def test_what_was_changed_on_being_read_back_says_so_and_is_read_again() -> None:
    held = read_back_of(begun())
    held.do(Change(held.view("best-bit").seq))
    held.say("the big drums")
    assert held.at == "~read-back/important-to-me@0"
    assert "the big drums" in [card.words for card in held.step.cards]
    held.give("right")
    assert held.view("best-bit").checked_back is CheckedBack.CHANGED
    assert held.view("good-day").checked_back is CheckedBack.CONFIRMED


def test_a_change_from_anywhere_is_called_one() -> None:
    held = begun()
    held.give("music")
    held.say("the drums")
    held.do(Change(held.view("good-day").seq))
    held.give("play")
    assert held.view("good-day").why == "changed"


def test_a_moved_card_keeps_its_place_and_opens_its_follow_up() -> None:
    held = read_back_of(begun())
    before = held.view("places@reading")
    held.do(Move(before.seq, "don't like"))
    moved = held.view("places@reading")
    assert (column(held, "places@reading"), moved.replaces) == ("dont-like", before.id)
    assert (moved.why, moved.checked_back) == ("moved", CheckedBack.CHANGED)
    assert held.at == "make-better@reading"
    held.say("quiet")
    assert held.at == "~read-back/important-to-me@0"
    order = [view.id for view in held.record]
    assert order.index(moved.id) < order.index(held.view("calm").id)


@pytest.mark.parametrize("named", ["3", "dont-like", "Don't Like"])
def test_a_column_is_named_by_number_id_or_word(named: str) -> None:
    held = read_back_of(begun())
    held.do(Move(held.view("places@reading").seq, named))
    assert column(held, "places@reading") == "dont-like"


def test_a_person_moves_to_another_ring() -> None:
    held = begun().skip_to("my-people/who")
    held.give("pet")
    held.give("near")
    held.do(Move(held.view("my-people/ring@pet").seq, "nearest"))
    assert column(held, "my-people/ring@pet") == "nearest"


def test_only_a_placed_card_moves_and_only_to_a_column_there_is() -> None:
    held = read_back_of(begun())
    with pytest.raises(AnswerRefused, match="like, so-so, don't like"):
        held.do(Move(held.view("places@reading").seq, "maybe"))
    with pytest.raises(AnswerRefused):
        held.do(Move(held.view("good-day").seq, "like"))


def test_a_move_made_along_the_way_stays_at_the_prompt_and_takes_nothing_from_it() -> None:
    held = read_back_of(begun()).to("by-myself")
    held.do(KeepNextBack(), SetContext(help=Help.OPTIONS_POINTED_TO))
    held.do(Move(held.view("places@reading").seq, "so-so"))
    assert held.at == "by-myself"
    assert held.view("places@reading").share == "undecided"
    held.say("in the middle")
    assert held.view("by-myself").share == "kept_back"
    assert held.view("by-myself").help is Help.OPTIONS_POINTED_TO


def test_a_removed_answer_is_gone_from_the_record_and_not_asked_again() -> None:
    held = read_back_of(begun())
    calm = held.view("calm")
    held.do(TakeNote("I think she means home"))
    held.do(Remove(calm.seq, "said so"))
    assert held.at == "~read-back/important-to-me@0"
    assert held.record.at("calm") is None
    assert calm.words in [getattr(s.event, "words", None) for s in held.events]
    held.through()
    assert held.record.at("calm") is None


def test_a_removed_answer_takes_the_notes_about_it_along() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("smiled"), Remove(held.view("good-day").seq))
    assert list(held.record) == []


def test_removing_the_last_card_of_a_page_goes_on() -> None:
    tell = {"id": "a", "kind": "tell", "ask": "Tell me."}
    held = begun(with_sections({"id": "one", "title": "One", "prompts": [tell]}))
    held.say("words")
    assert held.at == "~read-back/one@0"
    held.do(Remove(held.view("a").seq))
    assert held.state is State.ENDING


def test_removing_the_answer_whose_sharing_is_asked_goes_on() -> None:
    held = begun().to("~sharing/~all").singly()
    view = held.step.cards[0]
    held.do(Remove(view.seq))
    assert held.step.cards[0] != view
    held.through()


def test_cards_are_read_back_five_at_most() -> None:
    held = begun().to("~read-back/important-to-me@0")
    assert (len(held.step.cards), held.step.page, held.step.pages) == (5, 0, 2)
    held.give("right")
    assert (held.step.page, len(held.step.cards) <= 5) == (1, True)
    held.give("right")
    assert held.at != "~read-back/important-to-me@0"


def test_at_the_end_all_is_read_back_part_by_part() -> None:
    held = begun().to("~read-back/~all@important-to-me")
    seen: list[str] = []
    for number, part in enumerate(held.talk.parts):
        assert (held.at, held.step.page) == (f"~read-back/~all@{part}", number)
        assert held.step.title in held.step.asked
        seen += [card.id for card in held.step.cards]
        held.give("right")
    assert sorted(seen) == sorted(card.id for card in held.talk.cards("~all"))
    assert held.state is State.SHARING
    assert_replays(held)


def test_a_part_can_be_heard_a_few_at_a_time() -> None:
    held = begun().to("~read-back/~all@important-to-me")
    cards = [view.id for view in held.talk.cards("important-to-me")]
    held.give("each")
    seen: list[str] = []
    while held.at == "~read-back/~all@important-to-me":
        assert 0 < len(held.step.cards) <= 5
        seen += [card.id for card in held.step.cards]
        held.give("right")
    assert seen == cards


def test_what_was_never_checked_is_not_right_all_at_once() -> None:
    held = begun().to("~read-back/important-to-me@0")
    while held.state is State.READING_BACK:
        held.do(Skip())
    held.to("~read-back/~all@important-to-me")
    assert len(held.step.cards) == 5
    assert "each" not in [option.id for option in held.step.options]
    held.give("right")
    checked = {view.checked_back for view in held.talk.cards("important-to-me")}
    assert checked == {CheckedBack.CONFIRMED, CheckedBack.NOT_ASKED}


def test_the_read_back_can_be_left_and_what_was_not_checked_says_so() -> None:
    held = begun().to("~read-back/important-to-me@0")
    while held.state is State.READING_BACK:
        held.do(Skip())
    held.to("~read-back/~all@important-to-me")
    held.give("right")
    first = [view.id for view in held.record if view.checked_back is CheckedBack.CONFIRMED]
    unasked = [v.id for v in held.record if v.checked_back is CheckedBack.NOT_ASKED]
    held.give("enough")
    assert held.state is State.SHARING
    assert first
    views = held.record.views
    assert {views[id_].checked_back for id_ in unasked} == {CheckedBack.NOT_ASKED}
    assert_replays(held)


def test_what_is_read_back_and_right_is_confirmed_and_left_is_not() -> None:
    held = begun().to("~read-back/important-to-me@0")
    first = held.step.cards
    held.give("right")
    second = held.step.cards
    held.do(Skip())
    views = held.record.views
    assert {views[card.id].checked_back for card in first} == {CheckedBack.CONFIRMED}
    assert {views[card.id].checked_back for card in second} == {CheckedBack.NOT_ASKED}


def test_a_card_kept_back_in_the_read_back_leaves_its_page_there() -> None:
    held = begun().to("~read-back/important-to-me@0")
    held.do(KeepBack(held.view("calm").seq))
    assert held.at == "~read-back/important-to-me@0"
    assert held.view("calm").share == "kept_back"


def test_one_section_that_was_read_back_is_the_whole() -> None:
    tells = [{"id": each, "kind": "tell", "ask": "Tell me."} for each in "ab"]
    one = {"id": "one", "title": "One", "prompts": tells}
    held = begun(with_sections(one)).to("~read-back/one@0")
    held.give("right")
    assert held.state is State.SHARING
    held = begun(with_sections(one | {"read_back": False})).to("~read-back/~all@one")
    held.give("right")
    assert held.state is State.SHARING


def test_dont_know_after_going_back_is_an_answer_of_its_own() -> None:
    held = begun()
    held.give("music")
    held.do(GoBack(), DontKnow())
    assert held.view("good-day").status is Status.DONT_KNOW
    assert_replays(held)


def test_a_note_is_not_changed_and_a_missing_answer_is_named() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("smiled"))
    with pytest.raises(AnswerRefused, match="A note is not changed"):
        held.do(Change(held.talk.seq))
    with pytest.raises(AnswerRefused, match="There is no answer 99 now"):
        held.do(Change(99))


def test_a_form_field_called_note_is_answered_as_any_other() -> None:
    form = {
        "id": "facts",
        "kind": "form",
        "ask": "Some facts.",
        "fields": [{"id": "note", "ask": "A note?"}, {"id": "all", "ask": "All?"}],
    }
    held = begun(with_sections({"id": "all", "title": "All", "prompts": [form]}))
    held.say("one")
    assert held.at == "facts/all"
    held.through()
    assert held.view("facts/note").words == "one"
