"""What the small screens share: a box in the middle, a list of things to do, Escape to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option as ListOption

from voicebox.bidi.screen import seen
from voicebox.text import paint_line
from voicebox.tui.cells import page
from voicebox.tui.widgets.marked_list import MarkedList

Given = TypeVar("Given")
_ABOUT = 56
"""Columns of what runs from right to left in a box."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: what it gives, its words, and the key that picks it."""

    id: str
    words: str
    key: str = ""


class Dialog(ModalScreen[Given]):
    """A box in the middle of the screen. Escape leaves it, and nothing has changed."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 64; max-width: 96%; height: auto; max-height: 96%;
        background: $vb-background; border: thick $vb-edge; padding: 0 1;
    }
    Dialog .title { text-style: bold; color: $vb-text; padding: 0 1; margin-bottom: 1; }
    Dialog .about { color: $vb-muted; padding: 0 1; }
    Dialog .said { color: $vb-text; padding: 0 1; }
    Dialog OptionList {
        height: auto; max-height: 18; border: none; background: $vb-background;
        color: $vb-text; padding: 0;
    }
    Dialog OptionList:focus { border: none; background-tint: $vb-background 0%; }
    Dialog OptionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    Dialog Input, Dialog TextArea {
        border: tall $vb-edge; background: $vb-card; color: $vb-card-text;
    }
    Dialog Input:focus, Dialog TextArea:focus { border: tall $vb-accent; }
    Dialog Input > .input--placeholder, Dialog TextArea .text-area--placeholder {
        color: $vb-hint;
    }
    Dialog SelectCurrent Static#label, Dialog SelectCurrent .arrow { color: $vb-bar-text; }
    Dialog SelectOverlay { background: $vb-bar; color: $vb-bar-text; max-height: 12; }
    Dialog Select:focus > SelectCurrent { background: $vb-accent; }
    Dialog Select:focus > SelectCurrent Static#label,
    Dialog Select:focus > SelectCurrent .arrow { color: $vb-accent-text; text-style: bold; }
    Dialog Checkbox, Dialog Checkbox:focus { background: $vb-background; }
    Dialog Checkbox > .toggle--button, Dialog RadioSet > RadioButton > .toggle--button {
        background: $vb-background; color: $vb-text;
    }
    Dialog Checkbox.-on > .toggle--button, Dialog RadioSet > RadioButton.-on > .toggle--button {
        background: $vb-chosen; color: $vb-chosen-text; text-style: bold;
    }
    Dialog SelectionList > .selection-list--button,
    Dialog SelectionList > .selection-list--button-highlighted {
        background: $vb-background; color: $vb-text;
    }
    Dialog SelectionList > .selection-list--button-selected,
    Dialog SelectionList > .selection-list--button-selected-highlighted {
        background: $vb-chosen; color: $vb-chosen-text; text-style: bold;
    }
    Dialog Button { margin: 0 1; min-width: 12; }
    Dialog Button.-style-default { background: $vb-card; color: $vb-card-text; }
    Dialog Button.-style-default.-primary {
        background: $vb-chosen; color: $vb-chosen-text;
    }
    Dialog .row { height: auto; align-horizontal: right; margin-top: 1; }
    Dialog Label { color: $vb-text; padding: 0 1; }
    Dialog PercentageStatus { padding: 0; }
    Dialog .closes { color: $vb-muted; padding: 0 1; margin-top: 1; }
    Dialog.-runs-right Static, Dialog.-runs-right OptionList { width: 100%; text-align: right; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def on_mount(self) -> None:
        """Where nothing moves, no cursor blinks. Tab comes to what goes on before what leaves."""
        if self.app.animation_level == "none":
            for box in (*self.query(Input), *self.query(TextArea)):
                box.cursor_blink = False
        for onward in self.query(".row > Button.-primary").results(Button):
            row = onward.parent
            if isinstance(row, Widget) and row.children[0] is not onward:
                row.move_child(onward, before=0)

    def action_leave(self) -> None:
        """Leave, with nothing given."""
        self.dismiss(None)


def to_next_box(screen: Screen[Any], box: Input, *, empty: bool = False) -> bool:
    """Go to the box for words after this one; False where there is none.

    `empty`: one that holds something already is passed by.
    """
    boxes = list(screen.query(Input))
    after = boxes[boxes.index(box) + 1 :]
    wanted = [each for each in after if not (empty and each.value.strip())]
    if wanted:
        wanted[0].focus()
    return bool(wanted)


class Menu(Dialog[str]):
    """A list of things to do; gives the id of the one that was picked."""

    title_words = ""
    about = ""
    closes_words = "Esc closes"
    runs_right = False
    """Are its words in a language that runs from right to left? Then so does each of its lines."""

    def choices(self) -> Sequence[Choice]:
        """What can be picked."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """A title and the list."""
        with Vertical():
            yield Static(Content(seen(paint_line(self.title_words))), classes="title")
            if self.about:
                yield Static(Content(page(paint_line(self.about), _ABOUT)), classes="about")
            line = _turned_line if self.runs_right else _line
            yield MarkedList(*map(line, self.choices()), compact=True)
            yield Static(Content(self.closes_words), classes="closes")

    def on_mount(self) -> None:
        """The list has the focus."""
        self.set_class(self.runs_right, "-runs-right")
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def pick(self, message: OptionList.OptionSelected) -> None:
        """Give what was picked."""
        self.dismiss(message.option.id)

    def on_key(self, event: events.Key) -> None:
        """A choice's own key picks it, and means nothing to the screen below."""
        for choice in self.choices():
            if event.character and choice.key == event.character:
                event.stop()
                self.dismiss(choice.id)
                return


def _line(choice: Choice) -> ListOption:
    key = f"{choice.key}  " if choice.key else "   "
    return ListOption(Content(f"  {key}{seen(paint_line(choice.words))}"), id=choice.id)


def _turned_line(choice: Choice) -> ListOption:
    """As `_line`, the other way round: the key stands on the right, where the line begins."""
    words = seen(paint_line(choice.words), right=True)
    return ListOption(Content(f"   {words}  {choice.key or ' '}  "), id=choice.id)
