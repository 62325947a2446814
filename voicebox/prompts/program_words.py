"""What the program itself says to whoever answers, in the language of the pack.

A talk's questions are the pack's; the keys, menus and hints around them are these. A translation
has words for them beside its pack's, under the same rules: blanks stand on both sides.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from voicebox.prompts.base import fill
from voicebox.prompts.models import Pack

PROGRAM = "program"
"""What these words stand in, for a translation's `at`."""

_STEPS = (
    *("OK", "your grown-up", "done", "carry on", "stop for today", "come back later"),
    "bye for now",
    *("Pick another to change it.", "● means picked. Press a card to put it in or take it out."),
)
_KEYS = (
    *("space", "hear it", "back", "skip", "go on", "pause", "stop", "more", "then enter"),
    *("say it", "pick", "pause, stop, more", "back, skip, pause, stop, hear"),
    "keep my last answer private",
)
_MENUS = (
    *("You choose", "A break", "Stop for today", "I won't say", "I don't know"),
    *("Leave this as it is, and go on", "Not now (skip)", "Go back", "Hear it again"),
    *("What does a word mean?", "Keep my last answer private: {answer}"),
    *("Keep my next answer private", "Do not keep my next answer private"),
    *("Change it", "Move it to: {item}", "Keep it back", "Take it away", "Leave it as it is"),
    *("change it", "to: {item}", "keep it back", "take it away", "leave it"),
)
_AROUND_CARDS = (
    *("my own cards", "find a picture", "say: {answer}", "rub out", "first page"),
    *("shown, no words needed", "back to the cards", "show me some", "last time"),
    *("(part {item} of {shown})", "◀ back to the first", "more cards ▶ {item} of {shown}"),
    *("◀ back", "more ▶ {item}/{shown}"),
    *("Pick a card first, or one of the words below.", "Pick a card first."),
    "There is more to look at first.",
)
_HINTS = (
    "Words, or show it: a photo, a thing, a drawing.",
    "The path of a picture file, or words about a drawing on paper.",
    "For the grown-up: write it here, then Enter. Escape, then skip, leaves it out.",
    "... {pupil} finishes it here, then Enter.",
    "Write it here, then Enter. Escape, then skip, leaves it out.",
    "{pupil}'s own words, just as they are. Then Enter.",
)
_SAID = (
    *("{pupil} with {adult}", "{who}, said", "{who}, signed", "{who}, picked", "{who}, pointed"),
    *("{who}, showed", "{who}, drew", "{who}, wrote", "{who}, told"),
    *("parent carer", "key adult", "other", "not now", "kept back"),
)
_ASIDE = (
    *("What does it mean?", "back to the talk", "(it is in the question)"),
    "Find a picture (PNG, JPEG or WebP)",
)
_LINES = (
    *("For {pupil}:", "For the family:", "skipped", "not asked yet"),
    "Answered before: {answer}. What is given now takes its place.",
    *("/skip leaves it as it is.", "in words", "in words; a blank line lists some cards"),
    "a number from 0 ({shown}) to {item} ({answer})",
    "a number from 0 ({shown}) to {item} ({answer}), or words",
    "the path of a picture on this computer, or words",
    "/change N, /move N COLUMN, /remove N, /private N for the answer with that number",
    "This talk explains no words.",
)
PROGRAM_WORDS: tuple[str, ...] = (
    *_STEPS,
    *_KEYS,
    *_MENUS,
    *_AROUND_CARDS,
    *_HINTS,
    *_SAID,
    *_ASIDE,
    *_LINES,
)
"""Every line of them, each once; the grown-up's own screens are in English and not among these."""


class Saying(Protocol):
    """Gives one of `PROGRAM_WORDS` with its blanks filled in."""

    def __call__(self, english: str, /, **blanks: str) -> str:
        """The words for the English ones."""


def program_words(pack: Pack, english: str, /, **blanks: str) -> str:
    """One of `PROGRAM_WORDS` in the language of the pack; in English where it has no words."""
    origin = pack.translation
    words = origin.program.get(english, "") if origin else ""
    if origin and not words:  # a talk begun before these words stood apart from the pack's
        found = (other for other, was in origin.english.items() if was == english)
        words = next(found, "")
    return fill(words or english, **blanks)


def saying(pack: Pack) -> Saying:
    """`program_words` of this pack."""
    return partial(program_words, pack)


def in_plain_english(english: str, /, **blanks: str) -> str:
    """The words as they stand, where there is no pack to go by."""
    return fill(english, **blanks)
