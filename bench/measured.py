"""What one measurement found, and the table that is printed and written."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """One line of the table: a value beside a baseline of the same run."""

    what: str
    value: float
    unit: str
    """`s`, `ms` or `MB`."""
    baseline: str
    beside: float
    """Not a number where the baseline could not be measured."""
    limit: float | None = None
    """In the unit, or as a ratio where `limits_ratio`; none where nothing is promised."""
    limits_ratio: bool = False

    @property
    def ratio(self) -> float:
        """How many times the baseline."""
        return self.value / self.beside if self.beside else math.inf

    @property
    def is_held(self) -> bool | None:
        """Is the limit held? None where there is none."""
        if self.limit is None:
            return None
        return (self.ratio if self.limits_ratio else self.value) <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The line as text: what, value, baseline, its value, ratio, limit, held."""
        limit = ""
        if self.limit is not None:
            limit = f"{self.limit:g} x" if self.limits_ratio else f"{self.limit:g} {self.unit}"
        held = {None: "", True: "held", False: "MISSED"}[self.is_held]
        value, beside = (_amount(each, self.unit) for each in (self.value, self.beside))
        ratio = "" if math.isnan(self.ratio) else f"{self.ratio:.2f} x"
        return (self.what, value, self.baseline, beside, ratio, limit, held)


HEAD = ("what", "value", "beside", "its value", "ratio", "limit", "")


def _amount(value: float, unit: str) -> str:
    if math.isnan(value):
        return ""
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f} {unit}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all are not above (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def as_text(lines: Iterable[Line]) -> str:
    """The table for a terminal."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    return "\n".join(_row(row, widths) for row in rows)


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(cell.ljust(width) for cell, width in cells).rstrip()


def as_markdown(lines: Iterable[Line], *, on: date) -> str:
    """The table for `docs/measurements.md`, with the day and the kind of machine."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(line.cells() for line in lines)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return (
        "# Measurements\n\n"
        f"Made by `make bench` on {on:%d %B %Y}, on {machine()}. Every line stands beside a "
        "baseline of the same run, since a busy or slow machine slows both. "
        "`design.md` names the limits; the others promise nothing.\n\n"
        f"{table}\n"
    )


def machine() -> str:
    """The kind of machine, in general words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{cores} cores, {platform.system()} on {platform.machine()}, Python {version}"
