"""The natural voice: what reaches it, how its words are timed, and that the library takes over."""

from __future__ import annotations

import array
import math
import sys
from types import ModuleType
from typing import Any, cast

import pytest

from voicebox.speech.espeak import Espeak
from voicebox.speech.languages import by_tag
from voicebox.speech.natural import PAUSE_SECONDS, Natural
from voicebox.speech.sound import Sound, begun_with_sound, loud_span
from voicebox.speech.voices import Voices
from voicebox.speech.words import HeardWord

RATE = 22_050


def tone(rate: int, *lengths: float) -> bytes:
    """Silence and sound by turns, each so many seconds long, from silence on."""
    frames = array.array("h")
    for turn, seconds in enumerate(lengths):
        loud = 5_000 * (turn % 2)
        frames.extend(round(loud * math.sin(at / 5)) for at in range(round(seconds * rate)))
    return frames.tobytes()


class FakePico:
    """Notes what it is given, and says a tone of two seconds after half a second's silence."""

    given: list[tuple[str, dict[str, Any]]]
    fails = False

    def __init__(self) -> None:
        FakePico.given = []

    def speak(self, words: str, **how: Any) -> bytes:
        if FakePico.fails:
            raise RuntimeError("no memory")
        self.given.append((words, how))
        return tone(16_000, 0.5, 2.0, 0.9)


class FakeLibrary:
    """The library's part of a voice: a tone of one second, with two words."""

    frame_rate = RATE
    by_language = by_tag(["gmw/en", "gmw/en-US", "gmw/de", "cel/cy"])

    def __init__(self) -> None:
        self.voice = "gmw/en"

    def set_voice(self, voice: str) -> None:
        if voice.partition("+")[0] not in self.by_language.values():
            raise ValueError(f"There is no voice called {voice!r}.")
        self.voice = voice

    def rate(self) -> int:
        return 135

    def pitch(self) -> int:
        return 75

    def synthesise(self, words: str, halted: object) -> Sound:
        return Sound(tone(RATE, 0.1, 1.0, 0.5), RATE, [HeardWord(0.1, 0, 2), HeardWord(0.6, 3, 2)])


@pytest.fixture
def voices(monkeypatch: pytest.MonkeyPatch) -> Voices:
    module = ModuleType("py_nanotts")
    monkeypatch.setattr(module, "NanoTTS", FakePico, raising=False)
    monkeypatch.setitem(sys.modules, "py_nanotts", module)
    monkeypatch.setattr(FakePico, "fails", False)
    return Voices(cast(Espeak, FakeLibrary()), Natural())


def test_it_is_used_where_it_is_liked_and_has_the_language(voices: Voices) -> None:
    assert voices.for_language("en-GB", "pico/en-GB") == "pico/en-GB"
    assert voices.for_language("de", "pico/en-GB") == "pico/de-DE"
    assert voices.for_language("cy", "pico/en-GB") == "cel/cy"
    assert voices.for_language("en-GB", "gmw/en") == "gmw/en"
    assert voices.for_language("de", "gmw/xx") == "gmw/de"
    assert voices.for_language("en-US", "gmw/en-XX+f2") == "gmw/en-US"
    assert voices.for_language("", "gmw/en-XX") == "gmw/en-XX"
    without = Voices(voices.library, None)
    assert without.for_language("de", "pico/en-GB") == "gmw/de"
    without.choose("pico/en-GB")
    assert without.chosen == "gmw/en"


def test_markup_never_reaches_it_and_rate_and_pitch_do(voices: Voices) -> None:
    voices.choose("pico/en-GB")
    voices.speak('hi <genfile file="/x">you</genfile> & \\me', lambda: False)
    words, how = FakePico.given[0]
    assert not set(words) & set("<>&\\")
    assert how == {"voice": "en-GB", "speed": 1.0, "pitch": 1.25, "volume": 0.35}


def test_its_words_come_when_the_librarys_do_in_proportion(voices: Voices) -> None:
    voices.choose("pico/en-GB")
    sound = voices.speak("ab cd", lambda: False)
    begins, ends = loud_span(sound.frames, RATE)
    assert (begins, ends) == pytest.approx((0.5, 2.5), abs=0.02)
    assert len(sound.frames) / 2 / RATE == pytest.approx(2.5 + PAUSE_SECONDS, abs=0.02)
    assert [word.seconds for word in sound.words] == pytest.approx([0.5, 1.5], abs=0.03)


def test_it_speaks_sentence_by_sentence_and_the_library_in_one(voices: Voices) -> None:
    words = "What is it? Music. Dogs."
    assert len(list(voices.cut(words))) == 1
    voices.choose("pico/en-GB")
    assert [piece for _, piece in voices.cut(words)] == ["What is it? ", "Music. ", "Dogs."]


@pytest.mark.parametrize("trouble", ["fails", "halted"])
def test_the_library_takes_over_what_it_cannot_say(
    voices: Voices, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    voices.choose("pico/en-GB")
    monkeypatch.setattr(FakePico, "fails", trouble == "fails")
    sound = voices.speak("ab cd", lambda: trouble == "halted")
    assert [word.seconds for word in sound.words] == [0.1, 0.6]


def test_a_voice_that_is_not_there_leaves_the_one_before(voices: Voices) -> None:
    voices.choose("pico/en-GB")
    with pytest.raises(ValueError, match="There is no voice"):
        voices.choose("pico/xx")
    assert voices.chosen == "pico/en-GB"


def test_a_word_begins_with_its_sound_unless_there_is_none() -> None:
    frames = tone(RATE, 0.08, 0.5, 1.0)
    words = [HeardWord(0.0, 0, 1), HeardWord(0.3, 2, 1), HeardWord(1.0, 4, 1), HeardWord(9, 6, 1)]
    begun = [word.seconds for word in begun_with_sound(words, frames, RATE)]
    assert begun == pytest.approx([0.08, 0.3, 1.0, 9], abs=0.011)


def test_silence_has_no_speech_in_it() -> None:
    assert loud_span(tone(RATE, 1.0), RATE) == (0.0, 1.0)
    assert loud_span(b"", RATE) == (0.0, 0.0)
