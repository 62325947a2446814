"""Scanning: a light that goes over what can be picked, row by row, then one by one. Pure.

The light rests after some rounds without a press, so that a child who looks away is not hurried by
it; the next press wakes it. With few things in one row they are gone over one by one at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FEW = 6
"""With no more things than this, rows are not worth a press of their own."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be picked: which widget it is on, its id there, its words."""

    widget: str
    id: str
    words: str


@dataclass
class Scan:
    """Where the light is. `lit` is what is lit now: a whole row, one target, or nothing."""

    rows: list[list[Target]]
    rounds: int
    """Rounds before the light rests."""
    row: int = 0
    item: int | None = None
    gone_round: int = 0
    resting: bool = False
    is_first: bool = field(default=True)
    """Is this the first light of a round? It stays longer."""

    @classmethod
    def over(cls, rows: Sequence[Sequence[Target]], rounds: int) -> Scan:
        """Begin at the first row, or at the first target where there are few."""
        kept = [list(row) for row in rows if row]
        if sum(map(len, kept)) <= FEW:
            kept = [row for row in [[each for row in kept for each in row]] if row]
        scan = cls(kept, rounds)
        scan.item = 0 if scan._one_row else None
        return scan

    @property
    def _one_row(self) -> bool:
        return len(self.rows) == 1

    @property
    def lit(self) -> list[Target]:
        """What is lit now."""
        if self.resting or not self.rows:
            return []
        row = self.rows[self.row]
        return row if self.item is None else [row[self.item]]

    def advance(self) -> None:
        """On to the next row, or the next target of the row."""
        if self.resting or not self.rows:
            return
        self.is_first = False
        if self.item is None:
            self.row = (self.row + 1) % len(self.rows)
            self._count_round(self.row == 0)
            return
        self.item = (self.item + 1) % len(self.rows[self.row])
        if self.item:
            return
        if self._one_row:
            self._count_round(True)
        else:
            self.item = None  # once through the row without a press: back to the rows
            self.is_first = True

    def _count_round(self, is_over: bool) -> None:
        if not is_over:
            return
        self.is_first = True
        self.gone_round += 1
        self.resting = self.gone_round >= self.rounds

    def choose(self) -> Target | None:
        """A press: into the row, or the target that is picked. It wakes a resting light."""
        if self.resting:
            self.resting, self.gone_round, self.row = False, 0, 0
            self.item = 0 if self._one_row else None
            self.is_first = True
            return None
        if not self.lit:
            return None
        self.gone_round = 0
        if self.item is None:
            self.item, self.is_first = 0, True
            row = self.rows[self.row]
            return row[0] if len(row) == 1 else None
        return self.lit[0]

    @property
    def says(self) -> str:
        """What is said of the light: the target's words; of a row, its first and last."""
        lit = self.lit
        if len(lit) <= 1:
            return lit[0].words if lit else ""
        return f"{lit[0].words}, to {lit[-1].words}"
