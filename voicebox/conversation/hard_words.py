"""The hard words that a pack explains, those on the screen first. A look aside: nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.conversation.shapes import Step
from voicebox.conversation.talk import Talk


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word that is explained: what it means, its picture, and is it on the screen now?"""

    word: str
    means: str
    symbol: str = ""
    is_here: bool = False


def hard_words(talk: Talk, step: Step) -> tuple[HardWord, ...]:
    """Every word that the talk's pack explains: those of `step` as they stand in it, then others
    by the alphabet (rule 17)."""
    shown = " . ".join(_words_of(step))
    found = []
    for word, entry in talk.pack.glossary.items():
        at = _place(word, shown)
        explained = HardWord(word, entry.means, entry.symbol or "", at is not None)
        found.append(((at is None, at or 0, word.casefold()), explained))
    return tuple(explained for _, explained in sorted(found, key=lambda each: each[0]))


def look_up(words: tuple[HardWord, ...], wanted: str) -> HardWord | None:
    """The word that somebody asks about, however it is written: `Plans` finds `plan`."""
    given = wanted.strip().casefold()
    exact = [each for each in words if each.word.casefold() == given]
    near = [each for each in words if _place(each.word, given) == 0]
    return next(iter((*exact, *near)), None)


def _words_of(step: Step) -> Iterator[str]:
    yield step.asked
    if step.item is not None:
        yield step.item.word
    for option in (*step.options, *step.standing):
        yield option.word
    if step.ladder is not None:
        yield step.ladder.low.word
        yield step.ladder.high.word
    yield step.another_way


def _place(word: str, text: str) -> int | None:
    """Where a word stands in a text first, alone or with an ending such as that of many."""
    whole = rf"(?<!\w){re.escape(word)}(?:e?s|['’]s)?(?!\w)"
    found = re.search(whole, text, re.IGNORECASE)
    return found.start() if found else None
