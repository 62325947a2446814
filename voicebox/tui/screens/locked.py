"""Locked: the passphrase is asked for before anything of the talks is shown."""

from __future__ import annotations

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from voicebox.errors import VoiceboxError
from voicebox.ports import Keeping
from voicebox.text import paint_line

_TITLE = "voicebox: the talks on this computer are locked"
_ASK = "For the grown-up: the passphrase (or the recovery key), then Enter"


class LockedScreen(Screen[bool]):
    """Nothing else is on the screen. Gives True once the store is open.

    Where a talk was going on, there is only "Paused", until somebody asks for more by a key or a
    click: a child sees a break, and nothing to fail at.
    """

    CSS = """
    LockedScreen { background: $vb-background; align: center middle; }
    LockedScreen > Vertical { width: 70; max-width: 96%; height: auto; }
    LockedScreen Static { color: $vb-text; padding: 0 1; margin-bottom: 1; }
    LockedScreen #title { text-style: bold; }
    LockedScreen #about { color: $vb-muted; }
    LockedScreen Input { border: tall $vb-edge; background: $vb-card; color: $vb-card-text; }
    LockedScreen Input:focus { border: tall $vb-accent; }
    """

    AUTO_FOCUS = ""

    def __init__(self, keeping: Keeping, *, over_talk: bool = False) -> None:
        """Ask for what opens this store; `over_talk`: a child may be looking."""
        super().__init__()
        self._keeping = keeping
        self._over_talk = over_talk

    def compose(self) -> ComposeResult:
        """What is locked, a box for what opens it, one line for what is wrong."""
        with Vertical():
            yield Static(id="title")
            yield Static(_ASK, id="ask")
            yield Input(password=True, max_length=1000, id="secret")
            yield Static(id="problem")
            yield Static(id="about")

    def on_mount(self) -> None:
        """Over a talk only the one word; else ready to write."""
        box = self.query_one(Input)
        box.cursor_blink = self.app.animation_level != "none"
        self._ask(is_asked=not self._over_talk)

    def _ask(self, *, is_asked: bool) -> None:
        self.query_one("#title", Static).update(_TITLE if is_asked else "Paused")
        about = "Escape goes back to the word Paused." if self._over_talk else _LEAVE
        self.query_one("#about", Static).update(about)
        self._say("")
        box = self.query_one(Input)
        box.value = ""
        for id_ in ("#ask", "#secret", "#problem", "#about"):
            self.query_one(id_).display = is_asked
        self.set_focus(box if is_asked else None)

    @property
    def _is_asking(self) -> bool:
        return self.query_one(Input).display

    def on_key(self, event: events.Key) -> None:
        """Escape leaves, or hides the box again; without the box any key asks for more."""
        if event.key in ("ctrl+c", "ctrl+q"):
            return
        if not self._is_asking:
            event.stop()
            self._ask(is_asked=True)
        elif event.key == "escape":
            event.stop()
            if self._over_talk:
                self._ask(is_asked=False)
            else:
                self.dismiss(False)

    def on_click(self) -> None:
        """A click asks for more."""
        if not self._is_asking:
            self._ask(is_asked=True)

    @on(Input.Submitted)
    def try_it(self) -> None:
        """Enter."""
        box = self.query_one(Input)
        if box.value and not box.disabled:
            box.disabled = True
            self._say("One moment ...")
            self._open(box.value)

    @work(thread=True, exclusive=True, group="opening")
    def _open(self, secret: str) -> None:
        """Away from the screen's own thread: a guess is slow on purpose."""
        try:
            self._keeping.open(secret)
        except VoiceboxError as error:
            self.app.call_from_thread(self._refuse, str(error))
            return
        self.app.call_from_thread(self.dismiss, True)

    def _refuse(self, words: str) -> None:
        box = self.query_one(Input)
        box.disabled, box.value = False, ""
        box.focus()
        self._say(paint_line(words))

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(words or " "))


_LEAVE = "Escape leaves voicebox. Forgotten? The recovery key opens it; docs/keeping.md says more."
