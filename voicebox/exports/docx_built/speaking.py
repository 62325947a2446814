"""Sayings on a Word page: what was asked, the cards, the words; who, how and when below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from voicebox.errors import NotFound
from voicebox.exports.docx_built.drawing import Drawn
from voicebox.exports.docx_built.looks import VOICES
from voicebox.exports.docx_built.page import Line, WordPage, write
from voicebox.exports.dossier import Dossier
from voicebox.exports.paper.saying import Saying

OPEN, CLOSE = "“", "”"


@dataclass(frozen=True)
class Writer:
    """Writes sayings of one dossier onto one page."""

    page: WordPage
    dossier: Dossier
    drawn: Drawn

    def saying(self, told: Saying, *, asked: bool = True, by: bool = True) -> None:
        """One answer, with the readings of it.

        Args:
            told: the answer.
            asked: should the question stand above it?
            by: should who, how and when stand below it?
        """
        if asked and told.asked:
            self.page.line("Asked", told.asked)
        self._picture(told)
        if told.cards or told.placed:
            self._cards(told)
        if told.mark:
            self._reading(told)
        elif told.words:
            self.page.line(own_style(told), shown(told), told.lang)
        if by and told.told:
            self.page.line("Told", told.told)
        for note in told.notes:
            self._reading(note)

    def _reading(self, note: Saying) -> None:
        """An adult's reading: marked, and never in quotation marks (rule 9)."""
        paragraph = self.page.line("Reading", f"{note.mark}: ")
        write(paragraph, note.plain if note.cards else note.words, note.lang)

    def _cards(self, told: Saying) -> None:
        paragraph = self.page.line("Cards", "")
        for number, card in enumerate(told.cards):
            found = self.drawn.symbol(card.symbol)
            before = "  " if number else ""
            if found is not None:
                write(paragraph, before, "en")
                self.page.picture(paragraph, found[0], height=9, alt=found[1])
                before = " "
            elif number:
                before = ", "
            write(paragraph, f"{before}{card.word}", "en")
        if told.placed:
            write(paragraph, f": {told.placed}" if told.cards else told.placed, "en")

    def _picture(self, told: Saying) -> None:
        if not told.picture or self.dossier.picture is None:
            return
        try:
            picture = self.dossier.picture(told.picture)
        except NotFound:
            return
        paragraph = self.page.line("Cards", "")
        alt = f"A picture that {told.who} gave"
        self.page.picture(paragraph, picture.png, height=35, alt=alt)


def photo(page: WordPage, dossier: Dossier, name: str) -> None:
    """The child's photo beside the title, where it was asked for and they chose one."""
    plan = dossier.plan
    if plan is None or dossier.picture is None or not dossier.wanted.photo:
        return
    with suppress(NotFound):
        png = dossier.picture(plan.must_know.photo or "").png
        page.photo(page.line("After a table", ""), png, height=22, alt=f"A photo of {name}")


def own_style(told: Saying) -> str:
    """The style of somebody's own words: each speaker has one."""
    if not told.quoted:
        return "Written"
    return VOICES[told.speaker][0] if told.speaker in VOICES else "Own words"


def shown(told: Saying) -> str:
    """The words, in quotation marks where they are a person's own."""
    if not told.quoted:
        return told.words
    return f"«{told.words}»" if told.rtl else f"{OPEN}{told.words}{CLOSE}"


def cell(sayings: Sequence[Saying]) -> list[Line]:
    """Sayings in a cell: the words, and whose they are where they are quoted."""
    lines = [line for told in sayings for line in _cell_lines(told)]
    return lines or [("Cell", "", "en")]


def _cell_lines(told: Saying) -> Iterator[Line]:
    cards = ", ".join(card.word for card in told.cards)
    picked = ": ".join(each for each in (cards, told.placed) if each)
    mark = f"{told.mark}: " if told.mark else ""
    if picked:
        yield "Cell", f"{mark}{picked}", "en"
    if told.words:
        style = "Cell words" if told.quoted else "Cell"
        yield style, f"{'' if picked else mark}{shown(told)}", told.lang
    if told.quoted and told.who:
        yield "Told", told.who, "en"
