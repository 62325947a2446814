"""How many syllables an English word has, by its letters: rules, and a list of what they get wrong.

The rules alone are right for about 19 in 20 common words, as the CMU Pronouncing Dictionary has
them; the list holds the rest (`bench/easy_words.py`). Hyphenation (pyphen) is right for 3 in 4,
and the dictionary itself would cost every check most of a second.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile(
    r"""
    (?<![aeiouy][lr])(?<=[^aeiouyl])e$             # home, change; not idle
  | (?<=[aeiouy][lr])e$                              # whole, care
  | (?<=[aeiouy]l)es$ | (?<=[^aeiouyscgzxlh])es$     # makes; not horses
  | (?<=[^aeiouytdl])ed$ | (?<=[aeiouy]l)ed$ | (?<=[aeiouy]ll)ed$   # helped; not wanted
  | (?<=[^aeiouy])e(?=(?:ly|ments?|ful|fully|less|ness|some|times?|where|thing|body|one|day
      |ball|work|room|land|side)$)                   # someone, hopeful
""",
    re.VERBOSE,
)
_MORE = re.compile(
    r"""
    (?<![tscglnq])i(?=[ao])            # radio; not nation, million
  | [aeiouy](?=ing)                     # going, playing
  | y(?=er) | i(?=um|us$)               # player, stadium
  | (?<![qg])u(?=a[a-z]) | u(?=ou)      # usual
  | e(?=o[^u])                          # video
  | (?<=[a-z]r)e(?=at[eio])             # create
  | (?<=ti)e(?=t) | i(?=et)             # quiet
  | (?<=[^aeiou])s(?=ms?$)              # prism
""",
    re.VERBOSE,
)
_PARTS = re.compile(r"[^\W\d_]+")


def syllables(word: str) -> int:
    """The syllables of a word as it is said, 1 or more. The parts of `grown-up` are added up.

    Letters said one by one (`TV`, `SEN`) count as their names; a word of no letters counts as one.
    """
    parts = _PARTS.findall(word.replace("'", "").replace("’", ""))
    return max(1, sum(map(_of_part, parts)))


def by_rule(word: str) -> int:
    """The syllables of a word in small letters by the rules alone."""
    vowels = len(_VOWELS.findall(word))
    return max(1, vowels - len(_SILENT.findall(word)) + len(_MORE.findall(word)))


def _of_part(part: str) -> int:
    if len(part) > 1 and part.isupper():
        return sum(3 if letter == "W" else 1 for letter in part)
    low = part.casefold()
    for plain in (low, low.removesuffix("s")):
        if plain in _listed():
            return _listed()[plain]
    return by_rule(low)


@cache
def _listed() -> dict[str, int]:
    text = files("voicebox.authoring").joinpath("words", "syllables-en.txt")
    listed: dict[str, int] = {}
    for line in text.read_text(encoding="utf-8").splitlines():
        count, *words = line.split()
        if count.isdigit():
            listed |= dict.fromkeys(words, int(count))
    return listed
