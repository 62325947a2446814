"""What is wrong with a pack: where it stands, what it is, and how to mend it, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.errors import PackError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack file. `line` counts from 1; `what` and `mend` are sentences."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        """`file:line: what is wrong. What to do.`"""
        return f"{self.file}:{self.line}: {self.what} {self.mend}"


class PackProblems(PackError):
    """A pack cannot be used. It reads as its first problem and carries them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Tell the first of `problems` (at least one), and how many more there are."""
        first, others = problems[0], len(problems) - 1
        more = f" ({others} more: voicebox packs check {first.file})" if others else ""
        super().__init__(f"{first.file}:{first.line}: {first.what}", mend=first.mend + more)
        self.problems = tuple(problems)
