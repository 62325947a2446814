"""A screen that holds a talk: inputs go to the runner, effects come back, the voice is followed.

Every answer is committed before anything is shown as said. What is shown, and how it is answered,
is the business of the screen that builds on this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.message import Message

from voicebox.conversation.inputs import (
    Ask,
    DontKnow,
    Effect,
    Give,
    Hush,
    Input,
    Pass,
    Remove,
    SayAgain,
    SayLine,
)
from voicebox.conversation.shapes import Step
from voicebox.errors import AnswerRefused, Conflict, NotNow, StoreError
from voicebox.ports import (
    House,
    SpeechEvent,
    UtteranceEnded,
    VoiceLost,
    VoiceReady,
    WordSpoken,
)
from voicebox.runner import Handled, Runner
from voicebox.tui import showing, showing_cards
from voicebox.tui.screens.painting import PaintedScreen
from voicebox.tui.voice import ASKED, Following
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.transcript import Transcript


class HoldingScreen(PaintedScreen):
    """Holds one talk."""

    @dataclass
    class Closed(Message):
        """The talk was left; the home screen takes over."""

    @dataclass
    class VoiceHeard(Message):
        """Something came from the voice."""

        event: SpeechEvent

    def __init__(self, house: House, runner: Runner) -> None:
        """Hold `runner`'s talk."""
        super().__init__(house)
        self.runner = runner
        language = runner.talk.pack.language
        self.voice = Following(house.speaker, house.preferences, language)
        self.drafts: dict[str, str] = {}
        """Words typed and not yet said, by the key of their step."""

    @property
    def step(self) -> Step:
        """What is on the screen now."""
        return self.runner.step

    @property
    def heard_step(self) -> Step:
        """What the voice says of it; a screen that hides its cards says none."""
        return self.step

    @property
    def is_calm(self) -> bool:
        """Are fewer words and one picture wanted, and nothing that moves?"""
        return self.voice.preferences.theme == "calm"

    @property
    def words_for_adult(self) -> str:
        """What the adult should know now."""
        return showing.adult_line(self.runner.talk, self.step, calm=self.is_calm)

    def show_bubbles(self, asked: str | None = None) -> None:
        """What was said and is asked; `asked`: in these words."""
        talk, step = self.runner.talk, self.step
        bubbles = showing.bubbles(talk, step, asked, calm=self.is_calm)
        picture = showing_cards.prompt_picture(talk, step)
        has_own = self.query_one(AnswerArea).has_own_picture
        self.query_one(Transcript).show(bubbles, "" if has_own else picture)

    def show_step(self) -> None:
        """Show what the talk is at."""
        raise NotImplementedError

    def remember(self) -> None:
        """Keep how the step on the screen stands, for the next time that it is shown."""
        raise NotImplementedError

    # -- handling --------------------------------------------------------------------------------

    def handle(self, given: Input) -> bool:
        """Carry out an input and show what comes next.

        False where it was refused or could not be kept; nothing is lost then.
        """
        key = str(self.step.key)
        has_done = self.go_on_with(lambda: self.runner.handle(given))
        if has_done and isinstance(given, Give | DontKnow | Pass | Remove):
            self.drafts.pop(key, None)
        return has_done

    def go_on_with(self, attempt: Callable[[], Handled]) -> bool:
        """Show what comes next, if the attempt succeeds."""
        handled = self._try(attempt)
        if handled is None:
            return False
        self.show_step()
        self.carry_out(handled)
        return True

    def handle_quietly(self, given: Input) -> None:
        """An input that leaves the answer area as it is: words being typed stay."""
        handled = self._try(lambda: self.runner.handle(given))
        if handled is not None:
            self.say_to_adult(self.words_for_adult)
            self.carry_out(handled)

    def _try(self, attempt: Callable[[], Handled]) -> Handled | None:
        try:
            return attempt()
        except (NotNow, AnswerRefused) as refused:
            self.say_to_adult(str(refused))
        except Conflict as conflict:
            self._catch_up(conflict)
        except StoreError as error:
            self.not_kept(error)
        return None

    def _catch_up(self, conflict: Conflict) -> None:
        """Another window wrote to this talk: show what it wrote, and that this was not kept."""
        try:
            self.runner.catch_up()
        except StoreError as error:
            self.not_kept(error)
            return
        self.remember()
        self.show_step()
        self.not_kept(conflict)

    def not_kept(self, error: StoreError) -> None:
        """Say that nothing was kept, and why."""
        self.app.bell()
        self.say_to_adult(f"NOT KEPT. {error}")

    def carry_out(self, handled: Handled) -> None:
        """Do what an input led to, once it is committed."""
        for effect in handled.effects:
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        match effect:
            case Hush():
                self.voice.hush()
            case Ask():
                self.say_step()
            case SayAgain(another_way=another_way):
                self._ask_again(another_way)
            case SayLine(words=words):
                self.voice.say_line(words)

    def say_step(self) -> None:
        """Say the step that is on the screen."""
        if self.runner.is_open:
            self.voice.say_step(self.heard_step)

    def _ask_again(self, another_way: bool) -> None:
        step = self.step
        asked = step.another_way if another_way and step.another_way else step.asked
        self.show_bubbles(asked)
        self.voice.say_step(self.heard_step, another_way=another_way)

    def leave(self) -> None:
        """To the home screen; an open talk is put on a break."""
        try:
            self.runner.pause()
        except StoreError as error:
            self.not_kept(error)
            return
        self.voice.hush()
        self.post_message(self.Closed())

    # -- the voice -------------------------------------------------------------------------------

    def hear(self, event: SpeechEvent) -> None:
        """From the voice's own thread to the screen's."""
        self.post_message(self.VoiceHeard(event))

    @on(VoiceHeard)
    def follow_voice(self, message: VoiceHeard) -> None:
        """Light the word that is heard, or say that there is no sound."""
        match message.event:
            case WordSpoken(utterance=utterance, start=start, length=length):
                self._light(utterance, start, length)
            case UtteranceEnded(utterance=utterance):
                self.voice.has_ended(utterance)
                self._unlight()
                if not self.voice.is_speaking:
                    self.fall_silent()
            case VoiceReady(sound=False, message=words) if words:
                self.say_to_adult(words)
            case VoiceLost(message=words):
                self.say_to_adult(words)

    def fall_silent(self) -> None:
        """The voice has said all that it was to say."""

    def _light(self, utterance: int, start: int, length: int) -> None:
        heard = self.voice.where(utterance, start, length)
        if heard is None:
            return
        transcript, area = self.query_one(Transcript), self.query_one(AnswerArea)
        if heard.target == ASKED:
            transcript.light(heard.start, 0 if self.is_calm else heard.length)
            area.light_spoken("")
        else:
            transcript.light(0, 0)
            area.light_spoken(heard.target)

    def _unlight(self) -> None:
        self.query_one(Transcript).light(0, 0)
        self.query_one(AnswerArea).light_spoken("")
