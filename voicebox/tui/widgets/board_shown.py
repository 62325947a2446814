"""The board as it is shown: what it holds, its page, and the pictures that have come for it.

One widget draws all of it, so that the next board is on the screen within a frame.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from voicebox.access import Shown
from voicebox.ports import Mosaic
from voicebox.tui.themes import CREAM, PALETTES
from voicebox.tui.widgets.board_layout import Layout
from voicebox.tui.widgets.board_painting import Painting
from voicebox.tui.widgets.cards import DONE, MORE, Card, Held, symbols
from voicebox.tui.widgets.pictures import PicturesWanted


class ShownBoard(Widget, can_focus=True):
    """Cards, and a row of word buttons under them. `Board` has its hands."""

    cursor: reactive[str] = reactive("")
    spoken: reactive[str] = reactive("")
    """The card whose word is being spoken."""

    class LaidOut(Message):
        """What lies on the board has come to lie elsewhere, or on other pages."""

    def __init__(self, *, id: str | None = None) -> None:
        """An empty board; `show` puts cards on it."""
        super().__init__(id=id)
        self.held = Held()
        self.chosen: list[str] = []
        self.page = 0
        self.ends_on = ""
        self.lit: frozenset[str] = frozenset()
        """What a scanning or dwelling light is on."""
        self._looked_at = ""
        self._seen: set[tuple[str, int]] = set()
        """Cards of the pages that were shown, each with the line of words that it began with."""
        self._mosaics: dict[tuple[str, int], Mosaic] = {}
        self._layout = Layout(self.held, 80, 15)

    def speak(self, turns: tuple[tuple[str, str], ...]) -> None:
        """Say so on the buttons that turn pages."""
        self.held = replace(self.held, turns=turns)

    def like(self, shows: Shown, *, one_picture: bool) -> None:
        """Show cards as this pupil likes them."""
        self.held = replace(self.held, shows=shows, one_picture=one_picture)

    def show(
        self,
        cards: Sequence[Card],
        standing: Sequence[Card] = (),
        *,
        many: bool = False,
        chosen: Sequence[str] = (),
        also: Sequence[str] = (),
        most: int = 0,
        done_word: str = "done",
        as_cards: bool = True,
        in_full: bool = False,
    ) -> None:
        """Put cards on the board, with the focus on the first; `Held` says what each part is.

        `chosen` are the ids that are picked already.
        """
        self.held = replace(
            self.held,
            cards=tuple(cards),
            standing=tuple(standing),
            many=many,
            has_marks=many or bool(chosen),
            also=tuple(also),
            most=most,
            done_word=done_word,
            as_cards=as_cards,
            in_full=in_full,
        )
        self.chosen = [id_ for id_ in chosen if any(card.id == id_ for card in cards)]
        self.page = 0
        self.ends_on = ""
        self._seen.clear()
        self.spoken = ""
        self._looked_at = ""
        self.cursor = (self.cards or self.standing or (Card(DONE, done_word),))[0].id
        self.call_after_refresh(self._ask_for_pictures)
        self.refresh()

    @property
    def cards(self) -> tuple[Card, ...]:
        """What can be picked."""
        return self.held.cards

    @property
    def standing(self) -> tuple[Card, ...]:
        """What stands on every board."""
        return self.held.standing

    @property
    def many(self) -> bool:
        """Can several be picked?"""
        return self.held.many

    @property
    def about(self) -> str:
        """The picture of what is asked."""
        return self.held.about

    @about.setter
    def about(self, symbol: str) -> None:
        self.held = replace(self.held, about=symbol)

    @property
    def laid(self) -> Layout:
        """Where all of it lies, at this size and on this page."""
        width, height = self.size.width or 80, self.size.height or 15
        now = Layout(self.held, width, height, self.page)
        if now != self._layout:
            self._layout = now
        return self._layout

    def wanted_height(self, most: int) -> int:
        """The lines that it fills, of `most` that it may have."""
        return Layout(self.held, self.size.width or 80, most).wanted_height

    def end_on(self, id_: str) -> None:
        """The focus goes to this word button, once every page was seen."""
        self.ends_on = id_
        self.cursor = MORE if self.laid.pages > 1 else id_

    def go_to(self, id_: str) -> None:
        """The focus goes to this card, on whatever page it is."""
        self.cursor, self.page = id_, self.laid.page_of(id_)

    def unseen(self, ids: Collection[str]) -> int | None:
        """The first page with one of these cards that was not shown yet; none where all were."""
        self._seen.update(self.laid.marks)
        return self.laid.page_without(self._seen, ids)

    def take_out(self, id_: str) -> None:
        """A standing one is no longer picked."""
        self.held = replace(self.held, also=tuple(each for each in self.held.also if each != id_))
        self.refresh()

    def turn_to(self, page: int) -> None:
        """Show another page."""
        self._seen.update(self.laid.marks)
        self.page = page
        self._ask_for_pictures()
        self.refresh()

    # -- pictures --------------------------------------------------------------------------------

    def forget_pictures(self) -> None:
        """They are to be painted anew: on another ground, or with another tone of skin."""
        self._mosaics.clear()

    def set_mosaics(self, mosaics: Mapping[str, Mosaic], columns: int) -> None:
        """Pictures that were wanted are here, by symbol."""
        self._mosaics |= {(symbol, columns): mosaic for symbol, mosaic in mosaics.items()}
        self.refresh()

    def _ask_for_pictures(self) -> None:
        if not self.size.width:
            return
        laid = self.laid
        picture = laid.large or laid.grid.picture
        if not picture:
            return
        later = symbols((*laid.shown, *self.standing)) if laid.large else []
        wanted = [self.large_symbol, *symbols(laid.on_page), *symbols(self.cards), *later]
        missing = tuple(
            symbol
            for symbol in dict.fromkeys(wanted)
            if symbol and (symbol, picture) not in self._mosaics
        )
        if missing:
            self.post_message(PicturesWanted(self, missing, picture, not laid.large))

    @property
    def large_symbol(self) -> str:
        """What is spoken, lit, or looked at; else what is asked about, and never the first card.

        The large picture of one card before the others are seen would be a nudge towards it.
        """
        if not self.laid.large:
            return ""
        every = {card.id: card.symbol for card in (*self.cards, *self.standing)}
        lit = next(iter(self.lit)) if len(self.lit) == 1 else ""
        for id_ in (self.spoken, lit, self._looked_at):
            if every.get(id_):
                return every[id_]
        return self.held.about or (self.cards[0].symbol if len(every) == 1 else "")

    def look_at(self, id_: str) -> None:
        """Show this card's picture as the large one."""
        if self.laid.large and id_ != self._looked_at:
            self._looked_at = id_
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The pointer looks, before it picks."""
        self.look_at(self.laid.spot_at(event.x, event.y))

    # -- painting --------------------------------------------------------------------------------

    def watch_cursor(self) -> None:
        """The focus moved."""
        self.refresh()

    def watch_spoken(self, spoken: str) -> None:
        """A card is being spoken: turn to its page, so that what is heard is seen."""
        page = self.laid.page_of(spoken)
        if page != self.page and not (self.many and self.chosen):
            self.turn_to(page)
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew, keeping the card that has the focus in sight."""
        laid = self.laid
        self.page = min(laid.page_of(self.cursor), laid.pages - 1)
        self._ask_for_pictures()
        self.post_message(self.LaidOut())

    def on_focus(self) -> None:
        """Show where the focus is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it is gone."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the board."""
        focus = frozenset((self.cursor,)) if self.has_focus else frozenset()
        palette = PALETTES.get(self.app.theme, CREAM)
        lit = self.lit | focus
        painting = Painting(
            self.laid, palette, self._mosaics, lit, self.chosen, self.spoken, self.large_symbol
        )
        return painting.line(y)
