"""Speech in memory: its frames and its words, whichever voice it is."""

from __future__ import annotations

import array
import sys
from typing import NamedTuple

from voicebox.speech.words import HeardWord

FRAME_BYTES = 2
QUIET = 300
"""Of 32,767: what is below is silence."""
LONGEST_CLOSURE = 0.12
"""Seconds of silence that may belong to the beginning of a word."""


class Sound(NamedTuple):
    """Speech in memory: 16-bit mono frames, and the words in them."""

    frames: bytes
    rate: int
    """Frames a second."""
    words: list[HeardWord]


class NamedVoice(NamedTuple):
    """A voice as it is listed: `id` is what a setting names."""

    id: str
    name: str
    language: str


def loud_span(frames: bytes, rate: int) -> tuple[float, float]:
    """The seconds at which speech begins and ends, to ten milliseconds; all of it, where quiet."""
    samples = _samples(frames)
    window = max(rate // 100, 1)
    starts = range(0, len(samples), window)
    loud = [at for at in starts if _peak(samples[at : at + window]) > QUIET]
    if not loud:
        return 0.0, len(samples) / rate
    return loud[0] / rate, min(loud[-1] + window, len(samples)) / rate


def begun_with_sound(
    words: list[HeardWord], frames: bytes | bytearray, rate: int
) -> list[HeardWord]:
    """The words, each begun when it can be heard: not in the silence before a `t` or a `b`."""
    samples = _samples(frames)
    window = max(rate // 100, 1)
    moved = []
    for word in words:
        start = round(word.seconds * rate)
        nearest = range(start, start + round(LONGEST_CLOSURE * rate), window)
        loud = next((at for at in nearest if _peak(samples[at : at + window]) > QUIET), start)
        moved.append(word._replace(seconds=loud / rate))
    return moved


def _samples(frames: bytes | bytearray) -> array.array[int]:
    samples = array.array("h", frames[: len(frames) // FRAME_BYTES * FRAME_BYTES])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _peak(samples: array.array[int]) -> int:
    return max(max(samples), -min(samples)) if samples else 0


def with_times_of(frames: bytes, rate: int, other: Sound) -> Sound:
    """A sound with the words of another one of the same text, their moments moved in proportion."""
    begins, ends = loud_span(other.frames, other.rate)
    first, last = loud_span(frames, rate)
    scale = (last - first) / (ends - begins) if ends > begins else 1.0
    words = [
        word._replace(seconds=first + max(word.seconds - begins, 0.0) * scale)
        for word in other.words
    ]
    return Sound(frames, rate, words)
