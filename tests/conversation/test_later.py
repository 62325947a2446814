"""What comes after a first talk: recalls, rows, keep or bin, signals, and what is written in."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conversation.held import Held, assert_replays, begun
from tests.fakes import FakeStore, FixedClock, play, small_pack, usual
from voicebox.conversation import Shape, State
from voicebox.conversation.inputs import DecideShare, Give, Skip, Translate
from voicebox.conversation.views import Chosen, Placed, Point, Speaker, Status, ViewKind
from voicebox.errors import AnswerRefused
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.runner import Runner, look_at, start

LATER = Path(__file__).parents[1] / "fixtures" / "later.yaml"
BEST = "with my dog at nan's 🐕\u200d🦺 ŵ"


@cache
def later() -> Pack:
    return load_pack(LATER)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def first_talk(store: FakeStore, **answers: Any) -> Runner:
    """A first talk with the small pack, at its end; what it says may be seen by everyone."""
    amira = store.pupils()[0] if store.pupils() else store.add_pupil("Amira")
    day = timedelta(days=3 * len(store.talks()))
    clock = FixedClock(FixedClock().now() + day, tick=timedelta(seconds=10))
    runner = start(store, clock, small_pack(), amira, with_="Mrs Okoye")
    said: dict[str, Any] = {
        "good-day": Give(choices=("pets",)),
        "best-bit": Give(words=BEST),
        "by-myself": Give(point=3),
    }
    play(runner, said | answers)
    return runner


def later_talk(store: FakeStore) -> Runner:
    clock = FixedClock(FixedClock().now() + timedelta(days=90), tick=timedelta(seconds=10))
    return start(store, clock, later(), store.pupils()[0], with_="Mrs Okoye")


def to(runner: Runner, prompt: str) -> Runner:
    while runner.step.key.prompt != prompt:
        runner.handle(usual(runner.step))
    return runner


def test_what_was_said_is_asked_about_in_its_own_words(store: FakeStore) -> None:
    first = first_talk(store)
    runner = to(later_talk(store), "still")
    said = [each for each in runner.record.recalled if each.prompt in ("good-day", "best-bit")]
    assert BEST in {each.said for each in said}
    asked = {}
    while runner.step.key.prompt == "still":
        asked[runner.step.key.item] = runner.step.asked
        runner.handle(Give(choices=("yes",)))
    assert set(asked) == {each.place for each in said}
    best = first.record.at("best-bit")
    assert best is not None
    assert asked[best.place] == f"On 22 November 2026 Amira said {BEST}. Is it still so?"


def test_nothing_is_asked_about_where_nothing_was_said(store: FakeStore) -> None:
    store.add_pupil("Amira")
    runner = later_talk(store)
    assert runner.record.recalled == ()
    assert {key.prompt for each in runner.talk.stretches for key in each.keys}.isdisjoint(
        {"still", "ladder-again", "kept"}
    )


def test_what_may_not_be_seen_is_not_brought_up(store: FakeStore) -> None:
    first = first_talk(store)
    kept = look_at(store, FixedClock(), first.header.id)
    view = kept.record.at("best-bit")
    assert view is not None
    kept.handle(DecideShare(("family",), (view.seq,)))
    assert BEST not in {each.said for each in later_talk(store).record.recalled}


def test_of_several_talks_the_newest_answer_is_brought_up(store: FakeStore) -> None:
    first_talk(store, **{"best-bit": Give(words="swimming")})
    first_talk(store, **{"best-bit": Give(words="my new bike")})
    said = {each.said for each in later_talk(store).record.recalled}
    assert "my new bike" in said
    assert "swimming" not in said


def test_a_ladder_is_asked_again_beside_the_old_point(store: FakeStore) -> None:
    first = first_talk(store)
    old = first.record.at("by-myself")
    assert old is not None
    runner = to(later_talk(store), "ladder-again")
    assert runner.step.asked == old.asked
    assert runner.step.before == old.value
    runner.handle(Give(point=5))
    new = runner.record.at("ladder-again", "", old.place)
    assert new is not None
    assert isinstance(new.value, Point)
    assert (new.asked, new.value.point) == (old.asked, 5)


def test_others_words_are_kept_or_binned(store: FakeStore) -> None:
    first_talk(store)
    runner = to(later_talk(store), "words")
    for answer in ("Mr Shah", "She waits for her friends.", "by text"):
        runner.handle(Give(words=answer))
    runner.handle(Give(choices=("no",)))
    assert runner.step.asked == "Somebody wrote: She waits for her friends."
    place = runner.step.key.item
    runner.handle(Give(choices=("bin",)))
    view = runner.record.at("kept-now", "", place)
    assert view is not None
    assert isinstance(view.value, Placed)
    assert (view.value.item.word, view.value.column.id) == ("She waits for her friends.", "bin")
    assert view.speaker is Speaker.CHILD
    assert runner.record.at("words", "words", "1") is not None


@pytest.mark.parametrize("wrote", ["Mr Shah shows you first", ""])
def test_what_will_be_done_is_told_only_where_somebody_wrote_it(
    store: FakeStore, wrote: str
) -> None:
    first_talk(store)
    runner = to(later_talk(store), "we-do")
    runner.handle(Give(words=wrote) if wrote else Skip())
    asked = {key.prompt for each in runner.talk.stretches for key in each.keys}
    assert ("is-it-right" in asked) == bool(wrote)
    if wrote:
        told = f"You said {BEST}. We will do this: {wrote}. Is that right?"
        assert runner.step.asked == told


def test_signals_go_on_for_as_long_as_there_is_one_more(store: FakeStore) -> None:
    store.add_pupil("Amira")
    runner = to(later_talk(store), "signs")
    for words in ("I hide", "too loud", "turn it down"):
        runner.handle(Give(words=words))
    runner.handle(Give(choices=("yes",)))
    assert str(runner.step.key) == "signs/do@2"
    runner.handle(Skip())
    assert str(runner.step.key) == "signs/yes"
    runner.handle(Give(choices=("nod",)))
    assert runner.step.shape is Shape.WORDS
    said = {str(view.place.partition(":")[2]): view.words for view in runner.record}
    assert said["signs/please@1"] == "turn it down"


def test_rows_link_to_what_the_child_said_and_to_each_other(store: FakeStore) -> None:
    first = first_talk(store)
    runner = to(later_talk(store), "steps")
    runner.handle(Give(words="walk Bruno by herself"))
    best = first.record.at("best-bit")
    assert best is not None
    assert BEST in {option.word for option in runner.step.options}
    runner.handle(Give(choices=(best.place,)))
    runner.handle(Give(choices=("yes",)))
    runner.handle(Give(choices=("no",)))
    to(runner, "help").handle(Give(words="a lead"))
    assert [option.word for option in runner.step.options] == ["walk Bruno by herself"]
    runner.handle(Give(choices=(runner.step.options[0].id,)))
    hopes, helps = runner.record.at("steps", "hopes", "1"), runner.record.at("help", "for", "1")
    statement, says = (runner.record.at("steps", part, "1") for part in ("statement", "child-says"))
    assert hopes is not None
    assert helps is not None
    assert statement is not None
    assert says is not None
    assert isinstance(hopes.value, Chosen)
    assert isinstance(helps.value, Chosen)
    assert [choice.id for choice in hopes.value.choices] == [best.place]
    assert [choice.id for choice in helps.value.choices] == [statement.row]
    assert (statement.feeds, says.speaker) == (("outcome-statement",), Speaker.CHILD)


def test_rows_end_at_the_most(store: FakeStore) -> None:
    store.add_pupil("Amira")
    runner = to(later_talk(store), "steps")
    for number in range(3):
        runner.handle(Give(words=f"step {number}"))
        runner.handle(Skip())
        if runner.step.key.part == "child-says":
            runner.handle(Skip())
        if number < 2:
            runner.handle(Give(choices=("yes",)))
    assert runner.record.at("steps", "statement", "3") is not None
    assert runner.record.at("steps", "another", "3") is None


def test_what_staff_write_for_a_plan_is_the_plans_and_a_childs_word_is_asked_about(
    store: FakeStore,
) -> None:
    store.add_pupil("Amira")
    runner = to(later_talk(store), "steps")
    runner.handle(Give(words="walk Bruno"))
    statement = runner.record.at("steps", "statement", "1")
    assert statement is not None
    assert (statement.share, statement.share_decided_by) == ("everyone", Speaker.KEY_ADULT)
    runner.handle(Skip())
    runner.handle(Give(choices=("yes",)))
    says = runner.record.at("steps", "child-says", "1")
    assert says is not None
    assert says.share == "undecided"
    to(runner, "~sharing").handle(Give(choices=("keep-back",)))
    assert {view.share for view in runner.record if view.speaker is Speaker.CHILD} == {"kept_back"}
    after = runner.record.at("steps", "statement", "1")
    assert after is not None
    assert after.share == "everyone"


def test_paper_is_written_in_without_asking_anybody() -> None:
    held = Held(on_paper=True)
    assert (held.state, held.step.for_adult) == (State.ASSENT, True)
    held.give("start")
    assert held.talk.at.prompt == "good-day"
    states = set()
    while held.talk.at.prompt != "~sharing":
        states.add(held.state)
        held.give("pets") if held.at == "good-day" else held.do(Skip())
    assert states <= {State.ASKING, State.FOLLOWING_UP}
    held.give("school")
    assert [option.id for option in held.step.options] == ["ok"]
    held.give("ok")
    assert held.state is State.FINISHED
    day = held.view("good-day")
    assert (day.gathered, day.modes, day.share) == ("paper", (), ("school",))
    assert_replays(held)


def test_a_translation_stands_beside_the_words_and_names_who_made_it() -> None:
    held = begun()
    held.give("pets")
    held.to("best-bit").say("spacery z psem")
    seq = held.view("best-bit").seq
    held.do(Translate(seq, "walks with the dog", "en-GB", "Zofia, interpreter"))
    beside = [view for view in held.record if view.about == held.view("best-bit").id]
    assert [(view.words, view.kind, view.interpreter, view.speaker) for view in beside] == [
        ("walks with the dog", ViewKind.TRANSLATED, "Zofia, interpreter", Speaker.CHILD)
    ]
    assert held.view("best-bit").words == "spacery z psem"
    assert beside[0] not in held.talk.cards("~all")
    for wrong in (Translate(9999, "x", "en", "Zofia"), Translate(seq, "x", "en", " ")):
        with pytest.raises(AnswerRefused):
            held.do(wrong)
    assert_replays(held)


def test_a_prompt_that_asks_who_speaks_names_all_that_follows() -> None:
    who = {"id": "who", "kind": "tell", "ask": "Who are you?", "feeds": ["speaker-name"]}
    like = {"id": "like", "kind": "tell", "ask": "What do you like about Amira?"}
    whole = later().model_dump(mode="json", by_alias=True)
    sections = [{"id": "all", "title": "All", "prompts": [who, like]}]
    pack = Pack.model_validate(
        whole
        | {
            "sections": sections,
            "audience": "anyone",
            "speaker": "other",
            "sharing": {"ask": "Who?", "ask_one": "This?"},
        }
    )
    held = Held(pack, speaker=Speaker.OTHER)
    held.to("who").say("Tomos, a friend")
    held.say("She is funny.")
    view = held.view("like")
    assert (view.speaker, view.speaker_name, view.status) == (
        Speaker.OTHER,
        "Tomos, a friend",
        Status.ANSWERED,
    )
