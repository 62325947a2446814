"""Which answers stand on paper: those of the present cycle, without what the child put in the bin.

A document is of a day: what was said before the last plan is no view of today (rule 16). That the
child kept somebody's words is told beside those words, and is no answer of its own there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from voicebox.conversation.routing import ANOTHER, GATHER_HOW, GATHER_MORE, GATHER_WHO, GATHER_WORDS
from voicebox.conversation.views import Placed, View
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, Passage, passages

KEEP = "keep"
"""The column of a `keep_or_bin` prompt for words that the child keeps."""
_BESIDE = (GATHER_WHO, GATHER_HOW, GATHER_MORE)
"""Parts of gathered words that say who sent them, and how."""


@dataclass(frozen=True)
class Current:
    """The answers of one dossier that may stand on paper."""

    dossier: Dossier

    @cached_property
    def _ids(self) -> frozenset[str]:
        plan = self.dossier.plan
        return frozenset(view.id for view in (plan.views if plan else self.dossier.answers()))

    @cached_property
    def decided(self) -> Mapping[str, str]:
        """What the child decided about others' words, by their place: `keep`, `not-sure`."""
        return {
            view.item: view.value.column.id
            for view in self.dossier.answers()
            if _is_decision(view) and isinstance(view.value, Placed)
        }

    @cached_property
    def _told_rows(self) -> frozenset[str]:
        """The rows of words that were gathered: who sent them stands beside the words."""
        return frozenset(v.row for v in self.dossier.answers() if v.part == GATHER_WORDS)

    def passages(self, box: Box) -> tuple[Passage, ...]:
        """What a mapping's box takes of the present cycle."""
        return tuple(self.of(passages(box, self.dossier)))

    def of(self, found: Iterable[Passage]) -> Iterator[Passage]:
        """These passages without those that do not stand on paper by themselves."""
        for passage in found:
            if passage.view is None or self._stands(passage.view):
                yield passage

    def _stands(self, view: View) -> bool:
        if view.id not in self._ids or view.about is not None or _is_decision(view):
            return False
        if view.part == ANOTHER and not view.words:
            return False
        said_beside = view.part in _BESIDE and view.row in self._told_rows
        return not said_beside


def _is_decision(view: View) -> bool:
    """Is it about somebody's words? An item that is a place has a colon in its name."""
    return view.is_about_place and isinstance(view.value, Placed)
