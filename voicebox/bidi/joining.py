"""Arabic letters in the shapes they take beside one another, for painting alone.

The shapes are those of Unicode's own presentation forms, as the `unicodedata` of Python has them:
Arabic, Persian, Urdu and every other language whose letters are among them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

_FORMS = (range(0xFB50, 0xFDFF), range(0xFE70, 0xFEFD))
_ZWNJ, _ZWJ, _TATWEEL = "\u200c", "\u200d", "\u0640"
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
Shapes = dict[str, dict[str, str]]


@cache
def _shapes() -> Shapes:
    """By letter (or by lam with an alef): its isolated, final, initial and medial shape."""
    found: Shapes = {}
    for span in _FORMS:
        for code in span:
            name, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
            form = name.removeprefix("<")
            if form in ("isolated", "final", "initial", "medial"):
                word = "".join(chr(int(each, 16)) for each in letters.split())
                if len(word) == 1 or (len(word) == 2 and word[0] == _LAM and word[1] in _ALEFS):
                    found.setdefault(word, {}).setdefault(form, chr(code))
    return found


def joined(letters: Sequence[str]) -> list[str]:
    """The letters, each with its marks, in their shapes; an alef that joins a lam before is empty.

    Args:
        letters: one letter and the marks upon it each, in the order in which they are read.
    """
    shaped = list(letters)
    for at, letter in enumerate(letters):
        if not shaped[at]:
            continue
        after = letters[at + 1] if at + 1 < len(letters) else ""
        pair = letter[:1] + after[:1]
        before = letters[at - 1] if at else ""
        if len(pair) == 2 and pair in _shapes():
            name = "final" if _joins(before, letter) else "isolated"
            shaped[at] = _shapes()[pair].get(name, pair) + letter[1:] + after[1:]
            shaped[at + 1] = ""
        else:
            shaped[at] = _shaped(letter, before, after)
    return shaped


def _shaped(letter: str, before: str, after: str) -> str:
    forms = _shapes().get(letter[:1])
    if forms is None:
        return letter
    back, on = _joins(before, letter), _joins(letter, after)
    name = "medial" if back and on else "final" if back else "initial" if on else "isolated"
    return forms.get(name, letter[:1]) + letter[1:]


def _joins(one: str, other: str) -> bool:
    """Does the first of two neighbours reach out to the second, and the second back to it?"""
    if not one or not other or _ZWNJ in one[1:]:
        return False
    reaches = _ZWJ in one or one[:1] == _TATWEEL or "initial" in _shapes().get(one[:1], {})
    return reaches and (other[:1] == _TATWEEL or "final" in _shapes().get(other[:1], {}))
