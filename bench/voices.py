"""`python -m bench.voices`: fifty prompts in each language, as sound files and as words to light.

Held to: seconds for each word, loudness, no clipping, and each written word lit once, in its place
and in order. 1 where a prompt fails.
"""

from __future__ import annotations

import argparse
import array
import math
import re
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.spoken import LANGUAGES, sentences
from voicebox.speech.launch import WORKER, launch
from voicebox.speech.protocol import Job, Save, encode
from voicebox.speech.sound import loud_span
from voicebox.speech.voices import Voices, open_voices
from voicebox.speech.words import speakable

RATE = 125
SECONDS_A_LETTER = (0.035, 0.35)
LOUDNESS = (1_200, 8_000)
"""The mean (root mean square) of the samples while it speaks; 32,767 is the most there is."""
PEAK = (4_000, 32_766)
_LETTERS = re.compile(r"\S+")
_AROUND = "\u201c\u201d\u201e\u00ab\u00bb.,:?!؟،۔"


@dataclass
class Found:
    """What was found of one voice."""

    language: str
    voice: str
    prompts: int = 0
    speeds: list[float] = field(default_factory=list)
    loudness: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)
    words: int = 0
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line of the table."""
        return (
            f"| {self.language} | {self.voice} | {self.prompts} | {self.words}"
            f" | {min(self.speeds):.3f} to {max(self.speeds):.3f}"
            f" | {min(self.loudness):.0f} to {max(self.loudness):.0f}"
            f" | {max(self.peaks)} | {len(self.faults)} |"
        )


def examine(voices: Voices, language: str, preferred: str, prompts: Sequence[str]) -> Found:
    """Write the prompts as sound files, read them back, and look at the words of each."""
    chosen = voices.for_language(language, preferred) or ""
    found = Found(language, chosen, len(prompts))
    voices.choose(chosen)
    voices.library.set_rate(RATE)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.wav") for number in range(len(prompts))]
        _save(prompts, files, preferred, language)
        for prompt, file in zip(prompts, files, strict=True):
            found.faults += [f"{prompt}: {fault}" for fault in _heard(file, prompt, found)]
            found.faults += [f"{prompt}: {fault}" for fault in _lit(voices, prompt, found)]
    return found


def _save(prompts: Sequence[str], files: Sequence[Path], voice: str, language: str) -> None:
    jobs: list[Job] = [
        Save(number, prompt, voice, RATE, 50, str(file), language)
        for number, (prompt, file) in enumerate(zip(prompts, files, strict=True), start=1)
    ]
    worker = launch([*WORKER, "--once"])
    try:
        worker.communicate(b"".join(map(encode, jobs)), timeout=120)
    except subprocess.TimeoutExpired:
        worker.kill()
        raise


def _heard(file: Path, prompt: str, found: Found) -> Iterator[str]:
    if not file.exists():
        yield "no sound file"
        return
    with wave.open(str(file), "rb") as sound:
        rate, frames = sound.getframerate(), sound.readframes(sound.getnframes())
    begins, ends = loud_span(frames, rate)
    samples = array.array("h", frames)[round(begins * rate) : round(ends * rate)]
    speed = (ends - begins) / sum(map(str.isalnum, prompt))
    loudness = math.sqrt(sum(sample * sample for sample in samples) / max(len(samples), 1))
    peak = max(map(abs, samples), default=0)
    found.speeds.append(speed)
    found.loudness.append(loudness)
    found.peaks.append(peak)
    for what, value, (least, most) in (
        ("seconds a letter", speed, SECONDS_A_LETTER),
        ("loudness", loudness, LOUDNESS),
        ("peak", peak, PEAK),
    ):
        if not least <= value <= most:
            yield f"{what}: {value:.3f}"


def _lit(voices: Voices, prompt: str, found: Found) -> Iterator[str]:
    """Is each written word lit once, whole, in order, and inside the sound?"""
    lit: list[str] = []
    for start, piece in voices.cut(speakable(prompt)):
        sound = voices.speak(piece, lambda: False)
        latest = 0.0
        for word in sound.words:
            lit.append(prompt[start + word.start : start + word.start + word.length])
            if not latest <= word.seconds < len(sound.frames) / 2 / sound.rate:
                yield f"{lit[-1]} at {word.seconds:.2f} s is out of its time"
            latest = word.seconds
    written = [match.group().strip(_AROUND) for match in _LETTERS.finditer(prompt)]
    found.words += len(written)
    if lit != written:
        yield f"lit {lit}"


def main() -> int:
    """Print a line for each language and each fault."""
    parser = argparse.ArgumentParser(prog="python -m bench.voices", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take only each N-th prompt")
    given = parser.parse_args()
    voices = open_voices()
    print("| language | voice | prompts | words | seconds a letter | loudness | peak | faults |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    ways = [(language, "gmw/en") for language in LANGUAGES]
    if any(voice.id == "pico/en-GB" for voice in voices.listed()):
        ways.append(("en", "pico/en-GB"))
    faults: list[str] = []
    for language, preferred in ways:
        found = examine(voices, language, preferred, sentences(language)[:: given.every])
        print(found.line())
        faults += found.faults
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
