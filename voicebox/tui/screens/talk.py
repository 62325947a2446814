"""The talk: bubbles above, one answer area below, one row of keys. All it decides is what to show.

Every answer goes through the runner, which commits it before anything is shown as said. The files
beside this one have its parts: `talk_rows`, `talk_waiting`, `talk_closed`, `talk_shown`,
`talk_read_back` and `talk_answered`; here are its keys.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType

from voicebox.access import Access
from voicebox.conversation.hard_words import hard_words
from voicebox.conversation.inputs import (
    DontKnow,
    GoBack,
    HearAgain,
    Input,
    KeepNextBack,
    Pass,
    Skip,
    Stop,
    TakeBreak,
)
from voicebox.conversation.states import State
from voicebox.ports import House
from voicebox.runner import Runner
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import OwnCards
from voicebox.tui.screens.talk_answered import AnsweredTalk
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import KeysRow
from voicebox.tui.widgets.words import WordsBox


class TalkScreen(AnsweredTalk):
    """One talk on the screen."""

    CSS = """
    TalkScreen { background: $vb-background; }
    TalkScreen #area { height: 16; border-top: solid $vb-edge; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "hear", show=False),
        Binding("b", "go_back", show=False),
        Binding("k", "skip", show=False),
        Binding("g", "words", show=False),
        Binding("f5", "words", show=False),
        Binding("p", "take_a_break", show=False),
        Binding("x", "stop", show=False),
        Binding("escape", "more", show=False),
        *(Binding(str(digit), f"number('{digit}')", show=False) for digit in range(10)),
    ]

    def __init__(
        self,
        house: House,
        runner: Runner,
        access: Access | None = None,
        own: OwnCards | None = None,
        lock: Lock | None = None,
        *,
        has_resumed: bool = False,
    ) -> None:
        """Show `runner`'s talk, as the pupil likes it, with the cards that are their own.

        `has_resumed`: the adult is asked whether those who were there still are.
        """
        super().__init__(house, runner, access or Access(), own or OwnCards(), lock or Lock())
        self.has_resumed = has_resumed

    @on(KeysRow.Pressed)
    async def press_key(self, message: KeysRow.Pressed) -> None:
        """A key of the row was clicked."""
        await self.run_action(f"screen.{message.action}")

    @on(WordsBox.LeaveAsked)
    async def leave_words(self) -> None:
        """Escape, while words are typed."""
        await self.run_action("screen.more")

    def on_key(self, event: events.Key) -> None:
        """Any key is a sign of life."""
        if event.key != "f1":
            self.wait_quietly()

    def action_number(self, digit: str) -> None:
        """A digit picks its card, or lights its step."""
        self.query_one(AnswerArea).pick_number(digit)

    def action_pick(self) -> None:
        """Enter, by mouse."""
        self.query_one(AnswerArea).pick()

    def action_say_words(self) -> None:
        """Say the words in the box, by mouse."""
        self.query_one(AnswerArea).say_words()

    def action_hear(self) -> None:
        """Say it again: the same words, then another way."""
        if self.runner.is_open:
            self.handle_quietly(HearAgain())

    def action_words(self) -> None:
        """What a hard word means; the talk stays as it is, and so does what is typed."""
        from voicebox.tui.screens.glossary import GlossaryScreen

        words = hard_words(self.runner.talk, self.step)
        if words and self.runner.is_open:
            self.voice.hush()
            self.app.push_screen(
                GlossaryScreen(self.house, words, self.voice, self.tone, self.program)
            )

    def action_go_back(self) -> None:
        """What was on the screen before."""
        if self.runner.is_open:
            self.handle(GoBack())

    def action_skip(self) -> None:
        """Not now."""
        if self.runner.is_open:
            self.handle(Skip(self.is_open_first))

    def action_keep_back(self) -> None:
        """Keep the last answer private."""
        if self.runner.is_open:
            self.keep_last_back()

    def action_take_a_break(self) -> None:
        """A break."""
        if self.runner.is_open:
            self.handle(TakeBreak())

    def action_stop(self) -> None:
        """Stop."""
        if self.runner.talk.state not in (State.STOPPED, State.FINISHED):
            self.handle(Stop())

    @work
    async def action_more(self) -> None:
        """Everything that is always one step away."""
        from voicebox.tui.screens.menus import MoreMenu

        if not self.runner.is_open:
            return
        self.keep_draft()
        picked = await self.app.push_screen_wait(MoreMenu(self.step, self.runner.talk))
        inputs: dict[str, Input] = {
            "break": TakeBreak(),
            "stop": Stop(),
            "wont_say": Pass(self.is_open_first),
            "dont_know": DontKnow(self.is_open_first),
            "skip": Skip(self.is_open_first),
            "back": GoBack(),
        }
        if picked == "private":
            self.keep_last_back()
        elif picked == "hear":
            self.action_hear()
        elif picked == "words":
            self.action_words()
        elif picked == "private_next":
            self.handle_quietly(KeepNextBack(on=not self.runner.record.keep_next_back))
        elif picked in inputs:
            self.handle(inputs[picked])
