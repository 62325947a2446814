"""Finding a picture file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DirectoryTree, Static

from voicebox.bidi.screen import seen
from voicebox.prompts.program_words import Saying, in_plain_english
from voicebox.tui.screens.dialog import Dialog

_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}


class _Pictures(DirectoryTree):
    """Folders, and the files in them that look like pictures."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Only folders and pictures, nothing hidden."""
        for path in paths:
            if path.name.startswith("."):
                continue
            if path.suffix.lower() in _PICTURES or path.is_dir():
                yield path


class PictureFile(Dialog[Path]):
    """Pick a picture from the folders of this computer."""

    DEFAULT_CSS = """
    PictureFile > Vertical { height: 90%; }
    PictureFile DirectoryTree { background: $vb-background; color: $vb-text; }
    """

    def __init__(self, say: Saying = in_plain_english) -> None:
        """Its title as `say` puts it."""
        super().__init__()
        self._say = say

    def compose(self) -> ComposeResult:
        """A title and the folders, from the person's own."""
        title = self._say("Find a picture (PNG, JPEG or WebP)")
        with Vertical():
            yield Static(Content(seen(title)), classes="title")
            yield _Pictures(str(Path.home()))

    @on(DirectoryTree.FileSelected)
    def pick(self, message: DirectoryTree.FileSelected) -> None:
        """Give the file."""
        self.dismiss(message.path)
