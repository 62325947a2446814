"""The app's side of whole pictures: which source it uses, and what is added to each frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import cast

from rich.console import RenderableType
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

from voicebox.ports import House, SymbolSource
from voicebox.tui.drawing import Drawing
from voicebox.tui.overlay import Overlay, Placed
from voicebox.tui.real_pictures import KittyPictures, SixelPictures, WholePictures
from voicebox.tui.terminal import cell_size

_Named = KittyPictures | SixelPictures


class Whole:
    """Whole pictures in an app: what they come from, and what stands on its screen."""

    def __init__(self, app: PictureApp, drawing: Drawing) -> None:
        """Draw in this app's terminal."""
        self._app = app
        self._drawing = drawing
        self._source: _Named | None = None
        self._turn = Lock()
        self._overlay = Overlay(self._drawn, drawing.slots)
        self._cell = drawing.cell
        self._missing: dict[Placed, None] = {}
        self._given_up: set[str] = set()
        self._making = False

    def house(self, house: House) -> House:
        """The house with whole pictures in place of its own."""
        return replace(house, symbols=lambda: self._wrapped(house.symbols))

    def _wrapped(self, symbols: Callable[[], SymbolSource]) -> SymbolSource:
        with self._turn:
            if self._source is None:
                # The only source there is besides those of tests; it gives PNG too.
                source = cast(WholePictures, symbols())
                self._source = (
                    KittyPictures(source, self._app.write_out, self._drawing.cell)
                    if self._drawing.way == "kitty"
                    else SixelPictures(source)
                )
            return self._source

    # -- each frame ------------------------------------------------------------------------------

    def frame(self, update: CompositorUpdate) -> CompositorUpdate:
        """What of a frame is to be written: all but the pictures that stand where they did."""
        if self._drawing.way != "sixel":
            return update
        now = cell_size(self._drawing.cell)
        if self._app.screen.is_modal or now != self._cell:
            self._overlay.forget()
        self._cell = now
        return self._overlay.frame(update)

    def added(self) -> str:
        """What is to be drawn over the frame that was written."""
        if self._drawing.way != "sixel" or self._app.screen.is_modal:
            return ""
        drawing = self._overlay.drawing()
        if self._missing and not self._making:
            self._making = True
            self._app.run_worker(self._make, thread=True, exit_on_error=False, group="whole")
        return drawing

    def _drawn(self, placed: Placed) -> str | None:
        source = self._source
        if self._cell is None or not isinstance(source, SixelPictures):
            return None
        if placed.y + placed.rows >= self._app.size.height or placed.name in self._given_up:
            return None  # below the last line a terminal scrolls
        made = source.made(placed, self._cell)
        if made is None:
            self._missing[placed] = None
        return made

    def _make(self) -> None:
        """In a thread: one picture after another, each drawn as soon as it is made."""
        source, cell = self._source, self._cell
        assert isinstance(source, SixelPictures)
        try:
            while cell is not None and self._missing and self._app.is_running:
                placed = next(iter(self._missing))
                if not source.make(placed, cell):
                    self._given_up.add(placed.name)
                self._missing.pop(placed, None)
                self._app.call_from_thread(self._app.draw_over)
        finally:
            self._making = False

    def farewell(self) -> str:
        """What takes the pictures out of the terminal's memory, where it keeps them."""
        return self._source.farewell() if isinstance(self._source, KittyPictures) else ""


class PictureApp(App[int]):
    """An app that can draw whole pictures; without a `Whole` it is like any other."""

    whole: Whole | None = None

    def write_out(self, text: str) -> None:
        """Send to the terminal, from any thread; nothing where there is none."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(text)

    def draw_over(self) -> None:
        """Draw the pictures that have been made since the last frame."""
        drawing = self.whole.added() if self.whole is not None else ""
        if drawing:
            sync = self._sync_available
            self.write_out(f"{SYNC_START if sync else ''}{drawing}{SYNC_END if sync else ''}")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write a frame without what stands already, and what is to be drawn over it."""
        shown = self._running and not self._closed and not self.is_headless
        if self.whole is None or not shown or self._batch_count:
            super()._display(screen, renderable)
            return
        if isinstance(renderable, CompositorUpdate):
            renderable = self.whole.frame(renderable)
        super()._display(screen, renderable)

    def _end_update(self) -> None:
        """Draw over the frame before the terminal shows it, where it waits for its end."""
        if self.whole is not None:
            self.write_out(self.whole.added())
        super()._end_update()
