"""The real worker and the real library, on a silent device that keeps time."""

from __future__ import annotations

import array
import os
import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from tests.unit.speech.conftest import LONG_ENOUGH, Begin
from voicebox.ports import Utterance, UtteranceEnded, VoiceLost, VoiceReady
from voicebox.speech.launch import WORKER, launch
from voicebox.speech.protocol import (
    Ended,
    Fact,
    Failed,
    ListVoices,
    MalformedLine,
    Ready,
    Started,
    VoicesListed,
    decode_fact,
    encode,
)

FAST = 450
LONG = Utterance("What helps you feel calm and safe when you are at school? " * 4)


def quick(words: str, voice: str = "gmw/en") -> Utterance:
    return Utterance(words, voice, FAST)


def frames_of(path: Path) -> tuple[float, array.array[int]]:
    with wave.open(str(path), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
        return file.getnframes() / file.getframerate(), samples


def test_a_prompt_is_heard_as_long_and_as_loud_as_speech(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    number = speaker.say(quick("Think of a good day. What are you doing?"))
    assert ear.end_of(number) == UtteranceEnded(number, True)
    seconds, samples = frames_of(tee)
    loud = sum(abs(s) > 1_000 for s in samples) / len(samples)
    assert 0.5 < seconds < 6
    assert loud > 0.1
    assert ear.events[0] == VoiceReady(True)


@pytest.mark.parametrize(
    ("voice", "words", "expected"),
    [
        (
            "cel/cy",
            "Beth sy'n dda? Tŷ a ŵy.",
            ["Beth", "sy'n", "dda", "Tŷ", "a", "ŵy"],
        ),
        (
            "sem/ar",
            "\u0645\u0627 \u0627\u0644\u0630\u064a \u064a\u0633\u0627\u0639\u062f\u0643\u061f",
            ["\u0645\u0627", "\u0627\u0644\u0630\u064a", "\u064a\u0633\u0627\u0639\u062f\u0643"],
        ),
        (
            "gmw/en",
            "My \U0001f436 dog\u2019s in \u201cCafé\u201d\nand \U0001f468\u200d\U0001f467 home",
            [
                "My",
                "\U0001f436",
                "dog\u2019s",
                "in",
                "Café",
                "and",
                "\U0001f468\u200d\U0001f467",
                "home",
            ],
        ),
        ("zlw/pl", "Co jest ważne? Żółw.", ["Co", "jest", "ważne", "Żółw"]),
        ("gmw/en", "one\x00two \x1b[2Jthree", ["one", "two", "2Jthree"]),
    ],
)
def test_words_are_told_by_their_place_in_the_text(
    begin: Begin, tee: Path, voice: str, words: str, expected: list[str]
) -> None:
    speaker, ear = begin()
    number = speaker.say(quick(words, voice))
    assert ear.end_of(number).completed
    spoken = [words[w.start : w.start + w.length] for w in ear.words_of(number)]
    assert spoken == expected


def test_markup_is_read_out_and_never_obeyed(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    words = "<speak> <voice> [[h@l'oU]]"
    number = speaker.say(quick(words))
    assert ear.end_of(number).completed
    spoken = [words[w.start : w.start + w.length] for w in ear.words_of(number)]
    assert spoken == ["speak", "voice", "h@l'oU"]


def test_hush_is_silence_long_before_the_end(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    number = speaker.say(LONG)
    ear.first_word_of(number)
    speaker.hush()
    assert ear.end_of(number) == UtteranceEnded(number, False)
    assert frames_of(tee)[0] < 8


def test_the_next_prompt_is_spoken_at_once_after_a_hush(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    first = speaker.say(LONG)
    ear.first_word_of(first)
    speaker.hush()
    second = speaker.say(quick("Next."))
    assert ear.end_of(second) == UtteranceEnded(second, True)
    assert ear.end_of(first) == UtteranceEnded(first, False)


def test_of_many_prompts_in_one_moment_only_the_last_is_heard(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    numbers = [speaker.say(LONG) for _ in range(20)]
    last = speaker.say(quick("Done now."))
    assert ear.end_of(last).completed
    assert not any(ear.end_of(number).completed for number in numbers)


def test_a_bench_can_tell_when_sound_began_and_ended(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    number = speaker.say(quick("Hello."))
    ear.end_of(number)
    started = next(f for f in ear.facts if isinstance(f, Started))
    ended = next(f for f in ear.facts if isinstance(f, Ended))
    assert started.id == ended.id == number
    assert started.at < ended.at


def test_a_killed_worker_is_told_and_the_next_prompt_is_spoken(begin: Begin, tee: Path) -> None:
    speaker, ear = begin()
    number = speaker.say(LONG)
    ear.first_word_of(number)
    assert speaker._worker is not None
    speaker._worker._process.kill()
    assert ear.end_of(number) == UtteranceEnded(number, False)
    assert ear.wait_for_a(VoiceLost).message.startswith("The voice stopped.")
    after = speaker.say(quick("Here again."))
    assert ear.end_of(after).completed


@pytest.mark.usefixtures("no_device")
def test_without_a_device_there_is_one_line_and_every_prompt_ends(begin: Begin) -> None:
    speaker, ear = begin()
    numbers = [speaker.say(quick("Hello.")), speaker.say(quick("Hello."))]
    assert not any(ear.end_of(number).completed for number in numbers)
    ready, *ended = ear.events
    assert ready == VoiceReady(
        False, "No sound here. Prompts can still be read, or saved to a file."
    )
    assert all(isinstance(event, UtteranceEnded) for event in ended)


def test_a_voice_that_is_not_there_is_named_and_the_next_prompt_is_spoken(
    begin: Begin, tee: Path
) -> None:
    speaker, ear = begin()
    refused = speaker.say(quick("Hello.", "en-gb"))
    assert not ear.end_of(refused).completed
    assert ear.wait_for_a(VoiceLost).message == "There is no voice called 'en-gb'."
    after = speaker.say(quick("Hello."))
    assert ear.end_of(after).completed
    assert [e for e in ear.events if isinstance(e, VoiceReady)] == [VoiceReady(True)] * 2


@pytest.mark.parametrize("words", ["", "   ", "\x00\x00", "...", "\u200d"])
def test_words_without_a_sound_end_quietly(begin: Begin, tee: Path, words: str) -> None:
    speaker, ear = begin()
    assert ear.end_of(speaker.say(quick(words))).completed


@pytest.mark.usefixtures("no_device")
def test_lines_that_are_no_jobs_do_not_end_the_worker() -> None:
    process = launch(WORKER)
    assert process.stdin is not None
    for line in (b"{", b"\xff\x00", b"[]", b"x" * 2_500_000, b'{"is": "Speak"}'):
        process.stdin.write(line + b"\n")
    process.stdin.write(encode(ListVoices()))
    process.stdin.flush()
    told = _facts_until(process, VoicesListed)
    process.stdin.close()
    assert process.wait(LONG_ENOUGH) == 0
    _close(process)
    assert sum(isinstance(fact, Failed) and fact.id == 0 for fact in told) == 5
    assert isinstance(told[-1], VoicesListed)
    assert told[-1].total > 100


def test_alone_the_worker_exits(tee: Path) -> None:
    process = launch(WORKER)
    _close(process)
    assert process.wait(LONG_ENOUGH) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
@pytest.mark.usefixtures("no_device")
def test_ctrl_c_in_the_terminal_leaves_the_worker_to_voicebox() -> None:
    process = launch(WORKER)
    assert process.stdin is not None
    process.stdin.write(b'{"is": "OpenSound"}\n')
    process.stdin.flush()
    _facts_until(process, Ready)
    os.kill(process.pid, signal.SIGINT)
    process.stdin.write(encode(ListVoices()))
    process.stdin.flush()
    assert isinstance(_facts_until(process, VoicesListed)[-1], VoicesListed)
    _close(process)
    assert process.wait(LONG_ENOUGH) == 0


def _facts_until(process: subprocess.Popen[bytes], kind: type[Fact]) -> list[Fact]:
    told: list[Fact] = []
    assert process.stdout is not None
    for line in process.stdout:
        try:
            told.append(decode_fact(line))
        except MalformedLine:
            pytest.fail(f"Not a fact: {line[:80]!r}")
        if isinstance(told[-1], kind):
            break
    return told


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
