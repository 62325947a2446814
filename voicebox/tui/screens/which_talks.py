"""Which talks of a pupil are to be sent, and what they hold that was not shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static
from textual.widgets.selection_list import Selection

from voicebox.ports import House, Pupil, TalkSummary
from voicebox.ports.passing import Going, Passing
from voicebox.text import paint_line
from voicebox.tui.screens.asking import Doing
from voicebox.tui.screens.home_lines import say_day, say_state
from voicebox.tui.widgets.ticks import TickList


def passing_of(house: House) -> Passing:
    """Sending and receiving, of a house that can."""
    assert house.passing is not None, "whoever opens these screens has looked"
    return house.passing()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Talks to be sent, and what they hold that was not shared."""

    talks: tuple[str, ...]
    going: Going
    are_all: bool
    """Are they all that the pupil has?"""


class Ticks(TickList[str]):
    """Lines to be ticked by the space bar; Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False),
        Binding("a", "toggle_all", show=False),
    ]

    class GoOn(Message):
        """These, and no others."""

    def action_go_on(self) -> None:
        """Enter."""
        self.post_message(self.GoOn())


class WhichTalks(Doing[Chosen]):
    """Which talks of a pupil are to go."""

    DEFAULT_CSS = """
    WhichTalks SelectionList {
        height: auto; max-height: 10; margin: 1 0; border: none;
        background: $vb-background; color: $vb-text;
    }
    WhichTalks SelectionList:focus { border: none; background-tint: $vb-background 0%; }
    WhichTalks SelectionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    """

    def __init__(self, house: House, pupil: Pupil, ticked: Sequence[str] | None) -> None:
        """Of this pupil; `ticked` are ticked at first, or all."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._ticked = ticked

    def compose(self) -> ComposeResult:
        """The talks; they are read once the box is there."""
        with Vertical():
            name = paint_line(self._pupil.name)
            yield Static(Content(f"Send talks of {name}"), classes="title")
            yield Static(
                "In one encrypted file, for another voicebox: the office, the next school.",
                classes="about",
            )
            yield Ticks()
            yield Static("Space ticks, a all or none, Enter goes on.", classes="about")
            yield from self.foot(Button("Go on", variant="primary", id="on"))

    def on_mount(self) -> None:
        """Read the talks."""
        store = self._house.store
        self.do(lambda _: store().talks(pupil=self._pupil.id), self._show)

    def _show(self, talks: list[TalkSummary]) -> None:
        ticks = self.query_one(Ticks)
        ticks.add_options(
            Selection(Content(_say(talk)), talk.header.id, self._is_ticked(talk)) for talk in talks
        )
        ticks.focus()
        if talks:
            ticks.highlighted = [self._is_ticked(talk) for talk in talks].index(True)
        else:
            self.say("There is no talk yet.")

    def _is_ticked(self, talk: TalkSummary) -> bool:
        return self._ticked is None or talk.header.id in self._ticked

    @on(Ticks.GoOn)
    def go_on(self) -> None:
        """See what leaves with these talks."""
        ticks = self.query_one(Ticks)
        talks, are_all = tuple(ticks.selected), len(ticks.selected) == ticks.option_count
        if not talks:
            self.say("No talk is ticked.")
            return
        house = self._house
        self.do(lambda _: Chosen(talks, passing_of(house).going(talks), are_all), self.dismiss)

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Go on, or leave."""
        if message.button.id == "on":
            self.go_on()
        else:
            self.dismiss(None)


def _say(talk: TalkSummary) -> str:
    beside = f", with {paint_line(talk.header.with_)}" if talk.header.with_ else ""
    day = f"{say_day(talk)} {talk.header.started.astimezone():%Y %H:%M}"
    return f"{day}{beside}: {paint_line(talk.header.pack)}, {say_state(talk)}"
