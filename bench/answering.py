"""How long it takes from a key to the next prompt on the screen, with the answer committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.house import VOICEBOX, BenchHome
from bench.measured import Line, percentile
from bench.starting import BARE_APP
from bench.terminal import Terminal
from tests.fakes import play
from voicebox.bootstrap import SystemClock
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.runner import load_record, start
from voicebox.store.repository import SqlStore

MOST_A_TALK = 55
"""A section holds 60 prompts at most."""
_OPTIONS = ("play", "music", "pets", "making")


def measure(home: BenchHome, answers: int, *, talks: str) -> list[Line]:
    """Answer in the app and beside it in a bare Textual app.

    Args:
        home: holds the store.
        answers: how many.
        talks: how many talks the store holds, in words.
    """
    bare = _bare_times(home, answers)
    talks_held = -(-answers // MOST_A_TALK)
    own = [each for _ in range(talks_held) for each in _answer_times(home, answers // talks_held)]
    lines = []
    for share, limit in ((0.5, None), (0.95, 50.0)):
        what = f"key to next prompt, committed, {talks}: p{share * 100:.0f}"
        value, beside = percentile(own, share), percentile(bare, share)
        lines.append(
            Line(what, value * 1000, "ms", "bare Textual app, key to text", beside * 1000, limit)
        )
    return lines


def question_pack(pack: Path, questions: int) -> Pack:
    """`pack` with a section of numbered boards before its own sections."""
    whole = load_pack(pack).model_dump(mode="json", by_alias=True)
    prompts: list[dict[str, Any]] = [
        {
            "id": f"question-{number}",
            "kind": "choose",
            "ask": f"Question {number}. What do you pick?",
            "symbol": "sun",
            "source": "rule 5",
            "options": list(_OPTIONS),
        }
        for number in range(1, questions + 1)
    ]
    section = {"id": "questions", "title": "Questions", "symbol": "sun", "prompts": prompts}
    return Pack.model_validate({**whole, "sections": [section, *whole["sections"]]})


def _prepared_talk(home: BenchHome, questions: int) -> str:
    """A talk that stands at its first question; its id."""
    pack = question_pack(home.where.prompts / "my-voice.yaml", questions)
    store = SqlStore.open(home.where)
    runner = start(store, SystemClock(), pack, store.add_pupil("Amira"), seed=1)
    play(runner, {}, until="question-1")
    store.close()
    return runner.header.id


def _answer_times(home: BenchHome, answers: int) -> list[float]:
    talk = _prepared_talk(home, answers + 1)
    command = (*VOICEBOX, "resume", talk, "--no-speech")
    with Terminal(command, home.environ) as terminal:
        terminal.wait_for(b"Question 1.")
        taken = [_time_key(terminal, b"1", f"Question {at + 2}.") for at in range(answers)]
    _see_committed(home, talk, answers)
    return taken


def _bare_times(home: BenchHome, answers: int) -> list[float]:
    with Terminal(BARE_APP, home.environ) as terminal:
        terminal.wait_for(b"Shown 0.")
        return [_time_key(terminal, b"1", f"Shown {at + 1}.") for at in range(answers)]


def _time_key(terminal: Terminal, key: bytes, shown: str) -> float:
    terminal.settle(quiet=0.06)
    terminal.forget()
    pressed = terminal.type(key)
    return terminal.wait_for(shown.encode()) - pressed


def _see_committed(home: BenchHome, talk: str, answers: int) -> None:
    """What was measured was kept: the program was killed, and the store has every answer."""
    store = SqlStore.open(home.where)
    _, record = load_record(store, talk)
    store.close()
    kept = sum(view.prompt.startswith("question-") for view in record)
    if kept != answers:
        raise AssertionError(f"{answers} answers were shown and {kept} are kept")
