"""The board: cards with pictures and their words, and a row of word buttons under them.

One widget draws all of it, so that the next board is on the screen within a frame. Arrows move,
Enter or a click picks, digits pick at once. Never colour alone: the card that has the focus has a
thick edge, a picked one a filled circle before its word.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from voicebox.access import Shown
from voicebox.ports import Mosaic
from voicebox.tui.cells import centred, clip, clip_lines, ink, mosaic_lines
from voicebox.tui.scanning import Target
from voicebox.tui.themes import CREAM, PALETTES, Palette
from voicebox.tui.widgets.layout import SMALLEST_PICTURE, Box, Grid, fit, fit_words, place
from voicebox.tui.widgets.pictures import PicturesWanted

Found = TypeVar("Found")

DONE, EARLIER, MORE = "~done", "~earlier", "~more"
_PICKED = "● "
_LARGEST, _BESIDE = 48, 3
"""Columns: of the one large picture at most, and of the room on both sides of it."""
_TURNS = (
    ("◀ back to the first", "more cards ▶ {} of {}"),
    ("◀ back", "more ▶ {}/{}"),
    ("◀", "▶ {}/{}"),
)
"""What the buttons that turn pages say, where there is room, and where there is less."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be picked: its id, its word, its picture, and a line of small words."""

    id: str
    word: str
    symbol: str = ""
    small: str = ""
    number: str = ""
    """The digit that picks it; empty where none does."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Something on the board that can have the focus, and where it lies."""

    id: str
    box: Box
    is_card: bool


class Board(Widget, can_focus=True):
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

    cursor: reactive[str] = reactive("")
    spoken: reactive[str] = reactive("")
    """The card whose word is being spoken."""

    @dataclass
    class Picked(Message):
        """Cards were picked, in this order."""

        ids: tuple[str, ...]

    @dataclass
    class ButtonPressed(Message):
        """One of the word buttons was pressed."""

        id: str

    class LaidOut(Message):
        """What lies on the board has come to lie elsewhere, or on other pages."""

    def __init__(self, *, id: str | None = None) -> None:
        """An empty board; `show` puts cards on it."""
        super().__init__(id=id)
        self.cards: tuple[Card, ...] = ()
        self.standing: tuple[Card, ...] = ()
        self.many = False
        self.chosen: list[str] = []
        self.page = 0
        self.most = 0
        self.done_word = "done"
        self.as_cards = True
        self.ends_on = ""
        self.lit: frozenset[str] = frozenset()
        """What a scanning or dwelling light is on."""
        self.shows: Shown = "both"
        self.one_picture = False
        """One large picture beside all cards, of the one that is looked at (the calm look)."""
        self.about = ""
        """The picture of what is asked, which is the large one until a card is looked at."""
        self._looked_at = ""
        self._mosaics: dict[tuple[str, int], Mosaic] = {}
        self._worked_out: dict[tuple[Hashable, ...], Any] = {}
        """What the layout came to, for this size and page: a line is drawn from it many times."""
        self._trying = 0

    # -- what it shows ---------------------------------------------------------------------------

    def show(
        self,
        cards: Sequence[Card],
        standing: Sequence[Card] = (),
        *,
        many: bool = False,
        chosen: Sequence[str] = (),
        most: int = 0,
        done_word: str = "done",
        as_cards: bool = True,
    ) -> None:
        """Put cards on the board, with the focus on the first.

        Args:
            cards: what can be picked.
            standing: what stands on every board: full cards where there is room for all of them,
                else a row of word buttons under the cards. Pressed at once, even with `many`.
            many: several can be picked; `Picked` is sent once Done is pressed.
            chosen: ids that are picked already.
            most: no more cards than this on one screen; 0 for as many as there is room for.
            done_word: the word on the button that ends the picking.
            as_cards: may the standing ones be full cards?
        """
        self.cards = tuple(cards)
        self.standing = tuple(standing)
        self.many = many
        self.chosen = [id_ for id_ in chosen if any(card.id == id_ for card in cards)]
        self.most = most
        self.done_word = done_word
        self.as_cards = as_cards
        self.page = 0
        self.ends_on = ""
        self.spoken = ""
        self._looked_at = ""
        self._worked_out.clear()
        self.cursor = (self.cards or self.standing or (Card(DONE, done_word),))[0].id
        self.call_after_refresh(self._ask_for_pictures)
        self.refresh()

    def forget_pictures(self) -> None:
        """They are to be painted anew: on another ground, or with another tone of skin."""
        self._mosaics.clear()

    def set_mosaics(self, mosaics: Mapping[str, Mosaic], columns: int) -> None:
        """Pictures that were wanted are here, by symbol."""
        self._mosaics |= {(symbol, columns): mosaic for symbol, mosaic in mosaics.items()}
        self.refresh()

    def watch_cursor(self) -> None:
        """The focus moved."""
        self.refresh()

    def watch_spoken(self, spoken: str) -> None:
        """A card is being spoken: turn to its page, so that what is heard is seen."""
        grid = self._grid()
        for index, card in enumerate(self._shown()):
            if card.id == spoken and index // grid.a_page != self.page and not self.chosen:
                self._turn_to(index // grid.a_page)
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew, keeping the card that has the focus in sight."""
        self._worked_out.clear()
        grid = self._grid()
        ids = [card.id for card in self._shown()]
        if self.cursor in ids:
            self.page = ids.index(self.cursor) // grid.a_page
        else:
            self.page = min(self.page, self._pages(grid) - 1)
        self._worked_out.clear()
        self._ask_for_pictures()
        self.post_message(self.LaidOut())

    def on_focus(self) -> None:
        """Show where the focus is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it is gone."""
        self.refresh()

    def _ask_for_pictures(self) -> None:
        if not self.size.width:
            return
        grid = self._grid()
        large = self._large
        picture = large or grid.picture
        if not picture:
            return
        first = self.page * grid.a_page
        cards = self._shown()
        shown = [card.symbol for card in cards[first : first + grid.a_page]]
        later = [card.symbol for card in (*cards, *self.standing)] if large else []
        missing = tuple(
            symbol
            for symbol in dict.fromkeys([self._large_symbol, *shown, *_symbols(cards), *later])
            if symbol and (symbol, picture) not in self._mosaics
        )
        if missing:
            self.post_message(PicturesWanted(self, missing, picture, not large))

    # -- one picture -----------------------------------------------------------------------------

    @property
    def _large(self) -> int:
        """Columns of the one large picture; 0 where each card has its own, or none has."""
        return self._once("large", self._work_out_large)

    def _work_out_large(self) -> int:
        has_pictures = bool(self.about) or any(_symbols(self.cards))
        if not self.one_picture or self.shows != "both" or not self.cards or not has_pictures:
            return 0
        lines = self._height() - (self._row_lines() if self.standing or self.many else 1)
        columns = min(lines * 2, (self.size.width or 80) // 2 - _BESIDE, _LARGEST) // 2 * 2
        return columns if columns >= SMALLEST_PICTURE else 0

    @property
    def _beside(self) -> int:
        """Columns that the one large picture takes from the cards."""
        return self._large + _BESIDE if self._large else 0

    @property
    def _large_symbol(self) -> str:
        """What is spoken, lit, or looked at; else what is asked about, and never the first card.

        The large picture of one card before the others are seen would be a nudge towards it.
        """
        if not self._large:
            return ""
        every = {card.id: card.symbol for card in (*self.cards, *self.standing)}
        lit = next(iter(self.lit)) if len(self.lit) == 1 else ""
        for id_ in (self.spoken, lit, self._looked_at):
            if every.get(id_):
                return every[id_]
        return self.about or (self.cards[0].symbol if len(every) == 1 else "")

    def look_at(self, id_: str) -> None:
        """Show this card's picture as the large one."""
        if self._large and id_ != self._looked_at:
            self._looked_at = id_
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The pointer looks, before it picks."""
        self.look_at(self.spot_at(event.x, event.y))

    # -- layout ----------------------------------------------------------------------------------

    def _once(self, name: str, work_out: Callable[[], Found]) -> Found:
        """Worked out once for each size and page; `show` and `on_resize` forget it."""
        key = (name, self.size, self._trying, self.page)
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        found: Found = self._worked_out[key]
        return found

    def _buttons(self) -> list[Card]:
        """The word buttons of this page: earlier, the standing ones, done, more."""
        return self._once("buttons", self._work_out_buttons)

    def _work_out_buttons(self) -> list[Card]:
        for words in _TURNS:
            row = self._buttons_saying(*words)
            if len(self._wrapped(row)) == 1:
                break
        return row

    def _buttons_saying(self, earlier: str, more: str) -> list[Card]:
        pages = self._pages(self._grid())
        row: list[Card] = []
        if self.page > 0:
            row.append(Card(EARLIER, earlier))
        if not self._standing_are_cards():
            row.extend(self.standing)
        if self.many:
            row.append(Card(DONE, self.done_word))
        if self.page < pages - 1:
            row.append(Card(MORE, more.format(self.page + 1, pages)))
        return row

    def _wrapped(self, buttons: Sequence[Card]) -> list[list[Card]]:
        """Word buttons in as many lines as they need, as even as may be."""
        width = self.size.width or 80
        lines: list[list[Card]] = [[]]
        for button in buttons:
            if lines[-1] and self._row_width([*lines[-1], button]) > width:
                lines.append([])
            lines[-1].append(button)
        return lines

    def _words(self, button: Card) -> str:
        number = f"{button.number} " if button.number else ""
        room = min(40, max((self.size.width or 80) // 2 - 3 - len(number), 4))
        return f" {number}{clip(button.word, room)} "

    def _row_width(self, buttons: Sequence[Card]) -> int:
        return sum(cell_len(self._words(button)) + 1 for button in buttons) - 1

    def _row_lines(self) -> int:
        """Lines that the word buttons take at most, on any page."""
        turns = [Card(EARLIER, _TURNS[-1][0]), Card(MORE, _TURNS[-1][1])]
        done = [Card(DONE, self.done_word)] if self.many else []
        return len(self._wrapped([*(turns if self.cards else ()), *self.standing, *done]))

    def _pages(self, grid: Grid) -> int:
        return max(-(-len(self._shown()) // grid.a_page), 1)

    def _shown(self) -> tuple[Card, ...]:
        """What is painted as a card."""
        return self._once(
            "shown",
            lambda: (*self.cards, *self.standing) if self._standing_are_cards() else self.cards,
        )

    def _standing_are_cards(self) -> bool:
        if not self.cards or self.most or not self.as_cards:
            return False
        every = (*self.cards, *self.standing)
        grid = self._fitted(every, self._height() - (1 if self.many else 0))
        return bool(grid.picture) and grid.a_page >= len(every)

    def _height(self) -> int:
        return self._trying or self.size.height or 15

    def wanted_height(self, most: int) -> int:
        """The lines that it fills, of `most` that it may have."""
        self._trying = most
        if self._large:
            self._trying = 0
            return most
        grid = self._grid()
        shown = len(self._shown())
        has_row = (
            self.many
            or grid.a_page < shown
            or shown == len(self.cards) < shown + len(self.standing)
        )
        self._trying = 0
        rows = min(-(-shown // grid.columns), grid.rows)
        return min(rows * grid.card_height + (self._row_lines() if has_row else 0), most)

    def _grid(self) -> Grid:
        return self._once("grid", self._work_out_grid)

    def _work_out_grid(self) -> Grid:
        shown = self._shown()
        as_cards = len(shown) > len(self.cards)
        has_row = self.many or (bool(self.standing) and not as_cards)
        grid = self._fitted(shown, self._height() - (self._row_lines() if has_row else 0))
        if grid.a_page < len(shown) and not has_row:
            return self._fitted(shown, self._height() - 1)
        return grid

    def _fitted(self, cards: Sequence[Card], height: int) -> Grid:
        width = self.size.width or 80
        if not any(_symbols(self.cards)) and self.shows != "pictures":
            lines = partial(self._lines_of_words, cards)
            return fit_words(len(cards), width, height, lines, most=self.most)
        return fit(
            len(cards),
            width - self._beside,
            height,
            label_lines=self._label_lines(cards),
            most=self.most,
            pictures=self.shows != "words" and not self._large,
        )

    def _lines_of_words(self, cards: Sequence[Card], across: int) -> int:
        """Lines that the longest label takes: what a child said is never cut on a card."""
        mark = _PICKED if self.many else ""
        small = self._small_lines if any(card.small for card in self.cards) else 0
        longest = (clip_lines(mark + _label(card), across, 99) for card in cards)
        return small + max((len(lines) for lines in longest), default=1)

    @property
    def _small_lines(self) -> int:
        """Lines of small words under a card's word: a question that is read back has two."""
        return 1 if self.as_cards else 2

    def _label_lines(self, cards: Sequence[Card]) -> int:
        if self.shows == "pictures":
            return 0
        longest = max((cell_len(_label(card)) for card in cards), default=0)
        small = self._small_lines if any(card.small for card in cards) else 0
        mark = cell_len(_PICKED) if self.many else 0
        return (1 if longest + mark <= SMALLEST_PICTURE else 2) + small

    def _spots(self) -> list[_Spot]:
        return self._once("spots", self._work_out_spots)

    def _work_out_spots(self) -> list[_Spot]:
        grid = self._grid()
        first = self.page * grid.a_page
        cards = self._shown()[first : first + grid.a_page]
        buttons = self._buttons()
        rows = self._wrapped(buttons) if buttons else []
        beside = self._beside
        boxes = place(grid, len(cards), self.size.width - beside, self.size.height - len(rows))
        boxes = [replace(box, x=box.x + beside) for box in boxes]
        spots = [_Spot(card.id, box, is_card=True) for card, box in zip(cards, boxes, strict=False)]
        for number, row in enumerate(rows):
            spots += self._button_spots(row, self.size.height - len(rows) + number)
        return spots

    def _button_spots(self, buttons: list[Card], y: int) -> list[_Spot]:
        widths = [cell_len(self._words(button)) for button in buttons]
        spare = self.size.width - sum(widths)
        gap = max(1, min(4, spare // (len(buttons) + 1))) if buttons else 0
        x = max((spare - gap * (len(buttons) - 1)) // 2, 0)
        spots = []
        for button, width in zip(buttons, widths, strict=True):
            spots.append(_Spot(button.id, Box(x, y, width, 1), is_card=False))
            x += width + gap
        return spots

    # -- picking ---------------------------------------------------------------------------------

    def action_move(self, across: int, down: int) -> None:
        """Move the focus to the nearest spot in a direction; past the last card, turn the page."""
        spots = self._spots()
        here = next((spot for spot in spots if spot.id == self.cursor), spots[0])
        found = _nearest(here, spots, across, down)
        if found is not None:
            self.cursor = found.id
            self.look_at(found.id)
        elif across and here.is_card:
            self.action_turn(across)

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        page = self.page + by
        if 0 <= page < self._pages(self._grid()):
            self._turn_to(page)
            first = next(spot.id for spot in self._spots() if spot.is_card)
            is_last = page == self._pages(self._grid()) - 1
            self.cursor = self.ends_on if self.ends_on and is_last else first
            self.look_at(self.cursor)

    def end_on(self, id_: str) -> None:
        """The focus goes to this word button, once every page was seen."""
        self.ends_on = id_
        self.cursor = MORE if self._pages(self._grid()) > 1 else id_

    def _turn_to(self, page: int) -> None:
        self.page = page
        self._worked_out.clear()
        self._ask_for_pictures()
        self.refresh()

    def action_pick(self) -> None:
        """Pick what has the focus."""
        self.pick(self.cursor)

    def pick(self, id_: str) -> None:
        """Pick a card, or press a word button."""
        if id_ == MORE:
            self.action_turn(1)
        elif id_ == EARLIER:
            self._turn_to(0)
            self.cursor = self.cards[0].id
        elif id_ == DONE:
            self.post_message(self.Picked(tuple(self.chosen)))
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
        shown = self._shown()
        page = shown.index(card) // self._grid().a_page if card in shown else self.page
        if page == self.page:
            self.pick(card.id)
        else:
            self._turn_to(page)
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
        words = {card.id: card.word for card in (*self._shown(), *self._buttons())}
        rows: dict[int, list[Target]] = {}
        for spot in self._spots():
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
        return next((spot.id for spot in self._spots() if spot.box.holds(x, y)), "")

    # -- drawing ---------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the board."""
        palette = self._palette
        blank = ink(palette.text, palette.background)
        segments = self._large_line(y, blank)
        x = self._beside if segments else 0
        here = sorted(
            (spot for spot in self._spots() if spot.box.y <= y < spot.box.y + spot.box.height),
            key=lambda spot: spot.box.x,
        )
        for spot in here:
            if spot.box.x > x:
                segments.append(Segment(" " * (spot.box.x - x), blank))
            segments.extend(self._spot_line(spot, y - spot.box.y, palette))
            x = spot.box.x + spot.box.width
        if x < self.size.width:
            segments.append(Segment(" " * (self.size.width - x), blank))
        return Strip(segments).crop(0, self.size.width)

    def _large_line(self, y: int, blank: Style) -> list[Segment]:
        """The one large picture, in the middle of the height that the word buttons leave."""
        columns = self._large
        if not columns:
            return []
        rows = {spot.box.y for spot in self._spots() if not spot.is_card}
        if y in rows:
            return []
        line = y - max((self.size.height - len(rows) - columns // 2) // 2, 0)
        mosaic = self._mosaics.get((self._large_symbol, columns))
        if mosaic is None or not 0 <= line < columns // 2:
            return [Segment(" " * self._beside, blank)]
        after = self._beside - columns - 1
        return [Segment(" ", blank), *mosaic_lines(mosaic)[line], Segment(" " * after, blank)]

    @property
    def _palette(self) -> Palette:
        return PALETTES.get(self.app.theme, CREAM)

    def _spot_line(self, spot: _Spot, line: int, palette: Palette) -> list[Segment]:
        focused = (self.has_focus and spot.id == self.cursor) or spot.id in self.lit
        if not spot.is_card:
            return self._button_line(spot, palette, focused=focused)
        card = next(card for card in self._shown() if card.id == spot.id)
        return self._card_line(card, spot.box, line, palette, focused=focused)

    def _button_line(self, spot: _Spot, palette: Palette, *, focused: bool) -> list[Segment]:
        button = next(each for each in self._buttons() if each.id == spot.id)
        spoken = spot.id == self.spoken
        fg, bg = (
            (palette.accent_text, palette.accent)
            if focused
            else (palette.spoken_text, palette.spoken)
            if spoken
            else (palette.bar_text, palette.bar)
        )
        return [Segment(self._words(button), ink(fg, bg, bold=True, under=focused))]

    def _card_line(
        self, card: Card, box: Box, line: int, palette: Palette, *, focused: bool
    ) -> list[Segment]:
        chosen = card.id in self.chosen
        inner = box.width - 2
        edge = self._edge_style(palette, focused=focused, chosen=chosen)
        if line in (0, box.height - 1):
            return [Segment(_edge_words(line == 0, inner, thick=focused or chosen), edge)]
        side = "█" if focused or chosen else "│"
        body = self._card_body(card, inner, line - 1, palette, chosen=chosen)
        return [Segment(side, edge), *body, Segment(side, edge)]

    def _edge_style(self, palette: Palette, *, focused: bool, chosen: bool) -> Style:
        colour = palette.accent if focused else palette.chosen if chosen else palette.edge
        return ink(colour, palette.card)

    def _card_body(
        self, card: Card, inner: int, line: int, palette: Palette, *, chosen: bool
    ) -> list[Segment]:
        grid = self._grid()
        picture = grid.picture
        picture_rows = picture // 2
        on_card = ink(palette.card_text, palette.card)
        if line < picture_rows:
            mosaic = self._mosaics.get((card.symbol, picture))
            room = inner - picture
            if mosaic is None:
                return [Segment(" " * inner, on_card)]
            left = room // 2
            return [
                Segment(" " * left, on_card),
                *mosaic_lines(mosaic)[line],
                Segment(" " * (room - left), on_card),
            ]
        words = self._label(card, inner, grid.label_lines, chosen=chosen)
        text, small = words[line - picture_rows]
        return [Segment(centred(text, inner), self._label_style(card, palette, small=small))]

    def _label(self, card: Card, inner: int, lines: int, *, chosen: bool) -> list[tuple[str, bool]]:
        small: list[tuple[str, bool]] = []
        if any(each.small for each in self.cards):
            under = clip_lines(card.small, inner, self._small_lines)
            small = [(each, True) for each in (*under, *[""] * (self._small_lines - len(under)))]
        mark = _PICKED if chosen else ""
        room = lines - len(small)
        words = [(each, False) for each in clip_lines(mark + _label(card), inner, room)]
        return words + [("", False)] * (room - len(words)) + small

    def _label_style(self, card: Card, palette: Palette, *, small: bool) -> Style:
        if small:
            return ink(palette.card_text, palette.card)
        if card.id == self.spoken:
            return ink(palette.spoken_text, palette.spoken, bold=True)
        return ink(palette.card_text, palette.card, bold=True)


def _symbols(cards: Sequence[Card]) -> list[str]:
    return [card.symbol for card in cards]


def _label(card: Card) -> str:
    return f"{card.number} {card.word}" if card.number else card.word


def _edge_words(top: bool, inner: int, *, thick: bool) -> str:
    if thick:
        return ("█" + "▀" * inner + "█") if top else ("█" + "▄" * inner + "█")
    return ("╭" + "─" * inner + "╮") if top else ("╰" + "─" * inner + "╯")


def _nearest(here: _Spot, spots: Sequence[_Spot], across: int, down: int) -> _Spot | None:
    """The nearest spot in a direction, preferring the same row or column."""

    def middle(spot: _Spot) -> tuple[float, float]:
        return spot.box.x + spot.box.width / 2, spot.box.y + spot.box.height / 2

    x, y = middle(here)
    ahead: list[tuple[float, _Spot]] = []
    for spot in spots:
        dx, dy = middle(spot)[0] - x, middle(spot)[1] - y
        if across and dx * across > 0 and abs(dy) < 1:
            ahead.append((abs(dx), spot))
        elif down and dy * down > 0.5:
            ahead.append((abs(dy) * 100 + abs(dx), spot))
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else None
