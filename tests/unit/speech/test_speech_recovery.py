"""A sound server that dies in mid prompt: one line, no hang, and the voice is back when it is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import pyttsx3

from tests.unit.speech.test_speech_natural import FakeLibrary
from tests.unit.speech.test_speech_player import RATE, Devices, FakeDevice
from voicebox.speech import player, voices, worker
from voicebox.speech.player import Player
from voicebox.speech.protocol import OpenSound, Speak


class Bench:
    """The worker's voice over a library and devices that are stand-ins."""

    def __init__(self, *devices: FakeDevice) -> None:
        self.devices = Devices(*devices)
        self.told = io.BytesIO()
        self.voice: worker.Voice

    def say(self, number: int, language: str = "en-GB") -> list[dict[str, Any]]:
        """The facts that came of it."""
        self.voice.do(Speak(number, "ab cd", "gmw/en", 135, 50, language))
        return self.facts()

    def facts(self) -> list[dict[str, Any]]:
        facts = [json.loads(line) for line in self.told.getvalue().splitlines()]
        self.told.seek(0)
        self.told.truncate()
        return facts


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(FakeDevice(pulls=3))
    library: Any = FakeLibrary()
    library.version = "1"
    for name in ("set_rate", "set_pitch", "set_volume"):
        setattr(library, name, lambda _: None)
    monkeypatch.delenv("VOICEBOX_AUDIO_TEE", raising=False)
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(voices, "open_voices", lambda: voices.Voices(library, None))
    monkeypatch.setattr(worker, "Player", lambda rate: Player(rate, made.devices))
    made.voice = worker.Voice(worker.Outlet(made.told))
    yield made
    made.voice._engine.endLoop()
    pyttsx3._activeEngines.clear()  # it gives one engine for each driver's name, ended or not


def test_a_dead_device_is_one_line_and_the_next_prompt_is_heard_when_there_is_one(
    bench: Bench,
) -> None:
    bench.voice.do(OpenSound())
    assert [fact["sound"] for fact in bench.facts()] == [True]
    died = bench.say(1)
    lines = [fact["message"] for fact in died if fact.get("message")]
    assert lines == ["The sound device stopped answering."]
    assert died[-1]["is"] == "Ended"
    assert not died[-1]["completed"]

    away = bench.say(2) + bench.say(3)
    assert [fact["is"] for fact in away] == ["Ready", "Ended", "Ended"]
    assert (away[0]["sound"], away[0]["message"]) == (False, "none")

    fresh = FakeDevice()
    bench.devices._left.append(fresh)
    back = bench.say(4)
    assert [fact["is"] for fact in back] == ["Ready", "Started", "Word", "Word", "Ended"]
    assert back[0]["sound"]
    assert back[-1]["completed"]
    assert len(fresh.taken) / 2 / RATE > 1


def test_a_language_without_a_voice_is_told_once_and_nothing_is_said(bench: Bench) -> None:
    told = bench.say(1, "so") + bench.say(2, "so")
    lines = [fact["message"] for fact in told if fact.get("message")]
    assert lines == ["There is no voice for the language so here. Read the questions out."]
    assert [fact["completed"] for fact in told if fact["is"] == "Ended"] == [False, False]
    assert not any(fact["is"] == "Started" for fact in told)
