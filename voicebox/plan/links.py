"""Links of a plan: from a step to what was said, and from one row to another.

A link is a card that was picked: its id is a place, and its word is what stands there. One that
leads to nothing that may be seen is cut, and told of as cut; its words are not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from voicebox.conversation.views import Chosen, View
from voicebox.plan.fields import LINKS
from voicebox.plan.models import CutLink


class Linking:
    """The places that there are, and the links that led nowhere so far."""

    def __init__(self, seen: Iterable[View]) -> None:
        """Know these views, and no others."""
        self._rows: dict[str, str] = {}
        for view in seen:
            self._rows[view.place] = view.row
            self._rows.setdefault(view.row, view.row)
        self._cut: Counter[tuple[str, str]] = Counter()

    def follow(self, view: View, name: str) -> tuple[str, ...]:
        """Where the cards of a link field lead: places of views, or ids of rows."""
        picked = view.value.choices if isinstance(view.value, Chosen) else ()
        found = [choice.id for choice in picked if choice.id in self._rows]
        if len(found) < len(picked):
            self._cut[view.row, name] += len(picked) - len(found)
        if LINKS[name] == "row":
            found = [self._rows[place] for place in found]
        return tuple(dict.fromkeys(found))

    def row_of(self, place: str) -> str | None:
        """The row that a place is in; None where nothing that may be seen is there."""
        return self._rows.get(place)

    @property
    def cut(self) -> tuple[CutLink, ...]:
        """What led nowhere."""
        return tuple(
            CutLink(row=row, field=name, count=count) for (row, name), count in self._cut.items()
        )
