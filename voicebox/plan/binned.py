"""Others' words that the child put in the bin: they stand in the record and in no document."""

from __future__ import annotations

from collections.abc import Iterable

from voicebox.conversation.views import Placed, View

BIN = "bin"
"""The column of a `keep_or_bin` prompt."""


def binned(views: Iterable[View]) -> frozenset[str]:
    """The places of what was put in the bin, and of the answers that say so.

    Args:
        views: all views of a pupil's record, also those that may not leave.
    """
    found = [view for view in views if _is_bin(view)]
    return frozenset(view.item for view in found) | frozenset(view.place for view in found)


def without(views: Iterable[View], gone: frozenset[str]) -> tuple[View, ...]:
    """These views without what was put in the bin: who sent such words goes with them.

    Args:
        views: of one talk.
        gone: what `binned` gives.
    """
    views = tuple(views)
    lost = {view.id for view in views if view.place in gone}
    rows = {view.row for view in views if view.id in lost and view.item}
    return tuple(
        view
        for view in views
        if view.id not in lost and view.about not in lost and view.row not in rows
    )


def _is_bin(view: View) -> bool:
    """An item that is a place is somebody's words; a card of a board has no colon in its name."""
    value = view.value
    return view.is_about_place and isinstance(value, Placed) and value.column.id == BIN
