"""The hands of a board: arrows move, Enter or a click picks, digits pick at once, a light picks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from voicebox.tui.scanning import Target
from voicebox.tui.widgets.board_shown import ShownBoard
from voicebox.tui.widgets.board_spots import nearest
from voicebox.tui.widgets.cards import DONE, EARLIER, MORE


class Board(ShownBoard):
    """Cards to pick from. `Picked` says which; with `many`, only once Done is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("enter", "pick", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
    ]

    DEFAULT_CSS = """
    Board { background: $vb-background; height: 1fr; }
    """

    @dataclass
    class Picked(Message):
        """Cards were picked, in this order."""

        ids: tuple[str, ...]

    @dataclass
    class ButtonPressed(Message):
        """One of the word buttons was pressed."""

        id: str

    def action_move(self, across: int, down: int) -> None:
        """Move the focus to the nearest spot in a direction; past the last card, turn the page."""
        spots = self.laid.spots
        here = next((spot for spot in spots if spot.id == self.cursor), spots[0])
        found = nearest(here, spots, across, down)
        if found is not None:
            self.cursor = found.id
            self.look_at(found.id)
        elif across and here.is_card:
            self.action_turn(across)

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        page = self.page + by
        if 0 <= page < self.laid.pages:
            self.turn_to(page)
            is_last = page == self.laid.pages - 1
            self.cursor = self.ends_on if self.ends_on and is_last else self.laid.on_page[0].id
            self.look_at(self.cursor)

    def action_pick(self) -> None:
        """Pick what has the focus."""
        self.pick(self.cursor)

    def pick(self, id_: str) -> None:
        """Pick a card, or press a word button."""
        if id_ == MORE:
            self.action_turn(1)
        elif id_ == EARLIER:
            self.turn_to(0)
            self.cursor = self.cards[0].id
        elif id_ == DONE:
            self.post_message(self.Picked((*self.chosen, *self.held.also)))
        elif any(card.id == id_ for card in self.standing):
            self.post_message(self.ButtonPressed(id_))
        elif self.many:
            self._toggle(id_)
        else:
            self.cursor = id_
            self.post_message(self.Picked((id_,)))

    def _toggle(self, id_: str) -> None:
        self.cursor = id_
        self.look_at(id_)
        if id_ in self.chosen:
            self.chosen.remove(id_)
        else:
            self.chosen.append(id_)
        self.refresh()

    def pick_number(self, digit: str) -> bool:
        """Pick the card that a digit names. One on another page is turned to, not picked unseen.

        False where there is none.
        """
        card = next((each for each in (*self.cards, *self.standing) if each.number == digit), None)
        if card is None:
            return False
        page = self.laid.page_of(card.id)
        if page == self.page:
            self.pick(card.id)
        else:
            self.turn_to(page)
            self.cursor = card.id
            self.look_at(card.id)
        return True

    def on_click(self, event: events.Click) -> None:
        """Any mouse button on a card picks it."""
        id_ = self.spot_at(event.x, event.y)
        if id_:
            self.focus()
            self.pick(id_)
            event.stop()

    # -- scanning and dwelling -------------------------------------------------------------------

    def scan_rows(self) -> list[list[Target]]:
        """What a light goes over: the cards of this page row by row, then the word buttons."""
        laid = self.laid
        words = {card.id: card.word for card in (*laid.shown, *laid.buttons)}
        rows: dict[int, list[Target]] = {}
        for spot in laid.spots:
            target = Target(self.id or "", spot.id, words[spot.id])
            rows.setdefault(spot.box.y, []).append(target)
        return [rows[y] for y in sorted(rows)]

    def light(self, ids: frozenset[str]) -> None:
        """Light these."""
        self.lit = ids
        self.refresh()

    def press(self, id_: str) -> None:
        """Pick what is lit."""
        self.pick(id_)

    def spot_at(self, x: int, y: int) -> str:
        """What lies at a place, or nothing."""
        return self.laid.spot_at(x, y)
