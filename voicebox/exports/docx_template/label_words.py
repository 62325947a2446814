"""Reading labels as schools print them: numbered, with colons, instructions, in two languages.

A label is only taken for a box when what is left of it, without numbers, instructions and whose it
is, is one of the box's labels, word for word. Nothing is guessed from words that are alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from voicebox.exports.mapping import Box, Mapping

LONGEST_LABEL = 300

_NUMBER = re.compile(
    r"^\s*(?:(?:section|part|question|box|adran|rhan|cwestiwn|q)\s*)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*[a-z]?\s*[.):–-]\s*(?=\D)|(?:[a-h]|[ivx]{1,4})\s*[.):–-]\s+)"
    r"|^\s*\d{1,2}\s+(?=\D)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_GONE = re.compile(r"['’‘`´ʼ.*…]")
_SPACE = re.compile(r"[^\w/:&]+|_+")
_WHOSE = re.compile(
    r"^(?:the |my |(?:child/young|child or young|young) persons? |cyps? |"
    r"(?:pupil|child|student|learner)s? |childrens |about me )"
)
_OF_WHOM = re.compile(
    r" of (?:the |this )?(?:child/young person|child or young person|young person|cyp|child|pupil|"
    r"student|learner)$"
)
_SENTENCE = re.compile(r"(?<=[?.!:])\s+")
_SIDES = re.compile(r"\s*[/|]\s*|\s+[–—-]\s+")
_OTHER_WORDS = (
    "parent parents parental carer carers family families mother father mum dad guardian sibling "
    "staff teacher teachers professional professionals senco sendco doctor gp agency agencies "
    "author completed school practitioner worker emergency contact head headteacher others other "
    "peer peers friend friends adult adults assistant rhiant rhieni gofalwr teulu athro "
    "signature signed llofnod"
)
_OTHERS = frozenset(_OTHER_WORDS.split())
_SIGNING = frozenset(("signature", "signatures", "signed", "sign", "llofnod", "llofnodwyd"))
_SPEAKERS = {
    "child": "child pupil student learner me myself cyp|young person|child/young person|pupil view"
    "|pupil views|child views|childs view|childs views|pupils view|pupils views|my view|my views",
    "family": "parent parents carer carers family home|parent/carer|parents/carers|parent and carer"
    "|parents and carers|parent/carers|parent view|parents view|parents views|family view",
    "school": "school staff teacher setting|school staff|school view|class teacher",
}
_SPEAKER_OF = {
    words: speaker
    for speaker, listed in _SPEAKERS.items()
    for words in (*listed.split("|")[0].split(), *listed.split("|")[1:])
}


@lru_cache(maxsize=4096)
def normal(words: str) -> str:
    """A label without its number, marks and capitals: `3) D.O.B.:` is `dob`."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    plain = _NUMBER.sub("", plain)
    plain = _SPACE.sub(" ", _GONE.sub("", plain).replace("&", " and "))
    return re.sub(r"\s*([/:])\s*", r"\1", plain).strip(" :/")


def _forms(words: str) -> Iterator[str]:
    plain = normal(words)
    yield plain
    yield plain.replace(" or ", "/")
    for shorter in (_OF_WHOM.sub("", plain), _WHOSE.sub("", plain)):
        if shorter != plain:
            yield shorter


def is_signing(words: str) -> bool:
    """Is this a place for a signature?"""
    return bool(_SIGNING & set(normal(words).replace("/", " ").split()))


def speaks_of_others(words: str) -> frozenset[str]:
    """The words in a label that say that it is not about the child, or not by them."""
    return _OTHERS & frozenset(re.split(r"[ /:]", normal(words)))


def speaker_of(words: str) -> str:
    """`child`, `family` or `school` where a label names one of them, and nothing else."""
    return _SPEAKER_OF.get(normal(_BRACKETS.sub("", words)), "")


@dataclass(frozen=True)
class Labels:
    """The labels of a mapping's boxes."""

    mapping: Mapping

    @cached_property
    def _boxes(self) -> dict[str, Box | None]:
        """By each normal label; None where two boxes have the same."""
        found: dict[str, Box | None] = {}
        for box in self.mapping.boxes:
            for label in (box.label, *box.also):
                if not box.rows:
                    key = normal(label)
                    found[key] = box if found.get(key, box) is box else None
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for key in self._boxes for word in re.split(r"[ /:]", key))

    def box(self, label: str) -> Box | None:
        """The one box that a label means; None where it means none, or may mean several."""
        if not label.strip() or len(label) > LONGEST_LABEL:
            return None
        found = self._whole(label)
        if found is not None:
            return found
        boxes = {box.id: (box, key) for box, key in self._parts(label)}
        if len(boxes) != 1:
            return None
        box, key = next(iter(boxes.values()))
        return None if speaks_of_others(label) - speaks_of_others(key) else box

    def _whole(self, words: str) -> Box | None:
        return next((box for form in _forms(words) if (box := self._boxes.get(form))), None)

    def _parts(self, label: str) -> Iterator[tuple[Box, str]]:
        """Boxes that a part of a label means: without brackets, by line, sentence or language."""
        without = _BRACKETS.sub(" ", label)
        lines = [line for line in without.split("\n") if line.strip()]
        sentences = [_SENTENCE.split(line.strip())[0] for line in lines]
        for part in dict.fromkeys((without, *lines, *sentences)):
            box = self._whole(part)
            if box is not None:
                yield box, part
            yield from self._languages(part)

    def _languages(self, part: str) -> Iterator[tuple[Box, str]]:
        """One side of `Enw / Name`; the other side is in words that no label here has."""
        sides = [side for side in _SIDES.split(part) if side.strip()]
        if len(sides) < 2:
            return
        known = [(box, side) for side in sides if (box := self._whole(side)) is not None]
        unknown = [side for side in sides if self._whole(side) is None]
        if not any(self._words & set(normal(side).split()) for side in unknown):
            yield from known

    def cell(self, across: str, down: str) -> Box | None:
        """The box where a row's label and a column's label meet: `Pupil` and `What is working`."""
        for one, other in ((across, down), (down, across)):
            speaker = speaker_of(one)
            if speaker and not speaker_of(other):
                for form in _forms(_BRACKETS.sub("", other)):
                    box = self._boxes.get(f"{speaker}:{form}")
                    if box is not None:
                        return box
        return None

    def table(self, headings: list[str]) -> tuple[Box, dict[int, Box]] | None:
        """The table that a row of headings means, and its columns by their place.

        Two headings and half of them must be its own; where two tables fit alike it is the one
        whose first column is there.
        """
        fits: list[tuple[int, bool, Box, dict[int, Box]]] = []
        written = sum(1 for heading in headings if heading.strip())
        forms = [tuple(_heading_forms(heading)) for heading in headings if written > 1]
        for box, known in self._tables if written > 1 else ():
            columns = _columns(known, forms)
            if len(columns) >= 2 and 2 * len(columns) >= written:
                has_first = box.columns[0] in columns.values()
                fits.append((len(columns), has_first, box, columns))
        fits.sort(key=lambda fit: (fit[0], fit[1]), reverse=True)
        if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
            return None
        return fits[0][2], fits[0][3]

    @cached_property
    def _tables(self) -> list[tuple[Box, dict[str, Box]]]:
        """The boxes that are tables, with their columns by normal label."""
        return [
            (box, {normal(label): of for of in box.columns for label in (of.label, *of.also)})
            for box in self.mapping.boxes
            if box.rows
        ]


def _columns(known: dict[str, Box], headings: list[tuple[str, ...]]) -> dict[int, Box]:
    found: dict[int, Box] = {}
    for place, forms in enumerate(headings):
        column = next((known[form] for form in forms if form in known), None)
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _heading_forms(heading: str) -> Iterator[str]:
    without = _BRACKETS.sub(" ", heading)
    lines = [line for line in without.split("\n") if line.strip()]
    for part in dict.fromkeys((heading, without, *lines)):
        yield from _forms(part)
        yield from _forms(_SENTENCE.split(part.strip())[0])
        sides = [side for side in _SIDES.split(part) if side.strip()]
        if len(sides) == 2:
            for side in sides:
                yield from _forms(side)
