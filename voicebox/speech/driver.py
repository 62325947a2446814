"""The driver that pyttsx3 finds under the name `voicebox`. Worker process only.

pyttsx3's own driver for Linux needs a system espeak, can end the program, cannot be stopped and
tells of every word at once; this one synthesises whole pieces and plays them from memory.
"""

from __future__ import annotations

import sys
import threading
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from voicebox.speech.player import Player
from voicebox.speech.sound import FRAME_BYTES, Sound
from voicebox.speech.voices import Voices
from voicebox.speech.words import speakable

NAME = "voicebox"


class Driver:
    """What pyttsx3's proxy calls. `say` returns when the words were heard or halted."""

    def __init__(self, proxy: Any, voices: Voices, player: Player) -> None:
        """Join pyttsx3's proxy to the voices and the device."""
        self._proxy = proxy
        self._voices = voices
        self._player = player
        self._halt = threading.Event()

    def say(self, words: str) -> None:
        """Speak. Notifies started-utterance, started-sound (at), started-word, finished-utterance.

        Raises:
            OSError: there is no device, or it stopped answering.
        """
        self._halt.clear()
        self._proxy.notify("started-utterance")
        completed = True
        for start, sound in self._sounds(words):
            completed = self._player.play(sound, self._halt, *self._listeners(start, sound))
            if not completed:
                break
        self._proxy.notify("finished-utterance", completed=completed)

    def save_to_file(self, words: str, path: str) -> None:
        """Write a WAV file. Notifies saved-file (seconds).

        Raises:
            OSError: the file cannot be written.
        """
        self._halt.clear()
        frames = 0
        with Path(path).open("wb") as target, wave.open(target, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(FRAME_BYTES)
            file.setframerate(self._voices.frame_rate)
            for _, sound in self._sounds(words):
                file.writeframes(sound.frames)
                frames += len(sound.frames) // FRAME_BYTES
        self._proxy.notify("saved-file", seconds=frames / self._voices.frame_rate)

    def stop(self) -> None:
        """Halt what is being said. Safe from any thread."""
        self._halt.set()

    def getProperty(self, name: str) -> object:
        """The value of voices, voice, rate, pitch or volume.

        Raises:
            KeyError: there is no such property.
        """
        library = self._voices.library
        readers: dict[str, Callable[[], object]] = {
            "voices": self._listed,
            "voice": lambda: self._voices.chosen,
            "rate": library.rate,
            "pitch": library.pitch,
            "volume": library.volume,
        }
        return readers[name]()

    def setProperty(self, name: str, value: Any) -> None:
        """Choose a voice, rate, pitch or volume.

        Raises:
            KeyError: there is no such property.
            ValueError: there is no such voice.
        """
        library = self._voices.library
        setters: dict[str, Callable[[Any], None]] = {
            "voice": self._voices.choose,
            "rate": library.set_rate,
            "pitch": library.set_pitch,
            "volume": library.set_volume,
        }
        setters[name](value)

    def startLoop(self) -> None:
        """Let the queue run: `say` waits for its sound, so running the queue is the loop."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:
        """Nothing is left to end."""

    def iterate(self) -> Iterator[None]:
        """Let the queue run once for each step."""
        while True:
            self._proxy.setBusy(False)
            yield

    def destroy(self) -> None:
        """Nothing to let go of: the process ends with its voice."""

    def _sounds(self, words: str) -> Iterator[tuple[int, Sound]]:
        for start, piece in self._voices.cut(speakable(words)):
            if self._halt.is_set():
                return
            yield start, self._voices.speak(piece, self._halt.is_set)

    def _listeners(self, start: int, sound: Sound) -> tuple[Any, Any]:
        def on_start(at: float) -> None:
            self._proxy.notify("started-sound", at=at)

        def on_word(index: int, at: float) -> None:
            word = sound.words[index]
            self._proxy.notify(
                "started-word", location=start + word.start, length=word.length, at=at
            )

        return on_start, on_word

    def _listed(self) -> list[object]:
        from pyttsx3.voice import Voice

        return [Voice(v.id, v.name, [v.language]) for v in self._voices.listed()]


def engine(voices: Voices, player: Player) -> Any:
    """A pyttsx3 engine over this driver, its queue running: `say` speaks before it returns."""
    import pyttsx3

    module: Any = sys.modules[__name__]
    module.buildDriver = lambda proxy: Driver(proxy, voices, player)
    sys.modules[f"pyttsx3.drivers.{NAME}"] = module
    speaking = pyttsx3.init(NAME)
    speaking.startLoop(False)
    speaking.iterate()
    return speaking
