"""The lines between voicebox and its voice."""

from __future__ import annotations

import pytest

from voicebox.speech.protocol import (
    Ended,
    Failed,
    ListVoices,
    MalformedLine,
    OpenSound,
    Ready,
    Save,
    Saved,
    Speak,
    Started,
    Stop,
    VoiceFound,
    VoicesListed,
    Word,
    decode_fact,
    decode_job,
    encode,
)


@pytest.mark.parametrize(
    "job",
    [
        OpenSound(),
        Speak(1, "Tŷ a ŵy, \u0627, \U0001f436\n\x00", "cel/cy", 125, 50),
        Stop(3),
        Save(1, "dog", "gmw/en", 125, 50, "/tmp/ŵ.wav"),
        ListVoices(),
    ],
)
def test_a_job_comes_back_as_it_went(job: Speak) -> None:
    line = encode(job)
    assert decode_job(line) == job
    assert line.count(b"\n") == 1
    assert line.isascii()


@pytest.mark.parametrize(
    "fact",
    [
        Ready(True, "Null", "1.52.0", ""),
        Started(1, 2.5),
        Word(1, 0, 4, 2.5),
        Ended(1, False, 2.5),
        Saved(1, 2.5),
        VoiceFound("cel/cy", "Welsh", "cy"),
        VoicesListed(141),
        Failed(0, "No."),
    ],
)
def test_a_fact_comes_back_as_it_went(fact: Ready) -> None:
    assert decode_fact(encode(fact)) == fact


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"Stop"',
        b"[" * 100_000,
        b'{"is": "Stop"}',
        b'{"is": ["Stop"], "upto": 1}',
        b'{"is": "Stop", "upto": "1"}',
        b'{"is": "Stop", "upto": true}',
        b'{"is": "Stop", "upto": 1, "more": 2}',
        b'{"is": "Shout", "upto": 1}',
        b'{"is": "Ended", "id": 1, "completed": true, "at": 1.0}',
    ],
)
def test_anything_else_is_malformed(line: bytes) -> None:
    with pytest.raises(MalformedLine):
        decode_job(line)
