"""A talk that is not open: on a break, stopped, or at its end; and what can be picked then."""

from __future__ import annotations

from voicebox.conversation.inputs import CarryOn, Give, Stop
from voicebox.conversation.shapes import Step, known
from voicebox.conversation.states import State
from voicebox.prompts.models import fill
from voicebox.tui import showing_cards, showing_keys
from voicebox.tui.screens.talk_waiting import WaitingTalk
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import Key, KeysRow
from voicebox.tui.widgets.cards import Card
from voicebox.tui.widgets.transcript import Bubble, Transcript

CARRY_ON, STOP_NOW, CLOSE = "~carry-on", "~stop", "~close"


class ClosedTalk(WaitingTalk):
    """Cards of its own, in the place of a question's."""

    has_resumed = False
    """Is the talk gone on with? Then the adult is asked whether those who were there still are."""

    def show_break(self) -> None:
        """The words about a break, and the ways on from it."""
        cards = [
            Card(CARRY_ON, self.program("carry on"), "start", number="1"),
            Card(STOP_NOW, self.program("stop for today"), "stop", number="2"),
            Card(CLOSE, self.program("come back later"), "break", number="3"),
        ]
        self._show_only(self._own_words(self.runner.talk.pack.ending.on_a_break), cards, "break")

    def show_last_choice(self, step: Step) -> None:
        """After a stop: something that the child picks to end on (rule 20)."""
        words = f"{self._own_words(self.runner.talk.pack.ending.stopped)} {step.asked}"
        self._show_only(words, showing_cards.option_cards(step), "stop")

    def show_end(self) -> None:
        """The goodbye; where it was stopped, the adult is asked who looks in on the child."""
        words = self._own_words(self.runner.talk.pack.ending.goodbye)
        goodbye = self.program("bye for now")
        self._show_only(words, [Card(CLOSE, goodbye, "wave-hello", number="1")], "")
        if self.runner.talk.state is State.STOPPED:
            self.say_to_adult("Stopped. Who looks in on the child today? Note it with F2.")

    def _own_words(self, words: str) -> str:
        return fill(words, **known(self.runner.talk))

    def _show_only(self, words: str, cards: list[Card], symbol: str) -> None:
        area = self.query_one(AnswerArea)
        area.board.about = symbol
        area.show_cards(cards)
        picture = "" if area.has_own_picture else symbol
        self.query_one(Transcript).show([Bubble(words, is_newest=True)], picture)
        self.say_to_adult("")
        self.size_area()
        pick = [] if self.access.needs_letters else [Key("enter", self.program("pick"), "pick")]
        self.query_one(KeysRow).show([*pick, showing_keys.GROWN_UP])

    def pick_when_closed(self, id_: str) -> None:
        """Carry on, stop, close, or something to end on."""
        if id_ == CARRY_ON:
            self.has_resumed = True
            self.handle(CarryOn())
        elif id_ == STOP_NOW:
            self.handle(Stop())
        elif id_ == CLOSE:
            self.leave()
        else:
            self.handle(Give(choices=(id_,)))
