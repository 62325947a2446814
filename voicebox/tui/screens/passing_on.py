"""Passing on, from home: talks that were sent are received; the key that others send to."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from voicebox.errors import VoiceboxError
from voicebox.ports import House
from voicebox.ports.passing import OwnKeys
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.screens.naming import free_name
from voicebox.tui.screens.receiving import receive_talks
from voicebox.tui.screens.which_talks import passing_of
from voicebox.writing import write_whole

_GROUP, _LINE = 4, 10
"""Signs of a key that are read out together, and groups in a line."""


class PassingOn(Menu):
    """What there is to do."""

    title_words = "Talks from another voicebox, and to one"
    about = "To send talks: home, the pupil's name, then Send, give access, forget."

    def choices(self) -> list[Choice]:
        """Receive, or be sent to."""
        return [
            Choice("receive", "Receive talks that were sent", "r"),
            Choice("key", "The key that others send to", "k"),
        ]


async def pass_on(app: App[Any], house: House) -> None:
    """Ask what is to be done, and do it.

    Raises:
        VoiceboxError: it could not be done.
    """
    picked = await app.push_screen_wait(PassingOn())
    if picked == "receive":
        await receive_talks(app, house)
    elif picked == "key":
        await app.push_screen_wait(KeyToTell(house))


class KeyToTell(Doing[None]):
    """What others send to, to be copied, saved or read out; and how they know this voicebox."""

    def __init__(self, house: House) -> None:
        """Of this house."""
        super().__init__()
        self._house = house
        self._keys = OwnKeys("", "")

    def compose(self) -> ComposeResult:
        """The key, whole and in groups; the fingerprint."""
        with Vertical():
            yield Static("The key that others send to", classes="title")
            yield Static("", classes="said", id="key")
            yield Static("", classes="about", id="groups")
            yield Static(
                "Tell it to those who send you talks. It is no secret: whoever has it can send to "
                "this voicebox, and read nothing.",
                classes="about",
            )
            yield Static("", classes="said", id="fingerprint")
            yield from self.foot(
                Button("Save it", id="save"), Button("Copy it", variant="primary", id="copy")
            )

    def on_mount(self) -> None:
        """The first time it is made."""
        self.do(lambda _: passing_of(self._house).own_keys(), self._show)

    def _show(self, keys: OwnKeys) -> None:
        self._keys = keys
        self.query_one("#key", Static).update(Content(f"{keys.to}\n"))
        self.query_one("#groups", Static).update(
            Content(f"To read it out:\n{_in_groups(keys.to)}\n")
        )
        told = f"\nFingerprint, to be compared by phone:\n{keys.fingerprint}"
        self.query_one("#fingerprint", Static).update(Content(told))
        self.query_one("#copy").focus()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Copy it, save it, or leave."""
        if message.button.id == "copy":
            self.app.copy_to_clipboard(self._keys.to)
            self.say("Copied, where this terminal can. If not: save it, or mark it by mouse.")
        elif message.button.id == "save":
            self._save()
        else:
            self.dismiss(None)

    def _save(self) -> None:
        file = free_name("voicebox-key", self._house.clock.now(), ".txt")
        words = f"{self._keys.to}\nFingerprint: {self._keys.fingerprint}\n"
        try:
            write_whole(file, words.encode(), force=False)
        except VoiceboxError as error:
            self.say(str(error))
            return
        self.say(f"Saved: {paint_line(str(file))}")


def _in_groups(key: str) -> str:
    """To be read out: groups of a few signs, several to a line."""
    groups = [key[at : at + _GROUP] for at in range(0, len(key), _GROUP)]
    lines = [groups[at : at + _LINE] for at in range(0, len(groups), _LINE)]
    return "\n".join("  ".join(line) for line in lines)
