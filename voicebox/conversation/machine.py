"""The state machine: `states.TABLE` made to run. The only importer of `transitions`."""

from __future__ import annotations

from functools import cache
from threading import Lock

from transitions import Machine, MachineError

from voicebox.conversation.states import OPEN, TABLE, State, Trigger
from voicebox.errors import NotNow

_WHY_NOT = {
    Trigger.GO_BACK: ("There is nothing to go back to here.", "Answer, or take a break."),
    Trigger.CARRY_ON: ("The talk is not on a break.", "Answer what is asked."),
    Trigger.TAKE_A_BREAK: ("The talk is not open.", "Carry it on first."),
    Trigger.STOP: ("The talk has ended.", "Start a new one, or read it back with show."),
}
_ELSE = ("The talk is not open for answers.", "Carry it on, or start a new one.")


class _Life:
    """What the guards look at: where the talk is heading. One predicate for each open state."""

    state: str
    heading: State | None = None

    def _is_heading_to(self, state: State) -> bool:
        return self.heading is state

    def is_heading_to_opening(self) -> bool:
        """Is the next thing on the screen a page of the opening?"""
        return self._is_heading_to(State.OPENING)

    def is_heading_to_assent(self) -> bool:
        """Is the child to be asked whether they want to talk?"""
        return self._is_heading_to(State.ASSENT)

    def is_heading_to_practice(self) -> bool:
        """Is the scale to be tried out?"""
        return self._is_heading_to(State.PRACTICE)

    def is_heading_to_asking(self) -> bool:
        """Is a prompt to be asked?"""
        return self._is_heading_to(State.ASKING)

    def is_heading_to_following_up(self) -> bool:
        """Is a follow-up to be asked?"""
        return self._is_heading_to(State.FOLLOWING_UP)

    def is_heading_to_reading_back(self) -> bool:
        """Are answers to be read back?"""
        return self._is_heading_to(State.READING_BACK)

    def is_heading_to_sharing(self) -> bool:
        """Is the child to be asked who may see it?"""
        return self._is_heading_to(State.SHARING)

    def is_heading_to_ending(self) -> bool:
        """Is the talk about to end?"""
        return self._is_heading_to(State.ENDING)


_turn = Lock()


@cache
def _machine() -> tuple[_Life, Machine]:
    life = _Life()
    machine = Machine(
        model=life,
        states=[state.value for state in State],
        initial=State.OPENING.value,
        auto_transitions=False,
        send_event=False,
    )
    for row in TABLE:
        machine.add_transition(
            row.trigger.value,
            [source.value for source in row.sources],
            row.dest.value,
            conditions=row.guard,
        )
    return life, machine


def advance(state: State, trigger: Trigger, heading: State | None = None) -> State:
    """The state that `trigger` leads to from `state`.

    Args:
        state: where the talk is.
        trigger: what happens.
        heading: where routing leads, for the triggers that can lead to several states.

    Raises:
        NotNow: the table has no such cell.
    """
    life, machine = _machine()
    with _turn:
        machine.set_state(state.value, life)
        life.heading = heading
        try:
            moved = life.trigger(trigger.value)  # type: ignore[attr-defined]
        except MachineError:
            moved = False
        if not moved:
            problem, mend = _WHY_NOT.get(trigger, _ELSE)
            raise NotNow(problem, mend=mend)
        return State(life.state)


def is_open(state: State) -> bool:
    """Is something on the screen to be answered?"""
    return state in OPEN
