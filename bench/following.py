"""How far the lit word is from the sound: the running app, beside what the device took.

The device writes down every frame it takes. Where each word of a list begins in them, after a
pause, is its moment on the device's clock; the app's is when it has painted the word lit.
"""

from __future__ import annotations

import array
import asyncio
import os
import re
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

from textual.pilot import Pilot

from bench.house import BenchHome
from bench.measured import Line
from voicebox.bootstrap import build_house
from voicebox.ports import Begin
from voicebox.speech.protocol import Ended, Fact, Started, Word
from voicebox.speech.sound import QUIET
from voicebox.speech.speaker import WorkerSpeaker
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.widgets.transcript import Bubble, Transcript

LIMIT = 60
PAUSE_SECONDS = 0.15
PROMPT = "Music. Dogs. Maths. Baking. Garden. Tea. Drawing. Books."
BEGINS = tuple(match.start() for match in re.finditer(r"\w+", PROMPT))


def measure(home: BenchHome, rounds: int) -> list[Line]:
    """Say a list of words in the app, over and over, and compare each word's two moments."""
    tee = home.folder / "taken.wav"
    sound = {"VOICEBOX_AUDIO": "null", "VOICEBOX_AUDIO_TEE": str(tee)}
    with mock.patch.dict("os.environ", home.environ | sound):
        told, lit = asyncio.run(_follow(tee, rounds))
    return [
        Line("word told, off the device's clock, worst", told, "ms", "the limit", LIMIT, LIMIT),
        Line("word lit in the app, the same, worst", lit, "ms", "the limit", LIMIT, LIMIT),
    ]


async def _follow(tee: Path, rounds: int) -> tuple[float, float]:
    facts: list[Fact] = []
    painted: dict[int, float] = {}
    house = replace(build_house(os.environ), speaker=WorkerSpeaker(watch=facts.append))
    app = VoiceboxApp(house, begin=Begin(pupil="Amira", with_="Mrs Okoye", seed=7))
    told_off, lit_off = [], []
    with mock.patch.object(Transcript, "light", _noting(Transcript.light, painted)):
        async with app.run_test(size=(120, 40)) as pilot:
            talk = await _at_talk(pilot)
            await _until(pilot, lambda: any(isinstance(fact, Started) for fact in facts))
            talk.voice.hush()
            await _until(pilot, lambda: any(isinstance(fact, Ended) for fact in facts))
            for _ in range(rounds):
                before = len(_taken(tee)[1])
                facts.clear()
                painted.clear()
                talk.query_one(Transcript).show([Bubble(PROMPT, is_newest=True)])
                talk.voice.say_line(PROMPT)
                await _until(pilot, lambda: any(isinstance(fact, Ended) for fact in facts))
                moments = _on_the_device(facts, tee, before)
                told = {fact.start: fact.at for fact in facts if isinstance(fact, Word)}
                told_off += [abs(told[start] - moments[start]) for start in BEGINS]
                lit_off += [abs(painted[start] - moments[start]) for start in BEGINS]
    house.close()
    return max(told_off) * 1000, max(lit_off) * 1000


def _noting(
    light: Callable[[Transcript, int, int], None], painted: dict[int, float]
) -> Callable[[Transcript, int, int], None]:
    def noted(transcript: Transcript, start: int, length: int) -> None:
        light(transcript, start, length)
        if length:
            transcript.call_after_refresh(lambda: painted.setdefault(start, time.monotonic()))

    return noted


async def _at_talk(pilot: Pilot[int]) -> TalkScreen:
    await _until(pilot, lambda: isinstance(pilot.app.screen, TalkScreen))
    talk = pilot.app.screen
    assert isinstance(talk, TalkScreen)
    return talk


async def _until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        await pilot.pause(0.05)
    raise SystemExit("The voice never came to its end.")


def _on_the_device(facts: list[Fact], tee: Path, before: int) -> dict[int, float]:
    """The moment at which the device took the first loud frame of each word."""
    started = next(fact.at for fact in facts if isinstance(fact, Started))
    rate, samples = _taken(tee)
    onsets = list(_onsets(samples[before:], rate))
    return {start: started + at / rate for start, at in zip(BEGINS, onsets, strict=True)}


def _taken(tee: Path) -> tuple[int, array.array[int]]:
    """Frames a second, and every frame that the device took so far."""
    with wave.open(str(tee), "rb") as file:
        return file.getframerate(), array.array("h", file.readframes(file.getnframes()))


def _onsets(samples: array.array[int], rate: int) -> Iterator[int]:
    """Where sound begins after a pause."""
    quiet = round(PAUSE_SECONDS * rate)
    last_loud = -quiet
    for at, sample in enumerate(samples):
        if abs(sample) > QUIET:
            if at - last_loud >= quiet:
                yield at
            last_loud = at
