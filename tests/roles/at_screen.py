"""A role in the app: each answer by keys, each thing done by the key that is there for it."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import OptionList, SelectionList

from tests.fakes import FakeStore, FixedClock
from tests.roles.playing import Doing, Part
from tests.roles.script import Role, Sitting
from tests.tui.chair import (
    SEED,
    Answer,
    Cards,
    Chair,
    Keyboard,
    Silence,
    back_at_talk,
    menu_is_open,
    paste,
    settle,
    until_true,
)
from voicebox.conversation.shapes import Shape
from voicebox.conversation.states import State
from voicebox.conversation.views import Mode
from voicebox.ports import Begin, PackShelf
from voicebox.runner import Runner
from voicebox.tui.app import VoiceboxApp
from voicebox.tui.screens.talk_closed import CARRY_ON
from voicebox.tui.widgets.words import NameBox

SIZE = (80, 24)
MOST = 900


async def played_at_screen(role: Role, shelf: PackShelf, store: FakeStore) -> list[Runner]:
    """The talks of a role, held in the app."""
    talks: list[Runner] = []
    clock = FixedClock(seed=SEED)
    for sitting in role.sittings:
        chair = Chair(store=store).with_house(clock=clock, packs=shelf)
        if sitting.pack:
            chair.app = VoiceboxApp(chair.house, begin=_beginning(role, sitting))
        else:
            chair.carry_on(talks.pop().talk.id)
        talks.append(await _sit(chair, sitting))
    return talks


def _beginning(role: Role, sitting: Sitting) -> Begin:
    return Begin(
        pack=sitting.pack,
        pupil=role.pupil,
        with_=sitting.with_,
        seed=SEED,
        language=sitting.language,
    )


async def _sit(chair: Chair, sitting: Sitting) -> Runner:
    async with chair.sit(SIZE) as pilot:
        await settle(pilot)
        runner, part = chair.screen.runner, Part(sitting)
        hand = Hand(chair, pilot)
        for _ in range(MOST):
            if not _goes_on(runner):
                break
            before = runner.talk.seq
            act = part.next(runner)
            if isinstance(act, Doing):
                await hand.do(act)
                continue
            await hand.give(act)
            await until_true(pilot, lambda: runner.talk.seq > before)  # noqa: B023
            assert runner.talk.seq > before, f"{chair.at}: {act}: {chair.adult_line}"
        assert not part.left, f"never asked: {part.left[0]}"
    return runner


def _goes_on(runner: Runner) -> bool:
    state = runner.talk.state
    return runner.offers_last_choice if state is State.STOPPED else state is not State.FINISHED


class Hand(Keyboard):
    """Keys for the answers, and the menus for what is done besides."""

    def __init__(self, chair: Chair, pilot: Pilot[int]) -> None:
        super().__init__(chair, pilot, types=False)

    async def give(self, answer: Answer) -> None:
        """A silence by its own card, where there is one; cards that were picked before go back."""
        board = self.chair.board
        if not isinstance(answer, Silence):
            if isinstance(answer, Cards) and board.many:
                for id_ in list(board.chosen):
                    await self.pick(id_)
            await super().give(answer)
            return
        id_ = answer.which.replace("_", "-")
        if board.display and id_ in [card.id for card in (*board.cards, *board.standing)]:
            await self.pick(id_)
        elif answer.which == "skip" and not self.chair.area.is_typing:
            await self.pilot.press("k")
        else:
            await self.menu("escape")
            await self.pilot.press({"skip": "k", "dont_know": "d", "wont_say": "w"}[answer.which])
            await back_at_talk(self.pilot)
        await self.pilot.pause()

    async def say(self, words: str) -> None:
        """In place of what stands there, where an answer is changed."""
        self.chair.words.load_text("")
        await super().say(words)

    async def pick(self, id_: str) -> None:
        """By its digit, where it has one: twice, where it has to be turned to first."""
        board = self.chair.board
        every = (*board.cards, *board.standing)
        number = next((card.number for card in every if card.id == id_), "")
        if not number.isdigit():
            await super().pick(id_)
            return
        is_seen = any(spot.id == id_ for spot in board.laid.spots)
        await self.pilot.press(*[number] * (1 if is_seen else 2))

    async def do(self, act: Doing) -> None:
        """What plain mode has a command for."""
        if act.about is not None:
            await self._with_answer(act, str(act.about.seq))
            return
        match act.command:
            case "break" | "stop" | "private":
                await self.menu("escape")
                await self.pilot.press({"break": "p", "stop": "x", "private": "v"}[act.command])
            case "carryon":
                await self.pick(CARRY_ON)
            case "note" | "worry":
                await self.menu("f2" if act.command == "note" else "f8")
                paste(self.chair, act.rest)
                await self.pilot.pause()
                assert await self.pilot.click("#keep")
            case "helped":
                await self.menu("f4")
                await self._choose(act.rest)
            case "mode" | "present":
                await self._set(act)
            case _:
                raise AssertionError(act)
        await back_at_talk(self.pilot)

    async def _with_answer(self, act: Doing, card: str) -> None:
        assert self.chair.step.shape is Shape.CARDS
        before = self.chair.screen.runner.talk.seq
        await self.pick(card)
        await menu_is_open(self.pilot)
        await self._choose({"private": "keep_back", "move": act.rest}.get(act.command, act.command))
        await back_at_talk(self.pilot)
        await until_true(self.pilot, lambda: self.chair.screen.runner.talk.seq > before)

    async def _choose(self, id_: str) -> None:
        listed = self.pilot.app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index(id_)
        await self.pilot.press("enter")

    async def _set(self, act: Doing) -> None:
        """How it is told, or who is in the room."""
        await self.menu("f3")
        screen = self.pilot.app.screen
        if act.command == "mode":
            modes: SelectionList[Mode] = screen.query_one(SelectionList)
            modes.deselect_all()
            for mode in act.rest.split(","):
                modes.select(Mode(mode.strip()))
        else:
            screen.query_one("#present", NameBox).value = act.rest
        assert await self.pilot.click("#set")
