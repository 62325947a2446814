"""The parent's side of the voice, over a worker that is only a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.speech.conftest import Begin, Ear
from voicebox.ports import (
    Speaker,
    SpeechEvent,
    Utterance,
    UtteranceEnded,
    VoiceLost,
    VoiceReady,
    WordSpoken,
)
from voicebox.speech.speaker import SilentSpeaker, WorkerSpeaker

LONG = Utterance("Think of a good day.")
SHORT = Utterance("short")


def test_both_are_speakers() -> None:
    speakers: list[Speaker] = [WorkerSpeaker(), SilentSpeaker()]
    assert [s.say(SHORT) for s in speakers] == [1, 1]


def test_an_utterance_is_heard_word_by_word_to_its_end(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    assert speaker.say(SHORT) == 1
    assert ear.end_of(1) == UtteranceEnded(1, True)
    assert ear.events == [VoiceReady(True), WordSpoken(1, 0, 5), UtteranceEnded(1, True)]


def test_hush_ends_it_unfinished(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    number = speaker.say(LONG)
    ear.first_word_of(number)
    speaker.hush()
    assert ear.end_of(number) == UtteranceEnded(number, False)


def test_the_next_utterance_hushes_the_one_before(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    first, second = speaker.say(LONG), speaker.say(LONG)
    assert not ear.end_of(first).completed
    assert ear.first_word_of(second).utterance == second
    assert (first, second) == (1, 2)


@pytest.mark.parametrize("silenced_by", ["hush", "say"])
def test_what_comes_late_of_a_hushed_utterance_is_dropped(begin: Begin, silenced_by: str) -> None:
    speaker, ear = begin("late")
    number = speaker.say(LONG)
    ear.first_word_of(number)
    if silenced_by == "hush":
        speaker.hush()
    else:
        speaker.say(LONG)
    assert ear.end_of(number) == UtteranceEnded(number, False)
    assert len(ear.words_of(number)) == 1


def test_a_dead_worker_is_told_once_and_the_next_prompt_is_spoken(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    number = speaker.say(Utterance("die"))
    assert ear.end_of(number) == UtteranceEnded(number, False)
    after = speaker.say(SHORT)
    assert ear.end_of(after) == UtteranceEnded(after, True)
    lost = [e for e in ear.events if isinstance(e, VoiceLost)]
    assert lost == [VoiceLost("The voice stopped. It will be tried again at the next prompt.")]


def test_a_worker_that_dies_each_time_ends_each_utterance(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    for _ in range(3):
        number = speaker.say(Utterance("die"))
        assert not ear.end_of(number).completed


def test_a_program_that_does_not_exist_is_a_lost_voice(tmp_path: Path) -> None:
    speaker, ear = WorkerSpeaker([str(tmp_path / "nothing")]), Ear()
    speaker.start(ear.hear)
    number = speaker.say(SHORT)
    assert ear.end_of(number) == UtteranceEnded(number, False)
    assert "could not be started" in ear.wait_for_a(VoiceLost).message
    speaker.close()


def test_no_device_is_one_line(begin: Begin) -> None:
    _, ear = begin("mute")
    assert ear.wait_for_a(VoiceReady) == VoiceReady(False, "No sound here.")


def test_lines_that_are_no_facts_are_passed_over(begin: Begin) -> None:
    speaker, ear = begin("babbling")
    assert ear.end_of(speaker.say(SHORT)).completed


def test_a_voice_that_is_not_there_is_told_and_the_talk_goes_on(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    number = speaker.say(Utterance("no such voice"))
    assert not ear.end_of(number).completed
    assert ear.wait_for_a(VoiceLost).message == "There is no voice called 'x'."
    assert ear.end_of(speaker.say(SHORT)).completed


def test_too_many_words_are_refused_and_what_was_said_before_is_hushed(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    first = speaker.say(LONG)
    ear.first_word_of(first)
    second = speaker.say(Utterance("a" * 20_001))
    assert not ear.end_of(second).completed
    assert not ear.end_of(first).completed
    assert "20,000" in ear.wait_for_a(VoiceLost).message


def test_a_listener_that_fails_does_not_end_the_voice(begin: Begin) -> None:
    ear = Ear()
    first, _ = begin("obedient")

    def stumble(event: SpeechEvent) -> None:
        ear.hear(event)
        raise RuntimeError("a fault in the screen")

    speaker = WorkerSpeaker(first._command)
    speaker.start(stumble)
    assert ear.end_of(speaker.say(SHORT)).completed
    assert ear.end_of(speaker.say(SHORT)).completed
    speaker.close()


def test_closing_ends_the_worker_and_may_be_done_twice(begin: Begin) -> None:
    speaker, ear = begin("obedient")
    ear.first_word_of(speaker.say(LONG))
    assert speaker._worker is not None
    process = speaker._worker._process
    speaker.close()
    assert process.poll() is not None
    speaker.close()
    speaker.hush()


def test_closing_what_never_began_is_harmless() -> None:
    speaker = WorkerSpeaker()
    speaker.hush()
    speaker.close()
    speaker.start(Ear().hear)
    assert speaker._worker is None


def test_silence_ends_every_utterance_unheard() -> None:
    speaker, ear = SilentSpeaker(), Ear()
    speaker.start(ear.hear)
    numbers = [speaker.say(LONG), speaker.say(LONG)]
    ear.end_of(2)
    speaker.hush()
    speaker.close()
    assert numbers == [1, 2]
    assert ear.events == [VoiceReady(False), UtteranceEnded(1, False), UtteranceEnded(2, False)]
