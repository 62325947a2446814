"""Every state with every trigger: each pair moves as the table says, or raises the one error."""

from __future__ import annotations

from itertools import product

import pytest

from voicebox.conversation.machine import advance
from voicebox.conversation.states import CLOSED, OPEN, TABLE, State, Trigger
from voicebox.errors import NotNow

HEADINGS: tuple[State | None, ...] = (None, *State)
PAIRS = list(product(State, Trigger))


def in_table(state: State, trigger: Trigger, heading: State | None) -> State | None:
    """What the table says, read without the machine: a guard names the heading it lets through."""
    for row in TABLE:
        guards = (None, f"is_heading_to_{heading.value}" if heading else "")
        if row.trigger is trigger and state in row.sources and row.guard in guards:
            return row.dest
    return None


@pytest.mark.parametrize(("state", "trigger"), PAIRS)
def test_each_pair_moves_as_the_table_says_or_raises_not_now(
    state: State, trigger: Trigger
) -> None:
    for heading in HEADINGS:
        wanted = in_table(state, trigger, heading)
        if wanted is None:
            with pytest.raises(NotNow):
                advance(state, trigger, heading)
        else:
            assert advance(state, trigger, heading) is wanted


def test_no_cell_leads_to_two_states() -> None:
    for state, trigger in PAIRS:
        rows = [row for row in TABLE if row.trigger is trigger and state in row.sources]
        guards = [row.guard for row in rows]
        assert len(guards) == len(set(guards))
        assert None not in guards or len(guards) == 1


def test_a_guard_lets_through_only_what_it_names() -> None:
    for row in TABLE:
        if row.guard is not None:
            assert row.guard == f"is_heading_to_{row.dest.value}"


def test_every_state_is_reached_from_the_first() -> None:
    reached = {State.OPENING}
    while True:
        more = {row.dest for row in TABLE if reached & set(row.sources)} - reached
        if not more:
            break
        reached |= more
    assert reached == set(State)


@pytest.mark.parametrize("state", OPEN)
def test_break_and_stop_are_legal_from_every_open_state(state: State) -> None:
    assert advance(state, Trigger.TAKE_A_BREAK) is State.PAUSED
    assert advance(state, Trigger.STOP) is State.STOPPED


@pytest.mark.parametrize("state", OPEN[1:])
def test_back_is_legal_from_every_state_after_the_opening(state: State) -> None:
    for heading in OPEN:
        assert advance(state, Trigger.GO_BACK, heading) is heading


@pytest.mark.parametrize("heading", OPEN)
def test_a_paused_talk_goes_on_where_it_was(heading: State) -> None:
    assert advance(State.PAUSED, Trigger.CARRY_ON, heading) is heading


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_stopped_talk_begins_again_at_assent(heading: State | None) -> None:
    assert advance(State.STOPPED, Trigger.CARRY_ON, heading) is State.ASSENT


@pytest.mark.parametrize("state", CLOSED)
def test_nothing_is_answered_in_a_talk_that_has_ended(state: State) -> None:
    for trigger in (Trigger.MOVE_ON, Trigger.GO_BACK, Trigger.TAKE_A_BREAK, Trigger.STOP):
        for heading in OPEN:
            with pytest.raises(NotNow):
                advance(state, trigger, heading)


def test_only_the_end_finishes_a_talk() -> None:
    assert [row.sources for row in TABLE if row.dest is State.FINISHED] == [(State.ENDING,)]


def test_the_error_is_one_line_that_says_what_to_do() -> None:
    with pytest.raises(NotNow) as caught:
        advance(State.FINISHED, Trigger.MOVE_ON, State.ASKING)
    assert "\n" not in str(caught.value)
    assert str(caught.value).count(".") >= 2
