"""Past talks of one pupil, each to be read as it would be read back.

The record is folded at 78 columns: beside the list where both have room, else below it.
"""

from __future__ import annotations

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
from voicebox.ports import House, Pupil, TalkSummary
from voicebox.text import paint_line
from voicebox.tui.screens.home import say_day, say_state
from voicebox.tui.widgets.bars import Key, KeysRow, TopBar

_LISTED = 200
KEYS = (
    Key("esc", "back", "leave"),
    Key("↑↓", "talks", ""),
    Key("page down", "read on", "turn(1)"),
    Key("page up", "read back", "turn(-1)"),
)


class PastTalks(Screen[None]):
    """A list, and the record of the talk that has the focus."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (116, "-wide"),
    ]

    CSS = """
    PastTalks { background: $vb-background; }
    PastTalks OptionList {
        width: 34; border: none; background: $vb-bar; color: $vb-text; padding: 0;
    }
    PastTalks.-narrow #both { layout: vertical; }
    PastTalks.-narrow OptionList { width: 1fr; height: auto; max-height: 6; }
    PastTalks OptionList:focus { border: none; background-tint: $vb-bar 0%; }
    PastTalks OptionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    PastTalks VerticalScroll {
        padding: 0 2; background: $vb-background; scrollbar-size-vertical: 1;
    }
    PastTalks.-narrow VerticalScroll { padding: 0 0 0 1; }
    PastTalks #record { color: $vb-text; height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
    ]

    def __init__(self, house: House, pupil: Pupil) -> None:
        """The talks of this pupil."""
        super().__init__()
        self._house = house
        self._pupil = pupil

    def compose(self) -> ComposeResult:
        """The list and the record."""
        yield TopBar()
        with Horizontal(id="both"):
            yield OptionList()
            with VerticalScroll(can_focus=False):
                yield Static(id="record")
        yield KeysRow()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one(TopBar).show(paint_line(self._pupil.name), "Past talks")
        self.query_one(KeysRow).show(KEYS)
        self.query_one(OptionList).focus()
        self._read_list()

    @work(thread=True)
    def _read_list(self) -> None:
        try:
            talks = self._house.store().talks(pupil=self._pupil.id, limit=_LISTED)
        except VoiceboxError as error:
            self.app.call_from_thread(self._show_record, str(error))
            return
        self.app.call_from_thread(self._show_list, talks)

    def _show_list(self, talks: list[TalkSummary]) -> None:
        listed = self.query_one(OptionList)
        for summary in talks:
            pack = paint_line(summary.header.pack)
            words = f" {say_day(summary)}, {say_state(summary)}\n   {pack}, {summary.header.id}"
            listed.add_option(ListOption(Content(words), id=summary.header.id))
        listed.highlighted = 0

    @on(OptionList.OptionHighlighted)
    def read(self, message: OptionList.OptionHighlighted) -> None:
        """Read the talk that has the focus."""
        if message.option.id:
            self._read_record(message.option.id)

    @work(thread=True, exclusive=True, group="reading")
    def _read_record(self, talk: str) -> None:
        from voicebox.exports.show import show_record
        from voicebox.exports.talks import gather_talk

        try:
            words = show_record(gather_talk(self._house.store(), talk))
        except VoiceboxError as error:
            words = str(error)
        self.app.call_from_thread(self._show_record, words)

    def _show_record(self, words: str) -> None:
        self.query_one("#record", Static).update(Content(words))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_turn(self, by: int) -> None:
        """A page further, or back."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=by * max(scroll.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Back to home."""
        self.dismiss()

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")
