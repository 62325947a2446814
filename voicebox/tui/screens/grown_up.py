"""The adult's own keys in a talk. A child's digits, letters and arrows cannot hit them."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from voicebox.access import Access, read_access
from voicebox.conversation.inputs import Change, SetContext, TakeNote
from voicebox.conversation.views import HAND_OVER_HAND, Help
from voicebox.errors import VoiceboxError
from voicebox.ports import House
from voicebox.runner import Runner
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import OwnCards
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

    def __init__(
        self, house: House, runner: Runner, access: Access, own: OwnCards, lock: Lock
    ) -> None:
        """With the lock that stands before what is not of this talk."""
        super().__init__(house, runner, access, own)
        self._lock = lock

    @work
    async def action_grown_up(self) -> None:
        """What the adult can do here."""
        from voicebox.tui.screens.menus import GrownUpMenu

        match await self.app.push_screen_wait(GrownUpMenu(self.runner.talk, self.step)):
            case "note":
                self.action_note()
            case "who":
                self.action_who_and_how()
            case "helped":
                self.action_helped()
            case "change":
                await self._change_earlier()
            case "likes":
                await self._set_access()
            case "leave":
                self.leave()

    async def _change_earlier(self) -> None:
        """An answer from earlier is asked for again; what is typed now stays for later."""
        from voicebox.tui.screens.earlier import EarlierAnswers, changeable

        answers = changeable(self.runner.talk)
        picked = await self.app.push_screen_wait(EarlierAnswers(answers))
        if picked is not None:
            self.remember()
            self.handle(Change(int(picked)))

    async def _set_access(self) -> None:
        """How this pupil likes it, from now on; behind the PIN, where there is one."""
        from voicebox.tui.screens.access import PupilAccess
        from voicebox.tui.screens.pin import AskPin

        if self._lock.is_on and not await self.app.push_screen_wait(
            AskPin(self._lock, over_talk=True)
        ):
            return
        store, pupil = self.house.store(), self.runner.header.pupil
        try:
            before = read_access(store.preferences_of(pupil.id))
            given = await self.app.push_screen_wait(PupilAccess(pupil.name, before))
            if given is not None:
                store.keep_preferences(
                    pupil.id, given.model_dump(mode="json", exclude_defaults=True)
                )
                self.take_access(given)
        except VoiceboxError as error:
            self.say_to_adult(f"NOT KEPT. {error}")

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
