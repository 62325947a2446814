"""Answering with cards of one's own: pictures and boards that the pupil brought."""

from __future__ import annotations

from voicebox.access import Access
from voicebox.conversation.inputs import Give
from voicebox.ports import House
from voicebox.prompts.program_words import program_words
from voicebox.runner import Runner
from voicebox.tui.own_cards import OwnCard, OwnCards
from voicebox.tui.screens.switching import SwitchingScreen
from voicebox.tui.widgets.answer_area import AnswerArea


class OwnCardsScreen(SwitchingScreen):
    """Each card that is picked joins what is being said, until it is said."""

    def __init__(self, house: House, runner: Runner, access: Access, own: OwnCards) -> None:
        """With this pupil's own cards; there may be none."""
        super().__init__(house, runner, access)
        self.own = own
        self._page = ""
        self._said: list[str] = []

    @property
    def own_is_open(self) -> bool:
        """Are the pupil's own cards on the screen?"""
        return bool(self._page)

    @property
    def picked_before_own(self) -> tuple[str, ...]:
        """The question's own cards that are picked already, and said with these."""
        return ()

    def close_own(self) -> None:
        """Other things are on the screen now."""
        self._page, self._said = "", []

    def open_own(self) -> None:
        """Show the first page."""
        self._said = []
        self._show_page(self.own.first)

    @property
    def own_left(self) -> tuple[str, tuple[str, ...]]:
        """The page that is open, if one is, and what was put together so far."""
        return self._page, tuple(self._said)

    def open_own_at(self, page: str, said: tuple[str, ...]) -> None:
        """Show a page as it was left."""
        if page in self.own.pages:
            self._said = list(said)
            self._show_page(page)

    def _show_page(self, page: str) -> None:
        self._page = page
        area = self.query_one(AnswerArea)
        area.show_own(self.own.pages[page], " ".join(self._said), is_first=page == self.own.first)
        self.call_after_refresh(self.start_scanning)

    def pick_own(self, id_: str) -> None:
        """A card opens its page, or joins what is being said and is heard."""
        card: OwnCard | None = self.own.card(self._page, id_)
        if card is None:
            return
        if card.opens:
            self._show_page(card.opens)
            return
        self._said.append(card.word)
        self.voice.say_line(card.spoken)
        self._show_page(self._page)

    def press_own(self, id_: str) -> None:
        """The word buttons under the cards."""
        if id_ == AnswerArea.SAY_OWN:
            self._say_own()
        elif id_ == AnswerArea.RUB_OUT_OWN:
            del self._said[-1:]
            self._show_page(self._page)
        elif id_ == AnswerArea.FIRST_OWN:
            self._show_page(self.own.first)

    def _say_own(self) -> None:
        if not self._said:
            self.say_to_adult(program_words(self.runner.talk.pack, "Pick a card first."))
            return
        self.handle(Give(choices=self.picked_before_own, words=" ".join(self._said)))
