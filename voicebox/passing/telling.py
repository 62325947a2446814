"""What a bundle holds, and what was kept of it, told in lines that can be painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicebox.conversation.states import say_state
from voicebox.passing.bundle import Bundle
from voicebox.passing.own_shapes import SentOwn
from voicebox.passing.receiving import Inside, Opened, Received
from voicebox.text import paint_line

WORRY = ("worry about safety", "worries about safety")
"""One, and several."""
MOST_LISTED = 20
"""Talks of one pupil that are listed before a bundle is kept."""


def tell_bundle(found: Opened) -> Iterator[str]:
    """Lines about a bundle as a whole: when, by whom and where it was made; what is proven."""
    bundle = found.bundle
    if bundle.sender:
        yield f"A bundle made on {bundle.made[:10]} by {paint_line(bundle.sender)}."
    else:
        yield f"A bundle made on {bundle.made[:10]}. By whom is not said: no name is set there."
    yield found.sender.told()


def tell_pupil(inside: Inside) -> Iterator[str]:
    """Lines about one pupil of a bundle: name and counts first, then talks, then who it is here."""
    yield f"{paint_line(inside.pupil.name)}: {', '.join(_parts(inside))}."
    for sound in inside.talks[:MOST_LISTED]:
        talk = sound.chain
        pack, seen = sound.talk.pack.pack, paint_line(sound.talk.pack.title)
        beside = f" with {paint_line(talk.adult)}" if talk.adult else ""
        about = f"{pack} ({seen}), {say_state(talk.state)}  {talk.talk}"
        yield f"{talk.started:%Y-%m-%d}{beside}, {about}"
    if len(inside.talks) > MOST_LISTED:
        yield f"and {len(inside.talks) - MOST_LISTED} more"
    yield from _known(inside)


def tell_namesakes(inside: Inside) -> str:
    """What is said of a pupil whose name is here, until it is said who they are; else nothing."""
    if inside.here is not None or not inside.namesakes:
        return ""
    return (
        "A pupil here has the same name; they are not taken for the same child, unless you say so."
    )


def _parts(inside: Inside) -> Iterator[str]:
    yield counted(len(inside.talks), "talk")
    yield counted(inside.answers, "answer")
    if inside.concerns:
        yield counted(inside.concerns, *WORRY)
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


def _known(inside: Inside) -> Iterator[str]:
    if inside.here is not None:
        yield f"Known here as {paint_line(inside.here.name)}."
    if inside.is_set_here:
        yield "How they like the screen is set here already, and stays as it is."
    if inside.forgotten:
        yield f"This pupil was forgotten here on {inside.forgotten}."


def tell_kept(done: Received) -> Iterator[str]:
    """Lines about what was kept of a bundle."""
    told = [*_new(done), *_counts(done.own_pictures, done.boards, done.preferences)]
    if told:
        yield f"Kept: {', '.join(told)}."
    else:
        yield "Nothing new was in it: all of it was here already."
    if done.preferences_left:
        yield "How they like the screen was set here already, and stays as it is."
    if done.forks:
        yield f"{counted(done.forks, 'talk')} had gone on in two places; both sides are kept."


def _new(done: Received) -> Iterator[str]:
    if done.pupils:
        yield counted(done.pupils, "new pupil")
    if done.talks:
        yield counted(done.talks, "new talk")
    if done.went_on:
        yield counted(done.went_on, "talk that went on", "talks that went on")
    if done.answers:
        yield counted(done.answers, "new answer")
    if done.concerns:
        yield counted(done.concerns, *(f"new {word}" for word in WORRY))


def counted(count: int, what: str, many: str = "") -> str:
    """`1 talk`, `2 talks`; `many` is the word for several where that takes more than an s."""
    return f"{count} {what}" if count == 1 else f"{count} {many or f'{what}s'}"
