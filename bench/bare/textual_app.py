"""The least Textual app: one line of text, changed by every key."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows `Shown 0`, then `Shown 1` after a key, and so on."""

    shown = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Shown 0.")

    def on_key(self) -> None:
        """Paint another line."""
        self.shown += 1
        self.query_one(Static).update(f"Shown {self.shown}.")


if __name__ == "__main__":
    BareApp().run()
