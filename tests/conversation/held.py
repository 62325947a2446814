"""A talk held in a test: inputs go in, stamped events and the talk after them come out."""

from __future__ import annotations

import json
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from voicebox.conversation import (
    Event,
    Shape,
    Stamped,
    State,
    Step,
    Talk,
    apply,
    begin,
    current_step,
    fold,
    opening_event,
    replay,
    step,
)
from voicebox.conversation.inputs import Give, GoBack, Input, Outcome, Skip
from voicebox.conversation.keys import Key
from voicebox.conversation.record import Record
from voicebox.conversation.views import PictureGiven, Speaker, View
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack

SMALL = Path(__file__).parents[1] / "fixtures" / "small.yaml"
BEGAN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TALK, WITH = "0abc", "Mrs Okoye"
PICTURE = PictureGiven(digest="d" * 64, name="bruno.png", width=20, height=10)


@cache
def small_pack() -> Pack:
    return load_pack(SMALL)


def with_sections(*sections: dict[str, Any], **changes: Any) -> Pack:
    """The small pack with other sections."""
    whole = small_pack().model_dump(mode="json", by_alias=True)
    return Pack.model_validate(whole | {"sections": list(sections)} | changes)


class Held:
    """A talk from its first event on. Nothing is kept anywhere but here."""

    def __init__(
        self,
        pack: Pack | None = None,
        *,
        seed: int = 7,
        with_: str = "Mrs Okoye",
        **opening: Any,
    ) -> None:
        self.pack = pack or small_pack()
        self.talk: Talk = begin(self.pack)
        self.events: list[Stamped] = []
        opened = opening_event(
            pupil="Amira",
            pupil_id="p1",
            with_=with_,
            pack=self.pack.pack,
            pack_version=self.pack.version,
            language=self.pack.language,
            seed=seed,
            **{"speaker": Speaker.CHILD} | opening,
        )
        self.put(opened)

    def put(self, event: Event) -> None:
        """Apply an event as the runner does once it is committed."""
        seq = len(self.events) + 1
        stamped = Stamped(TALK, seq, BEGAN + timedelta(seconds=seq), event)
        self.talk = apply(self.talk, stamped)
        self.events.append(stamped)

    def fork(self) -> Held:
        """The same talk, held apart: what is put to one is not put to the other."""
        other = copy(self)
        other.events = list(self.events)
        return other

    def do(self, *inputs: Input) -> Outcome:
        """Carry out inputs. One whose events cannot follow changes nothing, as in the runner."""
        outcome = Outcome()
        for given in inputs:
            outcome = step(self.talk, given)
            before, kept = self.talk, len(self.events)
            try:
                for event in outcome.events:
                    self.put(event)
            except Exception:
                self.talk = before
                del self.events[kept:]
                raise
        return outcome

    def give(self, *choices: str, words: str = "") -> Outcome:
        return self.do(Give(choices=choices, words=words))

    def say(self, words: str) -> Outcome:
        return self.do(Give(words=words))

    @property
    def step(self) -> Step:
        return current_step(self.talk)

    @property
    def at(self) -> str:
        return str(self.talk.at)

    @property
    def state(self) -> State:
        return self.talk.state

    @property
    def record(self) -> Record:
        return self.talk.record

    def view(self, key: str) -> View:
        """The standing view at a key, which must be there."""
        found = self.record.at(*Key.read(key))
        assert found is not None, key
        return found

    def to(self, key: str) -> Held:
        """Answer whatever is asked until `key` is on the screen."""
        for _ in range(400):
            if self.at == key:
                return self
            self.do(plain_answer(self.step))
        raise AssertionError(f"never reached {key}; stands at {self.at}")

    def through(self) -> Held:
        """Answer whatever is asked until the talk is finished."""
        for _ in range(400):
            if self.state is State.FINISHED:
                return self
            self.do(plain_answer(self.step))
        raise AssertionError(f"never finished; stands at {self.at}")

    def singly(self) -> Held:
        """Have who may see it asked one by one, in each part where there are several."""
        while self.at == "~sharing/~all" or self.at.startswith("~sharing/part"):
            ids = [option.id for option in self.step.options]
            wanted = next(id_ for id_ in ("by-part", "one-by-one", "everyone") if id_ in ids)
            self.give(wanted)
        return self

    def back_to(self, key: str) -> Held:
        """Go back until `key` is on the screen."""
        while self.at != key:
            self.do(GoBack())
        return self

    def skip_to(self, key: str) -> Held:
        """Skip until `key` is on the screen; what was answered stands."""
        for _ in range(400):
            if self.at == key:
                return self
            self.do(Skip())
        raise AssertionError(f"never reached {key}; stands at {self.at}")


def begun(pack: Pack | None = None, *, seed: int = 7, with_: str = WITH) -> Held:
    """A talk whose first prompt is on the screen: read, agreed, the scale understood."""
    held = Held(pack, seed=seed, with_=with_)
    while held.state is State.OPENING:
        held.give(held.step.options[0].id)
    held.give("start")
    if held.state is State.PRACTICE:
        held.say("football")
        held.say("sprouts")
        held.give("like")
        held.give("dont-like")
        held.give("ok")
    return held


def plain_answer(shown: Step) -> Give:
    """An answer that takes the talk on: the first card in the pack's order, a point, some words."""
    if shown.shape in (Shape.PAGE, Shape.CARDS):
        return Give(choices=(shown.options[0].id,))
    if shown.key.prompt == "~practice" and shown.shape is Shape.BOARD:
        wanted = 0 if shown.key.part.endswith("-like") else -1
        return Give(choices=(shown.options[wanted].id,))
    if shown.shape is Shape.BOARD:
        is_more = shown.key.part in ("more", "another")
        return Give(choices=(shown.options[-1 if is_more else 0].id,))
    if shown.shape is Shape.LADDER:
        return Give(point=2)
    return Give(picture=PICTURE) if shown.shape is Shape.PICTURE else Give(words="with my dog")


def as_json(record: Record) -> str:
    """Everything that the record holds, to the byte."""
    views = [json.loads(view.model_dump_json()) for view in record]
    rest = [record.talk, str(record.started), str(record.ended), record.scale_practice]
    opened = record.opened.model_dump_json() if record.opened else ""
    return json.dumps([views, rest, opened], ensure_ascii=False)


def assert_replays(held: Held) -> None:
    """The same events make the same talk and the same record."""
    again = replay(held.pack, held.events)
    assert as_json(again.record) == as_json(held.record) == as_json(fold(held.events))
    assert (again.state, again.at, again.trail) == (held.state, held.talk.at, held.talk.trail)
