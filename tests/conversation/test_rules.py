"""The practice rules that code enforces: for each, one talk, which fails when that code is gone.

Each rule's talk is held twice: as the code is, where it has to pass, and with the part that
enforces the rule taken out, where it has to fail. `docs/practice.md` lists all twenty-four.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.conversation.held import Held, begun, plain_answer
from tests.conversation.test_later import BEST, first_talk, later_talk
from tests.fakes import FakeStore, FixedClock, small_pack
from voicebox import runner as holding
from voicebox.conversation import (
    answers,
    engine,
    heading,
    pack_steps,
    reading_back,
    recalled,
    routing,
    shapes,
    steps,
)
from voicebox.conversation import patterns as noticing
from voicebox.conversation import record as records
from voicebox.conversation.events import HeardAgain
from voicebox.conversation.inputs import (
    CarryOn,
    DontKnow,
    Give,
    GoBack,
    HearAgain,
    Outcome,
    Pass,
    SetContext,
    Skip,
    Stop,
    TakeNote,
)
from voicebox.conversation.keys import ASSENT, BETWEEN, ENDING, Key
from voicebox.conversation.recalled import Recalled
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.states import State
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import Chosen, Point, Speaker, Status, View, ViewKind
from voicebox.errors import NotNow, VoiceboxError
from voicebox.runner import Runner, start
from voicebox.text import Kept, keep

MOST = 100
"""Steps of a talk with the small pack."""
LATER_ON = timedelta(days=91)
Blind = tuple[object, str, Any]
"""What holds a rule, its name there, and what stands in its place when it is taken out."""


# -- one talk for each rule ---------------------------------------------------------------------


def only_the_child_begins_again() -> None:
    held = begun().to("places@dinner-hall")
    held.do(Stop(), CarryOn())
    assert held.at == ASSENT
    held.give("not-today")
    assert held.state is State.STOPPED


def what_was_offered_stands_with_the_answer() -> None:
    held = begun()
    held.say("with my dog")
    offered = {choice.id for choice in held.view("good-day").options_offered}
    assert {"music", "something-else", "dont-know", "wont-say"} <= offered
    held.do(GoBack(), Give(choices=("something-else",)))
    assert held.view("good-day").value is not None


def nothing_was_offered_before_the_cards() -> None:
    held = begun()
    held.do(Give(words="with my dog", before_cards=True))
    assert held.view("good-day").options_offered == ()


def a_scale_not_understood_is_not_used() -> None:
    held = Held()
    while held.state is State.OPENING:
        held.give(held.step.options[0].id)
    held.give("start")
    held.say("football")
    held.say("sprouts")
    for _ in range(MOST):
        if held.state is State.PRACTICE:
            held.give(held.step.options[0].id)
    held.to("places@dinner-hall")
    assert held.step.for_adult
    held.say("He looked at the door.")
    assert held.view("places@dinner-hall").kind is ViewKind.OBSERVATION
    assert not [view for view in held.record if view.prompt.startswith("~")]


def options_vary_and_scales_do_not() -> None:
    orders = {tuple(o.id for o in begun(seed=seed).step.options) for seed in range(6)}
    assert len(orders) > 1
    scales = {
        tuple(o.id for o in begun(seed=seed).to("places@dinner-hall").step.options)
        for seed in range(6)
    }
    assert scales == {("like", "so-so", "dont-like")}


def said_again_then_another_way() -> None:
    held = begun()
    ways = [held.do(HearAgain()).events[0] for _ in range(2)]
    assert [way.another_way for way in ways if isinstance(way, HeardAgain)] == [False, True]


def an_answer_is_not_asked_for_again() -> None:
    held = begun()
    asked: list[str] = []
    while not held.at.startswith("~read-back"):
        assert held.at not in asked
        asked.append(held.at)
        held.do(Give(point=2) if held.step.shape is Shape.LADDER else _say_or_read(held))


def _say_or_read(held: Held) -> Give:
    if held.step.takes_words and held.step.key.part not in ("more", "another"):
        return Give(words="music")
    return Give(choices=(held.step.options[-1].id,))


def patterns_are_for_the_adult_afterwards() -> None:
    held = begun().to("calm")
    told = noticing.patterns(held.record)
    assert any("within two seconds" in each for each in told), told
    assert all(
        each.endswith("Could be tired, masking or true. Try another day, place or person.")
        for each in told
    )
    assert not [each for each in told if each in held.step.asked]


def four_silences_are_four() -> None:
    held = begun()
    held.do(Skip())
    assert held.view("good-day").status is Status.SKIPPED
    held.do(Pass(), DontKnow())
    statuses = [view.status for view in held.record]
    assert statuses == [Status.SKIPPED, Status.PASSED, Status.DONT_KNOW]
    passed = next(view for view in held.record if view.status is Status.PASSED)
    seen = _asked_to_the_end(held)
    assert seen.count("good-day") == 1
    assert f"{passed.prompt}@{passed.item}" not in seen
    assert held.record.at("which-pet") is None


def _asked_to_the_end(held: Held) -> list[str]:
    seen: list[str] = []
    while held.state is not State.FINISHED and len(seen) < MOST:
        seen.append(held.at)
        held.do(plain_answer(held.step) if held.at.startswith("~") else Pass())
    return seen


def words_stand_as_they_were_given() -> None:
    held = begun()
    given = "  my dog at NANS,, ŵ \U0001f436  "
    held.say(given)
    assert held.view("good-day").words == given


def a_reading_is_no_quotation() -> None:
    held = begun()
    held.say("with my dog")
    held.do(TakeNote("She misses him."))
    note = list(held.record)[-1]
    assert note.kind is ViewKind.INTERPRETATION
    assert note.speaker is Speaker.KEY_ADULT
    assert records.quotable(held.view("good-day"))
    assert not records.quotable(note)


def signed_words_name_who_carried_them_over() -> None:
    held = begun()
    held.do(SetContext(interpreter="Ms Hughes"), Give(words="with my dog"))
    view = held.view("good-day")
    assert (view.kind, view.interpreter) == (ViewKind.TRANSLATED, "Ms Hughes")


def hand_over_hand_is_never_the_childs_answer() -> None:
    held = begun()
    held.do(SetContext(help="hand_over_hand", present=("Mum",)), Give(choices=("music",)))
    view = held.view("good-day")
    assert (view.speaker, view.kind) == (Speaker.KEY_ADULT, ViewKind.OBSERVATION)


def who_was_in_the_room_stands_with_each_answer() -> None:
    held = begun()
    held.do(SetContext(present=("Mrs Okoye", "Mum")), Give(choices=("music",)))
    assert held.view("good-day").present == ("Mrs Okoye", "Mum")


def a_ladder_is_one_only_with_the_same_ends() -> None:
    pack = small_pack()
    ladder = next(name for name, scale in pack.scales.items() if scale.style == "ladder")
    scale = pack.scales[ladder]
    assert scale.style == "ladder"
    ends: dict[str, Any] = {"low": scale.low.word, "high": scale.high.word, "top": scale.top}
    given = Point(scale=ladder, point=2, **ends)
    assert recalled.same_scale(given, pack) == ladder
    assert recalled.same_scale(given.model_copy(update={"high": "happy"}), pack) is None


def to_me_comes_before_for_me_and_both_stand() -> None:
    held = begun().to("what-matters/to-me")
    held.say("Bruno")
    held.to("what-matters/for-me")
    held.do(SetContext(speaker=Speaker.PARENT_CARER, speaker_name="Zofia"))
    held.say("sleep")
    views = list(held.record.of_prompt("what-matters"))
    assert (views[0].part, views[0].words) == ("to-me", "Bruno")
    assert [view.words for view in views if view.part == "for-me"][-1] == "sleep"


def five_cards_at_most_are_read_back() -> None:
    held = begun().to("~read-back/important-to-me@0")
    assert 0 < len(held.step.cards) <= 5
    assert held.step.pages > 1


def going_back_blanks_nothing() -> None:
    held = begun()
    held.give("music")
    held.do(GoBack(), Skip())
    value = held.view("good-day").value
    assert isinstance(value, Chosen)
    assert value.choices[0].id == "music"


def a_worry_is_no_part_of_the_talk() -> None:
    kept = FakeStore()
    runner = start(kept, FixedClock(), small_pack(), kept.add_pupil("Amira"), with_="Mrs Okoye")
    before = kept.events(runner.header.id)
    worry = runner.keep_worry("Someone hit him.", about_staff=True)
    assert kept.events(runner.header.id) == before
    assert kept.concerns() == [worry]
    assert (worry.about_staff, worry.passed_on_at) == (True, None)
    kept.pass_on_concern(worry.id, to="The head", at=FixedClock().now())
    assert kept.concerns() == []
    [signed] = kept.concerns(open_only=False)
    assert (signed.passed_on_to, signed.words) == ("The head", "Someone hit him.")


def the_ending_says_who_tells_the_child_and_by_when() -> None:
    held = begun().to("~ending/who")
    held.say("Mr Shah")
    held.say("Friday")
    assert "Mr Shah" in held.step.asked
    assert "Friday" in held.step.asked


def what_was_said_before_has_its_day() -> None:
    kept = FakeStore()
    kept.add_pupil("Amira")
    first_talk(kept)
    runner = later_talk(kept)
    opened = runner.record.opened
    assert opened is not None
    assert BEST in [each.said for each in opened.recalled]
    days = {each.at.date() for each in opened.recalled}
    assert days == {(FixedClock().now()).date()}
    assert all(view.at.date() > max(days) for view in runner.record)


def the_child_picks_what_to_end_on_even_after_a_stop() -> None:
    held = begun()
    held.do(Stop())
    held.do(Give(choices=(steps.last_choice(held.talk).options[0].id,)))
    assert held.talk.ending["after-stop"]


def where_it_was_stopped_the_adult_is_told() -> None:
    held = begun().to("calm")
    held.do(Stop(), CarryOn())
    held.give("start")
    assert held.at == "calm"
    assert held.step.to_adult.startswith("The talk was stopped here.")
    assert "stopped" not in held.step.asked
    held.do(Skip())
    assert "stopped" not in held.step.to_adult


def speech_is_never_required() -> None:
    held = begun()
    for _ in range(MOST):
        if held.state is State.FINISHED:
            break
        shown = held.step
        if shown.key.own_state is None and not shown.for_adult and shown.shape is not Shape.PAGE:
            assert shown.can_skip
            assert shown.standing or shown.kind == "draw", held.at
        held.do(plain_answer(held.step))


def between_two_parts_is_a_place_to_stop() -> None:
    held = begun()
    seen: list[str] = []
    for _ in range(MOST):
        seen.append(held.talk.at.prompt)
        if held.state is State.FINISHED:
            break
        held.do(plain_answer(held.step))
    assert seen.count(BETWEEN) == len({v.section for v in held.record}) - 1


# -- what holds them ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A rule of content.md, its talk, and how to take out what holds it."""

    number: int
    talk: Callable[[], None]
    without: Blind


_unsettled, _place, _provenance = heading._unsettled, answers._place, answers._provenance


def _never(prompt: str) -> Callable[[Talk], Iterator[Key]]:
    """What is still to be settled, without this prompt of the talk's own."""
    return lambda talk: (key for key in _unsettled(talk) if key.prompt != prompt)


def _changed(make: Callable[..., dict[str, Any]], **parts: Any) -> Callable[..., dict[str, Any]]:
    return lambda *given, **named: make(*given, **named) | parts


def _tidied(words: str) -> Kept:
    kept = keep(words)
    return replace(kept, words=kept.words.strip().capitalize())


def _refuse(*_: object) -> None:
    raise NotNow("It was taken out.", mend="Put it back.")


def _keeps_as_note(runner: Runner, words: str, *, about_staff: bool = False) -> None:
    runner.handle(TakeNote(words))


_recalled_of, _pack_step, _ends = recalled.recalled_of, pack_steps.pack_step, recalled._ends


def _of_today(view: View, pack: str) -> Recalled:
    return _recalled_of(view, pack).model_copy(update={"at": FixedClock().now() + LATER_ON})


def _without_silences(talk: Talk, key: Key) -> Step:
    return replace(_pack_step(talk, key), standing=())


def _in_the_same_words(_: Talk) -> Outcome:
    return Outcome((HeardAgain(another_way=False),))


RULES = (
    Rule(1, only_the_child_begins_again, (heading, "_unsettled", _never(ASSENT))),
    Rule(
        2,
        what_was_offered_stands_with_the_answer,
        (answers, "_place", _changed(_place, options_offered=())),
    ),
    Rule(
        2,
        nothing_was_offered_before_the_cards,
        (answers, "_place", lambda talk, shown, **_: _place(talk, shown, before_cards=False)),
    ),
    Rule(3, a_scale_not_understood_is_not_used, (shapes, "_observed", lambda _, base: base)),
    Rule(5, options_vary_and_scales_do_not, (routing, "shuffled", lambda options, *_: options)),
    Rule(
        6,
        said_again_then_another_way,
        (engine, "_hear_again", _in_the_same_words),
    ),
    Rule(6, an_answer_is_not_asked_for_again, (heading, "_is_settled", lambda *_: False)),
    Rule(7, patterns_are_for_the_adult_afterwards, (noticing, "_all_quick", lambda _: iter(()))),
    Rule(8, four_silences_are_four, (Talk, "skipped_once", lambda *_: False)),
    Rule(9, words_stand_as_they_were_given, (answers, "keep", _tidied)),
    Rule(9, a_reading_is_no_quotation, (records, "quotable", lambda _: True)),
    Rule(
        9, signed_words_name_who_carried_them_over, (answers, "_is_carried_over", lambda _: False)
    ),
    Rule(
        10,
        hand_over_hand_is_never_the_childs_answer,
        (answers, "_speaker", lambda *_: (Speaker.CHILD, "", ViewKind.VERBATIM)),
    ),
    Rule(
        11,
        a_ladder_is_one_only_with_the_same_ends,
        (recalled, "_ends_of", lambda point: _ends(small_pack().scales[point.scale])),
    ),
    Rule(12, to_me_comes_before_for_me_and_both_stand, (routing, "TO_ME", routing.FOR_ME)),
    Rule(13, five_cards_at_most_are_read_back, (reading_back, "CARDS_A_PAGE", 99)),
    Rule(13, going_back_blanks_nothing, (engine, "_stands", lambda _: False)),
    Rule(14, a_worry_is_no_part_of_the_talk, (Runner, "keep_worry", _keeps_as_note)),
    Rule(
        15,
        the_ending_says_who_tells_the_child_and_by_when,
        (heading, "_unsettled", _never(ENDING)),
    ),
    Rule(16, what_was_said_before_has_its_day, (holding, "recalled_of", _of_today)),
    Rule(
        18,
        who_was_in_the_room_stands_with_each_answer,
        (answers, "_provenance", _changed(_provenance, present=())),
    ),
    Rule(
        20,
        the_child_picks_what_to_end_on_even_after_a_stop,
        (engine, "answer_after_stop", _refuse),
    ),
    Rule(21, where_it_was_stopped_the_adult_is_told, (steps, "_with_care", lambda _, step: step)),
    Rule(22, speech_is_never_required, (steps, "pack_step", _without_silences)),
    Rule(24, between_two_parts_is_a_place_to_stop, (heading, "_unsettled", _never(BETWEEN))),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.talk.__name__}")
def test_a_rule_holds_and_its_talk_sees_when_it_does_not(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule.talk()
    monkeypatch.setattr(*rule.without)
    with pytest.raises((AssertionError, VoiceboxError, LookupError, ValidationError)):
        rule.talk()
