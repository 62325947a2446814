"""Sound to a device: silent when told, never stuck with a device that is."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import Any

import pytest

from voicebox.speech import player as player_module
from voicebox.speech.player import DeviceLost, NoDevice, Player
from voicebox.speech.sound import Sound
from voicebox.speech.words import HeardWord

RATE = 22_050
FRAMES = b"\x01\x02" * RATE
SOUND = Sound(FRAMES, RATE, [HeardWord(0.0, 0, 2), HeardWord(0.5, 3, 2), HeardWord(9.0, 6, 2)])


class FakeDevice:
    """Takes frames as fast as it can, from a thread of its own, as miniaudio does."""

    backend = "Fake"

    def __init__(self, *, pulls: int = 1_000, starts: int = 100) -> None:
        self.taken = bytearray()
        self.closed = threading.Event()
        self._pulls = pulls
        self._starts = starts
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, feed: Generator[bytes, int, None]) -> None:
        if not self._starts:
            raise RuntimeError("unplugged")
        self._starts -= 1
        self._stopped.clear()
        self._thread = threading.Thread(target=self._pull, args=(feed,))
        self._thread.start()

    def _pull(self, feed: Generator[bytes, int, None]) -> None:
        for _ in range(self._pulls):
            if self._stopped.is_set():
                return
            self.taken += feed.send(441)

    def stop(self) -> None:
        self._stopped.set()
        assert self._thread is not None
        self._thread.join()

    def close(self) -> None:
        self._stopped.set()
        self.closed.set()


class Devices:
    """Hands out devices in turn, then says there are no more."""

    def __init__(self, *devices: FakeDevice) -> None:
        self._left = list(devices)

    def __call__(self, frame_rate: int) -> Any:
        if not self._left:
            raise NoDevice("none")
        return self._left.pop(0)


def play(
    player: Player, halt: threading.Event | None = None
) -> tuple[bool, list[int], list[float]]:
    words: list[int] = []
    starts: list[float] = []
    completed = player.play(
        SOUND, halt or threading.Event(), starts.append, lambda index, _: words.append(index)
    )
    return completed, words, starts


@pytest.fixture(autouse=True)
def _no_tee(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOICEBOX_AUDIO_TEE", raising=False)


def test_every_frame_and_every_word_is_played_once() -> None:
    device = FakeDevice()
    completed, words, starts = play(Player(RATE, Devices(device)))
    assert completed
    assert words == [0, 1, 2]
    assert len(starts) == 1
    assert bytes(device.taken).rstrip(b"\0") == FRAMES


def test_a_halted_device_takes_only_silence() -> None:
    device, halt = FakeDevice(), threading.Event()
    halt.set()
    completed, words, _ = play(Player(RATE, Devices(device)), halt)
    assert not completed
    assert words == []
    assert not any(device.taken)


def test_an_empty_sound_is_over_at_once() -> None:
    player = Player(RATE, Devices(FakeDevice()))
    assert player.play(Sound(b"", RATE, []), threading.Event(), print, print)


def test_a_device_that_stops_answering_is_given_up_and_the_next_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(player_module, "PATIENCE_SECONDS", 0.1)
    hung, fresh = FakeDevice(pulls=3), FakeDevice()
    player = Player(RATE, Devices(hung, fresh))
    with pytest.raises(DeviceLost):
        play(player)
    assert hung.closed.wait(10)
    assert play(player)[0]
    assert bytes(fresh.taken).rstrip(b"\0") == FRAMES


def test_a_device_that_will_not_start_again_is_opened_afresh_for_the_same_words() -> None:
    unplugged, fresh = FakeDevice(starts=1), FakeDevice()
    player = Player(RATE, Devices(unplugged, fresh))
    assert play(player)[0]
    assert play(player)[0]
    assert bytes(fresh.taken).rstrip(b"\0") == FRAMES


def test_no_device_is_said_each_time_and_a_new_one_is_found() -> None:
    devices = Devices()
    player = Player(RATE, devices)
    for _ in range(2):
        with pytest.raises(NoDevice):
            play(player)
    devices._left.append(FakeDevice())
    assert play(player)[0]
