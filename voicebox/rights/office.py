"""The office of a house where a family's rights are met (`ports.rights.Rights`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from voicebox.errors import RightsError
from voicebox.exports.dossier import Drawings
from voicebox.locations import Locations
from voicebox.ports import Preferences, Pupil, Retention
from voicebox.ports.passing import Telling
from voicebox.ports.rights import AccessGiven, DueList, DuePupil, HeldAbout
from voicebox.rights import access, forgetting, retention
from voicebox.rights.telling import tell_forgotten, tell_held
from voicebox.store.direct import reading
from voicebox.store.leavers import unswept
from voicebox.store.repository import SqlStore


class RightsOffice:
    """`ports.rights.Rights` over a store."""

    def __init__(
        self,
        where: Locations,
        store: Callable[[], SqlStore],
        preferences: Callable[[], Preferences],
        drawings: Callable[[], Drawings],
    ) -> None:
        """Open nothing yet.

        Args:
            where: its folders.
            store: where it is held.
            preferences: as they are now; they name the adult.
            drawings: the pictures for paper.
        """
        self._where = where
        self._store = store
        self._preferences = preferences
        self._drawings = drawings

    def held(self, pupil: Pupil) -> HeldAbout:
        """How much is held about a pupil."""
        counts = forgetting.held(self._store(), pupil.id)
        concerns = counts.concerns + counts.open_concerns
        return HeldAbout(tuple(tell_held(counts)), counts.open_concerns, concerns)

    def give_access(
        self,
        pupil: Pupil,
        folder: Path,
        *,
        with_concerns: bool = False,
        tell: Telling = lambda _: None,
    ) -> AccessGiven:
        """Write everything held about a pupil into a new folder."""
        given = access.give_access(
            self._store(),
            pupil,
            folder,
            today=date.today(),
            by=self._preferences().adult,
            drawings=self._drawings(),
            with_concerns=with_concerns,
            tell=tell,
        )
        return AccessGiven(given.folder, given.files, given.not_shared, given.to_review)

    def forget(
        self, pupil: Pupil, *, authority: str, tell: Telling = lambda _: None
    ) -> tuple[str, ...]:
        """Take out everything about a pupil; gives the receipt, line by line, without the name."""
        store = self._store()
        backups = self._backups()
        stone = forgetting.forget(
            store,
            pupil,
            authority=authority,
            by=self._preferences().adult,
            now=datetime.now(UTC),
            tell=tell,
        )
        return tuple(tell_forgotten(stone, backups))

    def _backups(self) -> list[str]:
        """When backups were made, the newest first: one made later that day holds nothing of it."""
        made = [line.at for line in self._store().account().lines if line.act == "backed-up"]
        return list(dict.fromkeys(f"{at.astimezone():%d %B %Y, %H:%M}".lstrip("0") for at in made))

    def is_unfinished(self) -> bool:
        """Was a forgetting cut short before its last step?"""
        with reading(self._store()) as connection:
            return unswept(connection)

    def finish(self, tell: Telling = lambda _: None) -> bool:
        """Do the last step of a forgetting that was cut short; was there need?"""
        return forgetting.finish(self._store(), datetime.now(UTC), tell)

    def due(self, rule: Retention) -> DueList:
        """Who is due by a rule for how long records are kept. It takes nothing out."""
        if not rule:
            raise RightsError(
                "No rule for how long records are kept was set.",
                mend=f'Write into {self._where.settings_file}: retention = "dob+25" (or "dob+31").',
            )
        today, everyone = date.today(), retention.due(self._store(), rule)
        now = tuple(
            DuePupil(each.pupil, each.on, each.last_talk)
            for each in everyone
            if each.on is not None and each.is_due(today)
        )
        unknown = sum(each.on is None for each in everyone)
        return DueList(rule, now, len(everyone) - len(now) - unknown, unknown)
