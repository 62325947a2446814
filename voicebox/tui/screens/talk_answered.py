"""How a talk's screen is answered: cards, a step of a ladder, words, a picture from a file."""

from __future__ import annotations

from textual import on, work

from voicebox.conversation.inputs import DontKnow, Give, Pass
from voicebox.conversation.shapes import Shape
from voicebox.errors import PictureRefused
from voicebox.runner import read_picture
from voicebox.tui.screens.talk_closed import CLOSE
from voicebox.tui.screens.talk_read_back import ReadBackTalk
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.ladder import LadderScale
from voicebox.tui.widgets.words import WordsBox


class AnsweredTalk(ReadBackTalk):
    """Makes an input of what was picked or said, and hands it to the runner."""

    @on(Board.Picked)
    def give_cards(self, message: Board.Picked) -> None:
        """Cards were picked."""
        message.stop()
        if not self.runner.is_open:
            self.pick_when_closed(message.ids[0] if message.ids else CLOSE)
        elif self.own_is_open:
            self.pick_own(message.ids[0])
        elif self.corrected is not None:
            self.correct(self.corrected, message.ids[0])
        elif self.step.shape is Shape.CARDS:
            self.pick_read_back(message.ids)
        elif not message.ids:
            self.say_to_adult(self.program("Pick a card first, or one of the words below."))
        else:
            self.when_quiet(lambda: self.handle(self._with_words(message.ids)))

    def _with_words(self, ids: tuple[str, ...]) -> Give:
        """Words that were said before beside the cards stay, until they are taken out."""
        something_else, was = self.runner.talk.pack.standing.something_else.id, self.step.current
        if something_else not in ids or was is None or not was.words:
            return Give(choices=ids)
        picked = tuple(id_ for id_ in ids if id_ != something_else)
        return Give(choices=picked, words=was.words)

    @on(Board.ButtonPressed)
    def press_standing(self, message: Board.ButtonPressed) -> None:
        """One of the standing choices, or a word button of the answer area."""
        message.stop()
        standing = self.runner.talk.pack.standing
        step = self.step
        board = self.query_one(AnswerArea).board
        if message.id in board.held.also and not (step.current and step.current.words):
            board.take_out(message.id)
        elif message.id == standing.something_else.id:
            self.say_something_else()
        elif message.id == AnswerArea.SOME:
            self.show_some()
        elif message.id == standing.dont_know.id:
            self.handle(DontKnow(self.is_open_first))
        elif message.id == standing.wont_say.id:
            self.handle(Pass(self.is_open_first))
        elif message.id == AnswerArea.SHOWN:
            chosen = tuple(self.query_one(AnswerArea).chosen)
            shown = (*chosen, standing.something_else.id)
            self.handle(Give(choices=shown, before_cards=self.is_open_first))
        elif message.id == AnswerArea.TO_CARDS:
            self.keep_draft()
            self.show_cards_again(step)
        elif message.id == AnswerArea.BROWSE:
            self._browse()
        elif message.id == AnswerArea.OWN:
            self.remember()
            self.open_own()
            self.size_area()
            self.show_keys()
        elif self.own_is_open:
            self.press_own(message.id)
        elif step.shape is Shape.CARDS and self.turns_to_unseen(message.id):
            self.say_to_adult(self.program("There is more to look at first."))
        elif message.id in [option.id for option in step.options]:
            self.handle(Give(choices=(message.id,)))

    @on(LadderScale.PointPicked)
    def give_point(self, message: LadderScale.PointPicked) -> None:
        """A step of the ladder was chosen."""
        self.handle(Give(point=message.point))

    @on(WordsBox.WordsGiven)
    def give_words(self, message: WordsBox.WordsGiven) -> None:
        """Words were said."""
        if self.step.shape is Shape.PICTURE and self._give_picture(message.words):
            return
        chosen = tuple(self.query_one(AnswerArea).chosen) if self.is_saying_else else ()
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

        path = await self.app.push_screen_wait(PictureFile(self.program))
        if path is not None:
            self._give_picture(str(path))
