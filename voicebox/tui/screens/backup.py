"""Making a backup: one encrypted file with everything in it, checked after it was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, ProgressBar, Static

from voicebox.errors import VoiceboxError
from voicebox.ports import Keeping
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.screens.passphrase import secret_box


class MakeBackup(Dialog[None]):
    """One encrypted file with everything in it, checked after it was written."""

    DEFAULT_CSS = "MakeBackup > Vertical { width: 72; }"

    def __init__(self, keeping: Keeping, today: date) -> None:
        """For this store; `today` is in the name that the file has at first."""
        super().__init__()
        self._keeping = keeping
        self._needs_passphrase = self._keeping.needs_backup_passphrase()
        self._is_done = False
        self._file = Path.home() / f"voicebox-{today.isoformat()}.backup"

    def compose(self) -> ComposeResult:
        """The file, a passphrase where the store has none."""
        with Vertical():
            yield Static("Make a backup", classes="title")
            yield Static(
                "Everything, encrypted, in one file. Keep it on another disk: a stick, or a folder "
                "of the school's.",
                classes="about",
            )
            yield Label("Into this file")
            yield Input(str(self._file), id="file", compact=True)
            if self._needs_passphrase:
                yield Label("A passphrase that opens this backup")
                yield secret_box("new")
                yield Label("The same again")
                yield secret_box("again")
            yield Static("", classes="about", id="problem")
            yield ProgressBar(total=1.0, show_eta=False, id="progress")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Make it", variant="primary", id="make")

    def on_mount(self) -> None:
        """Nothing is being made yet."""
        super().on_mount()
        self.query_one("#progress").display = False
        self.query_one("#file", Input).focus()

    @on(Input.Submitted)
    def submit(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one makes it."""
        boxes = list(self.query(Input))
        after = boxes[boxes.index(message.input) + 1 :]
        if after:
            after[0].focus()
        else:
            self._begin()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Make it, or leave."""
        if message.button.id == "make" and not self._is_done:
            self._begin()
        else:
            self.dismiss(None)

    def _begin(self) -> None:
        passphrase = ""
        if self._needs_passphrase:
            passphrase = self.query_one("#new", Input).value
            try:
                self._keeping.strength(passphrase)
            except VoiceboxError as error:
                self._say(str(error))
                return
            if passphrase != self.query_one("#again", Input).value:
                self._say("The two are not the same.")
                return
        self._say("")
        self.query_one("#progress").display = True
        file = Path(self.query_one("#file", Input).value.strip()).expanduser()
        self._make(file, passphrase)

    @work(thread=True, exclusive=True)
    def _make(self, file: Path, passphrase: str) -> None:
        """Away from the screen's own thread: a large store takes a while."""
        bar, call = self.query_one("#progress", ProgressBar), self.app.call_from_thread
        try:
            self._keeping.back_up(file, passphrase, lambda done: call(bar.update, progress=done))
        except VoiceboxError as error:
            call(self._say, str(error))
            return
        call(self._done, file)

    def _done(self, file: Path) -> None:
        self._is_done = True
        self._say(f"Written and checked: {file}")
        self.query_one("#leave").display = False
        self.query_one("#make", Button).label = "Good"
        self.query_one("#make").focus()

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(paint_line(words)))
