"""The dossier: all that an exporter is given, already filtered for its audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Speaker, Status, View
from voicebox.exports.sharing import Audience, Leaving
from voicebox.plan.fields import is_plans_own
from voicebox.plan.models import Plan
from voicebox.ports import Picture, SymbolCard


class Drawings(Protocol):
    """Pictures for paper."""

    def card(self, symbol: str) -> SymbolCard:
        """The words of a symbol.

        Raises:
            NotFound: there is no such symbol.
        """

    def svg(self, symbol: str) -> str:
        """Its drawing.

        Raises:
            NotFound: there is no such symbol.
        """


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, beside the format and the audience."""

    document: str = ""
    """Which of a format's documents: `profile`, `one-plan`, `sen-support-plan`, `ehc-views`."""
    template: bytes | None = None
    """A school's own Word file, to be filled."""
    mapping: str = ""
    """The name or the file of a mapping; empty: the document's own."""
    photo: bool = False
    """May the child's photo be on it? Only where they chose one."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What may leave of one pupil's talks and plans. An exporter knows nothing else.

    `plans` are built from the views in `talks` alone, so that no plan gives away more.
    """

    talks: tuple[Leaving, ...]
    audience: Audience
    today: date
    """The day it is written, here."""
    plans: tuple[Plan, ...] = ()
    """Oldest cycle first; the last is the present one. One without a talk of its own (`cycle` 0)
    stands there where nobody has begun a plan: views alone."""
    wanted: Wanted = Wanted()
    drawings: Drawings | None = None
    picture: Callable[[str], Picture] | None = None
    """A kept picture by its digest. Raises `NotFound`."""

    @property
    def plan(self) -> Plan | None:
        """The plan of the present cycle."""
        return self.plans[-1] if self.plans else None

    def answers(self) -> Iterator[View]:
        """Every answer that may leave, oldest talk first, notes about answers included."""
        for talk in sorted(self.talks, key=lambda each: each.summary.header.started):
            yield from (view for view in talk.shared.views if view.status is Status.ANSWERED)


def is_quoted(view: View) -> bool:
    """May its words stand in quotation marks? Only a person's own words, never a reading (rule 9).

    What staff write into the plan's own forms is the plan's text, and nobody's saying.
    Cards that were picked are the board's words: with no words beside them, nothing is quoted.
    """
    of_form = is_plans_own(view) and view.speaker is Speaker.KEY_ADULT
    return quotable(view) and bool(view.words) and not of_form
