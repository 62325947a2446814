"""Days as people write them: `2027-01-12`, `12 January 2027`, `12/1/2027`. Never guessed."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NUMBERS = re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?:[a-z]+day,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>[a-z]{3,9})\.?,?\s+(?P<y>\d{4})"
)


def read_date(words: str) -> date | None:
    """The day that these words name, day before month as in the UK; None where they name none."""
    given = " ".join(words.casefold().split())
    for shape in (_ISO, _NUMBERS, _WORDS):
        found = shape.fullmatch(given)
        if found is not None:
            return _day(found["y"], found["m"], found["d"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month)
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full_year, number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12; 0, which no date has, where it is no month."""
    name = "sep" if name == "sept" else name
    return next((at for at, full in enumerate(_MONTHS, 1) if full == name or full[:3] == name), 0)
