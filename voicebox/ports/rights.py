"""What a family may ask for: all that is held about their child, or that it is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from voicebox.ports.passing import Telling
from voicebox.ports.preferences import Retention
from voicebox.ports.talks import Pupil


@dataclass(frozen=True, slots=True)
class HeldAbout:
    """How much is held about a pupil."""

    told: tuple[str, ...]
    """A line for each kind of thing of which there is some: `talks: 3`."""
    open_concerns: int
    """Worries that nobody has signed: while there is one, nothing is taken out."""
    concerns: int
    """Worries in all."""


@dataclass(frozen=True, slots=True)
class AccessGiven:
    """What was given out about a pupil, in a folder."""

    folder: Path
    files: int
    not_shared: int
    """Answers that the child did not share, in the folder `not-shared`."""
    to_review: int
    """Passages that may be about other people."""


@dataclass(frozen=True, slots=True)
class DuePupil:
    """A pupil whose records are due to be looked at."""

    pupil: Pupil
    on: date
    last_talk: datetime | None


@dataclass(frozen=True, slots=True)
class DueList:
    """Who is due by the rule for how long records are kept."""

    rule: str
    due: tuple[DuePupil, ...]
    """The earliest first."""
    later: int
    unknown: int
    """Pupils whose date of birth is in no plan."""


class Rights(Protocol):
    """Giving access, forgetting, and how long. Every method may take a moment."""

    def held(self, pupil: Pupil) -> HeldAbout:
        """How much is held about a pupil."""

    def give_access(
        self, pupil: Pupil, folder: Path, *, with_concerns: bool = False, tell: Telling = ...
    ) -> AccessGiven:
        """Write everything held about a pupil into a new folder.

        Raises:
            VoiceboxError: something is in the way, or it cannot be written; nothing is left.
        """

    def forget(self, pupil: Pupil, *, authority: str, tell: Telling = ...) -> tuple[str, ...]:
        """Take out everything about a pupil; gives the receipt, line by line, without the name.

        Args:
            pupil: who.
            authority: why and on whose word; never the child's name.
            tell: is told what is being done.

        Raises:
            RightsError: a worry has not been passed on yet, or the reason is missing or names the
                child; nothing was changed.
            StoreError: it could not be done. Where only the last step could not, the line says how
                to finish it.
        """

    def is_unfinished(self) -> bool:
        """Was a forgetting cut short before its last step?"""

    def finish(self, tell: Telling = ...) -> bool:
        """Do the last step of a forgetting that was cut short; was there need?

        Raises:
            StoreError: another window has the talks open, or there is no room.
        """

    def due(self, rule: Retention) -> DueList:
        """Who is due by a rule for how long records are kept. It takes nothing out.

        Raises:
            RightsError: there is no rule.
            StoreError: a talk cannot be read.
        """
