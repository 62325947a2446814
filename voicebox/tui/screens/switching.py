"""A talk held by switch, by dwelling, or by a slow hand: all that keys and mouse can do."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.timer import Timer

from voicebox.access import Access, Switches, preferences_for
from voicebox.ports import House
from voicebox.runner import Runner
from voicebox.tui.scanning import Scan, Target
from voicebox.tui.screens.holding import HoldingScreen
from voicebox.tui.widgets.answer_area import AnswerArea
from voicebox.tui.widgets.bars import KeysRow
from voicebox.tui.widgets.board import Board
from voicebox.tui.widgets.ladder import LadderScale
from voicebox.tui.widgets.letters import LetterBoard
from voicebox.tui.widgets.switch import SwitchCatcher

_Scanned = Board | LadderScale | LetterBoard | KeysRow


class SwitchingScreen(HoldingScreen):
    """Lights what can be picked, and picks what is lit."""

    def __init__(self, house: House, runner: Runner, access: Access) -> None:
        """As this pupil likes it."""
        super().__init__(house, runner)
        self._like(access)
        self.scan: Scan | None = None
        self._gone_over: list[list[Target]] = []
        self._next_light: Timer | None = None
        self._dwelling: tuple[_Scanned, str] | None = None
        self._dwell: Timer | None = None
        self._waiting: Callable[[], object] | None = None

    def _like(self, access: Access) -> None:
        self.access = access
        self.tone = access.tone
        self.voice.preferences = preferences_for(self.house.preferences, access)
        self.voice.pitch = access.pitch

    def take_access(self, access: Access) -> None:
        """Something else is liked from now on: the light and the pointer begin anew."""
        self._like(access)
        self.scan = None
        self._show_light()
        self._stop_dwelling()
        self._dwelling = None
        self.query_one(SwitchCatcher).turn(False, access)

    # -- scanning --------------------------------------------------------------------------------

    @property
    def scans(self) -> bool:
        """Does a light go over what can be picked?"""
        return self.access.switches is not Switches.OFF

    def _scanned(self) -> list[_Scanned]:
        return [*self.query_one(AnswerArea).scanned, self.query_one(KeysRow)]

    def start_scanning(self) -> None:
        """Begin anew with what is on the screen now."""
        if not self.scans:
            return
        if self.runner.is_open and self.step.for_adult:
            self._rest_for_adult()
            return
        self.query_one(SwitchCatcher).turn(True, self.access)
        self._gone_over = self._rows()
        self.scan = Scan.over(self._gone_over, self.access.scan_rounds)
        self._show_light()

    def _rows(self) -> list[list[Target]]:
        return [row for widget in self._scanned() for row in widget.scan_rows()]

    @on(Board.LaidOut)
    def scan_what_lies_there_now(self) -> None:
        """A board of another size has other cards on a page: the light must not miss one."""
        if self.scan is not None and self.is_current and self._rows() != self._gone_over:
            self.start_scanning()

    def _rest_for_adult(self) -> None:
        """What the adult answers, they answer by keyboard."""
        self.scan = None
        self._show_light()
        self.query_one(SwitchCatcher).turn(False, self.access)
        self.query_one(AnswerArea).take_focus()

    def _show_light(self) -> None:
        lit = self.scan.lit if self.scan else []
        for widget in self._scanned():
            here = [target.id for target in lit if target.widget == _name(widget)]
            widget.light(frozenset(here))
        if self.scan and self.access.scan_aloud and not self.voice.is_speaking and self.scan.says:
            self.voice.say_line(self.scan.says)
        self._wait_for_next_light()

    def _wait_for_next_light(self) -> None:
        if self._next_light is not None:
            self._next_light.stop()
        self._next_light = None
        if self.scan is None or self.scan.resting or self.access.switches is not Switches.ONE:
            return
        if self.voice.is_speaking:
            return  # the light stays while the voice speaks; `fall_silent` takes it on
        seconds = self.access.scan_seconds
        if self.scan.is_first:
            seconds += self.access.scan_first_seconds
        self._next_light = self.set_timer(seconds, self.light_in_time)

    def light_in_time(self) -> None:
        """The time for this light is over; it stays lit for as long as the voice speaks."""
        self._next_light = None
        if not self.voice.is_speaking:
            self.move_light()

    def move_light(self) -> None:
        """On to the next."""
        if self.scan is not None and self.is_current:
            self.scan.advance()
            self._show_light()

    def fall_silent(self) -> None:
        """The words have ended: the light goes on, and a tap that waited counts."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()
        elif self.scans and self._next_light is None:
            self._wait_for_next_light()

    @on(SwitchCatcher.MovedOn)
    def step_light(self) -> None:
        """The first of two switches moves the light."""
        self.voice.hush()
        self.move_light()

    @on(SwitchCatcher.Chosen)
    def choose_lit(self) -> None:
        """The switch picks what is lit."""
        if self.scan is None:
            return
        self.voice.hush()
        target = self.scan.choose()
        if target is None:
            self._show_light()
            return
        self._press(target)

    def _press(self, target: Target) -> None:
        key = self.runner.talk.seq
        for widget in self._scanned():
            if _name(widget) == target.widget:
                widget.press(target.id)
        self.call_after_refresh(self._after_press, key)

    def _after_press(self, seq: int) -> None:
        """A press that changed nothing in the talk (a letter, one card of several) starts over."""
        if self.runner.talk.seq == seq and self.is_current:
            self.start_scanning()

    # -- waiting for the voice -------------------------------------------------------------------

    def when_quiet(self, do: Callable[[], object]) -> None:
        """Do it now; or, where the pupil likes that, once the words have ended."""
        if self.access.wait_for_voice and self.voice.is_speaking:
            self._waiting = do
        else:
            do()

    # -- dwelling --------------------------------------------------------------------------------

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The pointer rests on something for long enough: it is picked."""
        if not self.access.dwell_ms or self.scans:
            return
        found = self._under(event.screen_x, event.screen_y)
        if found == self._dwelling:
            return
        self._stop_dwelling()
        self._dwelling = found
        if found is not None:
            widget, id_ = found
            if not isinstance(widget, LadderScale):
                widget.light(frozenset([id_]))
            self._dwell = self.set_timer(self.access.dwell_ms / 1000, self._dwelt)

    def _under(self, x: int, y: int) -> tuple[_Scanned, str] | None:
        widget, region = self.get_widget_at(x, y)
        if not isinstance(widget, Board | LadderScale | LetterBoard | KeysRow):
            return None
        id_ = widget.spot_at(x - region.x, y - region.y)
        return (widget, id_) if id_ else None

    def _dwelt(self) -> None:
        if self._dwelling is None or not self.is_current:
            return
        widget, id_ = self._dwelling
        widget.press(id_)

    def _stop_dwelling(self) -> None:
        if self._dwell is not None:
            self._dwell.stop()
        self._dwell = None
        if self._dwelling is not None and not isinstance(self._dwelling[0], LadderScale):
            self._dwelling[0].light(frozenset())

    def forget_pointer(self) -> None:
        """Something else is on the screen: the pointer has to move before it counts again."""
        self._stop_dwelling()


def _name(widget: _Scanned) -> str:
    """What a widget calls itself in its targets."""
    return "keys" if isinstance(widget, KeysRow) else (widget.id or "letters")
