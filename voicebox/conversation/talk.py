"""A talk at one moment: a pure fold over its events, and where it is heading.

`apply` takes one event and gives the talk after it. The same events and the same pack always give
the same talk, so a resume is nothing but a fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from voicebox.conversation import record as records
from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    AssentAnswered,
    BetweenAnswered,
    BreakTaken,
    CarriedOn,
    ChangeBegun,
    ContextSet,
    EndingAnswered,
    Event,
    HeardAgain,
    NextKeptBack,
    PageConfirmed,
    PracticeAnswered,
    ShareDecided,
    Stamped,
    TalkFinished,
    TalkOpened,
    TalkStopped,
    ToldMore,
    WentBack,
    WentOn,
)
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    ENDING,
    OPENING,
    PRACTICE,
    READ_BACK,
    SHARING,
    Key,
)
from voicebox.conversation.machine import advance
from voicebox.conversation.practice import Practising
from voicebox.conversation.record import Record
from voicebox.conversation.routing import PackIndex, Stretch, path
from voicebox.conversation.states import State, Trigger
from voicebox.conversation.views import Help, Speaker, Status, View, ViewKind, view_id
from voicebox.errors import NotNow
from voicebox.prompts.models import Audience, Form, Gather, Notice, Pack, Prompt

CARDS_A_PAGE = 5
"""How many answers are read back at a time (rule 13)."""

FIRST = Key(OPENING, "0")
ALL = "all"
WHO_TELLS, BY_WHEN, NEXT_STEPS, LAST_CHOICE = "who", "when", "next", "choice"
AFTER_STOP = "after-stop"


@dataclass(frozen=True)
class Talk:
    """Everything that decides what is on the screen and what comes next."""

    index: PackIndex
    id: str = ""
    seq: int = 0
    record: Record = field(default_factory=Record)
    state: State = State.OPENING
    at: Key = FIRST
    trail: tuple[Key, ...] = ()
    """What was on the screen before, oldest first."""
    context: ContextSet = field(default_factory=lambda: ContextSet(speaker=Speaker.CHILD))
    heard: int = 0
    """How often what is on the screen was said again."""
    agreed: bool = False
    practice: Practising = field(default_factory=Practising)
    read: frozenset[Key] = frozenset()
    """Pages that were read, and own prompts that were settled."""
    told_more: frozenset[Key] = frozenset()
    skips: dict[Key, int] = field(default_factory=dict)
    enough: bool = False
    """The child said it is enough for now: only what is always asked is still asked."""
    read_back: dict[str, frozenset[str]] = field(default_factory=dict)
    """The views that were read back: by section, and for the whole."""
    kept_back: frozenset[str] = frozenset()
    """Views that were kept back one by one; a choice for all does not touch them."""
    one_by_one: bool = False
    ending: dict[str, str] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        """The pack, as it was when the talk began."""
        return self.index.pack

    @cached_property
    def stretches(self) -> list[Stretch]:
        """What the talk leads through from here, given the answers so far."""
        opened = self.record.opened
        return path(self.pack, self.record, opened.seed if opened else 0)

    @property
    def is_over(self) -> bool:
        """Has it come to its end?"""
        return self.state is State.FINISHED

    def cards(self, part: str) -> list[View]:
        """The answers to read back: of one section, or all of them."""
        return [
            view
            for view in self.record
            if view.status is Status.ANSWERED
            and view.kind in (ViewKind.VERBATIM, ViewKind.TRANSLATED)
            and (part == ALL or view.section == part)
            and not self.is_for_adult(view.prompt)
        ]

    def is_for_adult(self, prompt: str) -> bool:
        """Is it the adult's to answer, in a talk that is the child's?"""
        return for_adult(self.index.prompt.get(prompt), self.pack)

    def skipped_once(self, key: Key) -> bool:
        """Was it skipped, and may be offered once more? (rule 8)."""
        view = self.record.at(*key)
        return (
            view is not None
            and view.status is Status.SKIPPED
            and self.skips.get(key, 0) < 2
            and not self.is_for_adult(key.prompt)
        )


def for_adult(prompt: Prompt | None, pack: Pack) -> bool:
    """Is a prompt for the adult alone? In a pack for adults nothing is."""
    child_led = pack.audience in (Audience.CHILD, Audience.YOUNG_PERSON)
    return child_led and isinstance(prompt, Notice | Gather | Form)


def begin(pack: Pack) -> Talk:
    """A talk before its first event."""
    return Talk(index=PackIndex(pack))


def replay(pack: Pack, events: Iterable[Stamped]) -> Talk:
    """The talk that these events make."""
    talk = begin(pack)
    for stamped in events:
        talk = apply(talk, stamped)
    return talk


# -- where it is heading ------------------------------------------------------------------------


def state_of(talk: Talk, key: Key) -> State:
    """The state in which a key is answered."""
    if key.own_state is not None:
        return key.own_state
    return State.FOLLOWING_UP if talk.index.is_follow_up(key.prompt) else State.ASKING


def heading(talk: Talk) -> Key | None:
    """The first thing that is not settled yet; none where the talk can only end."""
    return next(_unsettled(talk), None)


def _unsettled(talk: Talk) -> Iterator[Key]:
    yield from (key for key in opening_keys(talk.pack) if key not in talk.read)
    if not talk.agreed:
        yield Key(ASSENT)
    if talk.pack.practice is not None:
        yield from (Key(PRACTICE, part) for part in talk.practice.waiting(talk.pack))
    stretches = _stretches_to_ask(talk)
    for number, stretch in enumerate(stretches):
        yield from (key for key in stretch.keys if not _is_settled(talk, key))
        yield from (key for key in stretch.keys if talk.skipped_once(key))
        if stretch.section.read_back:
            yield from read_back_keys(talk, stretch.section.id)
        is_last = number == len(stretches) - 1
        between = Key(BETWEEN, stretch.section.id)
        if stretch.keys and not is_last and not talk.enough and between not in talk.read:
            yield between
    yield from _closing(talk)


def opening_keys(pack: Pack) -> list[Key]:
    """The pages of the opening."""
    return [Key(OPENING, str(number)) for number in range(len(pack.opening))]


def _stretches_to_ask(talk: Talk) -> list[Stretch]:
    begun = {view.section for view in talk.record}
    return [
        stretch
        for stretch in talk.stretches
        if stretch.keys
        and (not talk.enough or stretch.section.always or stretch.section.id in begun)
    ]


def _is_settled(talk: Talk, key: Key) -> bool:
    if key in talk.read:
        return True
    if talk.record.at(*key) is not None:
        return True
    return talk.enough and not talk.index.section_of[key.prompt].always


def read_back_keys(talk: Talk, part: str) -> list[Key]:
    """The pages of a read-back that are not heard yet."""
    heard = talk.read_back.get(part, frozenset())
    pages = pages_of(talk, part)
    return [
        Key(READ_BACK, part, str(number))
        for number, page in enumerate(pages)
        if any(view.id not in heard for view in page)
    ]


def pages_of(talk: Talk, part: str) -> list[list[View]]:
    """Answers to read back, five at most to a page."""
    cards = talk.cards(part)
    return [cards[start : start + CARDS_A_PAGE] for start in range(0, len(cards), CARDS_A_PAGE)]


def _closing(talk: Talk) -> Iterator[Key]:
    cards = talk.cards(ALL)
    if cards:
        if len({view.section for view in cards}) > 1:
            yield from read_back_keys(talk, ALL)
        if Key(SHARING, ALL) not in talk.read:
            yield Key(SHARING, ALL)
        if talk.one_by_one:
            one_each = (Key(SHARING, "one", str(view.seq)) for view in cards_to_share(talk))
            yield from (key for key in one_each if key not in talk.read)
    for part in (WHO_TELLS, BY_WHEN, NEXT_STEPS, LAST_CHOICE):
        if part == BY_WHEN and not talk.ending.get(WHO_TELLS):
            continue
        if part not in talk.ending:
            yield Key(ENDING, part)


def cards_to_share(talk: Talk) -> list[View]:
    """The answers whose sharing is chosen one by one."""
    return [view for view in talk.cards(ALL) if view.id not in talk.kept_back]


# -- the fold -----------------------------------------------------------------------------------


def apply(talk: Talk, stamped: Stamped) -> Talk:
    """The talk after one more event.

    Raises:
        NotNow: the event cannot follow on those before it.
    """
    event = stamped.event
    after = replace(talk, seq=stamped.seq, record=records.apply(talk.record, stamped))
    if isinstance(event, TalkOpened):
        speaker = ContextSet(speaker=event.speaker)
        return replace(after, id=stamped.talk, context=speaker)
    return _moved(_changed(after, event), event)


def _changed(talk: Talk, event: Event) -> Talk:
    """What the event changes, apart from where the talk is."""
    match event:
        case WentOn():
            return replace(talk, read=talk.read | {Key.read(event.key)})
        case ToldMore():
            return replace(talk, told_more=talk.told_more | {Key.read(event.key)}, heard=0)
        case AssentAnswered(answer="tell-me-more"):
            return replace(talk, told_more=talk.told_more | {Key(ASSENT)})
        case AssentAnswered():
            return replace(talk, agreed=event.answer == "start")
        case PracticeAnswered():
            return replace(talk, practice=talk.practice.with_answer(event))
        case AnswerGiven():
            return _with_answer(talk, event)
        case HeardAgain():
            return replace(talk, heard=talk.heard + 1)
        case ContextSet():
            return replace(talk, context=event)
        case BetweenAnswered():
            key = Key(BETWEEN, event.section)
            return replace(talk, read=talk.read | {key}, enough=event.answer == "enough")
        case PageConfirmed():
            part = Key.read(event.key).part
            heard = talk.read_back.get(part, frozenset()) | set(event.views)
            return replace(talk, read_back=talk.read_back | {part: heard})
        case ShareDecided():
            return _with_share(talk, event)
        case EndingAnswered():
            return replace(talk, ending=talk.ending | {event.part: event.words})
        case CarriedOn() if talk.state is State.STOPPED:
            return replace(talk, agreed=False)
        case _:
            return talk


def _with_answer(talk: Talk, event: AnswerGiven) -> Talk:
    if event.about is not None or event.part == records.NOTE:
        return talk
    key = Key(event.prompt, event.part, event.item)
    skips = talk.skips
    if event.status is Status.SKIPPED:
        skips = skips | {key: skips.get(key, 0) + 1}
    context = talk.context.model_copy(update={"help": Help.NONE})
    talk = replace(talk, skips=skips, context=context, heard=0)
    return _renamed(talk, event.replaces) if event.replaces else talk


def _renamed(talk: Talk, old: str) -> Talk:
    """A new view stands where `old` stood: heard where that was heard, but for this read-back."""
    new = view_id(talk.id, talk.seq)
    here = talk.at.part if talk.at.prompt == READ_BACK else None
    read_back = {
        part: (heard - {old}) | ({new} if old in heard and part != here else frozenset())
        for part, heard in talk.read_back.items()
    }
    kept_back = talk.kept_back - {old} | ({new} if old in talk.kept_back else frozenset())
    return replace(talk, read_back=read_back, kept_back=frozenset(kept_back))


def _with_share(talk: Talk, event: ShareDecided) -> Talk:
    if not event.key:
        kept = event.share == "kept_back"
        views = frozenset(event.views)
        return replace(talk, kept_back=talk.kept_back | views if kept else talk.kept_back - views)
    return replace(
        talk,
        read=talk.read | {Key.read(event.key)},
        one_by_one=event.one_by_one if event.key == str(Key(SHARING, ALL)) else talk.one_by_one,
    )


def _moved(talk: Talk, event: Event) -> Talk:
    """Where the talk is after the event."""
    match event:
        case ContextSet() | HeardAgain() | ToldMore() | NextKeptBack():
            return talk
        case AssentAnswered(answer="tell-me-more"):
            return talk
        case AssentAnswered(answer="not-today"):
            return replace(talk, state=advance(talk.state, Trigger.DECLINE))
        case BreakTaken():
            return replace(talk, state=advance(talk.state, Trigger.TAKE_A_BREAK))
        case TalkStopped():
            return replace(talk, state=advance(talk.state, Trigger.STOP))
        case CarriedOn():
            return _carried_on(talk)
        case TalkFinished():
            return replace(talk, state=advance(talk.state, Trigger.FINISH))
        case WentBack():
            return _gone_back(talk)
        case ChangeBegun():
            view = talk.record.views[event.view]
            return _to(talk, Key(view.prompt, view.part, view.item), Trigger.MOVE_ON)
        case EndingAnswered(part=part) if part == AFTER_STOP:
            return talk
        case AnswerGiven(about=about, part=part) if about is not None or part == records.NOTE:
            return talk
        case ShareDecided(key=""):
            return talk
        case AnswerRemoved():
            return _on_from_read_back(talk)
        case _:
            onward = heading(talk)
            return talk if onward is None else _to(talk, onward, Trigger.MOVE_ON)


def _on_from_read_back(talk: Talk) -> Talk:
    """A removed card leaves its page where it is, unless there is nothing left on it."""
    if talk.at.prompt != READ_BACK:
        return talk
    page = int(talk.at.item)
    if page < len(pages_of(talk, talk.at.part)):
        return talk
    onward = heading(talk)
    return talk if onward is None else _to(talk, onward, Trigger.MOVE_ON)


def _to(talk: Talk, key: Key, trigger: Trigger) -> Talk:
    state = advance(talk.state, trigger, state_of(talk, key))
    if key == talk.at:
        return replace(talk, state=state)
    return replace(talk, state=state, at=key, trail=(*talk.trail, talk.at), heard=0)


def _carried_on(talk: Talk) -> Talk:
    if talk.state is State.STOPPED:
        state = advance(talk.state, Trigger.CARRY_ON)
        return replace(talk, state=state, at=Key(ASSENT), trail=(*talk.trail, talk.at), heard=0)
    towards = state_of(talk, talk.at)
    return replace(talk, state=advance(talk.state, Trigger.CARRY_ON, towards), heard=0)


def back_target(talk: Talk) -> int | None:
    """Where in the trail back leads: the latest key that is still part of the talk."""
    for number in range(len(talk.trail) - 1, -1, -1):
        if _can_be_shown(talk, talk.trail[number]):
            return number
    return None


def _can_be_shown(talk: Talk, key: Key) -> bool:
    if key == talk.at:
        return False
    if key.prompt == READ_BACK:
        return int(key.item) < len(pages_of(talk, key.part))
    if key.prompt == SHARING and key.part != ALL:
        return talk.record.by_seq(int(key.item)) is not None
    if key.own_state is not None:
        return True
    return any(key in stretch.keys for stretch in talk.stretches)


def _gone_back(talk: Talk) -> Talk:
    number = back_target(talk)
    if number is None:
        raise NotNow("This is the beginning.", mend="There is nothing to go back to.")
    key = talk.trail[number]
    state = advance(talk.state, Trigger.GO_BACK, state_of(talk, key))
    return replace(talk, state=state, at=key, trail=talk.trail[:number], heard=0)
