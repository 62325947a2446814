"""Answers that were read back: right, or to be changed, moved, kept back, taken away (rule 13)."""

from __future__ import annotations

from textual import work

from voicebox.conversation.corrections import columns_of
from voicebox.conversation.inputs import Change, Give, Input, KeepBack, Move, Remove
from voicebox.conversation.shapes import Shape
from voicebox.conversation.views import Choice, View
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
            self.query_one(AnswerArea).show_cards(showing_cards.correction_cards(view, columns))
            self.call_after_refresh(self.start_scanning)
        else:
            self._ask_about_card(view, columns)

    @work
    async def _ask_about_card(self, view: View, columns: tuple[Choice, ...]) -> None:
        from voicebox.tui.screens.menus import CardMenu

        picked = await self.app.push_screen_wait(CardMenu(view, columns))
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
