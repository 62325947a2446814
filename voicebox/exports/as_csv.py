"""CSV: one row for each view, for a spreadsheet. RFC 4180, UTF-8 with a mark, every cell in quotes.

A cell that a spreadsheet could take for a formula (its first character is one of `= + - @`, a tab,
a line end, or one of `＝＋－＠`) gets one apostrophe in front, and so does a cell that begins with
an apostrophe. To have the words back byte for byte: where a cell begins with an apostrophe, take
that one off. Nothing else is changed. The mark (BOM) at the start lets Excel read accents rightly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from voicebox.conversation.views import View, value_words
from voicebox.exports.as_json import utc
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Leaving

COLUMNS: tuple[str, ...] = (
    *("pupil", "talk", "pack", "pack_version", "date", "section", "prompt", "part", "item"),
    *("asked", "picked", "words", "status", "speaker", "speaker_name", "kind", "about", "modes"),
    *("help", "present", "interpreter", "checked_back", "share", "language", "options_offered"),
    *("theme", "feeds", "gathered", "at", "recorder", "id"),
)
"""The names in the first row. `picked` is a value in words; lists are parted by `; `."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"
BOM = "\ufeff"


class CsvExporter:
    """One row a view, for a spreadsheet."""

    name = "csv"
    suffix = ".csv"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """All views of all talks, those that were never asked last in each."""
        out = io.StringIO(newline="")
        rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for talk in dossier.talks:
            for view in (*talk.shared.views, *talk.not_reached):
                rows.writerow(map(safe_cell, _cells(talk, view)))
        return (BOM + out.getvalue()).encode("utf-8")


def safe_cell(words: str) -> str:
    """A cell that no spreadsheet takes for a formula; `cell_words` gives the words back."""
    is_changed = words.startswith((*_STARTS_A_FORMULA, APOSTROPHE))
    return APOSTROPHE + words if is_changed else words


def cell_words(cell: str) -> str:
    """What stood in a cell before it was made safe."""
    return cell.removeprefix(APOSTROPHE)


def _cells(talk: Leaving, view: View) -> Iterator[str]:
    plain = view.model_dump(mode="json")
    header = talk.summary.header
    told = {
        "pupil": header.pupil.name,
        "pack": header.pack,
        "pack_version": header.pack_version,
        "date": utc(view.at)[:10],
        "section": dict(talk.sections).get(view.section, view.section),
        "picked": value_words(view.value),
        "options_offered": _listed(option.word for option in view.options_offered),
        "at": utc(view.at),
    }
    for name in COLUMNS:
        yield told[name] if name in told else _plain(plain.get(name))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return _listed(map(str, value))
    return "" if value is None else str(value)


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
