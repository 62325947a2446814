"""Who a pupil of a bundle is here: somebody new, or one of those who are here. Never by name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option as ListOption

from voicebox.bidi.screen import seen
from voicebox.ports.passing import PupilInside
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.screens.home_lines import PupilLine, say_talk
from voicebox.tui.widgets.marked_list import MarkedList
from voicebox.tui.widgets.words import NameBox

NEW = "~new"


class WhoIsIt(Dialog[str]):
    """Gives the id of a pupil, or `NEW`; the list holds those whose names have what is typed."""

    DEFAULT_CSS = """
    WhoIsIt > Vertical { width: 72; }
    WhoIsIt OptionList { max-height: 10; }
    """

    def __init__(self, inside: PupilInside, here: Sequence[PupilLine]) -> None:
        """Who this one is, among those who are here; of the same name first."""
        super().__init__()
        self._theirs = inside.name
        self._here = sorted(here, key=lambda line: line.pupil.name != inside.name)

    def compose(self) -> ComposeResult:
        """A box to look for a name, and the list."""
        name = seen(paint_line(self._theirs))
        with Vertical():
            yield Static(Content(f"Who is {name} here?"), classes="title")
            yield Static(
                "Two children can have one name. If you are not sure, ask who sent it, or take "
                "them as new.",
                classes="about",
            )
            yield NameBox(placeholder="Look for a name", id="name", max_length=200, compact=True)
            yield MarkedList(compact=True)
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")

    def on_mount(self) -> None:
        """All of them."""
        self.list_names()
        self.query_one(OptionList).focus()

    @on(Input.Changed)
    def list_names(self) -> None:
        """Those whose names have what is typed."""
        typed = self.query_one(Input).value.strip().casefold()
        found = [line for line in self._here if typed in line.pupil.name.casefold()]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_option(ListOption(Content("  + A new pupil"), id=NEW))
        listed.add_options(ListOption(Content(_say(line)), id=line.pupil.id) for line in found)
        listed.highlighted = 0

    @on(Input.Submitted)
    def to_list(self) -> None:
        """Enter goes to the list: what is picked is picked there."""
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """What is typed in the list looks for a name."""
        box = self.query_one(NameBox)
        if self.focused is not box and event.character and event.character.isalnum():
            event.stop()
            box.focus()
            box.insert_text_at_cursor(event.character)

    @on(OptionList.OptionSelected)
    def pick(self, message: OptionList.OptionSelected) -> None:
        """This one."""
        self.dismiss(message.option.id)

    @on(Button.Pressed)
    def press(self) -> None:
        """Leave."""
        self.dismiss(None)


def _say(line: PupilLine) -> str:
    name = f"{seen(paint_line(line.pupil.name))} ({line.pupil.id[:4]})"
    return f"    {name:<22} {say_talk(line.latest)}"
