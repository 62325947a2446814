"""What the child says is still so: in a document it stands in its own words, under the new day.

A review asks "On 14 September you said ... How is that now?". The answer "still so" makes the old
words a view of today, because the child said so (rule 16); alone it would say nothing to a reader.
The record keeps both answers as they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voicebox.conversation.views import Chosen, View

STILL = "still"
"""The card of a prompt about something said earlier: it still fits."""


def in_own_words(views: Iterable[View], earlier: Mapping[str, View]) -> tuple[View, ...]:
    """These views, each "still so" with the question and the words that it is about.

    Args:
        views: of one talk.
        earlier: views that may leave, by place; one that is not here is left as it was picked.
    """
    return tuple(_said(view, earlier.get(view.item)) for view in views)


def _said(view: View, before: View | None) -> View:
    if before is None or not _is_still(view):
        return view
    said = {"asked": before.asked, "value": before.value, "feeds": before.feeds or view.feeds}
    words = {"words": before.words, "language": before.language, "kind": before.kind}
    shown = {"options_offered": before.options_offered, "order_seed": before.order_seed}
    return view.model_copy(update=said | words | shown | {"prompt": before.prompt})


def _is_still(view: View) -> bool:
    value = view.value
    picked = value.choices if isinstance(value, Chosen) else ()
    return not view.words and [choice.id for choice in picked] == [STILL]
