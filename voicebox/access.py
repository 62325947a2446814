"""How a pupil likes screen, voice and keys: kept with the pupil, not with the laptop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voicebox.ports import CardsPerScreen, Preferences, Theme, Tone

Shown = Literal["both", "pictures", "words"]
"""What stands on a card: the picture with its word, the picture alone, or the word alone."""

VOICE_ID = r"^[A-Za-z0-9][A-Za-z0-9_+/-]{0,59}$"
"""What may be a voice's id, such as `gmw/en+f2`."""
VOICES: tuple[tuple[str, str], ...] = (
    ("English", "gmw/en"),
    ("English, a woman's voice", "gmw/en+f2"),
    ("English, a second woman's voice", "gmw/en+f5"),
    ("English, a second man's voice", "gmw/en+m3"),
    ("Scottish English", "gmw/en-GB-scotland"),
    ("Lancashire English", "gmw/en-GB-x-gbclan"),
    ("West Midlands English", "gmw/en-GB-x-gbcwmd"),
    ("Caribbean English", "gmw/en-029"),
    ("American English", "gmw/en-US"),
    ("natural English, where it is installed", "pico/en-GB"),
)
"""Voices to choose from for a pupil, by what they are called; the first run's is the first."""


class Switches(StrEnum):
    """How many switches the child has; off where they use keys, mouse or touch."""

    OFF = "off"
    ONE = "one"
    """The light moves by itself; any key or mouse button picks what is lit."""
    TWO = "two"
    """One key moves the light, another picks what is lit."""


AsksFirst = Literal["pictures", "open"]
"""What comes first at a board of cards to choose from (rule 2): the cards, or the open question."""


class Access(BaseModel):
    """What an adult sets for one pupil. None leaves a thing as the settings have it."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    theme: Theme | None = None
    cards: CardsPerScreen | None = None
    show: Shown = "both"
    asks_first: AsksFirst = "pictures"
    tone: Tone | None = None
    """The skin tone of people in pictures, as the child picked it; None is the drawings' yellow."""
    voice: Annotated[str, Field(pattern=VOICE_ID)] | None = None
    """A voice's id. It speaks where the talk is in its language; elsewhere that language's does."""
    rate: Annotated[int, Field(ge=80, le=450)] | None = None
    """Words a minute."""
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    options_aloud: bool | None = None
    wait_for_voice: bool = False
    """A tap waits until the words end."""
    switches: Switches = Switches.OFF
    scan_seconds: Annotated[float, Field(ge=0.3, le=20)] = 2.0
    """How long each thing is lit."""
    scan_first_seconds: Annotated[float, Field(ge=0, le=20)] = 1.0
    """How much longer the first one is lit."""
    scan_rounds: Annotated[int, Field(ge=1, le=20)] = 4
    """Rounds without a press, after which the light rests until the next press."""
    scan_aloud: bool = True
    """Is what is lit said?"""
    hold_ms: Annotated[int, Field(ge=0, le=5000)] = 0
    """How long a key or button is held before it counts."""
    ignore_repeats_ms: Annotated[int, Field(ge=0, le=5000)] = 0
    """After a press, how long further ones do not count."""
    dwell_ms: Annotated[int, Field(ge=0, le=10_000)] = 0
    """How long the pointer rests on a card before it is picked; 0: it never is."""

    @property
    def needs_letters(self) -> bool:
        """Are words put together from letters on the screen, since there is no keyboard?"""
        return self.switches is not Switches.OFF or self.dwell_ms > 0


def read_access(kept: Mapping[str, object]) -> Access:
    """What was kept with a pupil; a value that this version cannot use gives way to the usual."""
    usable = dict(kept)
    while True:
        try:
            return Access.model_validate(usable)
        except ValidationError as error:
            for problem in error.errors():
                usable.pop(str(problem["loc"][0]), None)


def preferences_for(preferences: Preferences, access: Access) -> Preferences:
    """The settings, with what this pupil likes in their place."""
    return replace(
        preferences,
        theme=access.theme or preferences.theme,
        cards=access.cards or preferences.cards,
        voice=access.voice or preferences.voice,
        rate=access.rate or preferences.rate,
        options_aloud=(
            preferences.options_aloud if access.options_aloud is None else access.options_aloud
        ),
    )
