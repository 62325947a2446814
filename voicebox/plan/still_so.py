"""What the child says is still so: in a document it stands in its own words, under the new day.

A review asks "On 14 September you said ... How is that now?". The answer "still so" makes the old
words a view of today, because the child said so (rule 16); alone it would say nothing to a reader.
The record keeps both answers as they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voicebox.conversation.views import Chosen, View

STILL, NOT_NOW = "still", "not-now"
"""The cards of a prompt about something said earlier: it still fits, it does not."""


def in_own_words(views: Iterable[View], earlier: Mapping[str, View]) -> tuple[View, ...]:
    """These views, each "still so" with the question and the words that it is about.

    Args:
        views: of one talk.
        earlier: views that may leave, by place; one that is not here is left as it was picked.
    """
    return tuple(_said(view, earlier.get(view.item)) for view in views)


def not_brought_up(views: Iterable[View]) -> frozenset[str]:
    """The places of what no later talk brings up: answers to "how is that now?", which say little
    alone, and what the child says is not so any more. What is still so is brought up by itself.

    Args:
        views: all of a pupil's, in any order.
    """
    asked_again = [view for view in views if _picked(view) in (STILL, NOT_NOW)]
    gone = {view.item for view in asked_again if _picked(view) == NOT_NOW}
    return frozenset(gone | {view.place for view in asked_again})


def _said(view: View, before: View | None) -> View:
    if before is None or not _is_still(view):
        return view
    said = {"asked": before.asked, "value": before.value, "feeds": before.feeds or view.feeds}
    words = {"words": before.words, "language": before.language, "kind": before.kind}
    shown = {"options_offered": before.options_offered, "order_seed": before.order_seed}
    return view.model_copy(update=said | words | shown | {"prompt": before.prompt})


def _is_still(view: View) -> bool:
    return not view.words and _picked(view) == STILL


def _picked(view: View) -> str:
    """The one card that was picked of something said earlier; such an item has a colon."""
    picked = view.value.choices if isinstance(view.value, Chosen) else ()
    return picked[0].id if len(picked) == 1 and view.is_about_place else ""
