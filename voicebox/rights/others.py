"""Passages about other people: what a person reads through before the folder is given out.

No program can tell which words about another person may be given to a family. This lists where to
look: words of somebody else, people who were asked about, adults' notes, and names of other pupils.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voicebox.conversation.views import Speaker, Status, View, ViewKind, said
from voicebox.exports.talks import Exported

_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A view to be read first, and why."""

    talk: Exported
    view: View
    why: tuple[str, ...]


def passages(talks: Sequence[Exported], others: Iterable[str]) -> list[Passage]:
    """Where these talks could tell of other people.

    Args:
        talks: all of one pupil.
        others: the names of the other pupils.
    """
    names = {word for name in others for word in _WORD.findall(name.casefold())}
    own = {
        word for talk in talks for word in _WORD.findall(talk.summary.header.pupil.name.casefold())
    }
    found = []
    for talk in talks:
        for view in talk.record:
            why = tuple(_why(view, names - own))
            if view.status is Status.ANSWERED and why:
                found.append(Passage(talk, view, why))
    return found


def _why(view: View, names: set[str]) -> Iterator[str]:
    if view.speaker is not Speaker.CHILD:
        who = view.speaker_name or view.speaker.value.replace("_", " ")
        yield f"somebody else's words: {who}"
    if view.kind in (ViewKind.INTERPRETATION, ViewKind.OBSERVATION):
        yield "a note of an adult"
    if "people" in view.feeds:
        yield "it was asked about people"
    named = sorted(set(_WORD.findall(said(view).casefold())) & names)
    if named:
        yield f"another pupil here has this name: {', '.join(named[:5])}"
