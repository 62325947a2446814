"""What a word means: hard words with their pictures, read aloud when one is picked.

It is a look aside. No input goes to the talk from here, and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as ListOption

from voicebox.bidi.ordering import runs_right
from voicebox.bidi.screen import seen
from voicebox.conversation.hard_words import HardWord
from voicebox.ports import House, Tone
from voicebox.prompts.program_words import Saying, in_plain_english
from voicebox.text import paint_line
from voicebox.tui.screens.painting import PaintedScreen
from voicebox.tui.voice import Following
from voicebox.tui.widgets.bars import AdultLine, Key, KeysRow, TopBar
from voicebox.tui.widgets.marked_list import MarkedList
from voicebox.tui.widgets.transcript import Bubble, Transcript


class GlossaryScreen(PaintedScreen):
    """The words that the pack explains, those of the question first."""

    CSS = """
    GlossaryScreen { background: $vb-background; }
    GlossaryScreen OptionList {
        height: auto; max-height: 45%; border: none; border-top: solid $vb-edge;
        background: $vb-background; color: $vb-text; padding: 0 2;
    }
    GlossaryScreen OptionList:focus {
        border: none; border-top: solid $vb-edge; background-tint: $vb-background 0%;
    }
    GlossaryScreen OptionList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("g", "leave", show=False),
        Binding("space", "say", show=False),
    ]

    def __init__(
        self,
        house: House,
        words: Sequence[HardWord],
        voice: Following,
        tone: Tone | None = None,
        say: Saying = in_plain_english,
    ) -> None:
        """These words, said by a voice like the talk's.

        Args:
            house: gives the pictures and the voice.
            words: in the order to be shown.
            voice: the talk's: its preferences, language and pitch are used, and not itself, so
                that nothing lights up in the talk below.
            tone: the skin tone of people in pictures.
            say: puts the program's words into the language of the talk.
        """
        super().__init__(house)
        self.tone = tone
        self._words = tuple(words)
        self._say = say
        self._voice = Following(house.speaker, voice.preferences, voice.language)
        self._voice.pitch = voice.pitch

    def compose(self) -> ComposeResult:
        """What the word means, and the words."""
        yield TopBar()
        with Vertical():
            yield Transcript()
            yield MarkedList(*map(self._line, range(len(self._words))))
        yield AdultLine()
        yield KeysRow()

    def on_mount(self) -> None:
        """The first word is the first hard one of the question."""
        say = self._say
        self.query_one(TopBar).show(say("What does it mean?"))
        hear = [Key("enter", say("hear it"), "say")] if self._voice.preferences.speech else []
        self.query_one(KeysRow).show([*hear, Key("esc", say("back to the talk"), "leave")])
        listed = self.query_one(OptionList)
        if runs_right(say("back to the talk")):
            listed.styles.text_align = "right"
        listed.highlighted = 0
        listed.focus()

    def _line(self, number: int) -> ListOption:
        word = self._words[number]
        here = f"  {self._say('(it is in the question)')}" if word.is_here else ""
        return ListOption(Content(f" {seen(paint_line(word.word) + here)} "), id=str(number))

    @on(OptionList.OptionHighlighted)
    def show_word(self, message: OptionList.OptionHighlighted) -> None:
        """Its meaning and its picture."""
        word = self._words[message.option_index]
        bubble = Bubble(f"{word.word}: {word.means}", is_newest=True)
        self.query_one(Transcript).show([bubble], word.symbol)

    @on(OptionList.OptionSelected)
    def pick_word(self, message: OptionList.OptionSelected) -> None:
        """It was picked: it is read aloud."""
        word = self._words[message.option_index]
        self._voice.say_line(f"{word.word}. {word.means}")

    def action_say(self) -> None:
        """Read the word aloud that is shown."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Back to the talk, which stands where it stood."""
        self._voice.hush()
        self.dismiss(None)

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")
