"""Markdown: a record that a teacher can read and paste. Words stand as they were given, inert.

What a person said goes between quotation marks unchanged. Words that Markdown would change (a star,
a bracket, a tag) go into a code span, words of several lines into a fenced block: so they read the
same raw and rendered, and nothing in them comes to life. An adult's reading never has quotation
marks (rule 9). All other text is escaped and painted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebox.conversation.record import quotable
from voicebox.conversation.routing import GATHER_MORE, GATHER_WHO, IN_OTHER_WORDS
from voicebox.conversation.views import Placed, Point, Speaker, Status, View
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Audience, Leaving, not_for
from voicebox.text import paint_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$]")
_AT_LINE_START = re.compile(r"^(\s*)([#>+-]|=|\d+(?=[.)]))")
_BACKTICKS = re.compile("`+")
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


class MarkdownExporter:
    """A document to read, to print or to paste into a plan."""

    name = "markdown"
    suffix = ".md"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """Each talk under a heading of its own, a line between them."""
        return "\n---\n\n".join(document(talk) for talk in dossier.talks).encode()


def document(talk: Leaving) -> str:
    """One talk: what it was, its answers by section, what was not asked, how many are not here."""
    page = _Page.of(talk)
    blocks = [f"# {_escaped(_title(talk))}", "\n".join(f"- {fact}" for fact in _facts(page))]
    blocks += _sections(page)
    blocks += _not_asked(talk)
    blocks += _not_here(talk)
    return "\n\n".join(blocks) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the parts of a document need to know of the whole."""

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


def _facts(page: _Page) -> Iterator[str]:
    talk, header = page.talk, page.talk.summary.header
    views = talk.shared.views
    yield f"For: {_for_whom(talk)}"
    yield f"Date: {', '.join(page.days)}"
    if header.with_.strip():
        yield f"With: {_escaped(header.with_)}"
    yield f"In the room: {_room(page)}"
    if views:
        yield f"How it was told: {_how_told(views)}"
    yield f"Language: {_escaped(phrases.language(header.language))}"
    questions = _escaped(talk.pack_title or header.pack)
    yield f"Questions: {questions} ({_escaped(f'{header.pack} {header.pack_version}')})"
    state = _NOT_DONE.get(talk.summary.state, "not finished yet")
    yield f"Talk: {_escaped(header.id)}{', ' + state if state else ''}"
    if any(isinstance(view.value, Placed | Point) or not quotable(view) for view in views):
        yield from filter(None, [_PRACTICE.get(talk.scale_practice)])


def _for_whom(talk: Leaving) -> str:
    """Whom it is for, and in whose hands some of it does not belong."""
    whom = _FOR.get(talk.audience) or _escaped(phrases.pupil(talk.summary))
    warnings = [
        f" {phrases.answers(count)} here {'is' if count == 1 else 'are'} not for"
        f" {phrases.circle(circle)}."
        for circle, count in not_for(talk.shared.views, talk.audience).items()
    ]
    return f"{whom}.{''.join(warnings)}"


def _room(page: _Page) -> str:
    views = page.talk.shared.views
    if not page.same_room:
        return "see each answer"
    present = views[0].present if views else ()
    return _escaped(phrases.names(present)) if present else "not written down"


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


def _sections(page: _Page) -> Iterator[str]:
    for id_, title in (*page.talk.sections, (None, "Along the way")):
        views = page.answers(id_)
        if views:
            yield f"## {_escaped(title)}"
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


def _board(page: _Page, views: list[View]) -> Iterator[str]:
    """Sorted cards by column, people by ring."""
    columns: dict[str, list[str]] = {}
    offered = [option.word for option in views[0].options_offered]
    placed = [(view, view.value) for view in views if isinstance(view.value, Placed)]
    for _, value in sorted(placed, key=lambda each: _place_in(offered, each[1].column.word)):
        columns.setdefault(value.column.word, []).append(_card(value))
    yield f"### {_escaped(_with_a_gap(*placed[0]))}"
    yield "\n".join(
        f"- {_escaped(column)}: {', '.join(cards)}" for column, cards in columns.items()
    )
    for view, value in placed:
        if view.words:
            yield _said(page, view, f"About {_card(value)}: ")
    yield from _board_provenance(page, placed)
    for view, value in placed:
        yield from _notes(page, view, f" (about {_card(value)})")


def _place_in(offered: list[str], column: str) -> int:
    return offered.index(column) if column in offered else len(offered)


def _card(value: Placed) -> str:
    """A card's word; a person whom the child named is in the child's own words."""
    if value.item.id == IN_OTHER_WORDS:
        return f"“{_inline(value.item.word)}”"
    return _escaped(value.item.word)


def _board_provenance(page: _Page, placed: list[tuple[View, Placed]]) -> Iterator[str]:
    by_line: dict[str, list[str]] = {}
    for view, value in placed:
        by_line.setdefault(_provenance(page, view), []).append(_card(value))
    for line, cards in by_line.items():
        yield _small(line if len(by_line) == 1 else f"{', '.join(cards)}: {line}")


def _answer(page: _Page, view: View) -> Iterator[str]:
    yield f"### {_escaped(phrases.question(view))}{_about_card(page, view)}"
    if view.status is not Status.ANSWERED:
        yield f"{_escaped(phrases.silence(view, page.talk.summary))}{_day(page, view)}."
    elif quotable(view):
        shown = phrases.picked(view, page.talk.standing)
        if isinstance(view.value, Placed):
            yield f"{_card(view.value)}: {_escaped(view.value.column.word)}"
        elif shown:
            yield f"Picked: {_escaped(shown)}"
        if view.words:
            yield _said(page, view, "")
        yield _small(_provenance(page, view))
    else:
        yield _not_quoted(page, view, "")
    yield from _notes(page, view, "")


def _about_card(page: _Page, view: View) -> str:
    """The card that a follow-up is about, where the question does not name it."""
    if not view.item or isinstance(view.value, Placed):
        return ""
    cards = (each.value for each in page.talk.shared.views if each.item == view.item)
    value = next((value for value in cards if isinstance(value, Placed)), None)
    if value is None or paint_line(value.item.word) in paint_line(view.asked):
        return ""
    return f" ({_card(value)})"


def _said(page: _Page, view: View, before: str) -> str:
    """A person's own words, as they were given."""
    carried_over = _escaped(phrases.interpreter(view))
    after = f" ({carried_over})" if carried_over else ""
    if "\n" not in view.words:
        return f"{before}“{_inline(view.words)}”{after}"
    name = _escaped(phrases.who(view, page.talk.summary))
    return f"{before}In {name}'s own words{after}:\n\n{_fenced(view.words)}"


def _not_quoted(page: _Page, view: View, about: str) -> str:
    """An adult's reading, or what they saw: marked, and never in quotation marks."""
    label = f"{_escaped(phrases.reading(view, page.talk.summary))}{about}{_day(page, view)}:"
    shown = phrases.picked(view, page.talk.standing)
    if shown:
        label += f" {_escaped(shown)}{'.' if view.words else ''}"
    if not view.words:
        return label
    return (
        f"{label}\n\n{_fenced(view.words)}"
        if "\n" in view.words
        else (f"{label} {_inline(view.words)}")
    )


def _day(page: _Page, view: View) -> str:
    """A view is of a day: said of each where the talk was held on several (rule 16)."""
    return f" (on {phrases.uk_date(view.at)})" if len(page.days) > 1 else ""


def _notes(page: _Page, view: View, about: str) -> Iterator[str]:
    yield from (_not_quoted(page, note, about) for note in page.notes.get(view.id, []))


def _provenance(page: _Page, view: View) -> str:
    return _escaped(page.provenance(view))


# -- the end ------------------------------------------------------------------------------------


def _not_asked(talk: Leaving) -> Iterator[str]:
    asked = dict.fromkeys(phrases.question(view) for view in talk.not_reached)
    if asked:
        yield "## Not asked"
        yield "\n".join(f"- {_escaped(question)}" for question in asked)


def _not_here(talk: Leaving) -> Iterator[str]:
    """How many are not here, without saying which, or why for each."""
    count = talk.shared.held_back_count + talk.shared.undecided_count
    if count:
        is_, they = ("is", "it was") if count == 1 else ("are", "they were")
        see, are = ("it", "is") if count == 1 else ("them", "are")
        yield _small(
            f"{phrases.answers(count)} {is_} not here: {they} kept back, {are} for others,"
            f" or nobody has been asked yet who may see {see}."
        )


# -- text in Markdown ---------------------------------------------------------------------------


def _escaped(words: str) -> str:
    """Text of our own, of a pack or a name: on one line, and only text."""
    line = _SPECIAL.sub(lambda found: f"\\{found[0]}", paint_line(words))
    return _AT_LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", line)


def _small(line: str) -> str:
    return f"*{line[:1].upper()}{line[1:].rstrip('.')}.*"


def _inline(words: str) -> str:
    """Words unchanged; in a code span where Markdown would make something of them."""
    if not _SPECIAL.search(words):
        return words
    ticks = "`" * (max(map(len, _BACKTICKS.findall(words)), default=0) + 1)
    is_padded = words[0] in " `" or words[-1] in " `"
    return f"{ticks} {words} {ticks}" if is_padded else f"{ticks}{words}{ticks}"


def _fenced(words: str) -> str:
    ticks = "`" * max(3, max(map(len, _BACKTICKS.findall(words)), default=0) + 1)
    return f"{ticks}text\n{words}\n{ticks}"
