"""How long it takes from the command to the first words on the screen."""

from __future__ import annotations

import statistics

from bench.house import PYTHON, VOICEBOX, BenchHome
from bench.measured import Line
from bench.terminal import Terminal

BARE_APP = (PYTHON, "-m", "bench.bare.textual_app")
BARE_LOOP = (PYTHON, "-m", "bench.bare.prompt_loop")
TALK = (*VOICEBOX, "talk", "--pupil", "Amira", "--seed", "1", "--no-speech")
_PROGRAMS = {
    "bare app": (BARE_APP, b"Shown 0."),
    "app": (TALK, b"Hello Amira."),
    "bare loop": (BARE_LOOP, b"Shown 0."),
    "plain": ((*TALK, "--plain"), b"Hello Amira."),
}


def measure(home: BenchHome, rounds: int) -> list[Line]:
    """Start each program in turn, so that whatever else the machine does is shared by all."""
    taken: dict[str, list[float]] = {name: [] for name in _PROGRAMS}
    for number in range(rounds + 1):
        for name, (command, words) in _PROGRAMS.items():
            with Terminal(command, home.environ) as terminal:
                seconds = terminal.wait_for(words) - terminal.began
            if number:  # the first round warms the caches
                taken[name].append(seconds)
    median = {name: statistics.median(each) for name, each in taken.items()}
    app = "talk, app: start to first prompt"
    plain = "talk, plain: start to first prompt"
    return [
        Line(app, median["app"], "s", "bare Textual app", median["bare app"], 2.5, True),
        Line(plain, median["plain"], "s", "bare prompt loop", median["bare loop"]),
    ]
