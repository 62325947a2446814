"""Which pages a text format writes: the record of each talk, or the plan that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voicebox.errors import ExportError
from voicebox.exports.acronyms import acronym_page
from voicebox.exports.dossier import Dossier
from voicebox.exports.page import Block
from voicebox.exports.record_page import record_page

RECORD, PLAN = "record", "plan"


def wants_plan(dossier: Dossier, format_: str) -> bool:
    """Was the plan asked for, and not the record of each talk?

    Raises:
        ExportError: another document than these two was asked for, or there is no one plan.
    """
    wanted = dossier.wanted.document
    if wanted in ("", RECORD):
        return False
    if wanted != PLAN:
        raise ExportError(
            f"{format_} has no document `{wanted[:40]}`.", mend=f"It has: {RECORD}, {PLAN}."
        )
    if dossier.plan is None:
        raise ExportError(
            "These talks are of several pupils, and a plan is about one.",
            mend="Name the talks of one pupil.",
        )
    return True


def documents(dossier: Dossier) -> list[list[Block]]:
    """The pages of what was asked for, with their short words explained at the foot of the last.

    Raises:
        ExportError: as `wants_plan` says.
    """
    found = [[*page] for page in _pages(dossier)]
    found[-1] += acronym_page(block for page in found for block in page)
    return found


def _pages(dossier: Dossier) -> Iterator[Iterable[Block]]:
    if wants_plan(dossier, "This format"):
        from voicebox.exports.plan_page import plan_page

        yield plan_page(dossier)
    else:
        yield from map(record_page, dossier.talks)
