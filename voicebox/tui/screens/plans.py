"""A pupil's plan: how it hangs together, what is in it, what a document would hold, write one.

For the adult. Only what may leave for the audience that is chosen is ever shown here.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from voicebox.exports.base import gather_dossier
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Audience
from voicebox.exports.talks import talks_of
from voicebox.ports import House, Pupil
from voicebox.text import paint
from voicebox.tui.screens.documents import DOCUMENTS, ForWhom, MakeDocument, preview
from voicebox.tui.screens.reading import ReadingScreen
from voicebox.tui.widgets.bars import Key

WIDTH = 78
"""Columns of a page."""
THREAD, DRAWN, PLAN, BEFORE, LADDERS = "thread", "drawn", "plan", "before", "ladders"
_PAGES = {
    THREAD: " How it hangs together\n   what leads where, what is open",
    DRAWN: " The golden thread, drawn\n   from what was said to who helps",
    PLAN: " The plan\n   as it would be read",
    BEFORE: " Last time\n   said, promised, and what came",
    LADDERS: " Ladders over time\n   the same question, asked again",
}
_DOCUMENT = "document:"
GO_ON = "go_on"
"""What the screen gives where the plan is to be written, or gone on with."""


class PlansScreen(ReadingScreen):
    """What there is of a plan, page by page, and a preview of each document."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go_on", show=False),
        Binding("a", "audience", show=False),
        Binding("w", "write", show=False),
    ]

    title_words = "The plan"
    own_keys = (
        Key("g", "go on with it", "go_on"),
        Key("w", "make a document", "write"),
        Key("a", "for whom", "audience"),
    )

    def __init__(self, house: House, pupil: Pupil) -> None:
        """The plan of this pupil."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._audience = Audience.PLAN
        self._dossier: Dossier | None = None
        self.name_words = pupil.name

    def read_list(self) -> list[tuple[str, str]]:
        """The pages, then what each document would hold."""
        held = talks_of(self._house.store(), self._pupil.id)
        self._dossier = gather_dossier(held, self._audience)
        previews = [
            (f"{_DOCUMENT}{each.id}", f" Preview: {each.title}\n   {each.about}")
            for each in DOCUMENTS
        ]
        return [*_PAGES.items(), *previews]

    def read_page(self, line: str) -> str:
        """One page of the plan, safe to paint."""
        dossier = self._dossier
        if dossier is None or not dossier.talks:
            return "There is nothing to look at yet: nobody has talked."
        if line.startswith(_DOCUMENT):
            return _painted(preview(line.removeprefix(_DOCUMENT), dossier))
        return _painted(_MAKERS[line](dossier))

    def action_go_on(self) -> None:
        """Write the plan, or go on with it: a talk of its own."""
        self.dismiss(GO_ON)

    @work
    async def action_audience(self) -> None:
        """For whom: what may leave depends on it."""
        picked = await self.app.push_screen_wait(ForWhom())
        if picked is not None:
            self._audience = Audience(picked)
            self.say(f"What is shown here is what may leave for: {picked}.")
            self.read_anew()

    @work
    async def action_write(self) -> None:
        """Make a document, into a file."""
        line = self.focused_line
        first = line.removeprefix(_DOCUMENT) if line.startswith(_DOCUMENT) else ""
        screen = MakeDocument(self._house, self._pupil, self._audience, first)
        written = await self.app.push_screen_wait(screen)
        if written is not None:
            self.say(written)


def _painted(lines: Iterable[str]) -> str:
    """Lines folded under their own beginnings, safe to paint."""
    return "\n".join(folded for line in lines for folded in _folded(paint(line)))


def _folded(line: str) -> list[str]:
    if len(line) <= WIDTH or any(mark in line for mark in "└├│"):
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False)


def _thread(dossier: Dossier) -> Iterable[str]:
    from voicebox.plan.telling import thread_lines
    from voicebox.plan.thread import thread

    plan = dossier.plan
    if plan is None:
        return ["There is nothing to look at yet."]
    unseen = sum(
        talk.shared.held_back_count + talk.shared.undecided_count for talk in dossier.talks
    )
    return thread_lines(thread(plan), unseen=unseen, places=False)


def _drawn(dossier: Dossier) -> Iterable[str]:
    from voicebox.plan.thread import thread
    from voicebox.tui.thread_tree import tree

    plan = dossier.plan
    return tree(thread(plan)) if plan is not None else ["There is nothing to draw yet."]


def _plan(dossier: Dossier) -> Iterable[str]:
    from voicebox.exports.page_text import page_text
    from voicebox.exports.plan_page import plan_page

    return page_text(plan_page(dossier)).split("\n")


def _last_time(dossier: Dossier) -> Iterable[str]:
    from voicebox.plan.last_time import last_time
    from voicebox.tui.looking_back import last_time_lines

    plan, before = dossier.plan, last_time(dossier.plans)
    if plan is None or before is None:
        return ["This is the first cycle: there is no last time yet."]
    return last_time_lines(before, plan)


def _ladders(dossier: Dossier) -> Iterable[str]:
    from voicebox.tui.looking_back import ladder_lines

    plan = dossier.plan
    if plan is None or not plan.scales:
        return [
            "No ladder was asked twice yet.",
            "",
            "The pack `review` asks the same ladder again. Points stand side by side only where",
            "question, ends and version are the same. They are never averaged.",
        ]
    return ladder_lines(plan.scales)


_MAKERS: dict[str, Callable[[Dossier], Iterable[str]]] = {
    THREAD: _thread,
    DRAWN: _drawn,
    PLAN: _plan,
    BEFORE: _last_time,
    LADDERS: _ladders,
}
