"""The full-screen app: themes, and the way between home and talk."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from functools import partial
from threading import Timer
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from voicebox.access import read_access
from voicebox.errors import StoreLocked, VoiceboxError
from voicebox.ports import Begin, House, Pupil
from voicebox.pupils import find_or_add
from voicebox.runner import Runner, foreseen, resume, start
from voicebox.tui.drawing import Drawing, decide, paints_any_colour
from voicebox.tui.late_answers import without_late_answers
from voicebox.tui.lock import Lock
from voicebox.tui.own_cards import own_cards
from voicebox.tui.quiet import LockingApp
from voicebox.tui.right_to_left import ordered
from voicebox.tui.screens.first_words import FirstWords
from voicebox.tui.screens.pin import AskPin
from voicebox.tui.screens.talk import TalkScreen
from voicebox.tui.screens.wanted import Home
from voicebox.tui.terminal import ask_once
from voicebox.tui.themes import PALETTES, textual_theme
from voicebox.tui.whole import Whole

INTERRUPTED = 130
LOADED_AFTER = 2.0
"""Seconds after which all that stays for good has been loaded."""


class VoiceboxApp(LockingApp):
    """voicebox on a whole screen. Gives the exit code."""

    TITLE = "voicebox"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $vb-background; color: $vb-text; }
    ModalScreen { background: $vb-background 60%; }
    #problem-page { padding: 2 4; color: $vb-text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    def __init__(
        self, house: House, *, begin: Begin | None = None, carry_on: str | None = None
    ) -> None:
        """Open at home, or in a talk to be begun or carried on."""
        super().__init__()
        self.house = house
        self._begin = begin
        self._carry_on = carry_on
        self.problem: VoiceboxError | None = None
        self._straight_in = begin is not None or carry_on is not None
        for palette in PALETTES.values():
            self.register_theme(textual_theme(palette))
        self.theme = house.preferences.theme
        self.lock = Lock(house.preferences.pin)

    def watch_theme(self, theme: str) -> None:
        """A calm look has nothing that moves."""
        moves = PALETTES[theme].motion if theme in PALETTES else True
        self.animation_level = "full" if moves else "none"

    def draw_as(self, drawing: Drawing) -> None:
        """Draw pictures whole, where that is decided; before anything is shown."""
        if drawing.way in ("kitty", "sixel"):
            self.whole = Whole(self, drawing)
            self.house = self.whole.house(self.house)

    def on_mount(self) -> None:
        """The talk that was asked for, or home."""
        self.watch_for_quiet()
        if self._begin is not None and self._begin.pupil:
            self._show_first_words(self._begin)
        elif self._carry_on is not None:
            self._open(partial(self._resume, self._carry_on))
        else:
            self._go_home()

    def _show_first_words(self, begin: Begin) -> None:
        """The talk's first words stand there before the talks are open, which takes longer."""
        opening = partial(self._open, partial(self._start, begin))
        try:
            pack = self.house.packs.load(begin.pack, begin.language)
        except VoiceboxError as error:
            self.report(error)
            return
        if "#" in begin.pupil:  # a number and not a name: who it is only the talks can tell
            opening()
            return
        with_ = begin.with_ or self.house.preferences.adult
        talk = foreseen(pack, begin.pupil, with_=with_, on_paper=begin.on_paper)
        self.push_screen(FirstWords(talk))
        self.call_after_refresh(opening)

    def _go_home(self) -> None:
        if self.lock.is_on:
            self._ask_then_go_home()
        else:
            self._show_home()

    @work
    async def _ask_then_go_home(self) -> None:
        if await self.push_screen_wait(AskPin(self.lock, over_talk=False)):
            self._show_home()
        else:
            self.exit(0)

    def _show_home(self) -> None:
        from voicebox.tui.screens.home import HomeScreen

        asked, self._begin = self._begin, None
        self.push_screen(HomeScreen(self.house, self.lock, asked))

    @on(Home.LockWanted)
    def lock_home(self) -> None:
        """Nothing of home is to be seen until the PIN is given again."""
        self.pop_screen()
        self._go_home()

    @on(Home.StoreIsLocked)
    def ask_at_home(self, message: Home.StoreIsLocked) -> None:
        """The talks cannot be listed without the passphrase."""
        self.ask_then(message.home.read_talks, message.error)

    @on(Home.KeepingWanted)
    @work
    async def show_keeping(self) -> None:
        """The locks, the backups, and who did what."""
        from voicebox.tui.screens.keeping import keep_safe

        try:
            if await keep_safe(self, self.house):
                self.lock_now()
        except VoiceboxError as error:
            self._show_problem(str(error))

    # -- talks -----------------------------------------------------------------------------------

    @work(thread=True)
    def _open(self, make: partial[Runner]) -> None:
        """Make a talk ready, away from the screen's own thread, and show it."""
        try:
            runner = make()
            screen = self._screen_for(runner, has_resumed=make.func == self._resume)
        except StoreLocked as error:
            self.call_from_thread(self.ask_then, partial(self._open, make), error)
            return
        except VoiceboxError as error:
            self.call_from_thread(self.report, error)
            return
        self.call_from_thread(self._show_talk, screen)

    def _show_talk(self, talk: TalkScreen) -> None:
        """On top of what is there, or in the place of its own first words."""
        before = self.screen
        if isinstance(before, FirstWords):
            self.switch_screen(talk)
            talk.call_after_refresh(self._press, before.pressed)
        else:
            self.push_screen(talk)

    def _press(self, keys: list[events.Key]) -> None:
        for key in keys:
            self.post_message(key)

    def _start(self, begin: Begin, pupil: Pupil | None = None) -> Runner:
        store = self.house.store()
        pack = self.house.packs.load(begin.pack, begin.language)
        found = pupil or find_or_add(store, begin.pupil)
        with_ = begin.with_ or self.house.preferences.adult
        clock, seed, on_paper = self.house.clock, begin.seed, begin.on_paper
        return start(store, clock, pack, found, with_=with_, seed=seed, on_paper=on_paper)

    def _resume(self, talk: str) -> Runner:
        return resume(self.house.store(), self.house.clock, talk)

    def _screen_for(self, runner: Runner, *, has_resumed: bool) -> TalkScreen:
        """The talk as the pupil likes it, with the cards that are their own."""
        store, pupil = self.house.store(), runner.header.pupil.id
        own = own_cards(store.own_pictures(pupil), store.boards(pupil))
        access = read_access(store.preferences_of(pupil))
        return TalkScreen(self.house, runner, access, own, self.lock, has_resumed=has_resumed)

    def report(self, error: VoiceboxError) -> None:
        """Straight in, there is nothing to go back to: the command line says what is wrong."""
        if self._straight_in:
            self.problem = error
            self.exit(1)
            return
        self._show_problem(str(error))

    def _show_problem(self, words: str) -> None:
        self.push_screen(ProblemScreen(words))

    @on(Home.TalkWanted)
    def open_talk(self, message: Home.TalkWanted) -> None:
        """A talk was asked for at home."""
        if message.begin is not None:
            self._open(partial(self._start, message.begin, message.pupil))
        else:
            self._open(partial(self._resume, message.resume))

    @on(TalkScreen.Closed)
    def close_talk(self) -> None:
        """A talk was left: back to home, or out where the talk was all that was asked for."""
        if self._straight_in:
            self.exit(0)
        elif self.lock.is_on:
            self._ask_then_go_back()
        else:
            self._go_back_home()

    @work
    async def _ask_then_go_back(self) -> None:
        """Home holds what other pupils said: without the PIN the child stays in their own talk."""
        talk = self.screen
        if await self.push_screen_wait(AskPin(self.lock, over_talk=True)):
            self._go_back_home()
        elif isinstance(talk, TalkScreen):
            talk.show_step()

    def _go_back_home(self) -> None:
        self.theme = self.house.preferences.theme
        self.pop_screen()

    # -- preferences -----------------------------------------------------------------------------

    @on(Home.PreferencesGiven)
    def set_preferences(self, message: Home.PreferencesGiven) -> None:
        """Use these from now on, and write them."""
        try:
            self.house.save_preferences(message.preferences)
        except VoiceboxError as error:
            self._show_problem(str(error))
            return
        self.house = replace(self.house, preferences=message.preferences)
        self.lock.kept = message.preferences.pin
        self.theme = message.preferences.theme
        for screen in self.screen_stack:
            if isinstance(screen, Home):
                screen.take_house(self.house)

    # -- leaving ---------------------------------------------------------------------------------

    def action_interrupt(self) -> None:
        """Ctrl-C: a talk is put on a break, kept."""
        self._pause_talks()
        self.exit(INTERRUPTED)

    def action_leave(self) -> None:
        """Leave, with an open talk on a break."""
        self._pause_talks()
        self.exit(0)

    def on_unmount(self) -> None:
        """Leave no picture in the terminal's memory."""
        if self.whole is not None:
            self.write_out(self.whole.farewell())

    def _pause_talks(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, TalkScreen):
                try:
                    screen.runner.pause()
                except VoiceboxError:
                    continue  # what was said is committed; only the break itself is not noted


class ProblemScreen(Screen[None]):
    """One line that says what is wrong and what to do next. Any key goes back."""

    def __init__(self, words: str) -> None:
        """Say this."""
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(Content(f"{self._words}\n\nAny key goes back."), id="problem-page")

    def on_key(self, event: events.Key) -> None:
        """Back; the key means nothing to the screen below."""
        event.stop()
        self.app.pop_screen()


def _collect_what_comes() -> None:
    """From now on garbage is looked for among what is new, in steps too short to be felt."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def run_app(house: House, *, begin: Begin | None = None, resume: str | None = None) -> int:
    """Run the app until it is left; gives the exit code.

    Args:
        house: what the app is given; whoever built it closes it.
        begin: a talk to start at once; without a pupil's name the app asks for it.
        resume: the id of a talk to carry on.

    Raises:
        VoiceboxError: the talk that was asked for could not be opened.
    """
    terminal = ask_once(os.environ, sys.stdin, sys.stdout)
    if paints_any_colour(terminal, os.environ):
        os.environ.setdefault("COLORTERM", "truecolor")  # where Textual looks for it
    app = VoiceboxApp(house, begin=begin, carry_on=resume)
    app.draw_as(decide(terminal, os.environ, house.preferences.pictures))
    if terminal.asked and not terminal.answered:
        app.driver_class = without_late_answers(app.driver_class)
    loaded = Timer(LOADED_AFTER, _collect_what_comes)
    loaded.daemon = True
    loaded.start()
    with ordered(terminal, house.preferences.right_to_left, sys.stdout):
        code = app.run()
    loaded.cancel()
    if app.problem is not None:
        raise app.problem
    return code if code is not None else app.return_code or 0
