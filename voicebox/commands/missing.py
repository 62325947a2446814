"""`voicebox talks --missing`: whose voice is here, whose is missing and what is due, by pupil."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from voicebox.commands.files import print_text
from voicebox.pupils import find
from voicebox.voices_heard import Due, Heard, What, Whose, voices_heard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voicebox.ports import Store

COLUMNS = ("pupil", *Whose, "child_last_heard", "review_by", "due")
"""The first row of the CSV. A voice that is missing is an empty cell."""
MISSING = "missing"
_WIDTHS = (24, *(13 for _ in Whose), 13, 0)
_DUES = {
    What.REVIEW: "review by {day}",
    What.AFTER: "tell the child what came of the plan, by {day}",
    What.HEAR: "hear the child again, since {day}",
}


def missing(store: Store, given: Namespace, names: Mapping[str, str]) -> int:
    """Print the table, or JSON or CSV for programs.

    Args:
        store: where the talks are.
        given: `pupil`, `json` and `csv` of the command.
        names: what each pupil is called in a list, by id.
    """
    pupils = [find(store, given.pupil)] if given.pupil else None
    heard = voices_heard(store, date.today(), pupils)
    if given.json:
        from voicebox.exports.as_json import json_text

        whole = {"schema_version": 1, "pupils": [_value(each, names) for each in heard]}
        print_text(json_text(whole))
    elif given.csv:
        print_text(_csv(heard, names))
    else:
        print_text("".join(f"{line}\n" for line in _table(heard, names)))
    return 0


def _table(heard: Sequence[Heard], names: Mapping[str, str]) -> Iterator[str]:
    if not heard:
        yield "No pupils yet. Start a talk with: voicebox talk"
        return
    titles = ("pupil", *Whose, "last heard", "due")
    yield _row(titles)
    for each in heard:
        last = _day(each.child_last) if each.child_last else "never"
        due = "; ".join(map(_told, each.due))
        voices = [_day(each.here[whose]) if whose in each.here else MISSING for whose in Whose]
        yield _row((names[each.pupil.id], *voices, last, due))
    yield ""
    yield from _counts(heard)


def _row(cells: Sequence[str]) -> str:
    spaced = (f"{cell:<{wide}}" for cell, wide in zip(cells, _WIDTHS, strict=True))
    return "".join(cell if cell.endswith(" ") else f"{cell} " for cell in spaced).rstrip()


def _counts(heard: Sequence[Heard]) -> Iterator[str]:
    """How many pupils have no voice of each here, and how many have something due."""
    several = "1 pupil" if len(heard) == 1 else f"{len(heard)} pupils"
    lacking = ", ".join(
        f"{whose} {sum(whose in each.missing for each in heard)}" for whose in Whose
    )
    yield f"{several}. Missing: {lacking}. Something is due: {sum(bool(x.due) for x in heard)}."


def _told(due: Due) -> str:
    return _DUES[due.what].format(day=_day(due.on))


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def _value(heard: Heard, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "pupil": names[heard.pupil.id],
        "voices": {whose: _iso(heard.here.get(whose)) for whose in Whose},
        "missing": list(heard.missing),
        "child_last_heard": _iso(heard.child_last),
        "review_by": _iso(heard.review_by),
        "due": [{"what": due.what, "on": due.on.isoformat()} for due in heard.due],
    }


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _csv(heard: Sequence[Heard], names: Mapping[str, str]) -> str:
    from voicebox.exports.as_csv import BOM, safe_cell

    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for each in heard:
        voices = [_iso(each.here.get(whose)) or "" for whose in Whose]
        last, review = _iso(each.child_last) or "", _iso(each.review_by) or ""
        due = "; ".join(f"{due.what} {due.on.isoformat()}" for due in each.due)
        rows.writerow(map(safe_cell, (names[each.pupil.id], *voices, last, review, due)))
    return BOM + out.getvalue()
