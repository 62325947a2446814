"""The same events make the same record to the byte; the same seed makes the same order."""

from __future__ import annotations

import pytest

from tests.conversation.held import Held, as_json, assert_replays, begun, small_pack
from voicebox.conversation import Stamped, fold, replay
from voicebox.conversation.events import event_json, read_event
from voicebox.conversation.inputs import (
    CarryOn,
    Change,
    GoBack,
    HearAgain,
    KeepBack,
    Move,
    Remove,
    SetContext,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
)
from voicebox.conversation.routing import shuffled
from voicebox.conversation.views import Mode, Speaker
from voicebox.prompts.loader import pack_from_json, pack_json
from voicebox.prompts.models import Choose


def busy_talk() -> Held:
    """A talk with every kind of correction in it."""
    held = begun()
    held.give("music", words="loud  ")
    held.do(TakeNote("smiled"), HearAgain(), SetContext(speaker=Speaker.OTHER, modes=(Mode.SIGN,)))
    held.say("the drums \U0001f941")
    held.do(SetContext(speaker=Speaker.CHILD, modes=()), Skip(), TakeBreak(), CarryOn(), GoBack())
    held.to("~read-back/important-to-me@0")
    held.do(Change(held.view("good-day").seq))
    held.give("pets")
    held.say("Bruno")
    held.do(Move(held.view("places@reading").seq, "3"))
    held.say("quiet")
    held.do(KeepBack(held.view("calm").seq), Remove(held.view("best-bit").seq, "said so"))
    held.to("by-myself").do(Stop(), CarryOn())
    return held.through()


def test_a_replay_makes_the_same_talk_and_record() -> None:
    assert_replays(busy_talk())


def test_so_it_does_after_a_way_through_json() -> None:
    held = busy_talk()
    events = [Stamped(s.talk, s.seq, s.at, read_event(event_json(s.event))) for s in held.events]
    assert events == held.events
    pack = pack_from_json(pack_json(held.pack))
    assert as_json(fold(events)) == as_json(held.record)
    again = replay(pack, events)
    assert as_json(again.record) == as_json(held.record)
    assert again.at == held.talk.at


@pytest.mark.parametrize("upto", [1, 5, 12, 20, 33])
def test_the_beginning_of_a_talk_replays_too(upto: int) -> None:
    held = busy_talk()
    partly = Held()
    for stamped in held.events[1:upto]:
        partly.put(stamped.event)
    again = replay(held.pack, held.events[:upto])
    assert (again.at, again.state, again.trail) == (
        partly.talk.at,
        partly.state,
        partly.talk.trail,
    )


def test_nothing_of_the_record_is_changed_in_place() -> None:
    held = begun()
    held.give("music")
    before, was = held.record, as_json(held.record)
    held.do(GoBack())
    held.give("play")
    held.do(KeepBack(), TakeNote("smiled"))
    assert as_json(before) == was


def test_an_event_is_read_back_as_it_was_written() -> None:
    for stamped in busy_talk().events:
        body = event_json(stamped.event)
        assert event_json(read_event(body)) == body


def test_the_order_of_options_comes_from_the_seed_alone() -> None:
    first, again, other = (_orders(begun(seed=seed).through()) for seed in (4, 4, 5))
    assert first == again
    assert first != other


def _orders(held: Held) -> list[list[str]]:
    return [[c.id for c in view.options_offered] for view in held.record]


def test_no_place_on_a_board_is_one_cards_own() -> None:
    prompt = next(p for _, p in small_pack().prompts() if isinstance(p, Choose))
    firsts = {shuffled(prompt.options, seed, prompt.id)[0].id for seed in range(60)}
    assert firsts == {option.id for option in prompt.options}
