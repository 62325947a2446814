"""Clocks that go back or are far off, and two windows on one talk: order and answers hold."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from datetime import UTC, datetime
from typing import IO

from bench.house import VOICEBOX, BenchHome, bench_home
from bench.torture.figures import Figure
from bench.torture.powercuts import recorder_of
from bench.torture.recording import NoRecorder, Recorder
from voicebox.runner import load_record
from voicebox.store.repository import SqlStore

_YEAR = 365 * 86_400
_SETTINGS = {
    "back by an hour": "-3600 0",
    "back by ten years": f"{-10 * _YEAR} 0",
    "in 1971": f"{-55 * _YEAR} 0",
    "in 2099": f"{73 * _YEAR} 0",
    "going backwards": "0 -7",
    "jumping ahead": "0 86400",
}
_NOTES = 4


def turn_clocks() -> Figure:
    """One talk, taken up again and again while the computer's clock is wrong in another way."""
    figure = Figure("clocks that go back, are in 1971 or in 2099, in one talk", "faults")
    try:
        with bench_home() as home, recorder_of(home) as recorder:
            _hold(figure, home, recorder)
    except NoRecorder as error:
        figure.skipped = str(error)
    return figure


def _hold(figure: Figure, home: BenchHome, recorder: Recorder) -> None:
    words: list[str] = []
    for at, (name, shift) in enumerate([("right", "0 0"), *_SETTINGS.items()]):
        notes = [f"note {name} {number}" for number in range(_NOTES)]
        argv = ["talk", "--plain", "--pupil", "Amira"] if at == 0 else ["resume", "--plain"]
        lines = ["1"] * 5 if at == 0 else ["1"]
        typed = "\n".join([*lines, *(f"/note {note}" for note in notes), ""])
        environ = {**home.environ, "VOICEBOX_SPEECH": "off", "VOICEBOX_CLOCK": shift}
        done = recorder.run((*VOICEBOX, *argv), environ, typed)
        figure.count += 1
        figure.must(done.returncode == 0, f"{name}: {done.stderr[-200:]}")
        words += notes
        _see(figure, home, words, name)


def _see(figure: Figure, home: BenchHome, words: list[str], name: str) -> None:
    """Every note is there, in the order in which it was said, and the lists can be read."""
    store = SqlStore.open(home.where)
    (talk,) = store.talks()
    _, record = load_record(store, talk.header.id)
    moments = [event.at for event in store.events(talk.header.id)]
    store.close()
    held = [view.words for view in record if view.words.startswith("note ")]
    figure.kept += len(words)
    figure.lost += len(set(words) - set(held))
    figure.must(held == words, f"{name}: the notes stand in another order")
    if name == "in 2099":
        figure.must(moments[-1].year >= 2098, "the clock was not turned: nothing was tried")
    for argv in (["talks", "--json"], ["export", talk.header.id, "--format", "json"]):
        done = subprocess.run([*VOICEBOX, *argv], env=home.environ, capture_output=True)
        figure.must(done.returncode == 0 and bool(json.loads(done.stdout)), f"{name}: {argv}")
    figure.must(datetime.now(UTC).year < 2098, "the clock of this computer is in 2099")


def two_windows(answers: int, seed: int) -> Figure:
    """Two plain windows on one talk, each answering at any moment.

    Args:
        answers: how many, in both together.
        seed: of whose turn it is.
    """
    figure = Figure("two windows that answer in one talk", "answers")
    chance = random.Random(seed)
    with bench_home() as home:
        talk = _begun(home)
        windows = [_window(home, talk) for _ in range(2)]
        kept: list[str] = []
        refused = 0
        for number in range(answers):
            words = f"note {number}"
            while not _say(windows[chance.randrange(2)], words):
                refused += 1
            kept.append(words)
        for window in windows:
            _, err = window.communicate()
            figure.must((window.returncode, err) == (0, ""), f"a window ended with {err[-200:]}")
        store = SqlStore.open(home.where)
        _, record = load_record(store, talk)
        store.close()
    held = [view.words for view in record if view.words.startswith("note ")]
    figure.count, figure.kept = answers, len(kept)
    figure.lost = len(set(kept) - set(held))
    figure.must(held == kept, "the notes are not each there once, in their order")
    figure.must(refused > 0, "BLIND: the windows never met")
    figure.note = f"{refused} refused in one line and said again"
    return figure


def _begun(home: BenchHome) -> str:
    argv = [*VOICEBOX, "talk", "--plain", "--no-speech", "--pupil", "Amira"]
    done = subprocess.run(argv, input=b"1\n" * 5, capture_output=True, env=home.environ, check=True)
    found = re.search(rb"Talk (\w+) with", done.stdout)
    assert found is not None
    return found[1].decode()


def _window(home: BenchHome, talk: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    window = subprocess.Popen(
        [*VOICEBOX, "resume", talk, "--plain", "--no-speech"],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env={**home.environ, "PYTHONUNBUFFERED": os.environ.get("PYTHONUNBUFFERED", "")},
        text=True,
    )
    _line(window.stdout, "Talk ")
    return window


def _say(window: subprocess.Popen[str], words: str) -> bool:
    """Was it kept? Otherwise the window said that the other one was first."""
    assert window.stdin is not None
    window.stdin.write(f"/note {words}\n")
    window.stdin.flush()
    return _line(window.stdout, "kept ", "Another window").startswith("kept ")


def _line(stream: IO[str] | None, *begins: str) -> str:
    assert stream is not None
    for line in stream:
        if line.startswith(begins):
            return line
    raise RuntimeError("a window ended")
