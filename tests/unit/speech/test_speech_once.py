"""Single jobs: words to a file, the list of voices, the check."""

from __future__ import annotations

import array
import sys
import wave
from pathlib import Path

import pytest

from voicebox.errors import ExportError, SpeechUnavailable
from voicebox.speech.once import check, list_voices, save_wav, say_once

FAKE = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))


@pytest.mark.usefixtures("no_device")
def test_words_are_saved_whole_without_a_device(tmp_path: Path) -> None:
    path = tmp_path / "tŷ words.wav"
    seconds = save_wav("Think of a good day.", path)
    with wave.open(str(path), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert file.getnframes() / file.getframerate() == pytest.approx(seconds)
    assert 0.8 < seconds < 5
    assert max(samples) > 3_000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("no_device")
def test_long_words_are_saved_piece_by_piece(tmp_path: Path) -> None:
    once = save_wav("I like my dog. ", tmp_path / "once.wav", rate=450)
    many = save_wav("I like my dog. " * 200, tmp_path / "many.wav", rate=450)
    assert many > once * 100


@pytest.mark.parametrize(
    ("words", "voice", "problem"),
    [
        ("Hello.", "en-gb", "There is no voice called 'en-gb'."),
        ("Hello.", "../../x", "There is no voice called"),
        (" \n", "gmw/en", "There are no words to say."),
        ("a" * 20_001, "gmw/en", "20,000 characters is the most"),
    ],
)
@pytest.mark.usefixtures("no_device")
def test_what_cannot_be_said_leaves_no_file(
    tmp_path: Path, words: str, voice: str, problem: str
) -> None:
    kept = tmp_path / "words.wav"
    kept.write_bytes(b"before")
    with pytest.raises(SpeechUnavailable, match=problem):
        save_wav(words, kept, voice)
    assert kept.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_voice_that_takes_too_long_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SpeechUnavailable, match=r"longer than 0\.2 seconds"):
        save_wav("Hello.", tmp_path / "words.wav", command=(*FAKE, "slow"), seconds=0.2)
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_stops_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SpeechUnavailable, match="stopped before it was done"):
        save_wav("Hello.", tmp_path / "words.wav", command=(sys.executable, "-c", "pass"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_or_a_missing_folder_is_refused_before_anything_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        save_wav("Hello.", tmp_path)
    with pytest.raises(ExportError, match="could not be written"):
        save_wav("Hello.", tmp_path / "not" / "here.wav")


def test_the_languages_of_the_packs_have_voices() -> None:
    voices = {voice.id: voice for voice in list_voices()}
    assert {"gmw/en", "cel/cy", "zlw/pl", "inc/ur", "zle/uk", "sem/ar"} <= voices.keys()
    assert voices["cel/cy"].name == "Welsh"
    assert voices["cel/cy"].languages == ("cy",)


@pytest.mark.usefixtures("no_device")
def test_the_check_says_what_is_missing_and_what_to_do() -> None:
    lines = check()
    assert lines[0].startswith("Voice library: espeak-ng 1.")
    assert lines[1].startswith("Voices: 1")
    assert lines[2] == "Sound: No sound here. Prompts can still be read, or saved to a file."
    assert "-o hello.wav" in lines[3]


@pytest.mark.usefixtures("no_device")
def test_the_check_says_that_the_voice_of_the_settings_is_not_here() -> None:
    named = [line for line in check("gmw/zz+f2") if line.startswith("Voice of the settings")]
    assert named == [
        "Voice of the settings: gmw/zz+f2 is not here, so each language's own voice speaks."
    ]


@pytest.mark.usefixtures("tee")
def test_the_check_names_the_sound_system() -> None:
    assert check()[2] == "Sound: Null."


def test_the_check_never_fails() -> None:
    lines = check(command=("/nothing/here",))
    assert lines[0].startswith("Voice: The voice could not be started.")


@pytest.mark.usefixtures("tee")
def test_words_said_once_are_waited_for(tee: Path) -> None:
    say_once("Hello.", rate=450)
    assert tee.stat().st_size > 10_000


@pytest.mark.usefixtures("no_device")
def test_words_cannot_be_said_without_sound() -> None:
    with pytest.raises(SpeechUnavailable, match="No sound here"):
        say_once("Hello.")
