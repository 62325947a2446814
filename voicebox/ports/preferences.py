"""What a person may set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from voicebox.bidi.screen import Wish


Theme = Literal["cream", "dark", "high-contrast", "calm"]
CardsPerScreen = Literal[2, 3, 5]
PictureWay = Literal["auto", "blocks", "sextants", "kitty", "sixel"]
"""How pictures are drawn; `auto`: as the terminal is known to draw them best."""
Retention = Literal["", "dob+25", "dob+31"]
"""A rule for how long records are kept. Nothing is ever taken out by it."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person may set. Kept in the settings file; every field has a value without it."""

    theme: Theme = "cream"
    speech: bool = True
    rate: int = 125
    """Words a minute, 80 to 450."""
    voice: str = "gmw/en"
    """An espeak-ng voice id."""
    options_aloud: bool = True
    """Are the words of the cards said after the question?"""
    adult: str = ""
    """The adult who sits beside the child, where no other is named."""
    cards: CardsPerScreen | None = None
    """How many cards stand on one screen; None: as many as the terminal has room for."""
    pictures: PictureWay = "auto"
    unchecked_translations: bool = False
    """Are translations offered that no native speaker has checked yet?"""
    right_to_left: Wish = "auto"
    """Who puts words that run from right to left in order; `auto`: as the terminal is known."""
    pin: str = ""
    """The adult's PIN, hashed and salted; empty: there is none."""
    lock_after: int = 0
    """Minutes of quiet after which a store with a passphrase locks itself; 0: never."""
    backup_every: int = 14
    """Days after which the adult is reminded to make a backup; 0: never."""
    retention: Retention = ""
    """When a pupil's record is due to be looked at: at 25, or at 31; empty: no rule was set."""
