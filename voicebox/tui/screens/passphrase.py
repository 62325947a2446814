"""Setting or changing the passphrase; the first one comes with a recovery key, shown once."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from voicebox.errors import VoiceboxError
from voicebox.ports import Keeping
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog, to_next_box


class SetPassphrase(Dialog[None]):
    """A passphrase, set or changed; the first one comes with a recovery key, shown once."""

    DEFAULT_CSS = "SetPassphrase > Vertical { width: 72; }"

    def __init__(self, keeping: Keeping, *, is_set: bool) -> None:
        """`is_set`: there is one already, which is asked for."""
        super().__init__()
        self._keeping = keeping
        self._is_set = is_set
        self._is_done = False

    def compose(self) -> ComposeResult:
        """The one there is, the new one twice, what is to be known."""
        with Vertical():
            yield Static("The passphrase", classes="title")
            yield Static(
                "Four or five words that have nothing to do with each other. Whoever forgets it, "
                "and has no recovery key, loses the talks.",
                classes="about",
            )
            if self._is_set:
                yield Label("The passphrase now, or the recovery key")
                yield secret_box("now")
            yield Label("New passphrase")
            yield secret_box("new")
            yield Label("The same again")
            yield secret_box("again")
            yield Static("", classes="about", id="problem")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Set it", variant="primary", id="set")

    def on_mount(self) -> None:
        """Ready to write."""
        super().on_mount()
        self.query(Input).first().focus()

    @on(Input.Changed, "#new")
    def say_strength(self, message: Input.Changed) -> None:
        """How long it stands up to guessing, while it is typed."""
        if message.value and not self._is_done:
            self._say(self._strength(message.value)[0])

    def _strength(self, passphrase: str) -> tuple[str, bool]:
        try:
            return self._keeping.strength(passphrase), True
        except VoiceboxError as error:
            return str(error), False

    @on(Input.Submitted)
    def next_line(self, message: Input.Submitted) -> None:
        """Enter goes to the next line, and from the last one sets it."""
        if not to_next_box(self, message.input):
            self._try()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Set it, or leave."""
        if message.button.id == "set" and not self._is_done:
            self._try()
        else:
            self.dismiss(None)

    def _try(self) -> None:
        new = self.query_one("#new", Input).value
        told, will_do = self._strength(new)
        if not will_do:
            self._say(told)
        elif new != self.query_one("#again", Input).value:
            self._say("The two are not the same.")
        else:
            self._say("One moment ...")
            self._set(self.query_one("#now", Input).value if self._is_set else "", new)

    @work(thread=True, exclusive=True)
    def _set(self, now: str, new: str) -> None:
        """Away from the screen's own thread: making the key is slow on purpose."""
        printed = ""
        try:
            if self._is_set:
                self._keeping.change(now, new)
            else:
                printed = self._keeping.lock(new)
        except VoiceboxError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        self.app.call_from_thread(self._done, printed)

    def _done(self, printed: str) -> None:
        self._is_done = True
        for each in (*self.query(Input), *self.query(Label)):
            each.display = each.id == "problem"
        key = (
            f"Locked. The recovery key:\n\n    {printed}\n\nIt opens the talks if the passphrase "
            "is forgotten. Write it down and put it away, not beside the computer: it is not "
            "shown again. For a page to print: voicebox lock --recovery FILE.pdf"
        )
        self._say(key if printed else "Changed.", is_block=True)
        self.query_one("#problem").display = True
        self.query_one("#leave").display = False
        self.query_one("#set", Button).label = "I have it" if printed else "Good"
        self.query_one("#set").focus()

    def _say(self, words: str, *, is_block: bool = False) -> None:
        shown = words if is_block else paint_line(words)
        self.query_one("#problem", Static).update(Content(shown))


def secret_box(id_: str) -> Input:
    """A box for what nobody is to read over a shoulder."""
    return Input(password=True, max_length=1000, id=id_, compact=True)
