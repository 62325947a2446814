"""What a check of a pack finds: how much it matters, where it stands, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voicebox.prompts.models import Audience
from voicebox.prompts.yaml_source import Key

FOR_CHILDREN = (Audience.CHILD, Audience.YOUNG_PERSON)


class Severity(StrEnum):
    """How much a finding matters: an error stops a pack, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `line` counts from 1; 0 where there is no file.

    `file` is where it stands, where that is another pack than the one that is checked.
    """

    line: int
    severity: Severity
    rule: str
    what: str
    mend: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding at its path in the pack (`("sections", 0, "title")`)."""

    path: Sequence[Key]
    severity: Severity
    rule: str
    what: str
    mend: str


Place = Callable[[Sequence[Key]], tuple[str, int]]
"""The file and line of a path; the file is empty for the pack's own."""


def with_lines(found: Iterable[Found], place: Place) -> list[Finding]:
    """The findings in the order of the file, then those in files that it builds on."""
    all_of_them = []
    for each in found:
        file, line = place(each.path)
        all_of_them.append(Finding(line, each.severity, each.rule, each.what, each.mend, file))
    return sorted(all_of_them, key=lambda finding: (finding.file, finding.line))
