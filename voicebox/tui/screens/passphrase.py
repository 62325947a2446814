"""Setting or changing the passphrase; the first one comes with a recovery key, shown once."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from voicebox.errors import VoiceboxError
from voicebox.exports.recovery_page import as_file
from voicebox.ports import Keeping
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.dialog import Dialog, to_next_box
from voicebox.writing import write_whole

_PAGE = "voicebox-recovery-key.pdf"
_SET = """The passphrase is set. The talks stay open until voicebox is left or locked; \
after that it asks for the passphrase.

The recovery key:

    {key}

It opens the talks if the passphrase is forgotten. Write it down, or write the page; put it \
away, not beside the computer. It is not shown again."""


class SetPassphrase(Dialog[None]):
    """A passphrase, set or changed; the first one comes with a recovery key, shown once."""

    DEFAULT_CSS = "SetPassphrase > Vertical { width: 72; }"

    def __init__(self, keeping: Keeping, *, is_set: bool) -> None:
        """`is_set`: there is one already, which is asked for."""
        super().__init__()
        self._keeping = keeping
        self._is_set = is_set
        self._is_done = False
        self._printed = ""

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
            yield Label("This key as a page to print: a .pdf or .txt file", classes="page")
            yield Input(str(Path.home() / _PAGE), id="file", classes="page", compact=True)
            yield Static("", classes="about page", id="written")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Write the page", id="page", classes="page")
                yield Button("Set it", variant="primary", id="set")

    def on_mount(self) -> None:
        """Ready to write."""
        super().on_mount()
        self.query(".page").set(display=False)
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
        """Enter goes to the next line, from the last one sets it, and writes the page."""
        if message.input.id == "file":
            self._begin_page()
        elif message.input.id == "again":
            self._try()
        else:
            to_next_box(self, message.input)

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Set it, write the key as a page, or leave."""
        if message.button.id == "set" and not self._is_done:
            self._try()
        elif message.button.id == "page":
            self._begin_page()
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
        self._printed = printed
        for each in (*self.query(Input), *self.query(Label)):
            each.display = each.id == "problem"
        self.query(".page").set(display=bool(printed))
        self.query(".about").first().display = not printed
        self._say(_SET.format(key=printed) if printed else "Changed.", is_block=True)
        self.query_one("#problem").display = True
        self.query_one("#leave").display = False
        self.query_one("#set", Button).label = "I have it" if printed else "Good"
        self.query_one("#set").focus()

    def _begin_page(self) -> None:
        file = Path(self.query_one("#file", Input).value.strip()).expanduser()
        if file.exists():
            self._tell(f"{file} is there already. Name another file.")
            return
        self._tell("One moment ...")
        self._write(file)

    @work(thread=True, exclusive=True)
    def _write(self, file: Path) -> None:
        """Away from the screen's own thread: a PDF takes a moment."""
        try:
            page = as_file(file, self._printed, self._keeping.short_id())
            write_whole(file, page, force=False)
        except VoiceboxError as error:
            told = str(error)
        else:
            told = f"Written: {file}. Print it, put it away, and delete the file."
        self.app.call_from_thread(self._tell, told)

    def _tell(self, words: str) -> None:
        self.query_one("#written", Static).update(Content(paint_line(words)))

    def _say(self, words: str, *, is_block: bool = False) -> None:
        shown = words if is_block else paint_line(words)
        self.query_one("#problem", Static).update(Content(shown))


class AskAgain(Doing[None]):
    """This computer no longer opens the talks by itself; the passphrase is tried first."""

    def __init__(self, keeping: Keeping) -> None:
        """For this store."""
        super().__init__()
        self._keeping = keeping

    def compose(self) -> ComposeResult:
        """What will be, and the passphrase."""
        with Vertical():
            yield Static("Ask again from now on", classes="title")
            yield Static(
                "This computer's key is taken away: from then on only the passphrase, or the "
                "recovery key, opens the talks.",
                classes="about",
            )
            yield Label("The passphrase, or the recovery key")
            yield secret_box("now")
            yield from self.foot(Button("Ask again", variant="primary", id="again"))

    def on_mount(self) -> None:
        """Ready to write."""
        super().on_mount()
        self.query_one("#now").focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#again")
    def begin(self) -> None:
        """Try it, and take the key away."""
        secret = self.query_one("#now", Input).value
        self.do(lambda _: self._keeping.ask_again(secret), self._tell)

    def _tell(self, _: None) -> None:
        self.show_end(
            ["The talks stay open until voicebox is left or locked; after that it asks again."]
        )

    @on(Button.Pressed, "#leave, #good")
    def leave(self) -> None:
        """Go back."""
        self.action_leave()


def secret_box(id_: str) -> Input:
    """A box for what nobody is to read over a shoulder."""
    return Input(password=True, max_length=1000, id=id_, compact=True)
