"""A walker that does anything at any moment, and what must hold after each of its steps."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.conversation.held import PICTURE, Held, plain_answer
from voicebox.conversation import Shape, State, Talk, current_step
from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    ChangeBegun,
    NextKeptBack,
    ShareDecided,
    WentBack,
)
from voicebox.conversation.heading import state_of
from voicebox.conversation.inputs import (
    CarryOn,
    Change,
    DontKnow,
    Give,
    GoBack,
    HearAgain,
    Input,
    KeepBack,
    KeepNextBack,
    Move,
    Pass,
    Remove,
    SetContext,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
)
from voicebox.conversation.keys import PRACTICE, SHARING, Key
from voicebox.conversation.machine import is_open
from voicebox.conversation.record import NOTE
from voicebox.conversation.states import BEFORE_ASKING
from voicebox.conversation.talk import ALL
from voicebox.conversation.views import MOVED, Help, Mode, Speaker, Status, ViewKind, view_id
from voicebox.errors import AnswerRefused, NotNow
from voicebox.prompts.models import Faces, Pack

WORDS = (
    "",
    " ",
    "with my dog at nans",
    "👨‍👩‍👧 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "كَلْبِي  ",
    "fy nghi bach ŵ\tand\nmore",
    "{pupil} {answer} \x1b[31mred",
    "a/b@c ~opening",
    "x" * 20_001,
)


def any_input(talk: Talk, shown_choices: tuple[str, ...], chance: random.Random) -> Input:
    """Something that a person, or a front end gone wrong, could do now."""
    seqs = [view.seq for view in talk.record] or [1]
    seq = chance.choice([*seqs, 0, 9999])
    cards = tuple(chance.sample(shown_choices, min(len(shown_choices), chance.randint(0, 2))))
    stray = ("nonsense", "dont-know", "wont-say", "something-else")
    choices = (*cards, chance.choice(stray)) if chance.random() < 0.1 else cards
    words = chance.choice(WORDS) if chance.random() < 0.5 else ""
    makers = (
        lambda: Give(choices=choices, words=words),
        lambda: Give(point=chance.randint(-1, 12), words=words),
        lambda: Give(picture=PICTURE, words=words, choices=choices[:1]),
        Skip,
        DontKnow,
        Pass,
        GoBack,
        GoBack,
        TakeBreak,
        lambda: Stop(chance.choice(list(Speaker))),
        CarryOn,
        HearAgain,
        lambda: TakeNote(words, chance.choice(list(ViewKind))),
        lambda: _context(chance),
        lambda: KeepBack(chance.choice([None, seq])),
        lambda: KeepNextBack(chance.random() < 0.5),
        lambda: Change(seq),
        lambda: Move(seq, chance.choice(["1", "near", "dont-like", "9", ""])),
        lambda: Remove(seq, "said so"),
    )
    return chance.choice(makers)()


def _context(chance: random.Random) -> SetContext:
    return SetContext(
        speaker=chance.choice([None, *Speaker]),
        modes=chance.choice([None, (), (Mode.BEHAVIOUR,), (Mode.SIGN,)]),
        help=chance.choice([None, Help.OPTIONS_POINTED_TO, "hand_over_hand"]),
        present=chance.choice([None, ("Mrs Okoye", "mum")]),
        interpreter=chance.choice([None, "", "Zofia"]),
    )


def usual_input(talk: Talk, chance: random.Random) -> Input:
    """What takes a talk on, most of the time; else anything."""
    if talk.state in (State.PAUSED, State.STOPPED):
        return CarryOn() if chance.random() < 0.8 else Give(choices=("play",))
    shown = current_step(talk)
    if chance.random() < 0.45:
        return plain_answer(shown)
    options = tuple(option.id for option in (*shown.options, *shown.standing))
    if chance.random() < 0.4 and shown.shape in (Shape.BOARD, Shape.PAGE) and options:
        return Give(choices=(chance.choice(options),))
    return any_input(talk, options, chance)


@dataclass
class Walk:
    """A walk so far: what was said and still stands, what was removed, what was skipped."""

    held: Held
    said: dict[str, str] = field(default_factory=dict)
    """Words of standing answers, by the id of their view, as they were when they were given."""
    removed: set[Key] = field(default_factory=set)
    skipped: Counter[Key] = field(default_factory=Counter)
    private: set[str] = field(default_factory=set)
    """Views that were kept back by themselves, and not shared since."""
    next_private: bool = False
    refused: int = 0

    def fork(self) -> Walk:
        """A walk that stands where this one does, and goes its own way."""
        return replace(
            self,
            held=self.held.fork(),
            said=dict(self.said),
            removed=set(self.removed),
            skipped=Counter(self.skipped),
            private=set(self.private),
        )

    def take(self, given: Input) -> None:
        """One step, and all that must hold after it."""
        held = self.held
        before, kept = held.talk, len(held.events)
        try:
            held.do(given)
        except (NotNow, AnswerRefused):
            self.refused += 1
            assert held.talk is before
            assert len(held.events) == kept
            return
        for stamped in held.events[kept:]:
            self._keep_account(before, stamped.event, stamped.seq)
        self._check_state()
        self._check_asked(before, held.events[-1].event)
        self._check_places(held.talk)
        self._check_private()

    def _keep_account(self, before: Talk, event: object, seq: int) -> None:
        match event:
            case NextKeptBack(on=on):
                self.next_private = on
            case ShareDecided() if event.key != f"{SHARING}/{ALL}":
                kept = event.share == "kept_back"
                views = set(event.views)
                self.private = self.private | views if kept else self.private - views
            case AnswerRemoved(view=view):
                gone = before.record.views[view]
                if gone.about is None and gone.part != NOTE:
                    self.removed.add(Key(gone.prompt, gone.part, gone.item))
                notes = {v.id for v in before.record if v.about == view}
                for id_ in {view} | notes:
                    self.said.pop(id_, None)
            case AnswerGiven():
                key = Key(event.prompt, event.part, event.item)
                self.removed.discard(key)
                self.skipped[key] += event.status is Status.SKIPPED
                if event.replaces:
                    self.said.pop(event.replaces, None)
                self._keep_private(event, view_id(before.id, seq))
                if event.status is Status.ANSWERED:
                    self.said[view_id(before.id, seq)] = event.words

    def _keep_private(self, event: AnswerGiven, id_: str) -> None:
        is_note = event.about is not None or event.part == NOTE
        is_next = event.status is Status.ANSWERED and not is_note and event.why != MOVED
        if event.replaces in self.private or (is_next and self.next_private):
            self.private.add(id_)
        self.next_private = self.next_private and not is_next

    def _check_state(self) -> None:
        talk = self.held.talk
        if is_open(talk.state):
            assert talk.state is state_of(talk, talk.at)
        if is_open(talk.state) and talk.state not in BEFORE_ASKING:
            assert talk.agreed, "asked without assent"
        standing = {view.id: view.words for view in talk.record if view.status is Status.ANSWERED}
        assert standing == self.said

    def _check_asked(self, before: Talk, event: object) -> None:
        """Nothing settled is asked again but what was skipped once, and that one time (rule 8)."""
        talk = self.held.talk
        key = talk.at
        is_asked = key != before.at and key.own_state is None
        if not is_asked or isinstance(event, WentBack | ChangeBegun):
            return
        assert key not in self.removed, f"removed, and asked again: {key}"
        if talk.record.at(*key) is not None:
            assert talk.skipped_once(key), f"settled, and asked again: {key}"
            assert self.skipped[key] == 1, f"skipped twice, and asked again: {key}"

    def _check_places(self, talk: Talk) -> None:
        ids = [view.id for view in talk.record if view.part != NOTE and view.about is None]
        placed = [id_ for places in talk.record.by_place.values() for id_ in places.values()]
        assert sorted(ids) == sorted(placed)
        for view in talk.record:
            assert view.about is None or view.about in talk.record.views

    def _check_private(self) -> None:
        """What was kept back by itself stays so, and no note lets it out."""
        views = self.held.record.views
        for view in views.values():
            if {view.id, view.about} & self.private:
                assert view.share == "kept_back", view.id
            about = views.get(view.about or "")
            if about is not None and about.share == "kept_back":
                assert not view.is_shared, "a note about a private answer goes out"


def walk(pack: Pack, seed: int, inputs: int) -> Iterator[Walk]:
    """So many inputs, the same for the same seed: one talk after another, as each is finished."""
    chance = random.Random(seed)
    while inputs > 0:
        walked = Walk(Held(pack, seed=chance.randrange(1000)))
        afterwards = 5
        while inputs > 0 and afterwards > 0:
            walked.take(usual_input(walked.held.talk, chance))
            inputs -= 1
            afterwards -= walked.held.state is State.FINISHED
        yield walked


def as_a_child(talk: Talk, chance: random.Random) -> Input:
    """A card that fits, or now and then dunno, not now, or I won't say."""
    if talk.state in (State.PAUSED, State.STOPPED):
        return CarryOn()
    shown = current_step(talk)
    if shown.standing and chance.random() < 0.2:
        return chance.choice((Skip, DontKnow, Pass))()
    is_board = shown.shape is Shape.BOARD
    if shown.key.prompt == PRACTICE and is_board and chance.random() < 0.9:
        return Give(choices=(_shows_the_scale(talk, shown.key.part),))
    if is_board and (shown.standing or shown.key.prompt == PRACTICE):
        return Give(choices=(chance.choice(shown.options).id,))
    return plain_answer(shown)


def _shows_the_scale(talk: Talk, part: str) -> str:
    """The face of one who has understood, whichever way round the faces lie."""
    assert talk.pack.practice is not None
    faces = talk.pack.scales[talk.pack.practice.scale]
    assert isinstance(faces, Faces)
    return faces.points[0 if part.endswith("-like") else -1].id


def through(pack: Pack, seed: int, most: int = 900) -> list[Walk]:
    """A child's whole talk to its end: how it stood after each step."""
    chance = random.Random(seed)
    walked = Walk(Held(pack, seed=seed))
    stood = [walked]
    while walked.held.state is not State.FINISHED:
        assert len(stood) < most, f"no end; stands at {walked.held.at}"
        walked = walked.fork()
        walked.take(as_a_child(walked.held.talk, chance))
        assert not walked.refused, f"refused at {walked.held.at}"
        stood.append(walked)
    return stood


def walks_off(pack: Pack, seed: int, walks: int, inputs: int) -> Iterator[Walk]:
    """Random walks that leave a child's talk at places spread from its beginning to its end."""
    chance = random.Random(seed)
    stood = through(pack, seed)
    for number in range(walks):
        walked = stood[number * len(stood) // walks].fork()
        for _ in range(inputs):
            walked.take(usual_input(walked.held.talk, chance))
        yield walked


def finish(held: Held, most: int = 900) -> None:
    """Answer whatever is asked until the end: there is no dead end, whatever came before."""
    for _ in range(most):
        if held.state is State.FINISHED:
            return
        resting = held.state in (State.PAUSED, State.STOPPED)
        held.do(CarryOn() if resting else plain_answer(held.step))
    raise AssertionError(f"no end; stands at {held.at}")
