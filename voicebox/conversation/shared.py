"""Who may see what was said: what is still to be asked, and about which answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicebox.conversation.events import ShareDecided
from voicebox.conversation.keys import SHARING, Key
from voicebox.conversation.talk import ALL, PART, SEEN, Talk
from voicebox.conversation.views import Status, View, ViewKind


def sharing_keys(talk: Talk) -> Iterator[Key]:
    """What is still to be asked about who may see it: of all, of a part, of one answer."""
    if not _has_something_to_share(talk):
        return
    if Key(SHARING, ALL) not in talk.read:
        yield Key(SHARING, ALL)
    for part in talk.parts:
        yield from (key for key in _shared_of(talk, part) if key not in talk.read)
    if (
        (talk.one_by_one or talk.by_part)
        and seen_undecided(talk)
        and Key(SHARING, SEEN) not in talk.read
    ):
        yield Key(SHARING, SEEN)


def _shared_of(talk: Talk, part: str) -> Iterator[Key]:
    """The section, where it is shared part by part; then what of it is asked about by itself."""
    if talk.by_part and any(view.id not in talk.kept_back for view in talk.cards(part)):
        yield Key(SHARING, PART, part)
    yield from (Key(SHARING, "one", str(view.seq)) for view in cards_to_share(talk, part))


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


def cards_to_share(talk: Talk, part: str) -> list[View]:
    """The answers whose sharing is chosen one by one, or that came after the choice for all."""
    each = talk.one_by_one or part in talk.one_by_one_in
    return [
        view
        for view in talk.cards(part)
        if view.id not in talk.kept_back and (each or view.share_decided_by is None)
    ]


def with_share(talk: Talk, event: ShareDecided) -> Talk:
    """What is kept back by itself stays so, whatever is then chosen for all."""
    if event.key == str(Key(SHARING, ALL)):
        return _with_share_of_all(talk, event)
    if event.key.startswith(str(Key(SHARING, PART))):
        return _with_share_of_part(talk, event)
    views = frozenset(event.views)
    kept = event.share == "kept_back"
    talk = replace(talk, kept_back=talk.kept_back | views if kept else talk.kept_back - views)
    return replace(talk, read=talk.read | {Key.read(event.key)}) if event.key else talk


def _with_share_of_all(talk: Talk, event: ShareDecided) -> Talk:
    """Whatever was asked of parts or of single answers before is asked anew, where it still is."""
    read = frozenset(key for key in talk.read if key.prompt != SHARING) | {Key(SHARING, ALL)}
    return replace(
        talk,
        read=read,
        one_by_one=event.one_by_one,
        by_part=event.by_part,
        one_by_one_in=frozenset(),
    )


def _with_share_of_part(talk: Talk, event: ShareDecided) -> Talk:
    key = Key.read(event.key)
    singly = {Key(SHARING, "one", id_.rpartition(".")[2]) for id_ in event.views}
    each = talk.one_by_one_in - {key.item} | ({key.item} if event.one_by_one else frozenset())
    return replace(talk, read=talk.read - singly | {key}, one_by_one_in=each)
