"""The lines that pass between voicebox and its voice: one JSON object each, flat, in ASCII.

Jobs go to the worker, facts come back. Moments (`at`) are seconds of `time.monotonic()`, a clock
that every process of one machine shares, so a listener may compare them with its own.
The messages are named tuples: a dozen frozen dataclasses take six milliseconds longer to load.
"""

import json
from typing import NamedTuple, TypeVar

LONGEST_LINE = 1_000_000
"""Bytes in one line; the worker refuses a longer one without keeping it."""

NO_SOUND = "No sound here. Prompts can still be read, or saved to a file."


class MalformedLine(ValueError):
    """A line that is no message of this protocol."""


class OpenSound(NamedTuple):
    """Open the sound device now, so that the first prompt finds it open. Answer: `Ready`."""


class Speak(NamedTuple):
    """Be silent, then say `words`. Answer: `Started`, a `Word` for each word, one `Ended`."""

    id: int
    """From 1, rising: a `Speak` or a `Stop` ends every utterance with a lower number."""
    words: str
    voice: str
    rate: int
    """Words a minute."""
    pitch: int
    """0 to 100; 50 is the voice's own."""
    language: str = ""
    """A BCP 47 tag: another voice speaks where `voice` does not speak it. Empty: `voice` does."""


class Stop(NamedTuple):
    """Be silent at once: every utterance up to and with the number `upto` is ended."""

    upto: int


class Save(NamedTuple):
    """Write `words` as a WAV file at `path`, which is absolute. Answer: `Saved` or `Failed`."""

    id: int
    words: str
    voice: str
    rate: int
    pitch: int
    path: str
    language: str = ""


class ListVoices(NamedTuple):
    """Name every voice. Answer: a `VoiceFound` each, then one `VoicesListed`."""


class Ready(NamedTuple):
    """Whether there is sound; sent again whenever that changes."""

    sound: bool
    backend: str
    """The sound system in use; empty where there is no sound."""
    library: str
    """The version of espeak-ng; empty where it could not be loaded."""
    message: str


class Started(NamedTuple):
    """The device took the first frames of the utterance at the moment `at`."""

    id: int
    at: float


class Word(NamedTuple):
    """The device took the word's first frames: `length` characters of the words from `start`."""

    id: int
    start: int
    length: int
    at: float


class Ended(NamedTuple):
    """The device has been silent since the moment `at`; `completed` is False where it was cut."""

    id: int
    completed: bool
    at: float


class Saved(NamedTuple):
    """The WAV file is complete; it lasts `seconds`."""

    id: int
    seconds: float


class VoiceFound(NamedTuple):
    """One voice of the library."""

    voice: str
    name: str
    languages: str
    """Language tags with a space between."""


class VoicesListed(NamedTuple):
    """All voices have been named."""

    total: int


class Failed(NamedTuple):
    """A job could not be done, and why, in one line; `id` is 0 where it has no number."""

    id: int
    message: str


Job = OpenSound | Speak | Stop | Save | ListVoices
Fact = Ready | Started | Word | Ended | Saved | VoiceFound | VoicesListed | Failed

_JOBS: dict[str, type[Job]] = {t.__name__: t for t in (OpenSound, Speak, Stop, Save, ListVoices)}
_FACTS: dict[str, type[Fact]] = {
    t.__name__: t for t in (Ready, Started, Word, Ended, Saved, VoiceFound, VoicesListed, Failed)
}
M = TypeVar("M")


def encode(message: Job | Fact) -> bytes:
    """One line, with its line end. The message's own name stands under `is`."""
    line = json.dumps({"is": type(message).__name__, **message._asdict()})
    return line.encode("ascii") + b"\n"


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
    """Whether the fields are those declared; a bool is no number, a whole number is a moment."""
    declared: dict[str, type] = kind.__annotations__
    return body.keys() == declared.keys() and all(
        type(body[name]) is wanted or (wanted is float and type(body[name]) is int)
        for name, wanted in declared.items()
    )
