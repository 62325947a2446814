"""How soon a sound comes, how soon it is silent, and whether the voice holds up the screen's loop.

On a silent device that keeps time, so that any machine can measure it.
"""

from __future__ import annotations

import asyncio
import queue
import statistics
import time
from collections.abc import Callable
from unittest import mock

from bench.measured import Line
from voicebox.ports import Utterance
from voicebox.speech.protocol import Ended, Fact, Ready, Started
from voicebox.speech.speaker import WorkerSpeaker

WORDS = "Think of a good day. What are you doing? Play, music, pets, making, resting."
TICK = 0.001
STALL = 10.0
"""Milliseconds by which the loop may be later than it is in silence."""
Facts = queue.SimpleQueue[Fact]


def measure(rounds: int) -> list[Line]:
    """On miniaudio's silent device."""
    with mock.patch.dict("os.environ", {"VOICEBOX_AUDIO": "null"}):
        return on_device(rounds)


def on_device(rounds: int) -> list[Line]:
    """Say and hush, over and over; then watch an event loop with and without a voice."""
    facts: Facts = queue.SimpleQueue()
    speaker = WorkerSpeaker(watch=facts.put)
    speaker.start(lambda _: None)
    _next(facts, Ready)
    try:
        sounds, silences = _say_and_hush(speaker, facts, rounds)
        still = asyncio.run(_longest_stall(lambda: None, rounds))
        speaking = asyncio.run(_longest_stall(lambda: _begin(speaker), rounds))
    finally:
        speaker.close()
    tick = TICK * 1000
    return [
        Line("voice: prompt to first sound", sounds, "ms", "one tick of a loop", tick, 60),
        Line("voice: key to silence", silences, "ms", "one tick of a loop", tick, 20),
        Line(
            "longest stall of the loop, speaking",
            speaking,
            "ms",
            "the same loop, silent",
            still,
            still + STALL,
        ),
    ]


def _say_and_hush(speaker: WorkerSpeaker, facts: Facts, rounds: int) -> tuple[float, float]:
    sounds, silences = [], []
    for _ in range(rounds):
        asked = time.monotonic()
        _begin(speaker)
        sounds.append(_next(facts, Started).at - asked)
        time.sleep(0.15)
        hushed = time.monotonic()
        speaker.hush()
        silences.append(_next(facts, Ended).at - hushed)
    return statistics.median(sounds) * 1000, statistics.median(silences) * 1000


def _begin(speaker: WorkerSpeaker) -> None:
    speaker.say(Utterance(WORDS))


def _next(facts: Facts, wanted: type[Started] | type[Ended] | type[Ready]) -> Started | Ended:
    while not isinstance(fact := facts.get(timeout=10), wanted):
        pass
    return fact  # type: ignore[return-value]


async def _longest_stall(act: Callable[[], None], rounds: int) -> float:
    """Milliseconds by which the loop was late at worst, doing `act` four times a second."""
    worst = 0.0
    for _ in range(rounds):
        act()
        for _ in range(250):
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            worst = max(worst, time.perf_counter() - before - TICK)
    return worst * 1000
