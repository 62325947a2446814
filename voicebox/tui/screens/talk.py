"""The talk: bubbles above, one answer area below, one row of keys. All it decides is what to show.

Every answer goes through the runner, which commits it before anything is shown as said.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer

from voicebox.access import Access
from voicebox.conversation.corrections import columns_of
from voicebox.conversation.hard_words import hard_words
from voicebox.conversation.inputs import (
    CarryOn,
    Change,
    DontKnow,
    Give,
    GoBack,
    HearAgain,
    Input,
    KeepBack,
    KeepNextBack,
    Move,
    Pass,
    Remove,
    Skip,
    Stop,
    TakeBreak,
)
from voicebox.conversation.keys import ASSENT
from voicebox.conversation.shapes import Shape, Step, can_ask_openly, known, without_cards
from voicebox.conversation.states import State
from voicebox.conversation.views import Choice, Speaker, View
from voicebox.errors import PictureRefused
from voicebox.ports import (
    House,
)
from voicebox.prompts.models import fill
from voicebox.prompts.translation import program_words
from voicebox.runner import Runner, read_picture
from voicebox.tui import showing
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import OwnCards
from voicebox.tui.screens.grown_up import GrownUpScreen
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import AdultLine, Key, KeysRow, TopBar
from voicebox.tui.widgets.board import Board, Card
from voicebox.tui.widgets.ladder import LadderScale
from voicebox.tui.widgets.switch import SwitchCatcher
from voicebox.tui.widgets.transcript import Bubble, Transcript
from voicebox.tui.widgets.words import WordsBox

CARRY_ON, STOP_NOW, CLOSE = "~carry-on", "~stop", "~close"
_BARS = 3
"""Lines of the bar above, the keys below, and the rule between."""
_LEAST_TRANSCRIPT, _LEAST_WITH_ITEM, _ROOM_FOR_ITEM = 6, 8, 20
QUIET_SECONDS = 20.0
"""After so long without an answer the adult, and only the adult, is told that waiting is fine."""
IN_QUIET = (
    "Waiting is fine. Looking away may be thinking.",
    "Pushing away, freezing or crying means a break. If you are not sure, stop.",
)
"""What is said in a quiet while, each once in a sitting (rules 1 and 6)."""
WHO_IS_HERE = "Who else is in the room? F3 notes it."
"""Said once, before the first question (rule 18)."""


class TalkScreen(GrownUpScreen):
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
        self._has_resumed = has_resumed
        self._quiet: Timer | None = None
        self._saying_else = False
        self._card: View | None = None
        self._in_quiet, self._room = iter(IN_QUIET), iter((WHO_IS_HERE,))
        self._cards_shown: set[str] = set()
        """The questions whose cards were asked for, where they are asked openly first."""

    @property
    def is_open_first(self) -> bool:
        """Is the question asked without its cards now, as this pupil likes it (rule 2)?"""
        is_wanted = self.access.asks_first == "open" and self.runner.is_open
        return (
            is_wanted and can_ask_openly(self.step) and str(self.step.key) not in self._cards_shown
        )

    @property
    def heard_step(self) -> Step:
        """The voice offers no cards that are not shown."""
        return without_cards(self.step) if self.is_open_first else self.step

    def compose(self) -> ComposeResult:
        """The rows, top to bottom."""
        yield TopBar()
        with Vertical():
            yield Transcript(id="transcript")
            yield AnswerArea(id="area")
        yield AdultLine()
        yield KeysRow()
        yield SwitchCatcher()

    def on_mount(self) -> None:
        """Show where the talk is, and begin to speak."""
        self._dress()
        self.house.speaker.start(self.hear)
        self.show_step()
        self.call_after_refresh(self.say_step)

    def _dress(self) -> None:
        """Look as the pupil likes it."""
        self.app.theme = self.voice.preferences.theme
        area, transcript = self.query_one(AnswerArea), self.query_one(Transcript)
        area.take_access(self.access, has_own=bool(self.own), calm=self.is_calm)
        area.done_word = self._program("done")
        for widget in (transcript, area.board, area.row, area.ladder):
            widget.forget_pictures()

    def take_access(self, access: Access) -> None:
        """Show all anew as it is liked now; what was picked or typed on this screen stays."""
        area = self.query_one(AnswerArea)
        picked, is_saying_else = list(area.chosen), self._saying_else
        self._keep_draft()
        super().take_access(access)
        self._dress()
        self.show_step()
        if area.board.many:
            area.board.chosen = picked
        if is_saying_else:
            self._say_something_else()

    def rest(self) -> None:
        """Put an open talk on a break, kept, while the store is locked; words being typed stay.

        Raises:
            StoreError: the break could not be kept.
        """
        self._keep_draft()
        self.voice.hush()
        self.runner.pause()

    def on_screen_suspend(self) -> None:
        """A grown-up's screen is over this one: the switch is theirs to let go of."""
        self.query_one(SwitchCatcher).turn(False, self.access)

    def on_screen_resume(self) -> None:
        """Back again."""
        self.start_scanning()

    def on_resize(self) -> None:
        """Give the answer area its share of the new height."""
        self._size_area()

    def _size_area(self) -> None:
        """What is answered comes first; the bubbles have the rest, and never too little."""
        area = self.query_one(AnswerArea)
        room = self.app.size.height - _BARS
        is_about = bool(self.step.item_symbol) or showing.is_about_answer(self.step)
        needs_picture = is_about and room >= _ROOM_FOR_ITEM
        least = _LEAST_WITH_ITEM if needs_picture else _LEAST_TRANSCRIPT
        area.styles.height = area.wanted_height(max(room - least, 6)) + 1

    # -- showing ---------------------------------------------------------------------------------

    def show_step(self) -> None:
        """Show what the talk is at: a step, a break, or its end."""
        talk, step = self.runner.talk, self.step
        self._saying_else, self._card = False, None
        self.close_own()
        done = step.parts if talk.state is State.FINISHED else step.part_done
        who = "" if self.is_calm else showing.who(talk)
        self.query_one(TopBar).show(who, step.title, done, step.parts)
        if talk.state is State.PAUSED:
            self._show_break()
        elif talk.state is State.STOPPED and self.runner.offers_last_choice:
            self._show_last_choice(step)
        elif not self.runner.is_open:
            self._show_end()
        else:
            self._show_open(step)
        self._wait_quietly()
        self.forget_pointer()
        self.call_after_refresh(self.start_scanning)

    def _show_open(self, step: Step) -> None:
        talk = self.runner.talk
        pupil = talk.record.opened.pupil if talk.record.opened else ""
        area = self.query_one(AnswerArea)
        most = self.voice.preferences.cards or 0
        area.board.about = showing.prompt_picture(talk, step)
        if step.shape is Shape.CARDS:
            area.show_read_back(step, showing.read_back_cards(talk, step))
        else:
            draft = self.drafts.get(str(step.key), step.current.words if step.current else "")
            by_child = self.runner.talk.context.speaker is Speaker.CHILD
            hint = showing.hint(step, pupil, calm=self.is_calm, by_child=by_child)
            if self.is_open_first:
                area.show_open_first(step, hint=hint, draft=draft)
            else:
                area.show_step(step, hint=hint, draft=draft, most=most)
        self.show_bubbles()
        still_so = showing.still_so(talk) if self._has_resumed else ""
        self._has_resumed = False
        room = self._ask_who_is_here()
        words = (still_so, self.words_for_adult, room)
        self.say_to_adult(" ".join(each for each in words if each))
        self._size_area()
        self._show_keys()

    def _show_keys(self) -> None:
        typing = self.query_one(AnswerArea).is_typing
        has_voice = self.voice.preferences.speech
        if self.access.needs_letters:
            row = showing.switch_keys(self.runner.talk, self.step, has_voice=has_voice)
        else:
            row = showing.keys(self.step, is_typing=typing, has_voice=has_voice, calm=self.is_calm)
        self.query_one(KeysRow).show(row)

    def _show_break(self) -> None:
        cards = [
            Card(CARRY_ON, self._program("carry on"), "start", number="1"),
            Card(STOP_NOW, self._program("stop for today"), "stop", number="2"),
            Card(CLOSE, self._program("come back later"), "break", number="3"),
        ]
        self._show_only(self._own_words(self.runner.talk.pack.ending.on_a_break), cards, "break")

    def _show_last_choice(self, step: Step) -> None:
        words = f"{self._own_words(self.runner.talk.pack.ending.stopped)} {step.asked}"
        self._show_only(words, showing.option_cards(step), "stop")

    def _show_end(self) -> None:
        words = self._own_words(self.runner.talk.pack.ending.goodbye)
        goodbye = self._program("bye for now")
        self._show_only(words, [Card(CLOSE, goodbye, "wave-hello", number="1")], "")
        if self.runner.talk.state is State.STOPPED:
            self.say_to_adult("Stopped. Who looks in on the child today? Note it with F2.")

    def _program(self, words: str) -> str:
        return program_words(self.runner.talk.pack, words)

    def _own_words(self, words: str) -> str:
        return fill(words, **known(self.runner.talk))

    def _show_only(self, words: str, cards: list[Card], symbol: str) -> None:
        area = self.query_one(AnswerArea)
        area.board.about = symbol
        area.show_cards(cards)
        picture = "" if area.has_own_picture else symbol
        self.query_one(Transcript).show([Bubble(words, is_newest=True)], picture)
        self.say_to_adult("")
        self._size_area()
        pick = [] if self.access.needs_letters else [Key("enter", "pick", "pick")]
        self.query_one(KeysRow).show([*pick, showing.GROWN_UP])

    def _wait_quietly(self) -> None:
        """Nothing times out; after a quiet the adult is told that waiting is fine (rule 6)."""
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = None
        if self.runner.is_open and not self.is_calm:
            self._quiet = self.set_timer(QUIET_SECONDS, self._say_waiting_is_fine)

    def _say_waiting_is_fine(self) -> None:
        if not self.adult_words and self.runner.is_open:
            self.say_to_adult(next(self._in_quiet, ""))

    def _ask_who_is_here(self) -> str:
        """Once, at the assent of a talk for which nobody was noted yet (rules 10 and 18)."""
        is_now = self.step.key.prompt == ASSENT and not self.runner.talk.context.present
        return next(self._room, "") if is_now and not self.is_calm else ""

    # -- answers ---------------------------------------------------------------------------------

    @on(Board.Picked)
    def give_cards(self, message: Board.Picked) -> None:
        """Cards were picked."""
        message.stop()
        if not self.runner.is_open:
            self._pick_when_closed(message.ids[0] if message.ids else CLOSE)
        elif self.own_is_open:
            self.pick_own(message.ids[0])
        elif self._card is not None:
            self._correct(self._card, message.ids[0])
        elif self.step.shape is Shape.CARDS:
            self._pick_read_back(message.ids)
        elif not message.ids:
            self.say_to_adult("Pick a card first, or one of the words below.")
        else:
            self.when_quiet(lambda: self.handle(Give(choices=message.ids)))

    def _pick_when_closed(self, id_: str) -> None:
        if id_ == CARRY_ON:
            self._has_resumed = True
            self.handle(CarryOn())
        elif id_ == STOP_NOW:
            self.handle(Stop())
        elif id_ == CLOSE:
            self.leave()
        else:
            self.handle(Give(choices=(id_,)))

    @on(Board.ButtonPressed)
    def press_standing(self, message: Board.ButtonPressed) -> None:
        """One of the standing choices, or a word button of the answer area."""
        message.stop()
        standing = self.runner.talk.pack.standing
        step = self.step
        if message.id == standing.something_else.id:
            self._say_something_else()
        elif message.id == AnswerArea.SOME:
            self._show_some()
        elif message.id == standing.dont_know.id:
            self.handle(DontKnow(self.is_open_first))
        elif message.id == standing.wont_say.id:
            self.handle(Pass(self.is_open_first))
        elif message.id == AnswerArea.SHOWN:
            chosen = tuple(self.query_one(AnswerArea).chosen)
            shown = (*chosen, standing.something_else.id)
            self.handle(Give(choices=shown, before_cards=self.is_open_first))
        elif message.id == AnswerArea.TO_CARDS:
            self._keep_draft()
            self._show_cards_again(step)
        elif message.id == AnswerArea.BROWSE:
            self._browse()
        elif message.id == AnswerArea.OWN:
            self._keep_draft()
            self.open_own()
            self._size_area()
            self._show_keys()
        elif self.own_is_open:
            self.press_own(message.id)
        elif message.id in [option.id for option in step.options]:
            self.handle(Give(choices=(message.id,)))

    def _show_some(self) -> None:
        """The cards, at last; words that were typed are kept for "something else"."""
        self._keep_draft()
        self._cards_shown.add(str(self.step.key))
        self._show_open(self.step)
        self.say_step()
        self.call_after_refresh(self.start_scanning)

    def _say_something_else(self) -> None:
        """Words, or none: a photo, an object or a drawing will do (rule 2)."""
        self._saying_else = True
        step = self.step
        draft = self.drafts.get(str(step.key), step.current.words if step.current else "")
        self.query_one(AnswerArea).show_something_else(draft)
        self._size_area()
        self._show_keys()
        self.call_after_refresh(self.start_scanning)

    def _show_cards_again(self, step: Step) -> None:
        """The board as it was left: what was picked on it stays picked."""
        area = self.query_one(AnswerArea)
        picked = list(area.chosen)
        self._saying_else = False
        self.close_own()
        self._show_open(step)
        if area.board.many:
            area.board.chosen = picked

    @on(LadderScale.PointPicked)
    def give_point(self, message: LadderScale.PointPicked) -> None:
        """A step of the ladder was chosen."""
        self.handle(Give(point=message.point))

    @on(WordsBox.WordsGiven)
    def give_words(self, message: WordsBox.WordsGiven) -> None:
        """Words were said."""
        if self.step.shape is Shape.PICTURE and self._give_picture(message.words):
            return
        chosen = tuple(self.query_one(AnswerArea).chosen) if self._saying_else else ()
        before_cards = self.is_open_first
        if not self.handle(Give(choices=chosen, words=message.words, before_cards=before_cards)):
            self.drafts[str(self.step.key)] = message.words

    def _give_picture(self, words: str) -> bool:
        """Was it the path of a picture? Then it was given, or refused with a line."""
        try:
            picture = read_picture(self.house.symbols(), words)
        except PictureRefused as refused:
            self.say_to_adult(str(refused))
            return True
        if picture is None:
            return False
        self.go_on_with(lambda: self.runner.give_picture(picture))
        return True

    @work
    async def _browse(self) -> None:
        from voicebox.tui.screens.files import PictureFile

        path = await self.app.push_screen_wait(PictureFile())
        if path is not None:
            self._give_picture(str(path))

    def _pick_read_back(self, ids: tuple[str, ...]) -> None:
        """A card of the read-back: what is to be done with it? Or: that is right."""
        step = self.step
        if not ids or ids[0] == step.options[0].id:
            self.handle(Give(choices=(step.options[0].id,)))
            return
        view = next(view for view in step.cards if str(view.seq) == ids[0])
        columns = columns_of(self.runner.talk, view)
        if self.access.needs_letters:
            self._card = view
            self.query_one(AnswerArea).show_cards(showing.correction_cards(view, columns))
            self.call_after_refresh(self.start_scanning)
        else:
            self._ask_about_card(view, columns)

    @work
    async def _ask_about_card(self, view: View, columns: tuple[Choice, ...]) -> None:
        from voicebox.tui.screens.menus import CardMenu

        picked = await self.app.push_screen_wait(CardMenu(view, columns))
        if picked is not None:
            self._correct(view, picked)

    def _correct(self, view: View, what: str) -> None:
        """Change, move, keep back or take away an answer; or leave it as it is."""
        corrections: dict[str, Input] = {
            "change": Change(view.seq),
            "remove": Remove(view.seq),
            "keep_back": KeepBack(view.seq),
        }
        if what != "leave":
            self.handle(corrections.get(what, Move(view.seq, what)))
        elif self._card is not None:
            self.show_step()

    # -- keys ------------------------------------------------------------------------------------

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
            self._wait_quietly()

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
            self.app.push_screen(GlossaryScreen(self.house, words, self.voice, self.tone))

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
            self._keep_last_back()

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
        self._keep_draft()
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
            self._keep_last_back()
        elif picked == "hear":
            self.action_hear()
        elif picked == "words":
            self.action_words()
        elif picked == "private_next":
            self.handle_quietly(KeepNextBack(on=not self.runner.record.keep_next_back))
        elif picked in inputs:
            self.handle(inputs[picked])

    def _keep_last_back(self) -> None:
        """The last answer is kept back; what is being picked or typed now stays as it is."""
        if self.step.shape is Shape.CARDS:
            self.handle(KeepBack())
            return
        self.handle_quietly(KeepBack())
        self.show_bubbles()

    def _keep_draft(self) -> None:
        area = self.query_one(AnswerArea)
        if area.typed:
            self.drafts[str(self.step.key)] = area.typed
        elif area.is_typing:
            self.drafts.pop(str(self.step.key), None)
