"""Who may see it: the child decides, answer by answer if they wish; private stays private."""

from __future__ import annotations

import pytest

from tests.conversation.held import Held, assert_replays, begun, small_pack
from voicebox.conversation import State
from voicebox.conversation.inputs import (
    Change,
    DecideShare,
    DontKnow,
    GoBack,
    KeepBack,
    KeepNextBack,
    Remove,
    SetContext,
    Skip,
    TakeNote,
)
from voicebox.conversation.views import Speaker, Status, ViewKind
from voicebox.errors import AnswerRefused
from voicebox.prompts.models import Pack


def at_sharing() -> Held:
    held = begun()
    held.give("music")
    return held.to("~sharing/~all")


def shares(held: Held) -> set[object]:
    return {view.share for view in held.record}


def test_before_the_child_is_asked_everything_is_undecided() -> None:
    assert shares(at_sharing()) == {"undecided"}


def test_everyone() -> None:
    held = at_sharing()
    held.give("everyone")
    assert shares(held) == {"everyone"}
    view = held.view("good-day")
    assert view.is_shared
    assert (view.share_decided_by, view.share_decided_at) == (Speaker.CHILD, held.events[-1].at)
    assert held.at == "~ending/who"


def test_some_in_the_order_of_the_circles() -> None:
    held = at_sharing()
    held.give("meeting", "family")
    assert shares(held) == {("family", "meeting")}


def test_kept_back_goes_alone() -> None:
    held = at_sharing()
    with pytest.raises(AnswerRefused):
        held.give("keep-back", "family")
    held.give("keep-back")
    assert shares(held) == {"kept_back"}
    assert not any(view.is_shared for view in held.record)


@pytest.mark.parametrize("silence", [Skip(), DontKnow()])
def test_silence_leaves_it_undecided(silence: Skip | DontKnow) -> None:
    held = at_sharing()
    held.do(silence)
    assert shares(held) == {"undecided"}
    assert held.at == "~ending/who"


def test_one_by_one() -> None:
    held = at_sharing().singly()
    first, second = held.step.cards[0], None
    assert first == held.view("good-day")
    held.give("school")
    second = held.step.cards[0]
    held.give("keep-back")
    third = held.step.cards[0]
    held.do(DontKnow())
    views = held.record.views
    assert views[first.id].share == ("school",)
    assert views[second.id].share == "kept_back"
    assert views[third.id].share == "undecided"
    asked = 3
    while held.singly().at.startswith("~sharing/one"):
        held.give("everyone")
        asked += 1
    alone = [part for part in held.talk.parts if len(held.talk.cards(part)) == 1]
    assert asked + len(alone) == len(held.talk.cards("~all"))


def test_after_one_by_one_what_adults_wrote_is_asked_about_too() -> None:
    held = at_sharing()
    written = [view.id for view in held.record if view.kind is ViewKind.OBSERVATION]
    written += [view.id for view in held.record if held.talk.is_for_adult(view.prompt)]
    while held.singly().at.startswith("~sharing/one"):
        held.give("everyone")
    assert held.at == "~sharing/seen"
    assert written
    assert {held.record.views[each].share for each in written} == {"undecided"}
    held.give("meeting")
    assert {held.record.views[each].share for each in written} == {("meeting",)}
    assert held.state is State.ENDING


def test_who_may_see_it_can_be_decided_anew_after_the_end() -> None:
    held = at_sharing()
    held.through()
    first = held.view("good-day")
    held.do(DecideShare("kept_back", (first.seq,)))
    assert held.view("good-day").share == "kept_back"
    held.do(DecideShare(("family",)))
    answered = [view for view in held.record if view.status is Status.ANSWERED]
    assert {view.share for view in answered} == {("family",)}
    assert held.state is State.FINISHED
    with pytest.raises(AnswerRefused):
        held.do(DecideShare(()))
    with pytest.raises(AnswerRefused):
        held.do(DecideShare("everyone", (9999,)))


def test_everyone_does_not_touch_what_was_kept_back_along_the_way() -> None:
    held = begun()
    held.give("music")
    held.do(KeepBack())
    held.say("the drums")
    held.to("~sharing/~all").give("everyone")
    assert held.view("good-day").share == "kept_back"
    assert held.view("best-bit").share == "everyone"


def test_everyone_does_not_touch_what_was_to_be_kept_back_before_it_was_said() -> None:
    held = begun()
    held.give("music")
    held.do(KeepNextBack())
    held.say("my secret")
    assert held.view("best-bit").share == "kept_back"
    held.to("~sharing/~all").give("everyone")
    assert held.view("best-bit").share == "kept_back"


def test_the_next_answer_is_kept_back_not_a_silence_and_only_one() -> None:
    held = begun()
    held.do(KeepNextBack(), Skip())
    held.to("calm")
    assert held.record.last_answer() is not None
    kept = [view for view in held.record if view.share == "kept_back"]
    assert len(kept) == 1


def test_keeping_the_next_back_can_be_taken_back() -> None:
    held = begun()
    held.do(KeepNextBack(), KeepNextBack(on=False))
    held.give("music")
    assert held.view("good-day").share == "undecided"


def test_a_note_about_a_private_answer_stays_with_it() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("I think she misses home"), KeepBack())
    held.to("~sharing/~all").give("everyone")
    note = next(view for view in held.record if view.about)
    assert note.share == "kept_back"
    held.do(TakeNote("another", note.kind))
    assert all(not view.is_shared for view in held.record if view.about == held.view("good-day").id)


def test_a_note_goes_private_with_the_answer_that_replaces_the_one_it_is_about() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("I think she misses home"))
    held.to("~sharing/~all").give("everyone")
    held.do(KeepNextBack(), Change(held.view("good-day").seq))
    held.give("play")
    note = next(view for view in held.record if view.about)
    assert (note.about, note.share) == (held.view("good-day").id, "kept_back")


def test_a_note_kept_back_by_itself_stays_so() -> None:
    held = begun()
    held.give("music")
    held.do(TakeNote("I think she misses home"))
    note = held.talk.seq
    held.do(KeepBack(note))
    held.to("~sharing/~all").give("everyone")
    kept = held.record.by_seq(note)
    assert kept is not None
    assert kept.share == "kept_back"
    assert held.view("good-day").share == "everyone"


def test_a_private_answer_that_is_changed_is_still_private() -> None:
    held = begun()
    held.give("music")
    held.do(KeepBack())
    held.do(GoBack())
    held.give("play")
    held.to("~sharing/~all").give("everyone")
    assert held.view("good-day").share == "kept_back"


def test_one_kept_back_one_by_one_stays_so_when_all_is_chosen_after() -> None:
    held = at_sharing().singly()
    first = held.step.cards[0]
    held.give("keep-back")
    held.back_to("~sharing/~all").give("everyone")
    assert held.record.views[first.id].share == "kept_back"
    assert shares(held) == {"kept_back", "everyone"}


def test_all_kept_back_can_be_thought_over() -> None:
    held = at_sharing()
    held.give("keep-back")
    held.do(GoBack())
    held.give("everyone")
    assert shares(held) == {"everyone"}


def test_what_was_shared_can_be_withdrawn_even_after_the_end() -> None:
    held = Held().through()
    calm = held.view("calm")
    assert calm.share == "everyone"
    held.do(SetContext(speaker=Speaker.CHILD), KeepBack(calm.seq))
    assert held.view("calm").share == "kept_back"
    assert held.view("calm").share_decided_at == held.events[-1].at


def test_an_answer_that_came_after_the_choice_is_asked_about_by_itself() -> None:
    held = at_sharing()
    held.give("family")
    held.do(Change(held.view("good-day").seq))
    held.give("music", "pets")
    held.say("Bruno")
    while held.state is State.READING_BACK:
        held.give("right")
    assert held.step.cards == (held.view("which-pet"),)
    held.give("keep-back")
    assert held.view("which-pet").share == "kept_back"
    assert held.view("good-day").share == ("family",)
    assert held.at == "~ending/who"


def test_circles_keep_their_names_whatever_a_packs_cards_are_called() -> None:
    whole = small_pack().model_dump(mode="json", by_alias=True)
    whole["sharing"]["family"]["id"] = "home"
    held = begun(Pack.model_validate(whole)).to("~sharing/~all")
    held.give("home", "school")
    assert shares(held) == {("family", "school")}


def test_going_back_and_skipping_leaves_the_choice_as_it_was() -> None:
    held = at_sharing()
    held.give("family")
    held.do(GoBack(), Skip())
    assert shares(held) == {("family",)}
    assert held.at == "~ending/who"


def test_with_nothing_left_to_share_nobody_is_asked() -> None:
    held = begun()
    for seq in [view.seq for view in held.to("~sharing/~all").record]:
        if held.record.by_seq(seq):
            held.do(Remove(seq))
    held.do(Skip())
    assert held.at == "~ending/who"
    assert_replays(held)


@pytest.mark.parametrize("cards", [("nonsense",), (), ("everyone", "nonsense")])
def test_sharing_takes_only_its_cards(cards: tuple[str, ...]) -> None:
    held = at_sharing()
    with pytest.raises(AnswerRefused):
        held.give(*cards)
    with pytest.raises(AnswerRefused):
        held.give("everyone", words="but not dad")
    assert shares(held) == {"undecided"}


def test_part_by_part_is_one_choice_for_each_section() -> None:
    held = at_sharing()
    held.give("by-part")
    asked: dict[str, str] = {}
    choices = [("school",), ("keep-back",), ("family", "meeting"), ("everyone",)]
    while held.at.startswith("~sharing/part"):
        part = held.talk.at.item
        assert [card.id for card in held.step.cards] == [v.id for v in held.talk.cards(part)]
        assert held.step.title in held.step.asked
        given = choices[len(asked) % len(choices)]
        held.give(*given)
        asked[part] = "kept_back" if given == ("keep-back",) else " ".join(given)
    assert list(asked) == held.talk.parts
    assert len(asked) > 1
    for part, wanted in asked.items():
        shared = {view.share for view in held.talk.cards(part)}
        assert {" ".join(s) if isinstance(s, tuple) else s for s in shared} == {wanted}
    assert_replays(held)


def test_a_part_that_is_not_decided_stays_undecided_and_leaves_by_no_export() -> None:
    held = at_sharing()
    held.give("by-part")
    first, *others = held.talk.parts
    held.do(DontKnow())
    for _ in others:
        held.give("everyone")
    cards = held.talk.cards(first)
    assert {view.share for view in cards} == {"undecided"}
    assert not any(view.is_shared for view in cards)


def test_one_by_one_within_a_part_asks_about_its_answers_alone() -> None:
    held = at_sharing()
    held.give("by-part")
    first, second, *_ = held.talk.parts
    cards = [view.id for view in held.talk.cards(first)]
    held.give("one-by-one")
    for id_ in cards:
        assert [view.id for view in held.step.cards] == [id_]
        held.give("keep-back" if id_ == cards[0] else "school")
    assert held.at == f"~sharing/part@{second}"
    assert held.record.views[cards[0]].share == "kept_back"
    held.back_to(f"~sharing/part@{first}").give("everyone")
    assert held.record.views[cards[0]].share == "kept_back"
    assert {held.record.views[id_].share for id_ in cards[1:]} == {"everyone"}
    assert held.at == f"~sharing/part@{second}"
    assert_replays(held)


def test_what_was_kept_back_before_is_not_touched_by_a_part() -> None:
    held = begun()
    held.give("music")
    held.do(KeepBack(held.view("good-day").seq))
    held.to("~sharing/~all").give("by-part")
    held.give("everyone")
    assert held.view("good-day").share == "kept_back"
