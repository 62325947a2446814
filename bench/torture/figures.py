"""What each part of the harness came to, and the table that is printed and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass
class Figure:
    """One line of the table."""

    what: str
    unit: str
    """What was counted: kills, cuts, faults, inputs."""
    count: int = 0
    kept: int = 0
    """Answers that were acknowledged and had to be there, over all counts."""
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    """Anything else that must not be, in words."""
    note: str = ""
    skipped: str = ""
    """Why it could not be done here; empty where it was done."""

    @property
    def is_right(self) -> bool:
        """Was nothing lost, and nothing wrong?"""
        return not self.lost and not self.wrong

    def must(self, holds: bool, otherwise: str) -> None:
        """Note what must not be."""
        if not holds:
            self.wrong.append(otherwise)


_SHOWN = 12
"""The most that is told of what went wrong in one part."""
HEAD = ("what", "how many", "answers that had to be there", "lost", "otherwise")


def _cells(figure: Figure) -> tuple[str, ...]:
    if figure.skipped:
        return (figure.what, "", "", "", f"not done here: {figure.skipped}")
    told = figure.note if figure.is_right else f"{len(figure.wrong)} WRONG. {figure.note}"
    kept = f"{figure.kept:,}" if figure.kept else ""
    lost = str(figure.lost) if kept else ""
    return (figure.what, f"{figure.count:,} {figure.unit}", kept, lost, told.strip())


def as_text(figures: Iterable[Figure]) -> str:
    """The table for a terminal, and what went wrong below it."""
    figures = list(figures)
    rows = [HEAD, *map(_cells, figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    for figure in figures:
        told = list(dict.fromkeys(figure.wrong))
        lines += [f"WRONG, {figure.what}: {each}" for each in told[:_SHOWN]]
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(figures: Sequence[Figure]) -> str:
    """The table for docs/limits.md."""
    rows = [HEAD, ("---", "--:", "--:", "--:", "---"), *map(_cells, figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
