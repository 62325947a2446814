"""Where a talk is heading, and where back leads: what is not settled yet, in order. Pure."""

from __future__ import annotations

from collections.abc import Iterator

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
from voicebox.conversation.routing import Stretch
from voicebox.conversation.states import State
from voicebox.conversation.talk import (
    ALL,
    BY_WHEN,
    CARDS_A_PAGE,
    LAST_CHOICE,
    NEXT_STEPS,
    SEEN,
    WHO_TELLS,
    Talk,
)
from voicebox.conversation.views import Status, View, ViewKind
from voicebox.prompts.models import Pack


def state_of(talk: Talk, key: Key) -> State:
    """The state in which a key is answered."""
    if key.own_state is not None:
        return key.own_state
    return State.FOLLOWING_UP if talk.index.is_follow_up(key.prompt) else State.ASKING


def heading(talk: Talk) -> Key | None:
    """The first thing that is not settled yet; none where the talk can only end."""
    return next(_unsettled(talk), None)


def _unsettled(talk: Talk) -> Iterator[Key]:
    if not talk.on_paper:
        yield from (key for key in opening_keys(talk.pack) if key not in talk.read)
    if not talk.agreed:
        yield Key(ASSENT)
    if talk.pack.practice is not None and not talk.on_paper:
        yield from (Key(PRACTICE, part) for part in talk.practice.waiting(talk.pack))
    stretches = _stretches_to_ask(talk)
    for number, stretch in enumerate(stretches):
        yield from (key for key in stretch.keys if not _is_settled(talk, key))
        yield from (key for key in _offered_again(talk, stretch) if key not in talk.held_over)
        if stretch.section.read_back and not talk.on_paper:
            yield from read_back_keys(talk, stretch.section.id)
        is_last = number == len(stretches) - 1
        between = Key(BETWEEN, stretch.section.id)
        goes_on = is_last or talk.enough or talk.on_paper or between in talk.read
        if stretch.keys and not goes_on:  # a place to stop (rule 24)
            yield between
    for stretch in stretches:
        yield from _offered_again(talk, stretch)
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


def _offered_again(talk: Talk, stretch: Stretch) -> Iterator[Key]:
    """What was skipped once; nothing is, where the child said that it is enough (rule 8)."""
    if not talk.enough or stretch.section.always:
        yield from (key for key in stretch.keys if talk.skipped_once(key))


def waiting(talk: Talk, *, section: str = "") -> Iterator[Key]:
    """What of the pack is still to be asked, or asked again; of one section where it is named."""
    for stretch in _stretches_to_ask(talk):
        if section in ("", stretch.section.id):
            yield from (key for key in stretch.keys if not _is_settled(talk, key))
            yield from _offered_again(talk, stretch)


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
    if talk.cards(ALL) and not _is_one_read_back(talk) and not talk.on_paper:
        yield from read_back_keys(talk, ALL)
    yield from _sharing(talk)
    # who tells the child, and by when, before the talk may end (rule 15)
    for part in (LAST_CHOICE,) if talk.on_paper else (WHO_TELLS, BY_WHEN, NEXT_STEPS, LAST_CHOICE):
        if part == BY_WHEN and not talk.ending.get(WHO_TELLS):
            continue
        if part not in talk.ending:
            yield Key(ENDING, part)


def _sharing(talk: Talk) -> Iterator[Key]:
    if not _has_something_to_share(talk):
        return
    if Key(SHARING, ALL) not in talk.read:
        yield Key(SHARING, ALL)
    one_each = (Key(SHARING, "one", str(view.seq)) for view in cards_to_share(talk))
    yield from (key for key in one_each if key not in talk.read)
    if talk.one_by_one and seen_undecided(talk) and Key(SHARING, SEEN) not in talk.read:
        yield Key(SHARING, SEEN)


def _has_something_to_share(talk: Talk) -> bool:
    """Was anything said, or seen of the child? What was seen is shared as the child decides.

    What staff wrote for a plan is the plan's from the start, and is not asked about.
    """
    opened = talk.record.opened
    if opened is not None and opened.already:
        return any(view.share_decided_by is not view.speaker for view in talk.cards(ALL))
    return bool(talk.cards(ALL)) or any(
        view.kind is ViewKind.OBSERVATION and view.status is Status.ANSWERED for view in talk.record
    )


def seen_undecided(talk: Talk) -> tuple[str, ...]:
    """The ids of what adults wrote down, about which nobody has decided who may see it."""
    cards = {view.id for view in talk.cards(ALL)}
    return tuple(
        view.id
        for view in talk.record
        if view.share == "undecided"
        and view.about is None
        and view.id not in cards
        and view.status is Status.ANSWERED
    )


def _is_one_read_back(talk: Talk) -> bool:
    """Was all of it one section's read-back? Then the whole is not read back once more."""
    sections = {view.section for view in talk.cards(ALL)}
    return len(sections) == 1 and all(
        stretch.section.read_back for stretch in talk.stretches if stretch.section.id in sections
    )


def cards_to_share(talk: Talk) -> list[View]:
    """The answers whose sharing is chosen one by one, or that came after the choice for all."""
    return [
        view
        for view in talk.cards(ALL)
        if view.id not in talk.kept_back and (talk.one_by_one or view.share_decided_by is None)
    ]


def back_target(talk: Talk) -> int | None:
    """Where in the trail back leads: the latest key that is still part of the talk."""
    for number in range(len(talk.trail) - 1, -1, -1):
        if _can_be_shown(talk, talk.trail[number]):
            return number
    return None


def _can_be_shown(talk: Talk, key: Key) -> bool:
    if key == talk.at:
        return False
    if not talk.agreed and key.prompt not in (OPENING, ASSENT):
        return False
    if key.prompt == READ_BACK:
        return int(key.item) < len(pages_of(talk, key.part))
    if key.prompt == SHARING and key.item:
        return talk.record.by_seq(int(key.item)) is not None
    if key.own_state is not None:
        return True
    return any(key in stretch.keys for stretch in talk.stretches)
