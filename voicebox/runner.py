"""The runner: input -> engine -> store -> effects. Both front ends walk this one path.

An answer is true once its transaction is committed, and not before: `handle` gives effects only
then. Headless: it knows the store, the voice and the clock through ports alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voicebox.conversation.engine import opening_event, step
from voicebox.conversation.events import Event, Stamped, TalkOpened, event_json, read_event
from voicebox.conversation.fold import apply, replay
from voicebox.conversation.inputs import CarryOn, Effect, Give, Input, Stop, TakeBreak
from voicebox.conversation.machine import is_open
from voicebox.conversation.recalled import Recalled, may_be_recalled, recalled_of, to_recall
from voicebox.conversation.record import Record, fold
from voicebox.conversation.states import State
from voicebox.conversation.steps import Step, current_step, last_choice
from voicebox.conversation.talk import AFTER_STOP, Talk, begin
from voicebox.conversation.views import LONGEST_NAME, PictureGiven, Speaker
from voicebox.errors import AnswerRefused, NotFound, NotNow, StoreDamaged
from voicebox.plan.binned import binned
from voicebox.plan.still_so import not_brought_up
from voicebox.ports import (
    Clock,
    Concern,
    EventDraft,
    Picture,
    Pupil,
    Store,
    StoredEvent,
    SymbolSource,
    TalkHeader,
    TalkSummary,
)
from voicebox.prompts.loader import pack_digest, pack_from_json, pack_json
from voicebox.prompts.models import Audience, Pack
from voicebox.text import keep

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_EPOCH = datetime.fromisoformat("2025-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an input: the effects to carry out, and the seq of what was kept."""

    effects: tuple[Effect, ...]
    kept: int | None = None


class Runner:
    """One talk, being held. Every method that changes something commits before it returns."""

    def __init__(self, store: Store, clock: Clock, summary: TalkHeader, talk: Talk) -> None:
        """Use `start` or `resume`."""
        self._store = store
        self._clock = clock
        self.header = summary
        self.talk = talk
        self._drafts: tuple[tuple[Input, Picture | None], list[EventDraft]] | None = None

    @property
    def step(self) -> Step:
        """What is on the screen now."""
        if self.talk.state is State.STOPPED:
            return last_choice(self.talk)
        return current_step(self.talk)

    @property
    def record(self) -> Record:
        """What was said so far."""
        return self.talk.record

    @property
    def is_open(self) -> bool:
        """Is something on the screen to be answered?"""
        return is_open(self.talk.state)

    @property
    def offers_last_choice(self) -> bool:
        """After a stop: may the child still pick what to end on? (rule 20)."""
        return self.talk.state is State.STOPPED and AFTER_STOP not in self.talk.ending

    def handle(self, given: Input, picture: Picture | None = None) -> Handled:
        """Carry out an input: commit what happened, then say what to do.

        A retry after a failed commit uses the same event ids, so nothing is kept twice.

        Raises:
            NotNow, AnswerRefused: the talk does not allow it; nothing changed.
            StoreError: it could not be committed; nothing changed.
            Conflict: another window wrote to this talk; `catch_up` reads what it wrote.
        """
        outcome = step(self.talk, given)
        drafts = self._draft(given, picture, outcome.events)
        after = self._foresee(outcome.events, drafts)
        stored = self._store.append(
            self.talk.id,
            self.talk.seq,
            drafts,
            state=after.state.value,
            ended=after.record.ended,
            picture=picture,
        )
        self._drafts = None
        self.talk = after if _as_foreseen(stored, drafts, self.talk.seq) else self._with(stored)
        return Handled(outcome.effects, self.talk.seq if outcome.keeps else None)

    def give_picture(self, picture: Picture) -> Handled:
        """Answer with a picture from a file; it is kept in the same transaction."""
        kept = PictureGiven(
            digest=picture.digest,
            name=keep(picture.name).words,
            width=picture.width,
            height=picture.height,
        )
        return self.handle(Give(picture=kept), picture)

    def catch_up(self) -> None:
        """Read the talk anew, with what another window wrote to it."""
        rows = self._store.events(self.talk.id)
        self._drafts = None
        self.talk = replay(self.talk.pack, map(stamp, rows))

    def pause(self) -> None:
        """Put an open talk on a break, as when the window closes. What was said is kept."""
        if self.is_open:
            self.handle(TakeBreak())

    def stop(self, by: Speaker = Speaker.CHILD) -> Handled:
        """Stop the talk."""
        return self.handle(Stop(by=by))

    def keep_worry(self, words: str, *, about_staff: bool = False) -> Concern:
        """Keep a worry about the child's safety, apart from the talk (rule 14).

        Raises:
            AnswerRefused: it is empty, or too long.
            StoreError: it could not be kept.
        """
        kept = keep(words).words
        if not kept.strip():
            raise AnswerRefused("The worry is empty.", mend="Write what was said or seen.")
        concern = Concern(
            id=self._clock.new_id(),
            pupil=self.header.pupil,
            talk=self.header.id,
            words=kept,
            by=self.header.with_,
            at=self._clock.now(),
            about_staff=about_staff,
        )
        self._store.add_concern(concern)
        return concern

    def _with(self, stored: Sequence[StoredEvent]) -> Talk:
        return _replayed(self.talk, stored)

    def _foresee(self, events: Sequence[Event], drafts: Sequence[EventDraft]) -> Talk:
        """The talk as it will be; what cannot follow is refused here, before it is committed."""
        after = self.talk
        for event, draft in zip(events, drafts, strict=True):
            after = apply(after, Stamped(after.id, after.seq + 1, draft.at, event))
        return after

    def _draft(
        self, given: Input, picture: Picture | None, events: Sequence[Event]
    ) -> list[EventDraft]:
        if self._drafts is None or self._drafts[0] != (given, picture):
            self._drafts = ((given, picture), _drafts(self._clock, events))
        return self._drafts[1]


def _as_foreseen(
    stored: Sequence[StoredEvent], drafts: Sequence[EventDraft], after_seq: int
) -> bool:
    """Are the rows just what was foreseen? Then the talk need not be folded a second time."""
    rows = [(row.seq, row.id, row.at, row.body) for row in stored]
    foreseen = enumerate(drafts, start=after_seq + 1)
    return rows == [(seq, draft.id, draft.at, draft.body) for seq, draft in foreseen]


def _drafts(clock: Clock, events: Sequence[Event]) -> list[EventDraft]:
    return [
        EventDraft(id=clock.new_id(), type=event.type, at=clock.now(), body=event_json(event))
        for event in events
    ]


def start(
    store: Store,
    clock: Clock,
    pack: Pack,
    pupil: Pupil,
    *,
    with_: str = "",
    seed: int | None = None,
    on_paper: bool = False,
) -> Runner:
    """Begin a talk and commit its first event, with what it recalls of the pupil's earlier talks.

    Args:
        with_: the adult beside the child; may be empty.
        seed: fixes the order of the options.
        on_paper: what was told on paper is written in.
    """
    now = clock.now()
    header = TalkHeader(
        id=talk_id(now, clock.new_id()),
        pupil=pupil,
        with_=keep(with_, limit=LONGEST_NAME).words,
        pack=pack.pack,
        pack_version=pack.version,
        pack_digest=pack_digest(pack),
        language=pack.language,
        seed=clock.new_seed() if seed is None else seed,
        started=now,
    )
    recalled = _recalled(store, pack, pupil)
    opened = _opened(pack, pupil, header.with_, header.seed, recalled, on_paper=on_paper)
    rows = store.open_talk(
        header, pack_json(pack), _drafts(clock, [opened]), state=State.OPENING.value
    )
    return Runner(store, clock, header, _replayed(begin(pack), rows))


def foreseen(pack: Pack, name: str, *, with_: str = "", on_paper: bool = False) -> Talk:
    """The talk that `start` would begin with a pupil of this name, with nothing kept of it.

    For its first words alone: what it recalls of earlier talks only a store can tell.
    """
    opened = _opened(pack, Pupil("", name), with_, 0, (), on_paper=on_paper)
    return apply(begin(pack), Stamped("", 1, _EPOCH, opened))


def _opened(
    pack: Pack,
    pupil: Pupil,
    with_: str,
    seed: int,
    recalled: tuple[Recalled, ...],
    *,
    on_paper: bool,
) -> TalkOpened:
    return opening_event(
        pupil=pupil.name,
        pupil_id=pupil.id,
        with_=with_,
        pack=pack.pack,
        pack_version=pack.version,
        language=pack.language,
        seed=seed,
        speaker=speaker_of(pack),
        recalled=recalled,
        already=pack.sharing.already or "",
        on_paper=on_paper,
    )


def speaker_of(pack: Pack) -> Speaker:
    """Whose words a talk with this pack holds, until somebody says otherwise."""
    if pack.speaker is not None:
        return Speaker(pack.speaker)
    by_audience = {Audience.FAMILY: Speaker.PARENT_CARER, Audience.STAFF: Speaker.KEY_ADULT}
    return by_audience.get(pack.audience, Speaker.CHILD)


def _recalled(store: Store, pack: Pack, pupil: Pupil) -> tuple[Recalled, ...]:
    """What the talk takes along of earlier ones: nothing that the child put in the bin, or said is
    not so any more.

    No talk is read for a pack that asks for none.
    """
    if not any(pack.recalls()):
        return ()
    views = [
        (view, summary.header.pack)
        for summary in store.talks(pupil=pupil.id)
        for view in fold(map(stamp, store.events(summary.header.id)))
    ]
    gone = binned(view for view, _ in views) | not_brought_up(view for view, _ in views)
    earlier = [
        recalled_of(view, of)
        for view, of in views
        if may_be_recalled(view, pack.audience) and view.place not in gone
    ]
    return to_recall(pack, earlier)


def resume(store: Store, clock: Clock, talk: str) -> Runner:
    """Take up a talk where it was left; a stopped one begins again at assent (rule 1).

    A talk whose window was closed without a break (a power cut) goes on as it is.

    Raises:
        NotFound: there is no such talk.
        NotNow: the talk has come to its end.
        StoreDamaged: its events are not as they were written.
    """
    if store.talk(talk).state == State.FINISHED:
        raise NotNow(
            f"The talk {talk} has come to its end.",
            mend=f"Start a new one, or read it with: voicebox show {talk}",
        )
    runner = look_at(store, clock, talk)
    if not runner.is_open:
        runner.handle(CarryOn())
    return runner


def look_at(store: Store, clock: Clock, talk: str) -> Runner:
    """A talk as it stands, open or not: who may see it can be decided after its end, too.

    Raises:
        NotFound: there is no such talk.
        StoreDamaged: its events are not as they were written.
    """
    summary = store.talk(talk)
    pack = pack_from_json(store.pack(summary.header.pack_digest))
    return Runner(store, clock, summary.header, _replayed(begin(pack), store.events(talk)))


def _replayed(talk: Talk, rows: Sequence[StoredEvent]) -> Talk:
    for row in rows:
        talk = apply(talk, stamp(row))
    return talk


def stamp(row: StoredEvent) -> Stamped:
    """A committed row as an event in its place.

    Raises:
        StoreDamaged: the row is not an event that this version knows.
    """
    try:
        event = read_event(row.body)
    except ValueError as error:
        raise StoreDamaged(
            f"Event {row.seq} of talk {row.talk} cannot be read.",
            mend="Update voicebox, or restore a backup.",
        ) from error
    return Stamped(row.talk, row.seq, row.at, event)


def load_record(store: Store, talk: str) -> tuple[TalkSummary, Record]:
    """A talk and its record, for reading.

    Raises:
        NotFound: there is no such talk.
        StoreDamaged: its events are not as they were written.
    """
    summary = store.talk(talk)
    return summary, fold(map(stamp, store.events(talk)))


def load_talk(store: Store, talk: str) -> Talk:
    """A talk as it stands, with its own pack, for what needs the prompts as well."""
    summary = store.talk(talk)
    pack = pack_from_json(store.pack(summary.header.pack_digest))
    return replay(pack, map(stamp, store.events(talk)))


def latest_open(store: Store, *, pupil: str | None = None) -> TalkSummary:
    """The newest talk that can be carried on.

    Raises:
        NotFound: every talk has come to its end.
    """
    for summary in store.talks(pupil=pupil):
        if summary.state != State.FINISHED:
            return summary
    raise NotFound("There is no talk to carry on.", mend="Start one with: voicebox talk")


def talk_id(started: datetime, chance: str) -> str:
    """A talk's id: short, sortable by time, and different for two talks of one second.

    Seven digits of seconds since 2025 and three of chance, in base 32 without i, l, o and u.

    Args:
        started: when it began, aware.
        chance: hexadecimal digits.
    """
    seconds = max(0, int((started - _EPOCH).total_seconds()))
    number = seconds << 15 | int(chance[:8], 16) & 0x7FFF
    digits = []
    for _ in range(10):
        number, digit = divmod(number, 32)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def read_picture(symbols: SymbolSource, words: str) -> Picture | None:
    """The picture that a line names, if it names a file that is there."""
    path = Path(words.strip().strip('"').strip("'")).expanduser()
    try:
        is_there = bool(words.strip()) and len(words) < 1024 and path.is_file()
    except OSError:
        return None
    return symbols.read_picture(path) if is_there else None
