"""Answers that were read back: right, or to be changed, moved, kept back, taken away (rule 13)."""

from __future__ import annotations

from textual import work

from voicebox.conversation.corrections import columns_of
from voicebox.conversation.inputs import Change, Give, Input, KeepBack, Move, Remove
from voicebox.conversation.shapes import Shape
from voicebox.conversation.talk import CARDS_A_PAGE
from voicebox.conversation.views import CheckedBack, Choice, View
from voicebox.tui import showing_cards
from voicebox.tui.screens.talk_shown import ShownTalk
from voicebox.tui.widgets.answer_area import AnswerArea


class ReadBackTalk(ShownTalk):
    """Takes what is picked at a read-back."""

    def pick_read_back(self, ids: tuple[str, ...]) -> None:
        """A card of the read-back: what is to be done with it? Or: that is right."""
        step = self.step
        if not ids or ids[0] == step.options[0].id:
            self.handle(Give(choices=(step.options[0].id,)))
            return
        view = next(view for view in step.cards if str(view.seq) == ids[0])
        columns = columns_of(self.runner.talk, view)
        if self.access.needs_letters:
            self.corrected = view
            cards = showing_cards.correction_cards(view, columns, self.program)
            self.query_one(AnswerArea).show_cards(cards)
            self.call_after_refresh(self.start_scanning)
        else:
            self._ask_about_card(view, columns)

    def turns_to_unseen(self, id_: str) -> bool:
        """Was it "that is right" before all was on the screen? Then what is left is shown instead.

        Only what the child could see is confirmed; what they checked before need not be seen again.
        """
        step, board = self.step, self.query_one(AnswerArea).board
        if id_ != step.options[0].id:
            return False
        few = len(step.cards) <= CARDS_A_PAGE
        to_check = [v for v in step.cards if few or v.checked_back is CheckedBack.NOT_ASKED]
        page = board.unseen({str(view.seq) for view in to_check})
        if page is not None:
            board.turn_to(page)
            board.cursor = id_
        return page is not None

    @work
    async def _ask_about_card(self, view: View, columns: tuple[Choice, ...]) -> None:
        from voicebox.tui.screens.menus import CardMenu

        picked = await self.app.push_screen_wait(CardMenu(view, columns, self.program))
        if picked is not None:
            self.correct(view, picked)

    def correct(self, view: View, what: str) -> None:
        """Change, move, keep back or take away an answer; or leave it as it is."""
        corrections: dict[str, Input] = {
            "change": Change(view.seq),
            "remove": Remove(view.seq),
            "keep_back": KeepBack(view.seq),
        }
        if what != "leave":
            self.handle(corrections.get(what, Move(view.seq, what)))
        elif self.corrected is not None:
            self.show_step()

    def keep_last_back(self) -> None:
        """The last answer is kept back; what is being picked or typed now stays as it is."""
        if self.step.shape is Shape.CARDS:
            self.handle(KeepBack())
            return
        self.handle_quietly(KeepBack())
        self.show_bubbles()
