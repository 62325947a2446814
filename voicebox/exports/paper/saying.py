"""One answer as it stands on paper: the words untouched, whose they are, how and when they came."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from voicebox.conversation.views import (
    Choice,
    Chosen,
    PictureGiven,
    Placed,
    Point,
    Speaker,
    View,
    ViewKind,
)
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Passage, passage_of
from voicebox.exports.paper.current import KEEP, Current
from voicebox.exports.sharing import Leaving

_PRINTED = frozenset({"to-me", "for-me", "working", "not-working"})
_URDU = frozenset("ٹڈڑںہھےۓگچپژ")
_READINGS = (ViewKind.INTERPRETATION, ViewKind.OBSERVATION)


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A card that was picked: its word, and the symbol of its picture (empty: none is known)."""

    word: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one person said, showed or wrote. `words` and the cards' words are as they were given.

    Attributes:
        words: their own words, byte for byte; empty where cards were picked alone.
        cards: what was picked.
        placed: the column that the card was put into, or the point on a ladder, in words.
        quoted: may quotation marks stand round `words`?
        mark: what stands before an adult's reading, or a translation: "Mrs Okoye saw".
        asked: the question.
        who: whose words they are.
        told: who, how and when: "Amira, by sign, read back and confirmed, on 14 September 2026".
        lang: the language of `words`, as a code of two letters.
        rtl: are they written from right to left?
        picture: the digest of a picture that was given.
        notes: adults' readings of this answer.
    """

    words: str
    cards: tuple[PaperCard, ...] = ()
    placed: str = ""
    quoted: bool = False
    mark: str = ""
    asked: str = ""
    who: str = ""
    speaker: Speaker | None = None
    told: str = ""
    lang: str = "en"
    rtl: bool = False
    picture: str = ""
    view: View | None = None
    notes: tuple[Saying, ...] = ()

    @property
    def plain(self) -> str:
        """All of it as one text without quotation marks."""
        shown = ", ".join(card.word for card in self.cards)
        return ": ".join(part for part in (shown, self.placed, self.words) if part)


@dataclass(frozen=True)
class Sayings:
    """Makes sayings of a dossier's passages."""

    dossier: Dossier

    @cached_property
    def talks(self) -> Mapping[str, Leaving]:
        """The talks by their ids."""
        return {talk.summary.header.id: talk for talk in self.dossier.talks}

    @cached_property
    def _notes(self) -> Mapping[str, list[View]]:
        notes: dict[str, list[View]] = {}
        for view in self.dossier.answers():
            if view.about is not None:
                notes.setdefault(view.about, []).append(view)
        return notes

    def of(self, passage: Passage, *, written: bool = False) -> Saying:
        """A passage as a saying.

        Args:
            passage: some words, and the view that holds them.
            written: is it a line of the plan itself? What staff wrote there is nobody's quotation.
        """
        view = passage.view
        if view is None:
            return Saying(passage.words, lang=language_of(passage.words, "en"))
        talk = self.talks[view.talk]
        by_staff = written and view.speaker is Speaker.KEY_ADULT
        cards, placed = cards_of(view, talk)
        is_translation = view.kind is ViewKind.TRANSLATED and view.about is not None
        is_marked = is_translation or (view.kind in _READINGS and not by_staff)
        return Saying(
            words=view.words,
            cards=cards,
            placed=placed,
            quoted=passage.quoted and not by_staff,
            mark=phrases.reading(view, talk.summary) if is_marked else "",
            asked="" if by_staff else _asked(view),
            who=phrases.who(view, talk.summary),
            speaker=view.speaker,
            told="" if by_staff else _told(view, talk) + self._kept(view, talk),
            lang=language_of(view.words, view.language),
            rtl=is_rtl(view.words),
            picture=view.value.digest if isinstance(view.value, PictureGiven) else "",
            view=view,
            notes=() if written else tuple(self._readings(view)),
        )

    @cached_property
    def _decided(self) -> Mapping[str, str]:
        return Current(self.dossier).decided

    def _kept(self, view: View, talk: Leaving) -> str:
        """That the child kept these words of another, or is not sure of them."""
        said = {KEEP: "keeps this", "not-sure": "is not sure about this"}
        decided = said.get(self._decided.get(view.place, ""))
        return f"; {phrases.pupil(talk.summary)} {decided}" if decided else ""

    def _readings(self, view: View) -> Iterator[Saying]:
        for note in self._notes.get(view.id, ()):
            yield self.of(passage_of(note, self.dossier))


def _asked(view: View) -> str:
    return phrases.question(view) if view.part in _PRINTED else view.asked


def _told(view: View, talk: Leaving) -> str:
    """Who, how and when, and who carried the words over."""
    told = phrases.provenance(view, talk.summary)
    carried = phrases.interpreter(view)
    line = f"{told}, {carried}" if carried else told
    return line[:1].upper() + line[1:]


def cards_of(view: View, talk: Leaving) -> tuple[tuple[PaperCard, ...], str]:
    """The cards of an answer, and where one was put."""
    match view.value:
        case Chosen(choices=choices):
            return tuple(_card(each, view, talk) for each in choices), ""
        case Placed(item=item, column=column):
            return (_card(item, view, talk),), column.word
        case Point(word=word, face=face) if word:
            return (PaperCard(word, talk.symbols.get((view.prompt, face), "")),), ""
        case Point(point=point, top=top, low=low, high=high):
            return (), f"{point} on a ladder from 0 ({low}) to {top} ({high})"
        case _:
            return (), ""


def _card(choice: Choice, view: View, talk: Leaving) -> PaperCard:
    return PaperCard(choice.word, talk.symbols.get((view.prompt, choice.id), ""))


def is_rtl(words: str) -> bool:
    """Does a text run from right to left? Its first strong character says so."""
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def language_of(words: str, told: str) -> str:
    """The language of a text for a voice that reads it: as told, where its script agrees."""
    code = told.split("-")[0].lower() or "en"
    if is_rtl(words):
        return code if code in ("ar", "ur", "fa", "ps") else _arabic_script(words)
    first = next((each for each in words if each.isalpha()), "")
    if first and "CYRILLIC" in unicodedata.name(first, ""):
        return code if code in ("uk", "ru", "bg") else "uk"
    return "en" if code in ("ar", "ur", "uk", "ru") else code


def _arabic_script(words: str) -> str:
    return "ur" if _URDU & set(words) else "ar"
