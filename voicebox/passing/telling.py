"""What a bundle holds, and what was kept of it, told in lines that can be painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicebox.passing.bundle import Bundle
from voicebox.passing.own_shapes import SentOwn
from voicebox.passing.receiving import Inside, Opened, Received
from voicebox.text import paint_line

MOST_LISTED = 20
"""Talks of one pupil that are listed before a bundle is kept."""


def tell_bundle(found: Opened) -> Iterator[str]:
    """Lines about a bundle as a whole: when, by whom and where it was made; what is proven."""
    bundle = found.bundle
    sender = f" by {paint_line(bundle.sender)}" if bundle.sender else ""
    yield f"A bundle made on {bundle.made[:10]}{sender}, from store {bundle.store[:8]}."
    yield found.sender.told()


def tell_pupil(inside: Inside) -> Iterator[str]:
    """Lines about one pupil of a bundle: name and counts first, then talks, then who it is here."""
    yield f"{paint_line(inside.pupil.name)}: {', '.join(_parts(inside))}."
    for sound in inside.talks[:MOST_LISTED]:
        talk = sound.chain
        pack, seen = sound.talk.pack.pack, paint_line(sound.talk.pack.title)
        beside = f" with {paint_line(talk.adult)}" if talk.adult else ""
        about = f"{pack} ({seen}), {talk.state}  {talk.talk}"
        yield f"{talk.started:%Y-%m-%d}{beside}, {about}"
    if len(inside.talks) > MOST_LISTED:
        yield f"and {len(inside.talks) - MOST_LISTED} more"
    yield from _who(inside)


def _parts(inside: Inside) -> Iterator[str]:
    yield counted(len(inside.talks), "talk")
    yield counted(inside.answers, "answer")
    if inside.concerns:
        yield counted(inside.concerns, "concern note")
    yield from _own([inside.own] if inside.own else [])


def _own(own: Sequence[SentOwn]) -> Iterator[str]:
    pictures, boards = (
        sum(len(each.pictures) for each in own),
        sum(len(each.boards) for each in own),
    )
    return _counts(pictures, boards, any(each.preferences for each in own))


def _counts(pictures: int, boards: int, likes: object) -> Iterator[str]:
    if pictures:
        yield counted(pictures, "own picture")
    if boards:
        yield counted(boards, "board")
    if likes:
        yield "how they like the screen"


def tell_going(bundle: Bundle) -> Iterator[str]:
    """What goes in a bundle that was made: `2 talks`, `3 own pictures`, `how they like ...`."""
    yield counted(len(bundle.talks), "talk")
    yield from _own(bundle.own)


def _who(inside: Inside) -> Iterator[str]:
    if inside.here is not None:
        yield f"Known here as {paint_line(inside.here.name)}."
    elif inside.namesakes:
        yield "A pupil here has the same name; they are not taken for the same child."
    if inside.is_set_here:
        yield "How they like the screen is set here already, and stays as it is."
    if inside.forgotten:
        yield f"This pupil was forgotten here on {inside.forgotten}."


def tell_kept(done: Received) -> Iterator[str]:
    """Lines about what was kept of a bundle."""
    told = [
        counted(done.pupils, "new pupil"),
        counted(done.talks, "new talk"),
        counted(done.events, "new event"),
    ]
    if done.concerns:
        told.append(counted(done.concerns, "new concern note"))
    told += _counts(done.own_pictures, done.boards, done.preferences)
    yield f"Kept: {', '.join(told)}."
    if done.preferences_left:
        yield "How they like the screen was set here already, and stays as it is."
    if done.forks:
        yield f"{counted(done.forks, 'talk')} had gone on in two places; both sides are kept."


def counted(count: int, what: str) -> str:
    """`1 talk`, `2 talks`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
