"""Opening a bundle that was sent: which file, and the passphrase where it takes one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, DirectoryTree, Input, Label

from voicebox.ports import House
from voicebox.ports.passing import BundleInside, Telling
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.passphrase import secret_box
from voicebox.tui.screens.which_talks import passing_of


class _Files(DirectoryTree):
    """Folders, and the files in them; nothing hidden."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What is not hidden."""
        return [path for path in paths if not path.name.startswith(".")]


class OpenBundle(Doing[BundleInside]):
    """Which file, and the passphrase where it takes one. Gives what is inside; nothing is kept."""

    DEFAULT_CSS = """
    OpenBundle DirectoryTree {
        background: $vb-background; color: $vb-text; height: 9; padding: 0 1;
    }
    """

    def __init__(self, house: House) -> None:
        """For this house."""
        super().__init__()
        self._house = house

    def compose(self) -> ComposeResult:
        """The file, typed or picked."""
        with Vertical():
            yield Label("Receive talks", classes="title")
            yield Label("The file that was sent: type where it is, or pick it below")
            yield Input(placeholder="path of the file", id="file", compact=True)
            yield _Files(str(Path.home()))
            yield Label("The passphrase that you were told", classes="secret")
            yield secret_box("secret")
            yield from self.foot(Button("Look inside", variant="primary", id="open"))

    def on_mount(self) -> None:
        """Whether it takes a passphrase is not known yet."""
        self._ask_secret(is_asked=False)
        self.query_one("#file").focus()

    def _ask_secret(self, *, is_asked: bool) -> None:
        for widget in (self.query_one(".secret"), self.query_one("#secret")):
            widget.display = is_asked
        self.query_one(_Files).display = not is_asked

    @on(DirectoryTree.FileSelected)
    def pick(self, message: DirectoryTree.FileSelected) -> None:
        """This file."""
        self.query_one("#file", Input).value = str(message.path)
        self.query_one("#open").focus()

    @on(Input.Changed, "#file")
    def name_file(self) -> None:
        """Another file may take no passphrase."""
        self._ask_secret(is_asked=False)

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter opens it."""
        self._open()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Open it, or leave."""
        if message.button.id == "open":
            self._open()
        else:
            self.dismiss(None)

    def _open(self) -> None:
        if not self.query_one("#file", Input).value.strip():
            self.say("Name the file.")
            return
        file, secret = self.file_in("file"), self.query_one("#secret", Input)
        if secret.display:
            self.do(partial(_look, self._house, file, secret.value), self.dismiss)
        else:
            self.do(lambda _: passing_of(self._house).needs_passphrase(file), self._go_on)

    def _go_on(self, needs_passphrase: bool) -> None:
        if needs_passphrase:
            self._ask_secret(is_asked=True)
            self.query_one("#secret").focus()
        else:
            self.do(partial(_look, self._house, self.file_in("file"), ""), self.dismiss)

    def fail(self) -> None:
        """A wrong passphrase is typed anew."""
        secret = self.query_one("#secret", Input)
        if secret.display:
            secret.value = ""
            secret.focus()


def _look(house: House, file: Path, secret: str, tell: Telling) -> BundleInside:
    tell("Opening it, and checking every answer")
    return passing_of(house).look(file, secret)
