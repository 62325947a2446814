"""The lines that pass between voicebox and its voice: one JSON object each, flat, in ASCII.

Jobs go to the worker, facts come back. Moments (`at`) are seconds of `time.monotonic()`, a clock
that every process of one machine shares, so a listener may compare them with its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TypeVar

LONGEST_LINE = 1_000_000
"""Bytes in one line; the worker refuses a longer one without keeping it."""

NO_SOUND = "No sound here. Prompts can still be read, or saved to a file."


class MalformedLine(ValueError):
    """A line that is no message of this protocol."""


@dataclass(frozen=True, slots=True)
class OpenSound:
    """Open the sound device now, so that the first prompt finds it open. Answer: `Ready`."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Be silent, then say `words`. Answer: `Started`, a `Word` for each word, one `Ended`."""

    id: int
    """From 1, rising: a `Speak` or a `Stop` ends every utterance with a lower number."""
    words: str
    voice: str
    rate: int
    """Words a minute."""
    pitch: int
    """0 to 100; 50 is the voice's own."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Be silent at once: every utterance up to and with the number `upto` is ended."""

    upto: int


@dataclass(frozen=True, slots=True)
class Save:
    """Write `words` as a WAV file at `path`, which is absolute. Answer: `Saved` or `Failed`."""

    id: int
    words: str
    voice: str
    rate: int
    pitch: int
    path: str


@dataclass(frozen=True, slots=True)
class ListVoices:
    """Name every voice. Answer: a `VoiceFound` each, then one `VoicesListed`."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether there is sound; sent again whenever that changes."""

    sound: bool
    backend: str
    """The sound system in use; empty where there is no sound."""
    library: str
    """The version of espeak-ng; empty where it could not be loaded."""
    message: str


@dataclass(frozen=True, slots=True)
class Started:
    """The device took the first frames of the utterance at the moment `at`."""

    id: int
    at: float


@dataclass(frozen=True, slots=True)
class Word:
    """The device took the word's first frames: `length` characters of the words from `start`."""

    id: int
    start: int
    length: int
    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The device has been silent since the moment `at`; `completed` is False where it was cut."""

    id: int
    completed: bool
    at: float


@dataclass(frozen=True, slots=True)
class Saved:
    """The WAV file is complete; it lasts `seconds`."""

    id: int
    seconds: float


@dataclass(frozen=True, slots=True)
class VoiceFound:
    """One voice of the library."""

    voice: str
    name: str
    languages: str
    """Language tags with a space between."""


@dataclass(frozen=True, slots=True)
class VoicesListed:
    """All voices have been named."""

    count: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A job could not be done, and why, in one line; `id` is 0 where it has no number."""

    id: int
    message: str


Job = OpenSound | Speak | Stop | Save | ListVoices
Fact = Ready | Started | Word | Ended | Saved | VoiceFound | VoicesListed | Failed

_JOBS: dict[str, type[Job]] = {t.__name__: t for t in (OpenSound, Speak, Stop, Save, ListVoices)}
_FACTS: dict[str, type[Fact]] = {
    t.__name__: t for t in (Ready, Started, Word, Ended, Saved, VoiceFound, VoicesListed, Failed)
}
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (float, int),
    "str": (str,),
    "bool": (bool,),
}


M = TypeVar("M")


def encode(message: Job | Fact) -> bytes:
    """One line, with its line end. The message's own name stands under `is`."""
    body = {f.name: getattr(message, f.name) for f in fields(message)}
    return json.dumps({"is": type(message).__name__, **body}).encode("ascii") + b"\n"


def decode_job(line: bytes) -> Job:
    """The job of one line.

    Raises:
        MalformedLine: it is no JSON object, of no known name, or its fields are not right.
    """
    return _decode(line, _JOBS)


def decode_fact(line: bytes) -> Fact:
    """The fact of one line.

    Raises:
        MalformedLine: it is no JSON object, of no known name, or its fields are not right.
    """
    return _decode(line, _FACTS)


def _decode(line: bytes, kinds: dict[str, type[M]]) -> M:
    try:
        body = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MalformedLine("not JSON") from error
    if not isinstance(body, dict) or not isinstance(body.get("is"), str):
        raise MalformedLine("not a message")
    kind = kinds.get(body.pop("is"))
    if kind is None or not _fits(body, kind):
        raise MalformedLine("not a message of this protocol")
    return kind(**body)


def _fits(body: dict[str, object], kind: type[object]) -> bool:
    declared = {f.name: _TYPES[str(f.type)] for f in fields(kind)}  # type: ignore[arg-type]
    return body.keys() == declared.keys() and all(
        isinstance(body[name], types) and (bool in types or not isinstance(body[name], bool))
        for name, types in declared.items()
    )
