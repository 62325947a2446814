"""The one-page profile as a Word document: one side, two columns, real headings.

Word lays a page out by itself, so how high each answer will be is reckoned here, on the careful
side: millimetres of a column, for letters of the usual size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.conversation.views import Speaker
from voicebox.exports.docx_built.drawing import Drawn
from voicebox.exports.docx_built.page import WordPage
from voicebox.exports.docx_built.speaking import Writer, photo
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.paper.profile import (
    Profile,
    ProfileItem,
    ProfileSection,
    profile,
    profile_foot,
)

ROOM = 255.0
"""What a column holds, in the measure of `_high`: about 205 mm as offices set it."""
SIZES = (1.3, 1.15, 1.0)
"""How much larger the letters may be, the largest first."""
_OWN, _ASKED, _HEAD = 36, 52, 22
"""Letters of one line: of own words, of a question, of a heading."""


def profile_document(mapping: Mapping, dossier: Dossier) -> bytes:
    """The whole file. Fewer answers where it would be more than one side, never a part of one."""
    found = profile(mapping, dossier)
    columns, larger = laid_out(found)
    title = f"{found.name}: one-page profile"
    page = WordPage(title, found.name, mapping.about, dossier.today, larger=larger)
    writer = Writer(page, dossier, Drawn(dossier.drawings))
    photo(page, dossier, found.name)
    page.title(found.name)
    page.line("Under the title", "  ·  ".join(("One-page profile", *found.facts)))
    page.columns(2)
    for number, column in enumerate(columns):
        if number:
            page.column_break()
        for section in column.sections:
            _section(page, writer, section, column.keep)
    page.foot(*profile_foot(found, dossier, has_symbols=any(writer.drawn.kept.values())))
    return page.saved()


@dataclass(frozen=True, slots=True)
class Column:
    """Some of the boxes, and how many answers of them: those of a rank below `keep`."""

    sections: tuple[ProfileSection, ...]
    keep: int


def laid_out(found: Profile) -> tuple[tuple[Column, ...], float]:
    """The two columns, and how much larger than usual the letters may be."""
    sections = found.sections
    split = min(
        range(1, len(sections) + 1),
        key=lambda at: max(_high(sections[:at], None), _high(sections[at:], None)),
        default=0,
    )
    halves = [half for half in (sections[:split], sections[split:]) if half]
    tallest = max((_high(half, None) for half in halves), default=0.0)
    for larger in SIZES:
        if tallest * larger**1.7 <= ROOM:
            return tuple(Column(half, MANY) for half in halves), larger
    return tuple(Column(half, _most(half)) for half in halves), 1.0


MANY = 10_000
"""More answers than a profile has."""


def _most(sections: Sequence[ProfileSection]) -> int:
    """The highest `keep` with which these boxes fit into a column."""
    ranks = sorted(item.rank for section in sections for item in section.items)
    fitting = [rank for rank in ranks if _high(sections, rank + 1) <= ROOM]
    return max(fitting, default=-1) + 1


def _high(sections: Sequence[ProfileSection], keep: int | None) -> float:
    return sum(
        7.5 * (len(section.label) // _HEAD + 1)
        + 11
        + sum(_item_high(each) for each in section.items if keep is None or each.rank < keep)
        for section in sections
    )


def _item_high(item: ProfileItem) -> float:
    """How high an answer is, about."""
    told = item.saying
    words = sum(len(line) // _OWN + 1 for line in told.words.split("\n")) if told.words else 0
    asked = len(told.asked) // _ASKED + 1 if told.asked else 0
    wide = sum(15 + 2.3 * len(card.word) for card in told.cards)
    cards = 11 * (wide // 76 + 1) if told.cards else 0
    by_other = told.speaker is not Speaker.CHILD
    return 5.6 * words + 3.9 * asked + cards + (37 if told.picture else 0) + 4 * by_other + 2.6


def _section(page: WordPage, writer: Writer, section: ProfileSection, keep: int) -> None:
    page.heading(section.label)
    shown = [item.saying for item in section.items if item.rank < keep]
    for told in shown:
        by_child = told.speaker is Speaker.CHILD
        writer.saying(told, asked=by_child and not told.mark, by=False)
        if not by_child and not told.mark:
            page.line("Told", told.who)
    left = len(section.items) - len(shown) + section.left
    if left:
        page.line("Told", f"and {left} more in the full record")
