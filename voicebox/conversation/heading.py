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
from voicebox.conversation.reading_back import pages_of, read_back_keys, whole_keys
from voicebox.conversation.routing import Stretch
from voicebox.conversation.shared import sharing_keys
from voicebox.conversation.states import State
from voicebox.conversation.talk import (
    ALL,
    BY_WHEN,
    LAST_CHOICE,
    NEXT_STEPS,
    PART,
    WHO_TELLS,
    Talk,
)
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


def _closing(talk: Talk) -> Iterator[Key]:
    if talk.cards(ALL) and not _is_one_read_back(talk) and not talk.on_paper:
        yield from whole_keys(talk)
    yield from sharing_keys(talk)
    # who tells the child, and by when, before the talk may end (rule 15)
    for part in (LAST_CHOICE,) if talk.on_paper else (WHO_TELLS, BY_WHEN, NEXT_STEPS, LAST_CHOICE):
        if part == BY_WHEN and not talk.ending.get(WHO_TELLS):
            continue
        if part not in talk.ending:
            yield Key(ENDING, part)


def _is_one_read_back(talk: Talk) -> bool:
    """Was all of it one section's read-back? Then the whole is not read back once more."""
    sections = {view.section for view in talk.cards(ALL)}
    return len(sections) == 1 and all(
        stretch.section.read_back for stretch in talk.stretches if stretch.section.id in sections
    )


def has_answers(talk: Talk, key: Key) -> bool:
    """Is there still something to read back, or to share, at a key?"""
    if key.part in (ALL, PART) and key.item:
        return bool(talk.cards(key.item))
    if key.prompt == READ_BACK:
        return int(key.item) < len(pages_of(talk, key.part))
    return not key.item or talk.record.by_seq(int(key.item)) is not None


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
    if key.prompt in (READ_BACK, SHARING):
        return has_answers(talk, key)
    if key.own_state is not None:
        return True
    return any(key in stretch.keys for stretch in talk.stretches)
