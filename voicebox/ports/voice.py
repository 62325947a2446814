"""What speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to be spoken as one: `voice` is a voice's id, `rate` is in words a minute."""

    words: str
    voice: str = "gmw/en"
    rate: int = 125
    pitch: int = 50
    language: str = ""
    """A BCP 47 tag: another voice speaks where `voice` does not speak it. Empty: `voice` does."""


@dataclass(frozen=True, slots=True)
class VoiceReady:
    """The worker is up; `sound` is False where there is no device, and `message` says so."""

    sound: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class WordSpoken:
    """A word is being heard: `length` characters from `start` of the utterance's words."""

    utterance: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    """The utterance ended, or was hushed (`completed` is False)."""

    utterance: int
    completed: bool


@dataclass(frozen=True, slots=True)
class VoiceLost:
    """The voice went away; `message` is one line. The next `say` tries again."""

    message: str


SpeechEvent = VoiceReady | WordSpoken | UtteranceEnded | VoiceLost


class Speaker(Protocol):
    """A voice. No method blocks or raises; what goes wrong arrives as a `VoiceLost` event."""

    def start(self, listener: Callable[[SpeechEvent], None]) -> None:
        """Begin, without waiting. `listener` is called from another thread."""

    def say(self, utterance: Utterance) -> int:
        """Speak, after hushing whatever is being said. Gives the utterance's number, from 1."""

    def hush(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Be silent and end the worker."""
