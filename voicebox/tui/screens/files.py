"""Finding a picture file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Static

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

    def compose(self) -> ComposeResult:
        """A title and the folders, from the person's own."""
        with Vertical():
            yield Static("Find a picture (PNG, JPEG or WebP)", classes="title")
            yield _Pictures(str(Path.home()))

    @on(DirectoryTree.FileSelected)
    def pick(self, message: DirectoryTree.FileSelected) -> None:
        """Give the file."""
        self.dismiss(message.path)
