"""The voice for a single job: say, save to a file, list the voices, check what works here."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from voicebox.errors import ExportError, SpeechUnavailable
from voicebox.ports import Utterance
from voicebox.speech.launch import WORKER, launch
from voicebox.speech.natural import FAMILY
from voicebox.speech.protocol import (
    NO_SOUND,
    Ended,
    Fact,
    Failed,
    Job,
    ListVoices,
    MalformedLine,
    OpenSound,
    Ready,
    Save,
    Saved,
    Speak,
    VoiceFound,
    decode_fact,
    encode,
)
from voicebox.speech.words import LONGEST_SPOKEN, TOO_LONG

DEFAULT = Utterance("")
LOOK_SECONDS = 20.0
SAVE_SECONDS = 60.0
SAY_SECONDS = 1_800.0

CHECK_AGAIN = "Run `voicebox speech check` to see what is missing."


F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the library: `id` is what a pack or a setting names, such as `cel/cy`."""

    id: str
    name: str
    languages: tuple[str, ...]


def save_wav(
    words: str,
    path: Path,
    voice: str = DEFAULT.voice,
    rate: int = DEFAULT.rate,
    *,
    command: Sequence[str] = WORKER,
    seconds: float = SAVE_SECONDS,
) -> float:
    """Write `words`, spoken, as a 16-bit mono WAV file: all of it or nothing. Needs no device.

    Args:
        words: plain words, at most 20,000 characters.
        path: where; a file there is replaced.
        voice: an espeak-ng voice id.
        rate: words a minute.
        command: the worker's command line.
        seconds: the longest to wait.

    Returns:
        How long the sound lasts, in seconds.

    Raises:
        SpeechUnavailable: there is no voice, or it took too long.
        ExportError: the file cannot be written.
    """
    _refuse_too_long(words)
    target = path.absolute()
    part = _part_beside(target)
    try:
        job = Save(1, words, voice, rate, DEFAULT.pitch, str(part))
        saved = _first(_answers([job], command, seconds), Saved)
        part.replace(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)
    return saved.seconds


def say_once(
    words: str,
    voice: str = DEFAULT.voice,
    rate: int = DEFAULT.rate,
    *,
    command: Sequence[str] = WORKER,
    seconds: float = SAY_SECONDS,
) -> None:
    """Say `words` and wait until they were heard. Ctrl-C is silence at once.

    Raises:
        SpeechUnavailable: there is no voice or no sound.
    """
    _refuse_too_long(words)
    answers = _answers([OpenSound(), Speak(1, words, voice, rate, DEFAULT.pitch)], command, seconds)
    for fact in answers:
        if isinstance(fact, Ready) and not fact.sound:
            raise SpeechUnavailable(fact.message, mend=CHECK_AGAIN)
    if not _first(answers, Ended).completed:
        raise SpeechUnavailable("The words were not heard to their end.", mend=CHECK_AGAIN)


def list_voices(*, command: Sequence[str] = WORKER, seconds: float = LOOK_SECONDS) -> list[Voice]:
    """Every voice of the library, by id.

    Raises:
        SpeechUnavailable: the library could not be loaded.
    """
    found = [
        Voice(fact.voice, fact.name, tuple(fact.languages.split()))
        for fact in _answers([ListVoices()], command, seconds)
        if isinstance(fact, VoiceFound)
    ]
    if not found:
        raise SpeechUnavailable("No voices were found.", mend="Install voicebox again.")
    return sorted(found, key=lambda voice: voice.id)


def check(
    voice: str = DEFAULT.voice,
    *,
    command: Sequence[str] = WORKER,
    seconds: float = LOOK_SECONDS,
) -> list[str]:
    """What works here, line by line, and what to do next. Never raises.

    Args:
        voice: the voice of the settings; a line says so where it is not here.
        command: the worker's command line.
        seconds: the longest to wait.
    """
    try:
        answers = _answers([OpenSound(), ListVoices()], command, seconds)
        ready = _first(answers, Ready)
    except SpeechUnavailable as error:
        return [f"Voice: {error}", "Prompts can still be read."]
    if not ready.library:
        return [f"Voice: {ready.message}", "Prompts can still be read."]
    voices = [fact.voice for fact in answers if isinstance(fact, VoiceFound)]
    return [
        f"Voice library: espeak-ng {ready.library}.",
        f"Voices: {len(voices)}. `voicebox speech voices` lists them.{_natural(voices)}",
        *_missing(voice, voices),
        *_sound_lines(ready),
    ]


def _refuse_too_long(words: str) -> None:
    if len(words) > LONGEST_SPOKEN:
        raise SpeechUnavailable(TOO_LONG, mend="Give it in two or more parts.")


def _natural(voices: Sequence[str]) -> str:
    if any(voice.startswith(f"{FAMILY}/") for voice in voices):
        return ""
    return " For a more natural one: pip install 'pupil-voicebox[voice]'."


def _missing(voice: str, voices: Sequence[str]) -> list[str]:
    if voice.partition("+")[0] in voices:
        return []
    return [f"Voice of the settings: {voice} is not here, so each language's own voice speaks."]


def _sound_lines(ready: Ready) -> list[str]:
    if ready.sound:
        return [
            f"Sound: {ready.backend}.",
            "Next: `voicebox speech say hello`. If nothing is heard, look at the volume and at"
            " which loudspeaker the computer has chosen.",
        ]
    return [
        f"Sound: {NO_SOUND}",
        "Next: plug in or switch on a loudspeaker and run this again, or save the words:"
        " `voicebox speech say hello -o hello.wav`.",
    ]


def _answers(jobs: Sequence[Job], command: Sequence[str], seconds: float) -> list[Fact]:
    """Do the jobs in a worker of their own.

    Raises:
        SpeechUnavailable: the worker did not start, took too long, or a job failed.
    """
    try:
        process = launch([*command, "--once"])
    except OSError as error:
        raise SpeechUnavailable("The voice could not be started.", mend=CHECK_AGAIN) from error
    try:
        output, _ = process.communicate(b"".join(encode(job) for job in jobs), timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise SpeechUnavailable(
            f"The voice took longer than {seconds:g} seconds.", mend="Try fewer words."
        ) from error
    finally:
        _end(process)
    facts = _facts(output)
    for fact in facts:
        if isinstance(fact, Failed):
            raise SpeechUnavailable(fact.message)
    return facts


def _end(process: subprocess.Popen[bytes]) -> None:
    """Silence, whether the jobs are done or were cut short."""
    if process.poll() is None:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()


def _facts(output: bytes) -> list[Fact]:
    facts = []
    for line in output.splitlines():
        with contextlib.suppress(MalformedLine):
            facts.append(decode_fact(line))
    return facts


def _first(facts: Sequence[Fact], kind: type[F]) -> F:
    for fact in facts:
        if isinstance(fact, kind):
            return fact
    raise SpeechUnavailable("The voice stopped before it was done.", mend=CHECK_AGAIN)


def _part_beside(target: Path) -> Path:
    """A new, empty file in the folder of the target, so that replacing it is one step."""
    if target.is_dir():
        raise ExportError(f"{target.name} is a folder.", mend="Name a file, such as words.wav.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise _unwritable(target, error) from error
    return Path(name)


def _unwritable(path: Path, error: OSError) -> ExportError:
    return ExportError(
        f"{path.name} could not be written: {error.strerror or error}.",
        mend="Choose another folder or file name.",
    )
