"""Sound from memory to the device, silent the moment it is told, words as the device takes them."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import wave
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from voicebox.speech.protocol import NO_SOUND
from voicebox.speech.sound import FRAME_BYTES, Sound

PERIOD_MILLISECONDS = 20
STEP_SECONDS = 0.008
"""How often the words are compared with what the device took."""
DRAIN_SECONDS = 0.06
"""Three periods: what the device may still hold when it has taken the last frame."""
PATIENCE_SECONDS = 2.0
"""A device that takes nothing for so long has gone away."""


class NoDevice(OSError):
    """There is no sound device."""


class DeviceLost(OSError):
    """The sound device stopped answering."""


class Player:
    """The default sound device, opened when first needed and again after it was lost.

    In the environment, `VOICEBOX_AUDIO=null` takes a silent device that keeps time,
    `VOICEBOX_AUDIO=none` takes none, and `VOICEBOX_AUDIO_TEE` names a WAV file for all that the
    device took.
    """

    def __init__(self, frame_rate: int, open_device: Callable[[int], Any] | None = None) -> None:
        """Remember how to open a device; open none yet.

        Args:
            frame_rate: frames a second, of everything that will be played.
            open_device: gives something with miniaudio's `start`, `stop`, `close` and `backend`,
                or raises `NoDevice`.
        """
        self._frame_rate = frame_rate
        self._open_device = open_device or default_device
        self._device: Any = None
        self._tee = _Tee.from_environment(frame_rate)

    def open(self) -> str:
        """Open the device where it is not open, and name its sound system.

        Raises:
            NoDevice: there is none.
        """
        if self._device is None:
            self._device = self._open_device(self._frame_rate)
        return str(self._device.backend)

    def play(
        self,
        sound: Sound,
        halt: threading.Event,
        on_start: Callable[[float], None],
        on_word: Callable[[int, float], None],
    ) -> bool:
        """Play to the end, or until `halt` is set.

        Args:
            sound: what to play.
            halt: once set, the device takes nothing but silence.
            on_start: given the moment at which the device took the first frames.
            on_word: given the index of a word in `sound.words`, and the moment.

        Returns:
            True where the sound was heard to its end.

        Raises:
            NoDevice: there is none.
            DeviceLost: it stopped answering.
        """
        feed = _Feed(sound.frames, halt)
        self._start(feed)
        try:
            _follow(feed, sound, halt, on_start, on_word)
        except DeviceLost:
            self._abandon()
            raise
        self._rest()
        if self._tee:
            self._tee.write(bytes(feed.taken))
        return not halt.is_set()

    def _start(self, feed: _Feed) -> None:
        """Start the device; one that was open and will not start is opened again, once."""
        was_open = self._device is not None
        self.open()
        try:
            self._device.start(feed.primed(keep=self._tee is not None))
        except Exception as error:  # each sound system raises its own kind
            self._abandon()
            if not was_open:
                raise NoDevice(NO_SOUND) from error
            self._start(feed)

    def _rest(self) -> None:
        try:
            self._device.stop()
        except Exception:  # noqa: BLE001 a device that will not stop is opened afresh next time
            self._abandon()

    def _abandon(self) -> None:
        """Close the device from another thread: closing one that hangs would hang here too."""
        lost, self._device = self._device, None
        if lost is not None:
            threading.Thread(target=_close_quietly, args=(lost,), daemon=True).start()


def default_device(frame_rate: int) -> Any:
    """The system's default device through miniaudio, 16-bit mono.

    The real sound systems are named one by one: left to choose, miniaudio falls back to a silent
    one and says nothing.

    Raises:
        NoDevice: there is none.
    """
    choice = os.environ.get("VOICEBOX_AUDIO")
    if choice == "none":
        raise NoDevice(NO_SOUND)
    try:
        import miniaudio

        silent = (miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM)
        real = [system for system in miniaudio.Backend if system not in silent]
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=frame_rate,
            buffersize_msec=PERIOD_MILLISECONDS,
            backends=[miniaudio.Backend.NULL] if choice == "null" else real,
            app_name="voicebox",
        )
    except Exception as error:  # whatever the sound system says, there is no sound
        raise NoDevice(NO_SOUND) from error


class _Feed:
    """What the device pulls from: the frames, then silence; silence at once when halted."""

    def __init__(self, frames: bytes, halt: threading.Event) -> None:
        self._frames = frames
        self._halt = halt
        self.place = 0
        """Bytes of the sound that the device has taken."""
        self.pulls = 0
        self.first_at = 0.0
        self.taken = bytearray()

    def primed(self, *, keep: bool) -> Generator[bytes, int, None]:
        pulled = self._pulled(keep)
        next(pulled)
        return pulled

    def _pulled(self, keep: bool) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            wanted = count * FRAME_BYTES
            part = b"" if self._halt.is_set() else self._frames[self.place : self.place + wanted]
            if part and not self.place:
                self.first_at = time.monotonic()
            self.place += len(part)
            self.pulls += 1
            part += bytes(wanted - len(part))
            if keep:
                self.taken += part
            count = yield part

    def heard(self, rate: int) -> float:
        """Seconds of the sound that have been heard: what was taken, and not ahead of the clock.

        A device takes a period at once, and several when it starts.
        """
        taken = self.place / FRAME_BYTES / rate
        return min(taken, time.monotonic() - self.first_at)

    @property
    def done(self) -> bool:
        return self.place >= len(self._frames)


def _follow(
    feed: _Feed,
    sound: Sound,
    halt: threading.Event,
    on_start: Callable[[float], None],
    on_word: Callable[[int, float], None],
) -> None:
    """Tell of the start and of each word as the device takes them, until the end or the halt."""
    started, word = False, 0
    watch = _Watch()
    while not halt.is_set():
        finished = feed.done
        if feed.first_at and not started:
            started = True
            on_start(feed.first_at)
        heard = feed.heard(sound.rate) if started else -1.0
        while word < len(sound.words) and (finished or sound.words[word].seconds <= heard):
            on_word(word, time.monotonic())
            word += 1
        if finished:
            halt.wait(DRAIN_SECONDS)
            return
        watch.check(feed.pulls)
        halt.wait(STEP_SECONDS)


class _Watch:
    """Notices a device that takes nothing."""

    def __init__(self) -> None:
        self._pulls = 0
        self._since = time.monotonic()

    def check(self, pulls: int) -> None:
        now = time.monotonic()
        if pulls != self._pulls:
            self._pulls, self._since = pulls, now
        elif now - self._since > PATIENCE_SECONDS:
            raise DeviceLost("The sound device stopped answering.")


class _Tee:
    """A WAV file of all that the device took; its header is right after each write."""

    def __init__(self, path: Path, frame_rate: int) -> None:
        self._raw = path.absolute().open("wb")
        self._file = wave.open(self._raw, "wb")  # noqa: SIM115 open as long as the process
        self._file.setnchannels(1)
        self._file.setsampwidth(FRAME_BYTES)
        self._file.setframerate(frame_rate)

    @classmethod
    def from_environment(cls, frame_rate: int) -> _Tee | None:
        path = os.environ.get("VOICEBOX_AUDIO_TEE")
        return cls(Path(path), frame_rate) if path else None

    def write(self, frames: bytes) -> None:
        self._file.writeframes(frames)
        self._raw.flush()


def _close_quietly(device: Any) -> None:
    with contextlib.suppress(Exception):
        device.close()
