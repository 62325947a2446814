"""A terminal that answers rightly, late, in pieces, with rubbish, without end, or never."""

import io
import os
import pty
import select
import termios
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from voicebox.doctor import examine
from voicebox.symbols.cells import Blocks
from voicebox.tui import terminal
from voicebox.tui.drawing import decide, paints_any_colour
from voicebox.tui.terminal import Terminal, ask, ask_once, understood

XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;4;6;9c"
KITTY = b"\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;18;9t\x1b[?62;c"
NEWER_KITTY = KITTY.replace(b"0.26.5", b"0.36.1")
Answer = Callable[[int], None]


class Far:
    """The far end of a terminal's line: it waits for the whole question, then answers."""

    def __init__(self, answer: Answer) -> None:
        self.master, self.near = pty.openpty()
        self.asked = b""
        self._answer = answer
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        try:
            while not self.asked.endswith(b"\x1b[c"):
                self.asked += os.read(self.master, 1000)
            self._answer(self.master)
        except OSError:
            return  # the near end hung up: before it asked, or in the middle of a long answer

    def close(self) -> None:
        os.close(self.near)
        self._thread.join(5)
        os.close(self.master)


@pytest.fixture
def far() -> Iterator[Callable[[Answer], Far]]:
    made: list[Far] = []

    def make(answer: Answer) -> Far:
        made.append(Far(answer))
        return made[-1]

    yield make
    for each in made:
        each.close()


def says(*pieces: bytes, pause: float = 0.0) -> Answer:
    def answer(fd: int) -> None:
        for piece in pieces:
            os.write(fd, piece)
            time.sleep(pause)

    return answer


def in_bounds(end: Far, limit: float = 0.15) -> Terminal:
    """Asks; sees that it did not hang, left nothing unread and the line as it was."""
    before = termios.tcgetattr(end.near)
    began = time.monotonic()
    said = ask(end.near, end.near, limit)
    assert time.monotonic() - began < limit + 1
    assert not select.select([end.near], [], [], 0)[0]
    assert termios.tcgetattr(end.near) == before
    return said


def test_a_right_answer(far: Callable[[Answer], Far]) -> None:
    end = far(says(KITTY))
    said = in_bounds(end, 5)
    assert (said.name, said.version, said.kitty, said.cell) == ("kitty", "0.26.5", True, (9, 18))
    assert said.answered
    assert end.asked == terminal.QUESTION


def test_an_answer_in_pieces(far: Callable[[Answer], Far]) -> None:
    pieces = [XTERM[at : at + 3] for at in range(0, len(XTERM), 3)]
    said = in_bounds(far(says(*pieces, pause=0.002)), 5)
    assert (said.title, said.sixel, said.answered) == ("XTerm(379)", True, True)


def test_no_answer(far: Callable[[Answer], Far]) -> None:
    said = in_bounds(far(says()), 0.05)
    assert said == Terminal(asked=True)


def test_an_answer_after_the_limit_is_not_waited_for(far: Callable[[Answer], Far]) -> None:
    waited = threading.Event()

    def late(fd: int) -> None:
        waited.wait(5)
        os.write(fd, XTERM)

    end = far(late)
    assert not in_bounds(end, 0.05).answered
    waited.set()


def test_an_answer_that_came_meanwhile_counts_however_long_that_took(
    far: Callable[[Answer], Far],
) -> None:
    answered = threading.Event()

    def at_once(fd: int) -> None:
        os.write(fd, XTERM)
        answered.set()

    def longer_than_the_limit() -> None:
        answered.wait(5)
        time.sleep(0.06)

    end = far(at_once)
    said = ask(end.near, end.near, 0.05, meanwhile=longer_than_the_limit)
    assert (said.name, said.answered) == ("XTerm", True)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x00\xff\xfe" * 50,
        b"q\r\x1b[A" * 20,
        b"\x1bP>|\x1b]0;title\x07(1)\x1b\\",
        b"\x1bP>|" + b"a" * 500 + b"(1)\x1b\\",
        b"\x1b[?" + b"4;" * 300 + b"c",
        b"\x1b[6;99999;9t",
        b"\x1b_Gi=32;OK\x1b\\",
    ],
)
def test_rubbish_says_nothing(far: Callable[[Answer], Far], rubbish: bytes) -> None:
    assert in_bounds(far(says(rubbish)), 0.05) == Terminal(asked=True)
    said = understood(rubbish + b"\x1b[?62;22c")
    assert (said.name, said.sixel, said.kitty, said.cell) == ("", False, False, None)


def test_a_megabyte_is_dropped(far: Callable[[Answer], Far]) -> None:
    def flood(fd: int) -> None:
        for _ in range(256):
            os.write(fd, b"\x1bP>|kitty(9.9)" * 300)

    before = time.monotonic()
    end = far(flood)
    said = ask(end.near, end.near, 0.15)
    assert time.monotonic() - before < 2
    assert said.name == ""


def test_nobody_is_asked_where_it_is_no_terminal() -> None:
    terminal.forget()
    assert not ask_once({"TERM": "xterm"}, io.StringIO(), io.StringIO()).asked
    terminal.forget()


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "dumb"},
        {},
        {"TERM": "tmux-256color"},
        {"TERM": "screen"},
        {"TERM": "xterm", "TMUX": "/tmp/x"},
    ],
)
def test_these_are_never_asked(far: Callable[[Answer], Far], environ: dict[str, str]) -> None:
    terminal.forget()
    end = far(says(XTERM))
    with open(end.near, "r+b", buffering=0, closefd=False) as raw:
        near = io.TextIOWrapper(raw)
        assert not ask_once(environ, near, near).asked
        near.detach()
    assert end.asked == b""
    terminal.forget()


def test_it_is_asked_once(far: Callable[[Answer], Far]) -> None:
    terminal.forget()
    end = far(says(XTERM))
    with open(end.near, "r+b", buffering=0, closefd=False) as raw:
        near = io.TextIOWrapper(raw)
        first = ask_once({"TERM": "xterm"}, near, near)
        assert ask_once({"TERM": "xterm"}, near, near) is first
        assert terminal.known_terminal() is first
        near.detach()
    assert first.name == "XTerm"
    terminal.forget()


CELL = (9, 18)


@pytest.mark.parametrize(
    ("said", "environ", "way", "why"),
    [
        (Terminal("XTerm", "379", True, cell=CELL), {}, "sixel", "its DA1 says so"),
        (Terminal("XTerm", "379", cell=CELL), {}, "quadrants", "DA1 does not name Sixel"),
        (Terminal("XTerm", "379", True), {}, "quadrants", "how large its cells are"),
        (Terminal("foot", "1.13.1", True, cell=CELL), {}, "sixel", "its DA1 says so"),
        (Terminal("foot", "1.13.1", cell=CELL), {}, "sextants", "draws itself"),
        (Terminal("kitty", "0.26.5", kitty=True), {}, "sextants", "from 0.28 on"),
        (Terminal("kitty", "0.36.1", kitty=True), {}, "kitty", "it took one"),
        (Terminal("kitty", "0.36.1"), {}, "sextants", "draws itself"),
        (Terminal("ghostty", "1.0.1", kitty=True), {}, "kitty", "it took one"),
        (Terminal("VTE", "7600"), {}, "sextants", "draws itself"),
        (Terminal("VTE", "6000"), {}, "quadrants", "every font has"),
        (Terminal("WezTerm", "20240203-110809-5046fc22", True, cell=CELL), {}, "sixel", "DA1"),
        (Terminal("Unheard", "1.0", True, True, CELL), {}, "quadrants", "Unheard(1.0)"),
        (Terminal(), {}, "quadrants", "unknown terminal: quadrant blocks"),
        (Terminal(), {"TERM": "xterm-kitty"}, "sextants", "kitty"),
        (Terminal(), {"TERM": "foot"}, "sextants", "foot"),
        (Terminal(), {"TERM_PROGRAM": "WezTerm"}, "sextants", "WezTerm"),
        (Terminal(), {"VTE_VERSION": "7200"}, "sextants", "VTE"),
        (Terminal("kitty", "0.36.1", kitty=True), {"NO_COLOR": "1"}, "quadrants", "NO_COLOR"),
        (Terminal("foot", "1.16", True, cell=CELL), {"TMUX": "x"}, "quadrants", "in tmux"),
    ],
)
def test_what_is_decided(said: Terminal, environ: dict[str, str], way: str, why: str) -> None:
    decided = decide(said, environ)
    assert decided.way == way
    assert why in decided.why
    assert decided.blocks == (Blocks.SEXTANT if way == "sextants" else Blocks.QUADRANT)


def test_the_setting_overrides() -> None:
    unknown, xterm = Terminal(cell=CELL), Terminal("XTerm", "379", True, cell=CELL)
    assert decide(xterm, {}, "blocks").way == "quadrants"
    assert decide(unknown, {"TMUX": "x"}, "sextants").way == "sextants"
    assert decide(unknown, {}, "kitty").way == "kitty"
    assert decide(unknown, {}, "sixel").way == "sixel"
    assert decide(xterm, {}, "sixel").slots == 16
    assert decide(Terminal(), {}, "sixel").way == "quadrants"


def test_an_xterm_has_all_colours_though_it_does_not_say_so() -> None:
    assert paints_any_colour(Terminal("XTerm", "379"), {})
    assert not paints_any_colour(Terminal("XTerm", "300"), {})
    assert not paints_any_colour(Terminal(), {})
    assert paints_any_colour(Terminal(), {"COLORTERM": "truecolor"})


def test_doctor_says_which_and_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    environ = {"VOICEBOX_HOME": str(home), "VOICEBOX_KEYS": str(home / "keys")}
    said = Terminal("XTerm", "379", True, cell=CELL, answered=True, asked=True)
    monkeypatch.setattr(terminal, "_asked", [said])

    def line() -> str:
        lines = examine(environ, io.StringIO(), io.StringIO())
        return next(line for line in lines if line.startswith("Pictures: "))

    assert line().endswith(". XTerm(379): Sixel; its DA1 says so.")
    (home / "settings.toml").write_text('pictures = "blocks"\n')
    assert line().endswith(". The settings say so: quadrant blocks.")
