"""A more natural voice, where `pip install pupil-voicebox[voice]` was run. Worker process only.

Pico, by py-nanotts: everything is in the package. Its text may hold markup that reads and writes
files (`<genfile file="...">`), so the characters that begin markup never reach it.
"""

from __future__ import annotations

import importlib
from typing import Any

from voicebox.speech.sound import NamedVoice, loud_span

FAMILY = "pico"
VOICES = tuple(
    NamedVoice(f"{FAMILY}/{tag}", f"Natural: {name}", tag.lower())
    for tag, name in (
        ("en-GB", "English (Great Britain)"),
        ("en-US", "English (America)"),
        ("de-DE", "German"),
        ("es-ES", "Spanish (Spain)"),
        ("fr-FR", "French (France)"),
        ("it-IT", "Italian"),
    )
)
LONGEST_CUT = 300
"""Characters synthesised at once: about 100 ms of work, in which nothing else can be done."""
PAUSE_SECONDS = 0.3
"""What is left of the silence after a sentence."""

_PICO_RATE = 16_000
_LOUDNESS = 0.35
"""At 1 it clips, and is 9 dB louder than the library; at this it is as loud."""
_USUAL_RATE = 135
"""The words a minute, as the library counts them, that Pico's own speed comes to."""
_MARKUP = str.maketrans(dict.fromkeys("<>&\\", " "))


class Natural:
    """Pico, loaded."""

    def __init__(self) -> None:
        """Load it.

        Raises:
            ImportError: it is not installed, or does not fit this machine.
        """
        pico = importlib.import_module("py_nanotts")
        self._pico: Any = pico.NanoTTS()

    def frames(self, words: str, voice: str, rate: int, pitch: int, frame_rate: int) -> bytes:
        """Speech for words: 16-bit mono frames.

        Args:
            words: without control characters.
            voice: the id of one of `VOICES`.
            rate: words a minute, as the library counts them.
            pitch: 0 to 100; 50 is the voice's own.
            frame_rate: frames a second, of what is given.

        Raises:
            RuntimeError: it could not be synthesised.
            ValueError: the voice is none of `VOICES`.
        """
        spoken = self._pico.speak(
            words.translate(_MARKUP),
            voice=voice.partition("/")[2],
            speed=(rate / _USUAL_RATE) ** 1.45,
            pitch=0.5 + pitch / 100,
            volume=_LOUDNESS,
        )
        return _resampled(_without_long_silence(spoken), frame_rate)


def _without_long_silence(frames: bytes) -> bytes:
    _, end = loud_span(frames, _PICO_RATE)
    return frames[: round((end + PAUSE_SECONDS) * _PICO_RATE) * 2]


def _resampled(frames: bytes, frame_rate: int) -> bytes:
    import miniaudio

    if not frames:
        return b""
    form = miniaudio.SampleFormat.SIGNED16
    return bytes(miniaudio.convert_frames(form, 1, _PICO_RATE, frames, form, 1, frame_rate))
