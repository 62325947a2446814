"""The app and plain mode as a person meets them: do something, and see what is shown as kept."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from bench.foreseen import DONE, RIGHT, Moment, Move
from bench.house import BenchHome
from bench.screen import Screen
from bench.terminal import SIZE, Terminal
from voicebox.conversation.shapes import Shape
from voicebox.conversation.states import State
from voicebox.text import paint_line
from voicebox.tui import showing
from voicebox.tui.cells import clip

_RULE = "─" * 40
LONGEST_WAIT = 15.0
_LOOK = 0.2
"""Seconds between two looks at what is shown."""
_KEPT = re.compile(r"kept \d+\r\n")


class Stuck(Exception):
    """The program neither shows what must come nor ends."""


class AppFront:
    """The app in a terminal."""

    mode: tuple[str, ...] = ("--no-speech",)

    def __init__(self, home: BenchHome, command: Sequence[str]) -> None:
        """Start it."""
        self._screen = Screen(*SIZE)
        self.terminal = Terminal((*command, *self.mode), home.environ, watch=self._screen.feed)

    def do(self, move: Move) -> None:
        """Press the keys of a move, once the screen stands still, as a person would."""
        self.terminal.settle(quiet=0.02, most=0.5)
        for key in move.keys:
            if key == DONE:
                self._click_done()
            elif key == RIGHT:
                self._say_right()
            else:
                self.terminal.type(key.encode())

    def _click_done(self) -> None:
        """The button lies where the screen shows it; the card before it must have been taken."""
        self.terminal.settle(quiet=0.05, most=0.5)
        until = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < until:
            for row, line in enumerate(self._screen.lines):
                column = f"{line} ".rfind(" done ")
                if column >= 0 and row > SIZE[1] // 2:
                    at = f"{column + 3};{row + 1}"
                    self.terminal.type(f"\x1b[<0;{at}M\x1b[<0;{at}m".encode())
                    return
            if not self.terminal.read(0.5) and self.terminal.process.poll() is not None:
                return

    def _say_right(self) -> None:
        """What is read back is right once every page of it was on the screen."""
        self.terminal.settle(quiet=0.05, most=0.5)
        asked = self._above()
        while self._above() == asked:
            shown = self._screen.words
            has_more = any(" ▶ " in line for line in self._screen.lines)
            self.terminal.type(b"0")
            if not has_more or not self._changes(shown):
                return

    def _changes(self, shown: str) -> bool:
        """Does something else come to stand on the screen, in time?"""
        until = time.monotonic() + LONGEST_WAIT
        while self._screen.words == shown and time.monotonic() < until:
            if not self.terminal.read(0.2) and self.terminal.process.poll() is not None:
                return False
        self.terminal.settle(quiet=0.05, most=0.5)
        return self._screen.words != shown

    def standing(self) -> str:
        """All that stands on the screen."""
        return self._screen.words

    @staticmethod
    def tells_apart(one: Moment, other: Moment) -> bool:
        """Would the two look different?"""
        return _expected(one) != _expected(other)

    def shows(self, moment: Moment) -> bool:
        """Do the newest bubbles, the last answer among them, show this moment?"""
        return self._above().endswith(_expected(moment))

    def asks(self, moment: Moment) -> bool:
        """Does it ask what this moment asks, whatever stands before it?"""
        asked = moment.step.asked if moment.step else ""
        return bool(asked) and self._above().endswith(Screen.without_blocks(asked))

    def _above(self) -> str:
        lines = self._screen.lines
        rules = [at for at, line in enumerate(lines) if line.startswith(_RULE)]
        return Screen.without_blocks(" ".join(lines[1 : rules[0]] if rules else lines))


def _expected(moment: Moment) -> str:
    """The words of the newest bubbles, in their order."""
    talk, step = moment.talk, moment.step
    if talk.state is State.PAUSED:
        return talk.pack.ending.on_a_break
    if step is None:
        return talk.pack.ending.goodbye
    newest = showing.bubbles(talk, step)[-2:]
    words = [
        bubble.words + (f" {clip(bubble.name, 24)}" if bubble.name else "") for bubble in newest
    ]
    return Screen.without_blocks(" ".join(words))


class PlainFront:
    """Plain mode at a terminal that only prints: what is typed is not echoed."""

    mode: tuple[str, ...] = ("--no-speech", "--plain")

    def __init__(self, home: BenchHome, command: Sequence[str]) -> None:
        """Start it."""
        environ = {**home.environ, "TERM": "dumb"}
        self.terminal = Terminal((*command, *self.mode), environ, echo=False)
        self._since = 0
        self._awaited = ""
        """The question that must be printed after the answer that was kept."""

    def do(self, move: Move) -> None:
        """Type the line of a move; what is printed from now on is its outcome.

        The question after the last answer has to be there first, or it would be taken for it.
        """
        until = time.monotonic() + LONGEST_WAIT
        while self._awaited not in self._printed() and time.monotonic() < until:
            if not self.terminal.read(0.2) and self.terminal.process.poll() is not None:
                break
        self.terminal.settle(quiet=0.02, most=0.5)
        self._awaited = ""
        self._since = len(self.terminal.seen)
        self.terminal.type(f"{move.line}\n".encode())

    def _printed(self) -> str:
        return self.terminal.seen[self._since :].decode("utf-8", "replace")

    def standing(self) -> str:
        """The last that was printed."""
        return self.terminal.seen[-600:].decode("utf-8", "replace")

    def asks(self, moment: Moment) -> bool:
        """Does it ask what this moment asks?"""
        return self.shows(moment)

    @staticmethod
    def tells_apart(one: Moment, other: Moment) -> bool:
        """Something is printed for every line."""
        return one is not other

    def shows(self, moment: Moment) -> bool:
        """Was the answer said to be kept, or, where nothing was answered, the prompt printed?

        The prompt alone says nothing of an answer: it may be that of the line before.
        """
        printed, step = self._printed(), moment.step
        if _KEPT.search(printed):
            self._awaited = f"{paint_line(step.asked)}\r\n" if step else ""
            return True
        if step is None or (moment.is_answer and self._since):
            return False
        asked = paint_line(step.asked)
        return f"{asked}\r\n" in printed and (step.shape is not Shape.CARDS or "  1 " in printed)


Front = AppFront | PlainFront


def wait_until_shown(front: Front, moment: Moment, before: Moment | None = None) -> bool:
    """Read until a moment is shown. False where the program has ended, or nothing changes.

    A talk that was just taken up may show no answer above its question, where the cards are tall.

    Raises:
        Stuck: it runs, and shows something else.
    """
    if before is not None and not front.tells_apart(before, moment):
        front.terminal.settle(quiet=0.05, most=0.5)
        return False
    waited = 0.0
    while waited < LONGEST_WAIT:
        if front.shows(moment):
            return True
        if before is None and waited > LONGEST_WAIT / 2 and front.asks(moment):
            return True
        began = time.monotonic()
        if not front.terminal.read(_LOOK) and front.terminal.process.poll() is not None:
            return front.shows(moment)
        waited += min(time.monotonic() - began, 2 * _LOOK)  # a machine that slept did not wait
    raise Stuck(
        f"{_expected(moment)!r} does not come; there is: {front.standing()!r}; the program has "
        f"worked for {front.terminal.seconds_worked:.1f} s"
    )
