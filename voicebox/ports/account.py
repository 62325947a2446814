"""The account of who did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Act = Literal[
    "begun",
    "carried-on",
    "finished",
    "stopped",
    "shared",
    "exported",
    "locked",
    "unlocked",
    "unlocked-for-good",
    "passphrase-changed",
    "recovery-made",
    "backed-up",
    "restored",
    "opened-damaged",
    "sent",
    "received",
    "access-given",
    "forgotten",
    "pin-changed",
    "concern-kept",
    "concern-signed",
]
"""What the account of who did what tells of."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the account of who did what. It holds no word of any answer."""

    seq: int
    """Its place in the account, from 1."""
    at: datetime
    login: str
    """The name of this computer's user."""
    adult: str
    """The adult, as the settings or the talk name them; may be empty."""
    act: str
    pupil: str
    """The pupil's id; empty where it is about none, and for a worry (rule 14)."""
    talk: str
    facts: Mapping[str, str | int]
    """Counts and names of the program's own, such as `format: docx`."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account of who did what, newest first."""

    lines: tuple[Noted, ...]
    broken_at: int | None = None
    """The seq at which the chain of all lines breaks; None where it is whole."""
