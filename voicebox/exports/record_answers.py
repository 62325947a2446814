"""The answers on a record's page: each under its question, cards of one board together.

Which words are quoted is decided here, once for all formats: a person's own, never a reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebox.conversation.record import quotable
from voicebox.conversation.routing import ASKS_FOR_MORE, IN_OTHER_WORDS
from voicebox.conversation.views import (
    Choice,
    Chosen,
    PictureGiven,
    Placed,
    Point,
    Speaker,
    Status,
    View,
)
from voicebox.exports import phrases
from voicebox.exports.page import (
    Block,
    Card,
    Columns,
    Line,
    Picked,
    Run,
    Section,
    Small,
    Text,
    Words,
    text,
)
from voicebox.exports.sharing import Leaving
from voicebox.text import paint_line


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the parts of a page need to know of the whole."""

    talk: Leaving
    days: list[str]
    same_room: bool
    notes: dict[str, list[View]]

    @classmethod
    def of(cls, talk: Leaving) -> RecordPage:
        views = talk.shared.views
        notes: dict[str, list[View]] = {}
        for view in views:
            if view.about is not None:
                notes.setdefault(view.about, []).append(view)
        days = phrases.days(views, talk.summary.header.started)
        return cls(talk, days, len({view.present for view in views}) <= 1, notes)

    def provenance(self, view: View) -> str:
        day = self.days[0] if len(self.days) == 1 else ""
        return phrases.provenance(view, self.talk.summary, day=day, room=not self.same_room)

    def answers(self, section: str | None) -> list[View]:
        """Views of a section, notes aside; those of no known section where it is None."""
        known = {id_ for id_, _ in self.talk.sections}
        return [
            view
            for view in self.talk.shared.views
            if view.about is None
            and not _is_blank(view)
            and not self._leads_on(view)
            and (view.section == section if section is not None else view.section not in known)
        ]

    def _leads_on(self, view: View) -> bool:
        """Whether there was one more of something is no answer to read."""
        if view.part not in ASKS_FOR_MORE or view.words:
            return False
        place = (view.prompt, view.item)
        others = (v for v in self.talk.shared.views if v.part not in ASKS_FOR_MORE)
        return any((v.prompt, v.item) == place for v in others)


def _is_blank(view: View) -> bool:
    """A field that the adult left empty says nothing; only the child's silences are told."""
    return view.status is not Status.ANSWERED and view.speaker is Speaker.KEY_ADULT


def sections(page: RecordPage) -> Iterator[Block]:
    """The sections of the pack that hold answers, and what was said along the way."""
    for id_, title in (*page.talk.sections, (None, "Along the way")):
        views = page.answers(id_)
        if views:
            yield Section(text(title))
            for group in _groups(views):
                yield from _board(page, group) if len(group) > 1 else _answer(page, group[0])


def _groups(views: Sequence[View]) -> list[list[View]]:
    """Cards of one board together, where the first of them stands; every other view alone."""
    groups: dict[object, list[View]] = {}
    for view in views:
        groups.setdefault(_board_of(view) or view.id, []).append(view)
    return list(groups.values())


def _board_of(view: View) -> tuple[str, str, str] | None:
    if not isinstance(view.value, Placed) or not quotable(view):
        return None
    return view.prompt, view.part, _with_a_gap(view, view.value)


def _with_a_gap(view: View, value: Placed) -> str:
    """The question without its card, so that it is the same for all cards of the board."""
    return paint_line(view.asked).replace(paint_line(value.item.word) or "\0", "…")


def _board(page: RecordPage, views: list[View]) -> Iterator[Block]:
    """Sorted cards by column, people by ring."""
    columns: dict[str, list[Card]] = {}
    offered = [option.word for option in views[0].options_offered]
    placed = [(view, view.value) for view in views if isinstance(view.value, Placed)]
    for view, value in sorted(placed, key=lambda each: _place_in(offered, each[1].column.word)):
        columns.setdefault(value.column.word, []).append(_pictured(page, view, value.item))
    yield Section(text(_with_a_gap(*placed[0])), level=3)
    yield from _in_english(page, [view for view, _ in placed])
    yield Columns(tuple((column, tuple(cards)) for column, cards in columns.items()))
    for view, value in placed:
        if view.words:
            yield _said(page, view, text("About ", card_word(value.item), ": "))
    yield from _board_provenance(page, placed)
    for view, value in placed:
        yield from _notes(page, view, text(" (about ", card_word(value.item), ")"))


def _place_in(offered: list[str], column: str) -> int:
    return offered.index(column) if column in offered else len(offered)


def card_word(card: Choice) -> Run:
    """A card's word; a person whom the child named is in the child's own words."""
    return Run(card.word, own=card.id == IN_OTHER_WORDS)


def _pictured(page: RecordPage, view: View, card: Choice) -> Card:
    return Card(card_word(card), page.talk.symbols.get((view.prompt, card.id), ""))


def _board_provenance(page: RecordPage, placed: list[tuple[View, Placed]]) -> Iterator[Block]:
    by_line: dict[str, list[Run]] = {}
    for view, value in placed:
        by_line.setdefault(page.provenance(view), []).append(card_word(value.item))
    for line, cards in by_line.items():
        yield Small(text(line) if len(by_line) == 1 else text(*_listed(cards), ": ", line))


def _listed(cards: Sequence[Run]) -> Iterator[str | Run]:
    for at, card in enumerate(cards):
        yield from (", ", card) if at else (card,)


def _answer(page: RecordPage, view: View) -> Iterator[Block]:
    yield Section(text(phrases.question(view), *_about_card(page, view)), level=3)
    yield from _in_english(page, [view])
    if view.status is not Status.ANSWERED:
        yield Line(text(f"{phrases.silence(view, page.talk.summary)}{_day(page, view)}."))
    elif quotable(view):
        yield from _picked(page, view)
        if view.words:
            yield _said(page, view, ())
        yield Small(text(page.provenance(view)))
    else:
        yield from _not_quoted(page, view, ())
    yield from _notes(page, view, ())


def _picked(page: RecordPage, view: View) -> Iterator[Block]:
    shown = phrases.picked(view, page.talk.standing)
    if isinstance(view.value, Placed):
        line = text(card_word(view.value.item), ": ", view.value.column.word)
        yield Picked(line, (_pictured(page, view, view.value.item),))
    elif shown:
        chosen = view.value.choices if isinstance(view.value, Chosen) else ()
        faces = _faces(view)
        cards = tuple(_pictured(page, view, each) for each in (*chosen, *faces))
        digest = view.value.digest if isinstance(view.value, PictureGiven) else ""
        yield Picked(text("Picked: ", shown), cards, digest)


def _faces(view: View) -> tuple[Choice, ...]:
    if isinstance(view.value, Point) and view.value.face:
        return (Choice(id=view.value.face, word=view.value.word),)
    return ()


def _about_card(page: RecordPage, view: View) -> Iterator[str | Run]:
    """The card that a follow-up is about, where the question does not name it."""
    if not view.item or isinstance(view.value, Placed):
        return
    cards = (each.value for each in page.talk.shared.views if each.item == view.item)
    value = next((value for value in cards if isinstance(value, Placed)), None)
    if value is not None and paint_line(value.item.word) not in paint_line(view.asked):
        yield from (" (", card_word(value.item), ")")


def _said(page: RecordPage, view: View, before: Text) -> Words:
    """A person's own words, as they were given."""
    carried_over = phrases.interpreter(view)
    return Words(
        words=view.words,
        quoted=True,
        language=view.language,
        before=before,
        after=text(f" ({carried_over})") if carried_over else (),
        name=phrases.who(view, page.talk.summary),
    )


def _not_quoted(page: RecordPage, view: View, about: Text) -> Iterator[Block]:
    """An adult's reading, or what they saw: marked, and never in quotation marks."""
    shown = phrases.picked(view, page.talk.standing)
    before = text(
        phrases.reading(view, page.talk.summary), *about, f"{_day(page, view)}:",
        *([f" {shown}{'.' if view.words else ''}"] if shown else []),
    )  # fmt: skip
    if view.words:
        yield Words(view.words, False, view.language, before, reading=True)
    else:
        yield Line(before)


def _day(page: RecordPage, view: View) -> str:
    """A view is of a day: said of each where the talk was held on several (rule 16)."""
    return f" (on {phrases.uk_date(view.at)})" if len(page.days) > 1 else ""


def _notes(page: RecordPage, view: View, about: Text) -> Iterator[Block]:
    for note in page.notes.get(view.id, []):
        if quotable(note):
            yield _said(page, note, text(phrases.translation(note), *about, ": "))
        else:
            yield from _not_quoted(page, note, about)


def _in_english(page: RecordPage, views: Sequence[View]) -> Iterator[Block]:
    """What was asked and picked in a translated pack, for who does not read its language."""
    for view in views:
        line = phrases.in_english(view, page.talk.in_english)
        if line:
            yield Line(text(line))
