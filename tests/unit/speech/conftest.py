"""What the tests of the voice share: an ear that waits for events, and speakers that are closed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from voicebox.ports import SpeechEvent, UtteranceEnded, WordSpoken
from voicebox.speech.launch import WORKER
from voicebox.speech.protocol import Fact
from voicebox.speech.speaker import WorkerSpeaker

LONG_ENOUGH = 20.0
"""Seconds after which an event that did not come will not come."""

E = TypeVar("E", bound=SpeechEvent)


class Ear:
    """Collects events and facts, and waits for the one that a test asks for."""

    def __init__(self) -> None:
        self.events: list[SpeechEvent] = []
        self.facts: list[Fact] = []
        self._changed = threading.Condition()

    def hear(self, event: SpeechEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def watch(self, fact: Fact) -> None:
        with self._changed:
            self.facts.append(fact)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[SpeechEvent], bool]) -> SpeechEvent:
        with self._changed:
            came = self._changed.wait_for(lambda: any(map(wanted, self.events)), LONG_ENOUGH)
            assert came, f"It never came. Heard: {self.events}"
            return next(filter(wanted, self.events))

    def wait_for_a(self, kind: type[E]) -> E:
        event = self.wait(lambda e: isinstance(e, kind))
        assert isinstance(event, kind)
        return event

    def end_of(self, number: int) -> UtteranceEnded:
        ended = self.wait(lambda e: isinstance(e, UtteranceEnded) and e.utterance == number)
        assert isinstance(ended, UtteranceEnded)
        return ended

    def first_word_of(self, number: int) -> WordSpoken:
        word = self.wait(lambda e: isinstance(e, WordSpoken) and e.utterance == number)
        assert isinstance(word, WordSpoken)
        return word

    def words_of(self, number: int) -> list[WordSpoken]:
        return [e for e in self.events if isinstance(e, WordSpoken) and e.utterance == number]


Begin = Callable[..., tuple[WorkerSpeaker, Ear]]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Start a speaker over the real worker, or over the fake one with a manner."""
    speakers: list[WorkerSpeaker] = []

    def start(manner: str | None = None) -> tuple[WorkerSpeaker, Ear]:
        fake = (sys.executable, str(Path(__file__).with_name("fake_worker.py")), str(manner))
        ear = Ear()
        speaker = WorkerSpeaker(WORKER if manner is None else fake, watch=ear.watch)
        speakers.append(speaker)
        speaker.start(ear.hear)
        return speaker, ear

    yield start
    for speaker in speakers:
        speaker.close()


@pytest.fixture
def tee(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A silent device that keeps time, and the file of what it took."""
    path = tmp_path / "heard.wav"
    monkeypatch.setenv("VOICEBOX_AUDIO", "null")
    monkeypatch.setenv("VOICEBOX_AUDIO_TEE", str(path))
    return path


@pytest.fixture
def no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOX_AUDIO", "none")
