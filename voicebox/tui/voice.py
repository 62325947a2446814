"""Following along: what the voice says of a step, and which word or card is being heard."""

from __future__ import annotations

from dataclasses import dataclass

from voicebox.conversation.shapes import Shape, Step, cards_to_say
from voicebox.conversation.views import said
from voicebox.ports import Preferences, Speaker, Utterance

ASKED = ""
"""The target of words that belong to the question, not to a card."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of an utterance: `length` characters from `start`, of a card or of the question."""

    start: int
    length: int
    target: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What is being heard: a card's id with no place, or a place in the question's words."""

    target: str
    start: int = 0
    length: int = 0


class Following:
    """Says steps and lines, and knows where in them the voice is."""

    def __init__(self, speaker: Speaker, preferences: Preferences, language: str = "") -> None:
        """Speak with this voice, in this language (a BCP 47 tag), as the preferences say."""
        self._speaker = speaker
        self.preferences = preferences
        self.language = language
        self.pitch = 50
        self._number = 0
        self._ended = 0
        self._parts: tuple[Part, ...] = ()

    @property
    def is_speaking(self) -> bool:
        """Is something being said, as far as is known?"""
        return self.preferences.speech and self._ended < self._number

    def has_ended(self, utterance: int) -> None:
        """An utterance ended, or was hushed."""
        self._ended = max(self._ended, utterance)

    def say_step(self, step: Step, *, another_way: bool = False) -> None:
        """Say the question, then the cards if they are to be said; never what is the adult's."""
        if step.for_adult:
            self.hush()
            return
        asked = step.another_way if another_way and step.another_way else step.asked
        asked = f"{asked}\n{step.to_change}" if step.to_change else asked
        cards = card_words(step) if self.preferences.options_aloud else []
        words, self._parts = compose(asked, cards)
        self._say(words)

    def say_line(self, words: str) -> None:
        """Say one line."""
        self._parts = (Part(0, len(words), ASKED),)
        self._say(words)

    def _say(self, words: str) -> None:
        if not self.preferences.speech:
            return
        chosen = self.preferences
        self._number = self._speaker.say(
            Utterance(words, chosen.voice, chosen.rate, self.pitch, self.language)
        )

    def hush(self) -> None:
        """Be silent at once: what comes next need not wait for word that it is."""
        self._parts = ()
        self._ended = self._number
        self._speaker.hush()

    def where(self, utterance: int, start: int, length: int) -> Heard | None:
        """What a word that is heard belongs to; none where it is of an earlier utterance."""
        if utterance != self._number:
            return None
        for part in self._parts:
            if part.start <= start < part.start + part.length:
                return Heard(part.target, start - part.start, length)
        return None


def card_words(step: Step) -> list[tuple[str, str]]:
    """Each card's id and word, in the order in which they stand."""
    if step.shape is Shape.CARDS:
        answers = [(str(view.seq), said(view)) for view in cards_to_say(step)]
        ways = step.options if len(step.options) > 1 else ()
        return [*answers, *((option.id, option.word) for option in ways)]
    if step.ladder is not None:
        ends = (step.ladder.low, step.ladder.high)
        return [(end.id, end.word) for end in ends]
    if step.shape is Shape.PAGE and len(step.options) < 2:
        return []
    about = [(str(view.seq), said(view)) for view in cards_to_say(step)]
    return [*about, *((option.id, option.word) for option in (*step.options, *step.standing))]


def compose(asked: str, cards: list[tuple[str, str]]) -> tuple[str, tuple[Part, ...]]:
    """One text to speak, with a pause after each part, and where each part lies in it."""
    words, parts = "", []
    for target, said_words in [(ASKED, asked), *cards]:
        if words:
            words += "\n"
        parts.append(Part(len(words), len(said_words), target))
        words += said_words
        if not said_words.rstrip().endswith((".", "!", "?", "…")):
            words += "."
    return words, tuple(parts)
