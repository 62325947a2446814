"""A list, and beside it the page of the line that has the focus. What is read, not answered.

Pages are folded at 78 columns: beside the list where both have room, else below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as ListOption

from voicebox.errors import VoiceboxError
from voicebox.text import paint_line
from voicebox.tui.cells import page
from voicebox.tui.widgets.bars import AdultLine, Key, KeysRow, TopBar
from voicebox.tui.widgets.marked_list import MarkedList

_PAGE = 76
"""Columns of a line that runs from right to left."""
KEYS = (
    Key("esc", "back", "leave"),
    Key("↑↓", "list", "", can_go=True),
    Key("pgdn", "read on", "turn(1)"),
    Key("pgup", "back", "turn(-1)"),
)


class ReadingScreen(Screen[str]):
    """A list, and the page of the line that has the focus."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (116, "-wide"),
    ]

    DEFAULT_CSS = """
    ReadingScreen { background: $vb-background; }
    ReadingScreen OptionList {
        width: 34; border: none; background: $vb-bar; color: $vb-text; padding: 0;
    }
    ReadingScreen.-narrow #both { layout: vertical; }
    ReadingScreen.-narrow OptionList { width: 1fr; height: auto; max-height: 6; }
    ReadingScreen OptionList:focus { border: none; background-tint: $vb-bar 0%; }
    ReadingScreen OptionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    ReadingScreen VerticalScroll {
        padding: 0 2; background: $vb-background; scrollbar-size-vertical: 1;
    }
    ReadingScreen.-narrow VerticalScroll { padding: 0 0 0 1; }
    ReadingScreen #page { color: $vb-text; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]

    name_words = ""
    """Whose pages they are, on the left of the bar."""
    title_words = ""
    own_keys: Sequence[Key] = ()
    """Keys beside those for reading."""

    def read_list(self) -> list[tuple[str, str]]:
        """Ids and words of the lines. Called away from the screen's own thread.

        Raises:
            VoiceboxError: they cannot be read; the page says so.
        """
        raise NotImplementedError

    def read_page(self, line: str) -> str:
        """The page of a line, safe to paint. Called away from the screen's own thread.

        Raises:
            VoiceboxError: it cannot be read; the page says so.
        """
        raise NotImplementedError

    @property
    def focused_line(self) -> str:
        """The id of the line that has the focus; empty where there is none."""
        listed = self.query_one(OptionList)
        at = listed.highlighted
        return (listed.get_option_at_index(at).id or "") if at is not None else ""

    def compose(self) -> ComposeResult:
        """The list and the page."""
        yield TopBar()
        with Horizontal(id="both"):
            yield MarkedList()
            with VerticalScroll(can_focus=False):
                yield Static(id="page")
        yield AdultLine()
        yield KeysRow()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one(TopBar).show(paint_line(self.name_words), self.title_words)
        self.query_one(KeysRow).show((KEYS[0], *self.own_keys, *KEYS[1:]), marked=True)
        self.query_one(OptionList).focus()
        self.read_anew()

    @work(thread=True, exclusive=True, group="list")
    def read_anew(self) -> None:
        """Read the list again: what it shows has changed."""
        try:
            lines = self.read_list()
        except VoiceboxError as error:
            self.app.call_from_thread(self.show_page, str(error))
            return
        self.app.call_from_thread(self._show_list, lines)

    def _show_list(self, lines: list[tuple[str, str]]) -> None:
        listed = self.query_one(OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        listed.add_options(ListOption(Content(words), id=id_) for id_, words in lines)
        listed.highlighted = min(at, len(lines) - 1) if lines else None

    @on(OptionList.OptionHighlighted)
    def read(self, message: OptionList.OptionHighlighted) -> None:
        """Read the line that has the focus."""
        if message.option.id:
            self._read_page(message.option.id)

    @work(thread=True, exclusive=True, group="reading")
    def _read_page(self, line: str) -> None:
        try:
            words = self.read_page(line)
        except VoiceboxError as error:
            words = str(error)
        self.app.call_from_thread(self._show_page_of, line, words)

    def _show_page_of(self, line: str, words: str) -> None:
        """A page that took longer to read than the next one comes too late to be shown."""
        if line == self.focused_line:
            self.show_page(words)

    def show_page(self, words: str) -> None:
        """Show these words, from their beginning."""
        self.query_one("#page", Static).update(Content(page(words, _PAGE)))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def say(self, words: str) -> None:
        """One line below the page."""
        self.query_one(AdultLine).show(words)

    def action_turn(self, by: int) -> None:
        """A page further, or back."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=by * max(scroll.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Back to home."""
        self.dismiss("")

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")
