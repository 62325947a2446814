"""Past talks of one pupil, each to be read as it would be read back, and who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from voicebox.conversation.inputs import DecideShare
from voicebox.conversation.views import Share, Speaker
from voicebox.errors import VoiceboxError
from voicebox.ports import House, Pupil
from voicebox.runner import look_at
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Choice, Menu
from voicebox.tui.screens.home_lines import say_day, say_state
from voicebox.tui.screens.reading import ReadingScreen
from voicebox.tui.widgets.bars import Key

_LISTED = 200
_SHARES: dict[str, tuple[str, Share]] = {
    "everyone": ("Everyone who helps", "everyone"),
    "family": ("The family", ("family",)),
    "school": ("The school", ("school",)),
    "meeting": ("The meeting", ("meeting",)),
    "keep_back": ("Nobody else: keep it back", "kept_back"),
}


class PastTalks(ReadingScreen):
    """The talks of one pupil, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "share", show=False),
        Binding("t", "translate", show=False),
        Binding("p", "pass_on", show=False),
    ]

    title_words = "Past talks"
    own_keys: Sequence[Key] = (
        Key("s", "who may see it", "share"),
        Key("t", "translate", "translate"),
    )

    def __init__(self, house: House, pupil: Pupil) -> None:
        """The talks of this pupil."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self.name_words = pupil.name
        if house.passing is not None:
            self.own_keys = (*self.own_keys, Key("p", "send it", "pass_on"))

    def read_list(self) -> list[tuple[str, str]]:
        """Day, state, pack and id of each talk."""
        return [
            (
                summary.header.id,
                f" {say_day(summary)}, {say_state(summary)}\n"
                f"   {paint_line(summary.header.pack)}, {summary.header.id}",
            )
            for summary in self._house.store().talks(pupil=self._pupil.id, limit=_LISTED)
        ]

    def read_page(self, line: str) -> str:
        """The record of a talk."""
        from voicebox.exports.show import show_record
        from voicebox.exports.talks import gather_talk

        return show_record(gather_talk(self._house.store(), line))

    @work
    async def action_share(self) -> None:
        """Who may see it can be decided anew at any time, and taken back (rules 1 and 13)."""
        talk = self.focused_line
        if not talk:
            return
        picked = await self.app.push_screen_wait(WhoMaySee(self._pupil.name))
        if picked is None:
            return
        words, share = _SHARES[picked]
        try:
            runner = look_at(self._house.store(), self._house.clock, talk)
            runner.handle(DecideShare(share, by=_decider(runner.record.opened)))
        except VoiceboxError as error:
            self.say(str(error))
            return
        self.say(f"Kept: {words[0].lower()}{words[1:]}, for all of this talk.")
        self.read_anew()

    @work
    async def action_translate(self) -> None:
        """What was said, beside it in another language; the translator is named (rule 9)."""
        from voicebox.tui.screens.translating import TranslateAnswer

        talk = self.focused_line
        if not talk:
            return
        try:
            runner = look_at(self._house.store(), self._house.clock, talk)
            answers = [view for view in runner.record if view.words and view.about is None]
            if not answers:
                self.say("There are no words to translate in this talk.")
                return
            screen = TranslateAnswer(answers[::-1], self._house.preferences.adult)
            given = await self.app.push_screen_wait(screen)
            if given is None:
                return
            runner.handle(given)
        except VoiceboxError as error:
            self.say(str(error))
            return
        self.say(f"Kept beside answer {given.seq}.")
        self.read_anew()

    @work
    async def action_pass_on(self) -> None:
        """Send this talk, or more of them, to another voicebox."""
        from voicebox.tui.screens.sending import send_talks

        talk = self.focused_line
        if talk and self._house.passing is not None:
            await send_talks(self.app, self._house, self._pupil, [talk])


def _decider(opened: object) -> Speaker:
    """Whose talk it is decides; the adult only writes it down."""
    return Speaker(getattr(opened, "speaker", Speaker.CHILD))


class WhoMaySee(Menu):
    """Asked of the child, about all of a talk that is over."""

    title_words = "Who may see what was said in this talk?"

    def __init__(self, pupil: str) -> None:
        """Of this pupil."""
        super().__init__()
        self.about = (
            f"Ask {pupil}; it is theirs to say. What has left already cannot be called back. "
            "One answer alone: voicebox share."
        )

    def choices(self) -> list[Choice]:
        """The circles, and keeping it back."""
        return [Choice(id_, words, id_[0]) for id_, (words, _) in _SHARES.items()]
