"""A screen that paints pictures: away from its own thread, so that the words are there at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from voicebox.errors import VoiceboxError
from voicebox.ports import House, Mosaic, SymbolSource, Tone
from voicebox.tui.own_cards import OWN
from voicebox.tui.themes import CREAM, PALETTES, colour_number
from voicebox.tui.widgets.bars import AdultLine
from voicebox.tui.widgets.pictures import PicturesWanted

_A_FRAME = 0.03
"""Seconds: pictures that are ready sooner wait for each other."""


class PaintedScreen(Screen[None]):
    """Gives the widgets on it the pictures that they ask for."""

    @dataclass
    class PictureReady(Message):
        """Pictures were painted."""

        take: Callable[[], None]

    def __init__(self, house: House) -> None:
        """Pictures come from this house."""
        super().__init__()
        self.house = house
        self.tone: Tone | None = None
        """The skin tone of people in pictures."""
        self.adult_words = ""

    def say_to_adult(self, words: str) -> None:
        """Say something to the adult; empty words take the line away."""
        self.adult_words = words
        self.query_one(AdultLine).show(words)

    @on(PicturesWanted)
    def paint_pictures(self, message: PicturesWanted) -> None:
        """Paint pictures away from the screen's own thread; the words are there at once."""
        palette = PALETTES.get(self.app.theme, CREAM)
        ground = colour_number(palette.card if message.on_card else palette.background)
        self._paint(message, ground)

    @work(thread=True)
    def _paint(self, wanted: PicturesWanted, ground: int) -> None:
        worker = get_current_worker()
        try:
            source = self.house.symbols()
        except VoiceboxError as error:
            self.post_message(self.PictureReady(partial(self.say_to_adult, str(error))))
            return
        ready: dict[str, Mosaic] = {}
        since = monotonic()
        for symbol in wanted.symbols:
            if worker.is_cancelled:
                return
            try:
                ready[symbol] = self._mosaic(source, symbol, wanted.columns, ground)
            except VoiceboxError:
                continue  # the word stands under an empty picture; `packs check` names it
            if monotonic() - since > _A_FRAME:
                self._hand_over(wanted, ready)
                ready, since = {}, monotonic()
        self._hand_over(wanted, ready)

    def _hand_over(self, wanted: PicturesWanted, ready: dict[str, Mosaic]) -> None:
        """What is ready goes on the screen in one go: each time the whole board is drawn."""
        if ready:
            take = partial(wanted.target.set_mosaics, ready, wanted.columns)
            self.post_message(self.PictureReady(take))

    def _mosaic(self, source: SymbolSource, name: str, columns: int, ground: int) -> Mosaic:
        if not name.startswith(OWN):
            return source.mosaic(name, columns, ground, tone=self.tone)
        picture = self.house.store().picture(name.removeprefix(OWN))
        return source.picture_mosaic(picture, columns, ground)

    @on(PictureReady)
    def show_picture(self, message: PictureReady) -> None:
        """Put a painted picture where it is wanted."""
        message.take()
