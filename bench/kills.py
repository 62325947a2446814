"""kill -9 at random moments of a talk, and what must hold when it is opened again."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.foreseen import FORESEEN_ID, Foreseen, any_move
from bench.fronts import AppFront, Front, PlainFront, Stuck, wait_until_shown
from bench.house import VOICEBOX, BenchHome
from voicebox.bootstrap import SystemClock
from voicebox.conversation.events import TalkOpened, read_event
from voicebox.conversation.inputs import CarryOn
from voicebox.conversation.states import State
from voicebox.prompts.loader import load_pack
from voicebox.runner import Runner, resume
from voicebox.store.repository import SqlStore

_STARTING = 0.2
"""The share of kills that come while the program still starts."""
_LATEST_WHILE_STARTING, _LATEST_AFTER = 1.2, 2.4
"""Seconds after the start, or after the first prompt, until which a kill can come."""
NOT_THERE = "shown, and not there"


@dataclass
class Account:
    """What the kills came to."""

    kills: int = 0
    inputs: int = 0
    """Whatever was done and shown as done: answers, pages read, ways back, breaks."""
    shown: int = 0
    """Answers that were shown as kept before a kill, each counted once."""
    lost: int = 0
    """Answers that were shown as kept, and are not in the record."""
    committed_unseen: int = 0
    """Inputs that were committed and not shown any more when the kill came."""
    wrong: list[str] = field(default_factory=list)
    """Anything else that must not be."""


class KilledTalks:
    """One talk after another, killed and taken up again, in one front end."""

    def __init__(
        self,
        home: BenchHome,
        front: type[AppFront] | type[PlainFront],
        seed: int,
        *,
        program: Sequence[str] = VOICEBOX,
    ) -> None:
        """Begin with no talk.

        Args:
            home: where the talks are kept.
            front: the app or plain mode.
            seed: of all that is chance here.
            program: the command line up to the command.
        """
        self.account = Account()
        self._home, self._front, self._program = home, front, tuple(program)
        self._chance = random.Random(seed)
        self._pack = load_pack(home.where.prompts / "my-voice.yaml")
        self._talks = 0
        self._foreseen: Foreseen | None = None
        self._talk = ""

    def kill_once(self) -> None:
        """Start or take up a talk, answer until the kill, and check what is there."""
        is_new = self._foreseen is None
        if is_new:
            self._talks += 1
            self._foreseen = Foreseen(self._pack, self._pupil, seed=self._talks)
        assert self._foreseen is not None
        began = len(self._foreseen.moments) - 1
        front = self._front(self._home, (*self._program, *self._command(is_new)))
        try:
            shown = self._talk_until_killed(front, self._foreseen, began)
        except Stuck as error:  # told, and the next talk is held
            self._must(False, f"talk {self._talk}: {error}")
            self._begin_anew()
            return
        finally:
            front.terminal.close()
        self.account.kills += 1
        self._check(self._foreseen, began, shown)

    @property
    def _pupil(self) -> str:
        return f"Amira {self._front.__name__} {self._talks}"

    def _command(self, is_new: bool) -> tuple[str, ...]:
        if is_new:
            return ("talk", "--pupil", self._pupil, "--seed", str(self._talks))
        return ("resume", self._talk)

    # -- before the kill -------------------------------------------------------------------------

    def _talk_until_killed(self, front: Front, foreseen: Foreseen, began: int) -> int:
        """Answer at random until the kill comes; the newest moment that was shown, or -1."""
        chance, shown = self._chance, -1
        if chance.random() < _STARTING:
            killing = threading.Timer(
                chance.uniform(0, _LATEST_WHILE_STARTING), front.terminal.kill
            )
            killing.start()
        else:
            killing = None
        if wait_until_shown(front, foreseen.now):
            shown = began
        if killing is None:
            killing = threading.Timer(chance.uniform(0, _LATEST_AFTER), front.terminal.kill)
            killing.start()
        while front.terminal.process.poll() is None:
            move = any_move(foreseen.now, chance)
            if move is None:
                break
            before = foreseen.now
            front.do(move)
            if wait_until_shown(front, foreseen.take(move.given), before):
                shown = len(foreseen.moments) - 1
        killing.join()
        front.terminal.settle(quiet=0.05)
        return len(foreseen.moments) - 1 if shown >= 0 and self._shows_last(front) else shown

    def _shows_last(self, front: Front) -> bool:
        """Did the newest moment come to be shown in what was written just before the kill?"""
        assert self._foreseen is not None
        moments = self._foreseen.moments
        if len(moments) < 2 or not front.tells_apart(*moments[-2:]):
            return False
        return front.shows(moments[-1])

    # -- after it --------------------------------------------------------------------------------

    def _check(self, foreseen: Foreseen, began: int, shown: int) -> None:
        store = SqlStore.open(self._home.where)
        try:
            self._see_integrity(store)
            self._find_talk(store)
            if not self._talk:
                self._must(shown < 0, "a prompt was shown, and the talk is not there")
                self._foreseen = None
                return
            self._compare(store, foreseen, began, shown)
        finally:
            store.close()

    def _compare(self, store: SqlStore, foreseen: Foreseen, began: int, shown: int) -> None:
        """Byte for byte, the record is that of a moment that was shown, or of a later one."""
        bodies = _bodies(store, self._talk)
        least = max(shown, began)
        answers = [moment.answers for moment in foreseen.moments]
        self.account.inputs += least - began
        self.account.shown += answers[least] - answers[began]
        standing = [at for at, each in enumerate(foreseen.moments) if each.bodies[1:] == bodies[1:]]
        if not standing:
            self._must(False, f"talk {self._talk}: {_difference(foreseen.now.bodies, bodies)}")
            self._begin_anew()
            return
        at = standing[-1]
        if at < least:
            self.account.lost += answers[least] - answers[at]
            gone = foreseen.moments[least].bodies[len(bodies) :]
            self._must(False, f"talk {self._talk}: {NOT_THERE}: {' '.join(gone)[:200]}")
        self.account.committed_unseen += max(at - least, 0)
        foreseen.go_back_to(at)
        self._take_up(store, foreseen)

    def _take_up(self, store: SqlStore, foreseen: Foreseen) -> None:
        """The talk goes on at the very prompt."""
        if foreseen.now.talk.state in (State.FINISHED, State.STOPPED):
            self._begin_anew()
            return
        runner: Runner = resume(store, SystemClock(), self._talk)
        if foreseen.now.talk.state is State.PAUSED:
            foreseen.take(CarryOn())
        step = foreseen.now.step
        same = step is not None and (runner.step.key, runner.step.asked) == (step.key, step.asked)
        self._must(same, f"talk {self._talk} goes on at {runner.step.key}")

    def _begin_anew(self) -> None:
        self._foreseen, self._talk = None, ""

    def _find_talk(self, store: SqlStore) -> None:
        if not self._talk:
            mine = [each for each in store.pupils() if each.name == self._pupil]
            found = store.talks(pupil=mine[0].id) if mine else []
            self._must(len(found) < 2, "one talk was begun, and several are there")
            self._talk = found[0].header.id if found else ""

    def _see_integrity(self, store: SqlStore) -> None:
        with store._engine.connect() as connection:
            damage = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        self._must(not damage and whole == "ok", f"the talks file is damaged: {damage} {whole}")

    def _must(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.account.wrong.append(otherwise)


def _difference(foreseen: Sequence[str], found: Sequence[str]) -> str:
    """The first event of the record that is not as it was foreseen."""
    for at, (ours, theirs) in enumerate(zip(foreseen[1:], found[1:], strict=False), start=2):
        if ours != theirs:
            same = next(
                n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]
            )
            begin = max(same - 20, 0)
            return (
                f"event {at} has {theirs[begin : same + 60]!r}, not {ours[begin : same + 60]!r}, "
                f"after {found[at - 2][:80]!r}"
            )
    return f"{len(found)} events, and {len(foreseen)} were foreseen at most"


def _bodies(store: SqlStore, talk: str) -> tuple[str, ...]:
    """The events of a talk, after its hash chain was checked; the first must be its opening.

    Where an event names another, the talk's own id, which nobody can foresee, stands as it was
    foreseen.
    """
    bodies = tuple(row.body.replace(talk, FORESEEN_ID) for row in store.events(talk))
    assert isinstance(read_event(bodies[0]), TalkOpened)
    return bodies
