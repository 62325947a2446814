"""The adult's own keys in a talk. A child's digits, letters and arrows cannot hit them."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from voicebox.conversation.inputs import SetContext, TakeNote
from voicebox.conversation.views import HAND_OVER_HAND, Help
from voicebox.errors import VoiceboxError
from voicebox.tui.screens.own import OwnCardsScreen


class GrownUpScreen(OwnCardsScreen):
    """A talk with function keys for the adult; the one for a worry has no label (rule 14)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "grown_up", show=False),
        Binding("f2", "note", show=False),
        Binding("f3", "who_and_how", show=False),
        Binding("f4", "helped", show=False),
        Binding("f8", "worry", show=False),
    ]

    @work
    async def action_grown_up(self) -> None:
        """What the adult can do here."""
        from voicebox.tui.screens.menus import GrownUpMenu

        match await self.app.push_screen_wait(GrownUpMenu(self.runner.talk)):
            case "note":
                self.action_note()
            case "who":
                self.action_who_and_how()
            case "helped":
                self.action_helped()
            case "leave":
                self.leave()

    @work
    async def action_note(self) -> None:
        """An adult's note: what was seen, or how the last answer is read."""
        from voicebox.tui.screens.adult import NoteScreen

        given = await self.app.push_screen_wait(NoteScreen(self.runner.record.last_answer()))
        if given is not None:
            words, kind = given
            self.handle_quietly(TakeNote(words, kind))

    @work
    async def action_who_and_how(self) -> None:
        """Who is speaking, how, and who is in the room."""
        from voicebox.tui.screens.adult import WhoAndHow

        context = await self.app.push_screen_wait(WhoAndHow(self.runner.talk.context))
        if isinstance(context, SetContext):
            self.handle_quietly(context)

    @work
    async def action_helped(self) -> None:
        """With how much help the next answer is given."""
        from voicebox.tui.screens.menus import HelpMenu

        level = await self.app.push_screen_wait(HelpMenu())
        if level == HAND_OVER_HAND:
            self.handle_quietly(SetContext(help="hand_over_hand"))
        elif level:
            self.handle_quietly(SetContext(help=Help(level)))

    @work
    async def action_worry(self) -> None:
        """A worry about the child's safety: apart from the talk (rule 14). It has no label here."""
        from voicebox.tui.screens.adult import WorryScreen

        given = await self.app.push_screen_wait(WorryScreen())
        if given is None:
            return
        words, about_staff = given
        try:
            self.runner.keep_worry(words, about_staff=about_staff)
        except VoiceboxError as error:
            self.say_to_adult(f"NOT KEPT. {error}")
            return
        self.say_to_adult("Kept.")
