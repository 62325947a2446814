"""Boxes that ask before something is done, do what takes long, and tell what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, ProgressBar, Select, SelectionList, Static

from voicebox.errors import VoiceboxError
from voicebox.ports.passing import Telling
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog, Given

Made = TypeVar("Made")
_AT_REST = (Button, Checkbox, Input, Select, SelectionList)
"""What cannot be used while something is being done."""


class Ask(Dialog[bool]):
    """Is it to be done? The way back has the focus, so that Enter alone does nothing."""

    DEFAULT_CSS = "Ask > Vertical { width: 72; }"

    def __init__(self, title: str, words: str, *, yes: str, no: str = "Leave") -> None:
        """Ask with these words; `yes` and `no` are the buttons."""
        super().__init__()
        self._title, self._words, self._yes, self._no = title, words, yes, no

    def compose(self) -> ComposeResult:
        """A title, the words, two buttons."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._words), classes="said")
            with Horizontal(classes="row"):
                yield Button(self._no, id="no")
                yield Button(self._yes, id="yes")

    def on_mount(self) -> None:
        """Not yet."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Yes or no."""
        self.dismiss(message.button.id == "yes")


class Told(Dialog[None]):
    """What came of it, in lines."""

    DEFAULT_CSS = """
    Told > Vertical { width: 76; }
    Told VerticalScroll { height: auto; max-height: 16; }
    """

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        """These lines, fit to be painted."""
        super().__init__()
        self._title, self._lines = title, list(lines)

    def compose(self) -> ComposeResult:
        """A title, the lines, one button."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            with VerticalScroll():
                yield Static(Content("\n".join(self._lines)), classes="said")
            with Horizontal(classes="row"):
                yield Button("Good", variant="primary", id="good")

    def on_mount(self) -> None:
        """Enter is enough."""
        self.query_one("#good").focus()

    @on(Button.Pressed)
    def press(self) -> None:
        """Read."""
        self.dismiss(None)


class Doing(Dialog[Given]):
    """A box that can do something long: away from the screen's own thread, told line by line."""

    DEFAULT_CSS = """
    Doing > Vertical { width: 72; }
    Doing ProgressBar { padding: 0 1; }
    Doing Input, Doing Select, Doing Checkbox { margin: 0 1; }
    Doing Checkbox { border: none; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    is_busy = False
    _focused_before: Widget | None = None

    def foot(self, *buttons: Button) -> Iterator[Widget]:
        """The last lines of the box: what is told, how far it is, the way out, and these."""
        problem = Static("", classes="said", id="problem")
        progress = ProgressBar(total=None, show_eta=False, show_percentage=False, id="progress")
        problem.display = progress.display = False
        yield problem
        yield progress
        yield Horizontal(Button("Leave", id="leave"), *buttons, classes="row")

    def say(self, words: str) -> None:
        """A line about what is done, or what is wrong; empty words take it away."""
        line = self.query_one("#problem", Static)
        line.update(Content(paint_line(words)))
        line.display = bool(words)

    def do(self, job: Callable[[Telling], Made], then: Callable[[Made], object]) -> None:
        """Do a job, and then something with what it made; a `VoiceboxError` of it is one line.

        Args:
            job: is given what to tell a line by; runs in a thread of its own.
            then: is called on the screen's own thread, once it is done.
        """
        if not self.is_busy:
            self._rest(is_busy=True)
            self._run_job(job, then)

    @work(thread=True, exclusive=True)
    def _run_job(self, job: Callable[[Telling], Any], then: Callable[[Any], object]) -> None:
        call = self.app.call_from_thread
        try:
            made = job(lambda line: call(self.say, f"{line} ..."))
        except VoiceboxError as error:
            call(self._fail, str(error))
            return
        call(self._end, made, then)

    def _end(self, made: Any, then: Callable[[Any], object]) -> None:
        self._rest(is_busy=False)
        self.say("")
        then(made)

    def _fail(self, words: str) -> None:
        self._rest(is_busy=False)
        self.say(words)
        self.fail()

    def fail(self) -> None:
        """What was to be done could not; the line says so already."""

    def _rest(self, *, is_busy: bool) -> None:
        if is_busy:
            self._focused_before = self.focused
        self.is_busy = is_busy
        self.query_one("#progress").display = is_busy
        for kind in _AT_REST:
            for each in self.query(kind):
                each.disabled = is_busy
        if not is_busy and self._focused_before is not None:
            self._focused_before.focus()

    def action_leave(self) -> None:
        """Leave; but not in the middle of what is being done."""
        if not self.is_busy:
            self.dismiss(None)

    def file_in(self, id_: str) -> Path:
        """The file or folder that is named in a box."""
        return Path(self.query_one(f"#{id_}", Input).value.strip()).expanduser()

    def show_end(self, lines: Sequence[str]) -> None:
        """All is done: only these lines, fit to be painted, and one button are left."""
        box = self.query_one(Vertical)
        for each in list(box.children):
            each.display = each.has_class("title")
        good = Button("Good", variant="primary", id="good")
        told = Static(Content("\n".join(lines)), classes="said", id="told")
        box.mount(told, Horizontal(good, classes="row"))
        self.call_after_refresh(good.focus)


class Making(Doing[None]):
    """A box whose one button, `make`, does it."""

    def begin(self) -> None:
        """Do it, where nothing is missing."""
        raise NotImplementedError

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Do it, or leave."""
        if message.button.id == "make":
            self.begin()
        else:
            self.dismiss(None)
