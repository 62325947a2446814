"""Back is offered exactly where it can be taken."""

from __future__ import annotations

from tests.conversation.held import Held, plain_answer
from voicebox.conversation import State
from voicebox.conversation.inputs import GoBack
from voicebox.errors import NotNow


def test_back_is_offered_exactly_where_it_can_be_taken() -> None:
    held = Held()
    while held.state is not State.FINISHED:
        offered, before = held.step.can_go_back, held.talk
        try:
            held.do(GoBack())
        except NotNow:
            assert not offered, f"offered at {held.at}, and refused"
        else:
            assert offered, f"not offered at {held.at}, and taken"
            held.talk = before
        held.do(plain_answer(held.step))
