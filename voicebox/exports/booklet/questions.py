"""Each prompt of a pack as a question on paper: cards to circle, grids, ladders, rings, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from voicebox.exports.booklet.conditions import when
from voicebox.exports.booklet.drawn import Cards
from voicebox.prompts.models import (
    NOTICE_FIELDS,
    Choose,
    Draw,
    Faces,
    Field_,
    Finish,
    Form,
    Gather,
    KeepOrBin,
    Ladder,
    MyWay,
    Notice,
    Option,
    Pack,
    Pair,
    People,
    Prompt,
    ScalePrompt,
    Side,
    Signals,
    Sort,
    Tell,
    TellYou,
    Working,
    fill,
)

T = TypeVar("T")
Part = dict[str, Any]
"""One thing to fill in: its `type`, and what the template draws of it."""
FIELDS_A_BLOCK = 6
"""Fields of a form that stand together; more begin another block."""
CARDS_A_GRID = 12
"""Cards in one grid; more begin another."""
AGAIN = "There may be more than one: copy this page for each."
_STAFF = (Notice, Form, Gather)


@dataclass(frozen=True)
class Questions:
    """Writes the questions of one pack."""

    pack: Pack
    cards: Cards
    pupil: str
    adult: str

    def filled(self, words: str) -> str:
        """Words with what is known filled in, and gaps for the rest."""
        gap = "…"
        rest = dict.fromkeys(("item", "answer", "who", "when", "asked", "shown"), gap)
        filled = fill(words, pupil=self.pupil, adult=self.adult, **rest)
        return filled.replace(f"{gap}.", gap)

    def of(self, prompt: Prompt, parent: Prompt | None = None) -> Iterator[dict[str, Any]]:
        """A prompt's blocks, none of which may be split across pages; then its follow-ups'."""
        for number, parts in enumerate(self._blocks(prompt)):
            yield {
                **{"ask": self.filled(prompt.ask), "picture": self.cards.picture(prompt.symbol)},
                **{"when": self.filled(when(prompt, parent, self.pack)), "parts": parts},
                "another": self.filled(prompt.another_way or "") if not number else "",
                "to_adult": self.filled(prompt.to_adult or "") if not number else "",
                "follows": parent is not None,
                "goes_on": bool(number),
                "for_adult": isinstance(prompt, _STAFF),
                "tells": isinstance(prompt, TellYou),
            }
        for follow_up in prompt.then:
            yield from self.of(follow_up, prompt)

    def _blocks(self, prompt: Prompt) -> Iterator[list[Part]]:
        match prompt:
            case Form():
                yield from self._form(prompt)
            case Signals():
                yield from self._signals(prompt)
            case People() if len(prompt.options) > CARDS_A_GRID:
                board, *rest = self._parts(prompt)
                yield [board]
                yield rest
            case Sort():
                for cards in _batches(prompt.cards, CARDS_A_GRID):
                    yield [self._grid(cards, self._points(prompt.scale))]
            case _:
                yield [*self._parts(prompt)]

    def _parts(self, prompt: Prompt) -> Iterator[Part]:
        match prompt:
            case Tell():
                yield lines(3)
                yield self._standing()
            case Choose():
                yield self._board(prompt.options, many=prompt.many)
                yield self._standing(write=True)
            case Finish():
                yield lines(2)
                if prompt.options:
                    yield self._board(prompt.options, many=True)
                yield self._standing()
            case ScalePrompt():
                yield self._scale(prompt.scale)
                yield lines(1)
                yield self._standing()
            case Pair():
                yield self._sides(("To me", prompt.to_me), ("For me", prompt.for_me))
            case Working():
                yield self._sides(("Working", prompt.working), ("Not working", prompt.not_working))
            case _:
                yield from self._more_parts(prompt)

    def _more_parts(self, prompt: Prompt) -> Iterator[Part]:
        match prompt:
            case People():
                yield self._board(prompt.options, many=True)
                yield {"type": "rings", "ask": self.filled(prompt.ask_ring), **self._rings(prompt)}
                yield self._standing(write=True)
            case Draw():
                yield {"type": "frame"}
                yield lines(2, self.filled(prompt.ask_words))
            case Notice():
                yield from (lines(1, label) for label in NOTICE_FIELDS.values())
            case Gather():
                for _ in range(2):
                    yield lines(1, self.filled(prompt.ask_who))
                    yield lines(1, self.filled(prompt.ask_how))
                    yield lines(2, "Their words")
            case KeepOrBin():
                boxes = self.cards.all((prompt.keep, prompt.bin, prompt.not_sure))
                yield {"type": "grid", "columns": boxes, "rows": [], "blank": 4}
            case TellYou():
                yield {"type": "told", "more": self.filled(prompt.more or "")}

    def _signals(self, prompt: Signals) -> Iterator[list[Part]]:
        """A table to write in, then every card of its columns; then my yes, no, more and stop."""
        asks = (prompt.ask, prompt.means.ask, prompt.please.ask)
        table = {"type": "rows", "head": [self.filled(each) for each in asks], "count": 4}
        options = (*prompt.options, *prompt.means.options, *prompt.please.options)
        first, *more = _batches(options, CARDS_A_GRID) or [()]
        yield [table, self._board(first, many=True)] if first else [table]
        yield from ([self._board(cards, many=True)] for cards in more)
        if prompt.my:
            yield [part for way in prompt.my for part in self._my_way(way)]

    def _my_way(self, way: MyWay) -> Iterator[Part]:
        words = [option.word for option in way.options]
        yield {"type": "ticks", "label": self.filled(way.ask), "words": words}
        yield lines(1)

    def _form(self, prompt: Form) -> Iterator[list[Part]]:
        again = [{"type": "note", "words": AGAIN}] if prompt.rows is not None else []
        for fields in _batches(prompt.fields, FIELDS_A_BLOCK):
            yield [*(part for field in fields for part in self._field(field)), *again]

    def _field(self, field: Field_) -> Iterator[Part]:
        label = self.filled(field.ask)
        if field.options:
            words = [option.word for option in field.options]
            yield {"type": "ticks", "label": label, "words": words}
        else:
            yield lines(2 if field.recall or field.rows_of else 1, label)

    def _board(self, options: Sequence[Option], *, many: bool) -> Part:
        return {"type": "cards", "many": many, "cards": self.cards.all(options)}

    def _standing(self, *, write: bool = False) -> Part:
        """What stands on every board; `write`: a line for something else."""
        standing = self.pack.standing
        words = [standing.dont_know.word, standing.wont_say.word]
        other = standing.something_else.word if write else ""
        return {"type": "standing", "words": words, "other": other}

    def _points(self, scale: str) -> tuple[Option, ...]:
        found = self.pack.scales[scale]
        return found.points if isinstance(found, Faces) else (found.low, found.high)

    def _grid(self, cards: Sequence[Option], points: Sequence[Option]) -> Part:
        rows, columns = self.cards.all(cards), self.cards.all(points)
        return {"type": "grid", "columns": columns, "rows": rows, "blank": 0}

    def _scale(self, name: str) -> Part:
        scale = self.pack.scales[name]
        if isinstance(scale, Ladder):
            ends = {"low": self.cards.card(scale.low), "high": self.cards.card(scale.high)}
            return {"type": "ladder", "top": scale.top, "numbers": scale.numbers, **ends}
        return {"type": "faces", "cards": self.cards.all(scale.points)}

    def _rings(self, prompt: People) -> Part:
        """The rings from the middle outwards, whichever way round the pack names them."""
        rings = prompt.rings
        is_outwards = rings[-1].id != "nearest"
        return {"rings": [ring.word for ring in (rings if is_outwards else rings[::-1])]}

    def _sides(self, *sides: tuple[str, Side]) -> Part:
        told = [
            {"name": name, "ask": self.filled(side.ask), "cards": self.cards.all(side.options)}
            for name, side in sides
        ]
        return {"type": "sides", "sides": told}


def lines(count: int, label: str = "") -> Part:
    """Lines to write on."""
    return {"type": "lines", "label": label, "count": count}


def _batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
