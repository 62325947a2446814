"""Hopes: one view of one speaker each, the child's and the family's never merged (E ch. 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Chosen, Placed, View, is_place, said
from voicebox.plan.models import Aspiration, SoonOrFar

HOPES = "aspirations"
"""The plan field that hopes feed."""
SHARED_HOPES = "aspiration-shared"
"""Fed by an answer that says which hopes child and family have in common, by their places."""
TOGETHER = "together"
"""The pack in which they say so."""

_AGREED = frozenset({"yes", "both", "shared", "we-share", "keep"})
_NO_HOPE = re.compile(r"(no|none|nothing)(-.*)?")
_SOON = frozenset({"soon", "now"})
_FAR = frozenset({"far", "later", "future", "grown-up"})


def aspirations(views: Sequence[View], together: Iterable[View]) -> tuple[Aspiration, ...]:
    """The hopes among these views, in the order in which they were told.

    Args:
        views: all answers of a cycle.
        together: those of the talks that child and family had together.
    """
    shared = {place for view in together for place in _agreed(view)}
    return tuple(
        Aspiration(
            id=view.place,
            view=view.id,
            words=said(view),
            speaker=view.speaker,
            speaker_name=view.speaker_name,
            when=_when(view),
            shared=view.place in shared,
        )
        for view in views
        if is_hope(view)
    )


def is_hope(view: View) -> bool:
    """Is it a hope of somebody's own? No dream today is fine, and is none."""
    if HOPES not in view.feeds or view.about is not None or not quotable(view):
        return False
    if view.is_about_place and not view.words.strip():
        return False
    picked = _picked(view)
    says_none = bool(picked) and all(_NO_HOPE.fullmatch(id_) for id_ in picked)
    return bool(view.words.strip()) or (view.value is not None and not says_none)


def _picked(view: View) -> tuple[str, ...]:
    return tuple(each.id for each in view.value.choices) if isinstance(view.value, Chosen) else ()


def _when(view: View) -> SoonOrFar:
    """From the prompt's own name, or from a card that says so."""
    named = {*view.prompt.split("-"), *_picked(view), view.part}
    if named & _FAR:
        return SoonOrFar.FAR
    return SoonOrFar.SOON if named & _SOON else SoonOrFar.NOT_SAID


def _agreed(view: View) -> Iterator[str]:
    """The places that an answer says are shared."""
    if SHARED_HOPES not in view.feeds and HOPES not in view.feeds:
        return
    if isinstance(view.value, Chosen):
        yield from (id_ for id_ in _picked(view) if is_place(id_))
        if _AGREED & set(_picked(view)):
            yield view.item
    elif isinstance(view.value, Placed) and view.value.column.id in _AGREED:
        yield view.item or view.value.item.id
