"""The page of one talk: what it was, its answers by section, what was not asked, how many are gone.

Which words are quoted is decided here, once for all formats: a person's own, never a reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebox.conversation.record import quotable
from voicebox.conversation.routing import GATHER_MORE, GATHER_WHO, IN_OTHER_WORDS
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
    Facts,
    Line,
    Listed,
    Picked,
    Run,
    Section,
    Small,
    Text,
    Title,
    Words,
    text,
)
from voicebox.exports.sharing import Audience, Leaving, not_for
from voicebox.text import paint_line

_FOR = {
    Audience.PLAN: "the school's plan",
    Audience.FAMILY: "the family",
    Audience.MEETING: "the meeting",
}
_NOT_DONE = {"paused": "on a break", "stopped": "stopped before its end", "finished": ""}
_PRACTICE = {
    "not_understood": "The scale was tried out first and was not understood, so what the adult"
    " saw stands in its place.",
    "not_tried": "The scale was not tried out first.",
}


def record_page(talk: Leaving) -> Iterator[Block]:
    """All blocks of a talk's page, in order."""
    page = _Page.of(talk)
    yield Title(text(_title(talk)))
    yield Facts(tuple((name, text(value)) for name, value in _facts(page)))
    yield from _sections(page)
    yield from _not_asked(talk)
    yield from not_here([talk])


@dataclass(frozen=True, slots=True)
class _Page:
    """What the parts of a page need to know of the whole."""

    talk: Leaving
    days: list[str]
    same_room: bool
    notes: dict[str, list[View]]

    @classmethod
    def of(cls, talk: Leaving) -> _Page:
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
        """Whether there were words from one more person is no answer to read."""
        if view.part != GATHER_MORE or view.words:
            return False
        place = (view.prompt, GATHER_WHO, view.item)
        return any((v.prompt, v.part, v.item) == place for v in self.talk.shared.views)


def _is_blank(view: View) -> bool:
    """A field that the adult left empty says nothing; only the child's silences are told."""
    return view.status is not Status.ANSWERED and view.speaker is Speaker.KEY_ADULT


# -- the head -----------------------------------------------------------------------------------


def _title(talk: Leaving) -> str:
    name = phrases.pupil(talk.summary)
    return f"What {name} said" if talk.by_child else f"What was said about {name}"


def _facts(page: _Page) -> Iterator[tuple[str, str]]:
    talk, header = page.talk, page.talk.summary.header
    views = talk.shared.views
    yield "For", for_whom([talk])
    yield "Date", ", ".join(page.days)
    if header.with_.strip():
        yield "With", header.with_
    yield "In the room", _room(page)
    if views:
        yield "How it was told", _how_told(views)
    yield "Language", phrases.language(header.language)
    yield "Questions", f"{talk.pack_title or header.pack} ({header.pack} {header.pack_version})"
    state = _NOT_DONE.get(talk.summary.state, "not finished yet")
    yield "Talk", f"{header.id}{', ' + state if state else ''}"
    if any(isinstance(view.value, Placed | Point) or not quotable(view) for view in views):
        yield from (("", line) for line in filter(None, [_PRACTICE.get(talk.scale_practice)]))


def for_whom(talks: Sequence[Leaving]) -> str:
    """Whom it is for, and in whose hands some of it does not belong."""
    first = talks[0]
    whom = _FOR.get(first.audience) or phrases.pupil(first.summary)
    views = [view for talk in talks for view in talk.shared.views]
    warnings = [
        f" {phrases.answers(count)} here {'is' if count == 1 else 'are'} not for"
        f" {phrases.circle(circle)}."
        for circle, count in not_for(views, first.audience).items()
    ]
    return f"{whom}.{''.join(warnings)}"


def _room(page: _Page) -> str:
    views = page.talk.shared.views
    if not page.same_room:
        return "see each answer"
    present = views[0].present if views else ()
    return phrases.names(present) if present else "not written down"


def _how_told(views: Sequence[View]) -> str:
    given = [view for view in views if _is_told(view)]
    counted = Counter(mode for view in given for mode in view.modes)
    unknown = sum(not view.modes for view in given)
    told = phrases.modes(mode for mode, _ in counted.most_common())
    if not unknown:
        return told or "nothing was told"
    says = "does" if unknown == 1 else "do"
    not_said = f"{phrases.answers(unknown)} {says} not say how"
    return f"{told}; {not_said}" if told else not_said


def _is_told(view: View) -> bool:
    """Did the person whose talk it is tell it? Adults write theirs down themselves."""
    by_adult = view.speaker is Speaker.KEY_ADULT
    return view.status is Status.ANSWERED and quotable(view) and not by_adult


# -- the answers --------------------------------------------------------------------------------


def _sections(page: _Page) -> Iterator[Block]:
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


def _board(page: _Page, views: list[View]) -> Iterator[Block]:
    """Sorted cards by column, people by ring."""
    columns: dict[str, list[Card]] = {}
    offered = [option.word for option in views[0].options_offered]
    placed = [(view, view.value) for view in views if isinstance(view.value, Placed)]
    for view, value in sorted(placed, key=lambda each: _place_in(offered, each[1].column.word)):
        columns.setdefault(value.column.word, []).append(_pictured(page, view, value.item))
    yield Section(text(_with_a_gap(*placed[0])), level=3)
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


def _pictured(page: _Page, view: View, card: Choice) -> Card:
    return Card(card_word(card), page.talk.symbols.get((view.prompt, card.id), ""))


def _board_provenance(page: _Page, placed: list[tuple[View, Placed]]) -> Iterator[Block]:
    by_line: dict[str, list[Run]] = {}
    for view, value in placed:
        by_line.setdefault(page.provenance(view), []).append(card_word(value.item))
    for line, cards in by_line.items():
        yield Small(text(line) if len(by_line) == 1 else text(*_listed(cards), ": ", line))


def _listed(cards: Sequence[Run]) -> Iterator[str | Run]:
    for at, card in enumerate(cards):
        yield from (", ", card) if at else (card,)


def _answer(page: _Page, view: View) -> Iterator[Block]:
    yield Section(text(phrases.question(view), *_about_card(page, view)), level=3)
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


def _picked(page: _Page, view: View) -> Iterator[Block]:
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


def _about_card(page: _Page, view: View) -> Iterator[str | Run]:
    """The card that a follow-up is about, where the question does not name it."""
    if not view.item or isinstance(view.value, Placed):
        return
    cards = (each.value for each in page.talk.shared.views if each.item == view.item)
    value = next((value for value in cards if isinstance(value, Placed)), None)
    if value is not None and paint_line(value.item.word) not in paint_line(view.asked):
        yield from (" (", card_word(value.item), ")")


def _said(page: _Page, view: View, before: Text) -> Words:
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


def _not_quoted(page: _Page, view: View, about: Text) -> Iterator[Block]:
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


def _day(page: _Page, view: View) -> str:
    """A view is of a day: said of each where the talk was held on several (rule 16)."""
    return f" (on {phrases.uk_date(view.at)})" if len(page.days) > 1 else ""


def _notes(page: _Page, view: View, about: Text) -> Iterator[Block]:
    for note in page.notes.get(view.id, []):
        yield from _not_quoted(page, note, about)


# -- the end ------------------------------------------------------------------------------------


def _not_asked(talk: Leaving) -> Iterator[Block]:
    asked = dict.fromkeys(phrases.question(view) for view in talk.not_reached)
    if asked:
        yield Section(text("Not asked"))
        yield Listed(tuple(text(question) for question in asked))


def not_here(talks: Sequence[Leaving]) -> Iterator[Block]:
    """How many are not here, without saying which, or why for each."""
    count = sum(each.shared.held_back_count + each.shared.undecided_count for each in talks)
    if count:
        is_, they = ("is", "it was") if count == 1 else ("are", "they were")
        see, are = ("it", "is") if count == 1 else ("them", "are")
        yield Small(
            text(
                f"{phrases.answers(count)} {is_} not here: {they} kept back, {are} for others,"
                f" or nobody has been asked yet who may see {see}."
            )
        )
