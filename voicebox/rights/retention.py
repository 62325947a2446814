"""How long records are kept: a rule in the settings, and a list of what is due. It deletes nothing.

`dob+25` is the day on which the child is 25, `dob+31` the day on which they are 31: the two rules
in use for records of special educational needs in England. The date of birth is the one that the
plan says (its must-know); who has none is listed as unknown, and never as due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from voicebox.conversation.record import fold
from voicebox.conversation.views import Status, said
from voicebox.plan.dates import read_date
from voicebox.ports import Pupil
from voicebox.runner import stamp
from voicebox.store.repository import SqlStore

RULES = {"dob+25": 25, "dob+31": 31}
"""Years after the date of birth."""
_BORN = "must-know-date-of-birth"


@dataclass(frozen=True, slots=True)
class Due:
    """When a pupil's record is due to be looked at, by the rule."""

    pupil: Pupil
    born: date | None
    on: date | None
    """None: the date of birth is not written, or the words are no date."""
    last_talk: datetime | None

    def is_due(self, today: date) -> bool:
        """Has the day come?"""
        return self.on is not None and self.on <= today


def due(store: SqlStore, rule: str) -> list[Due]:
    """Every pupil with the day on which the rule asks for their record, the earliest first.

    Args:
        store: where they are.
        rule: one of `RULES`.

    Raises:
        StoreDamaged: a talk is not as it was written.
    """
    years = RULES[rule]
    lines = store.talk_lines()
    born = dict(_born(store, [(line.id, line.pupil_id) for line in reversed(lines)]))
    last = {line.pupil_id: datetime.fromisoformat(line.started) for line in reversed(lines)}
    found = [
        Due(pupil, born.get(pupil.id), _years_on(born.get(pupil.id), years), last.get(pupil.id))
        for pupil in store.pupils()
    ]
    return sorted(found, key=lambda each: (each.on or date.max, each.pupil.name, each.pupil.id))


def _years_on(born: date | None, years: int) -> date | None:
    """The birthday so many years later; 1 March for those born on 29 February."""
    if born is None or born.year + years > date.max.year:
        return None
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def _born(store: SqlStore, talks: list[tuple[str, str]]) -> Iterator[tuple[str, date]]:
    """Dates of birth by pupil; the newest plan's come last. Only talks that say one are read."""
    saying = {event.talk for event in store.answers_feeding(_BORN, [name for name, _ in talks])}
    for name, pupil in talks:
        if name not in saying:
            continue
        for view in fold(map(stamp, store.events(name))):
            if _BORN in view.feeds and view.status is Status.ANSWERED:
                day = read_date(said(view))
                if day is not None:
                    yield pupil, day
