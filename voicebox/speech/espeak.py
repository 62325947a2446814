"""The espeak-ng library that espeakng-loader carries, bound by hand. Worker process only.

Loading it changes the current folder: the library fails on data paths of about 160 characters, so
the process moves into the data folder's parent and names it by a relative path.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voicebox.speech.languages import voices_in
from voicebox.speech.sound import FRAME_BYTES, NamedVoice, Sound, begun_with_sound
from voicebox.speech.words import heard_words

FIRST_VOICE = "gmw/en"
RATES = (80, 450)
"""Words a minute that the library can speak."""
PITCHES = (0, 100)

_SYNCHRONOUS = 2
_REPORT_DO_NOT_EXIT = 0x8000
_UTF8_ENDPAUSE = 0x1 | 0x1000
"""Neither SSML (0x10) nor phonemes (0x100): words from outside are words."""
_LIST_END, _WORD = 0, 1
_RATE, _VOLUME, _PITCH = 1, 2, 3
_VOICES = Path("espeak-ng-data", "lang")
"""From the folder that the process moves into."""
_VOICE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+/-]{0,59}")


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_void_p),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library, loaded. One for each process: it cannot be loaded twice."""

    def __init__(self) -> None:
        """Load the library and its voices.

        Raises:
            OSError: the library is not here, or does not load, or has no voices.
        """
        self._library = _bound_library()
        self.frame_rate = int(
            self._library.espeak_Initialize(_SYNCHRONOUS, 200, b".", _REPORT_DO_NOT_EXIT)
        )
        if self.frame_rate <= 0:
            raise OSError("its voices did not load")
        self.version = _text(self._library.espeak_Info(None)).split(" ")[0]
        self.by_language = voices_in(_VOICES)
        """Voice ids by language tag."""
        self.voice = ""
        self.set_voice(FIRST_VOICE)

    def set_voice(self, voice: str) -> None:
        """Choose a voice by its id, such as `cel/cy`.

        Raises:
            ValueError: there is no such voice; the one before stays.
        """
        if voice == self.voice:
            return
        named = _VOICE_NAME.fullmatch(voice) is not None
        if not named or self._library.espeak_SetVoiceByName(voice.encode("ascii")) != 0:
            raise ValueError(f"There is no voice called {voice[:60]!r}.")
        self.voice = voice

    def set_rate(self, words_a_minute: int) -> None:
        """Choose the speed, kept within `RATES`."""
        self._set(_RATE, _within(words_a_minute, RATES))

    def set_pitch(self, pitch: int) -> None:
        """Choose the pitch, kept within `PITCHES`."""
        self._set(_PITCH, _within(pitch, PITCHES))

    def set_volume(self, volume: float) -> None:
        """Choose the loudness, 0.0 to 1.0."""
        self._set(_VOLUME, _within(round(volume * 100), (0, 100)))

    def rate(self) -> int:
        """The speed in words a minute."""
        return int(self._library.espeak_GetParameter(_RATE, 1))

    def pitch(self) -> int:
        """The pitch, 0 to 100."""
        return int(self._library.espeak_GetParameter(_PITCH, 1))

    def volume(self) -> float:
        """The loudness, 0.0 to 1.0."""
        return int(self._library.espeak_GetParameter(_VOLUME, 1)) / 100

    def voices(self) -> list[NamedVoice]:
        """Every voice. Their memory is the library's until the next call, so each is copied."""
        listed = self._library.espeak_ListVoices(None)
        found = []
        for index in range(10_000):
            if not listed[index]:
                break
            voice = listed[index].contents
            # The first byte of a language is its priority, the rest its tag.
            found.append(
                NamedVoice(
                    _text(voice.identifier), _text(voice.name), _text((voice.languages or b"")[1:])
                )
            )
        return found

    def synthesise(self, words: str, halted: Callable[[], bool]) -> Sound:
        """Speech for `words`, which hold no control characters; cut short once `halted()`."""
        frames, marks = bytearray(), []

        def collect(wave: Any, count: int, events: Any) -> int:
            index = 0
            while events[index].type != _LIST_END:
                if events[index].type == _WORD:
                    event = events[index]
                    marks.append((event.audio_position / 1000, event.text_position - 1))
                index += 1
            if wave and count > 0:
                frames.extend(ctypes.string_at(wave, count * 2))
            return int(halted())

        callback = _Callback(collect)
        self._library.espeak_SetSynthCallback(callback)
        text = words.encode("utf-8")
        self._library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8_ENDPAUSE, None, None)
        seconds = len(frames) / FRAME_BYTES / self.frame_rate
        heard = begun_with_sound(heard_words(words, marks, seconds), frames, self.frame_rate)
        return Sound(bytes(frames), self.frame_rate, heard)

    def _set(self, parameter: int, value: int) -> None:
        self._library.espeak_SetParameter(parameter, value, 0)


def _bound_library() -> Any:
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        os.chdir(Path(espeakng_loader.get_data_path()).parent)
    except (ImportError, OSError, RuntimeError) as error:
        raise OSError("the espeak-ng library is not here, or does not fit this machine") from error
    os.environ["ESPEAK_DATA_PATH"] = "."
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    library.espeak_SetSynthCallback.argtypes = (_Callback,)
    library.espeak_SetSynthCallback.restype = None
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    return library


def _within(value: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], value))


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")
