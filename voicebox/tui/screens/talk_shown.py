"""What a talk's screen shows: the step it is at, with the words and cards that were left there."""

from __future__ import annotations

from voicebox.access import Access
from voicebox.bidi.ordering import runs_right
from voicebox.conversation.shapes import Shape, Step, can_ask_openly, without_cards
from voicebox.conversation.states import State
from voicebox.conversation.views import Speaker, View
from voicebox.ports import House
from voicebox.runner import Runner
from voicebox.tui import as_left, showing, showing_cards, showing_keys
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import OwnCards
from voicebox.tui.screens.talk_closed import ClosedTalk
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import KeysRow, TopBar


class ShownTalk(ClosedTalk):
    """Decides nothing but what is on the screen."""

    def __init__(
        self, house: House, runner: Runner, access: Access, own: OwnCards, lock: Lock
    ) -> None:
        """Show `runner`'s talk, as the pupil likes it, with the cards that are their own."""
        super().__init__(house, runner, access, own, lock)
        self.is_saying_else = False
        self._at = ""
        """The key of the question that is on the screen; empty where there is none."""
        self._left: as_left.AsLeft | None = None
        self.corrected: View | None = None
        """The answer that is being corrected on the board itself."""
        self.cards_shown: set[str] = set()
        """The questions whose cards were asked for, where they are asked openly first."""

    @property
    def is_open_first(self) -> bool:
        """Is the question asked without its cards now, as this pupil likes it (rule 2)?"""
        is_wanted = self.access.asks_first == "open" and self.runner.is_open
        return (
            is_wanted and can_ask_openly(self.step) and str(self.step.key) not in self.cards_shown
        )

    @property
    def heard_step(self) -> Step:
        """The voice offers no cards that are not shown."""
        return without_cards(self.step) if self.is_open_first else self.step

    @property
    def picked_before_own(self) -> tuple[str, ...]:
        """What was picked on the board that the pupil's own cards now lie on."""
        return self._left.stood.picked if self._left is not None else ()

    def on_mount(self) -> None:
        """Show where the talk is, and begin to speak."""
        self.dress()
        self.house.speaker.start(self.hear)
        self.show_step()
        self.call_after_refresh(self.say_step)

    def take_access(self, access: Access) -> None:
        """Show all anew as it is liked now; what was picked or typed on this screen stays."""
        self.remember()
        super().take_access(access)
        self.dress()
        self.show_step()

    def rest(self) -> None:
        """Put an open talk on a break, kept, while the store is locked; words being typed stay.

        Raises:
            StoreError: the break could not be kept.
        """
        self.remember()
        self.voice.hush()
        self.runner.pause()

    def remember(self) -> None:
        """Words that are typed, and how the question stands that is on the screen, if one is."""
        if not self._at:
            return
        self.keep_draft()
        page, said = self.own_left
        before = self._left if page else None
        self._left = as_left.AsLeft(
            self._at,
            as_left.read_off(self.query_one(AnswerArea)) if before is None else before.stood,
            is_saying_else=self.is_saying_else,
            own_page=page,
            own_said=said,
        )

    def show_step(self) -> None:
        """Show what the talk is at: a step, a break, or its end."""
        talk, step = self.runner.talk, self.step
        if talk.state is State.PAUSED:
            self.remember()
        self._at = ""
        self.is_saying_else, self.corrected = False, None
        self.close_own()
        done = step.parts if talk.state is State.FINISHED else step.part_done
        who = "" if self.is_calm else showing.who(talk)
        right = runs_right(talk.pack.title)
        self.query_one(TopBar).show(who, step.title, done, step.parts, right=right)
        if talk.state is State.PAUSED:
            self.show_break()
        elif talk.state is State.STOPPED and self.runner.offers_last_choice:
            self.show_last_choice(step)
        elif not self.runner.is_open:
            self.show_end()
        else:
            self._show_open(step)
            self._put_back(step)
        self.wait_quietly()
        self.forget_pointer()
        self.call_after_refresh(self.start_scanning)

    def _put_back(self, step: Step) -> None:
        """What came over this question is gone: it stands as it was left."""
        self._at, left, self._left = str(step.key), self._left, None
        if left is None or left.key != self._at or step.shape is Shape.CARDS:
            return
        as_left.put_back(self.query_one(AnswerArea), left.stood)
        if left.is_saying_else:
            self.say_something_else()
        if left.own_page:
            self._left = left
            self.open_own_at(left.own_page, left.own_said)
            self.size_area()
            self.show_keys()

    def _show_open(self, step: Step) -> None:
        talk = self.runner.talk
        pupil = talk.record.opened.pupil if talk.record.opened else ""
        area = self.query_one(AnswerArea)
        most = self.voice.preferences.cards or 0
        area.board.about = showing_cards.prompt_picture(talk, step)
        if step.shape is Shape.CARDS:
            area.show_read_back(step, showing_cards.read_back_cards(talk, step))
        else:
            draft = self.drafts.get(str(step.key), step.current.words if step.current else "")
            by_child = self.runner.talk.context.speaker is Speaker.CHILD
            calm, say = self.is_calm, self.program
            hint = showing.hint(step, pupil, calm=calm, by_child=by_child, say=say)
            if self.is_open_first:
                area.show_open_first(step, hint=hint, draft=draft)
            else:
                area.show_step(step, hint=hint, draft=draft, most=most)
        self.show_bubbles()
        still_so = showing.still_so(talk) if self.has_resumed else ""
        self.has_resumed = False
        room = self.ask_who_is_here()
        words = (still_so, self.words_for_adult, room)
        self.say_to_adult(" ".join(each for each in words if each))
        self.size_area()
        self.show_keys()

    def show_keys(self) -> None:
        """The row of keys: only what works now."""
        typing = self.query_one(AnswerArea).is_typing
        has_voice = self.voice.preferences.speech
        if self.access.needs_letters:
            row = showing_keys.switch_keys(self.runner.talk, self.step, has_voice=has_voice)
        else:
            row = showing_keys.keys(
                self.step,
                is_typing=typing,
                has_voice=has_voice,
                calm=self.is_calm,
                say=self.program,
            )
        self.query_one(KeysRow).show(row)

    def show_some(self) -> None:
        """The cards, at last; words that were typed are kept for "something else"."""
        self.keep_draft()
        self.cards_shown.add(str(self.step.key))
        self._show_open(self.step)
        self.say_step()
        self.call_after_refresh(self.start_scanning)

    def say_something_else(self) -> None:
        """Words, or none: a photo, an object or a drawing will do (rule 2)."""
        self.is_saying_else = True
        step = self.step
        draft = self.drafts.get(str(step.key), step.current.words if step.current else "")
        self.query_one(AnswerArea).show_something_else(draft)
        self.size_area()
        self.show_keys()
        self.call_after_refresh(self.start_scanning)

    def show_cards_again(self, step: Step) -> None:
        """The board as it was left: what was picked on it stays picked."""
        self.remember()
        left, self._left = self._left, None
        self.is_saying_else = False
        self.close_own()
        self._show_open(step)
        if left is not None:
            as_left.put_back(self.query_one(AnswerArea), left.stood)

    def keep_draft(self) -> None:
        """Words that are being typed stay, by the key of their step."""
        area, key = self.query_one(AnswerArea), self._at or str(self.step.key)
        if area.typed:
            self.drafts[key] = area.typed
        elif area.is_typing:
            self.drafts.pop(key, None)
