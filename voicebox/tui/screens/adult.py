"""The adult's own screens in a talk: a note, who and how, a worry."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import (
    Button,
    Input,
    Label,
    RadioSet,
    Static,
    TextArea,
)
from textual.widgets.selection_list import Selection

from voicebox.conversation.events import ContextSet
from voicebox.conversation.inputs import SetContext
from voicebox.conversation.views import Mode, Speaker, View, ViewKind, said
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.widgets.ticks import OneOf, TickBox, TickList
from voicebox.tui.widgets.words import CoveredArea, NameBox

_SPEAKERS = {
    Speaker.CHILD: "the child",
    Speaker.PARENT_CARER: "parent or carer",
    Speaker.KEY_ADULT: "key adult",
    Speaker.OTHER: "someone else",
}


class NoteScreen(Dialog[tuple[str, ViewKind]]):
    """What was seen, or how the last answer is read. Never in the child's words (rule 9)."""

    def __init__(self, about: View | None) -> None:
        """A reading is about this answer; without one only an observation can be noted."""
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """The kind of note, and its words."""
        with Vertical():
            yield Static("A grown-up's note", classes="title")
            with RadioSet():
                if self._about is not None:
                    words = paint_line(said(self._about))[:36]
                    label = Content(f"How I read the last answer ({words})")
                    yield OneOf(label, value=True, id="reading")
                yield OneOf("What I saw", value=self._about is None, id="saw")
            yield CoveredArea(placeholder="Your own words. Marked as yours.", id="note")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Keep it", variant="primary", id="keep")

    def on_mount(self) -> None:
        """Ready to write."""
        note = self.query_one(TextArea)
        note.styles.height = 7
        note.tab_behavior = "focus"
        note.focus()

    @on(Button.Pressed)
    def finish(self, message: Button.Pressed) -> None:
        """Keep it, or leave."""
        words = self.query_one(TextArea).text
        if message.button.id != "keep" or not words.strip():
            self.dismiss(None)
            return
        saw = self.query_one("#saw", OneOf).value
        self.dismiss((words, ViewKind.OBSERVATION if saw else ViewKind.INTERPRETATION))


class WhoAndHow(Dialog[SetContext]):
    """Who is speaking, how it is told, who is in the room: from now on, until set again."""

    DEFAULT_CSS = """
    WhoAndHow > Vertical { width: 76; height: 96%; }
    WhoAndHow VerticalScroll { height: 1fr; }
    WhoAndHow SelectionList { height: 9; border: none; background: $vb-background; }
    WhoAndHow RadioSet {
        border: none; background: $vb-background; layout: grid; grid-size: 2; height: 2; width: 1fr;
    }
    """

    def __init__(self, context: ContextSet) -> None:
        """Begin with what is set now."""
        super().__init__()
        self._set_now = context

    def compose(self) -> ComposeResult:
        """Who, how, present, interpreter."""
        context = self._set_now
        with Vertical():
            yield Static("Who is speaking, and how", classes="title")
            with VerticalScroll():
                yield Label("Whose words the next answers are")
                with RadioSet(id="speaker"):
                    for speaker, words in _SPEAKERS.items():
                        is_set = context.speaker is speaker
                        yield OneOf(words, value=is_set, id=f"who-{speaker.value}")
                name = "Their name, and who they are to the child"
                yield NameBox(context.speaker_name, placeholder=name, id="name")
                yield Label("How it is told")
                yield TickList[Mode](
                    *(Selection(mode.value, mode, mode in context.modes) for mode in Mode),
                    compact=True,
                )
                yield Label("Who is in the room")
                present = ", ".join(context.present)
                yield NameBox(present, placeholder="Names, with commas between", id="present")
                yield Label("Interpreter (never a sibling or a friend)")
                yield NameBox(context.interpreter, placeholder="Name", id="interpreter")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Set it", variant="primary", id="set")

    @on(Button.Pressed)
    def finish(self, message: Button.Pressed) -> None:
        """Set it, or leave."""
        self.dismiss(self._given() if message.button.id == "set" else None)

    def _given(self) -> SetContext:
        radio = self.query_one("#speaker", RadioSet).pressed_button
        speaker = Speaker((radio.id or "who-child").removeprefix("who-")) if radio else None
        names = self.query_one("#present", Input).value.split(",")
        return SetContext(
            speaker=speaker,
            speaker_name=self.query_one("#name", Input).value.strip(),
            modes=tuple(mode for mode in Mode if mode in self.query_one(TickList).selected),
            present=tuple(name.strip() for name in names if name.strip()),
            interpreter=self.query_one("#interpreter", Input).value.strip(),
        )


class WorryScreen(Dialog[tuple[str, bool]]):
    """A worry about the child's safety. Said plainly, for eyes that may be watching: a note."""

    def compose(self) -> ComposeResult:
        """The words, whether it is about staff, and what to do next."""
        with Vertical():
            yield Static("Note", classes="title")
            yield CoveredArea(placeholder="Their words, as they were said.", id="worry")
            yield TickBox("It is about someone who works here", compact=True)
            yield Static("", classes="about", id="next")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Keep it", variant="primary", id="keep")

    def on_mount(self) -> None:
        """Ready to write."""
        note = self.query_one(TextArea)
        note.styles.height = 7
        note.tab_behavior = "focus"
        note.focus()
        self._say_next(False)

    @on(TickBox.Changed)
    def change_route(self, message: TickBox.Changed) -> None:
        """A worry about staff goes another way."""
        self._say_next(message.value)

    def _say_next(self, about_staff: bool) -> None:
        lead = "the head, or the council's designated officer" if about_staff else "the lead"
        words = f"Say little, ask nothing leading. Tell {lead} today. Kept apart from the talk."
        self.query_one("#next", Static).update(Content(words))

    @on(Button.Pressed)
    def finish(self, message: Button.Pressed) -> None:
        """Keep it, or leave."""
        words = self.query_one(TextArea).text
        if message.button.id != "keep" or not words.strip():
            self.dismiss(None)
            return
        self.dismiss((words, self.query_one(TickBox).value))
