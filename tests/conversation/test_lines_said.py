"""The lines said at a break, a stop and a goodbye name the child, as every other line does."""

from __future__ import annotations

from tests.conversation.held import Held, small_pack
from voicebox.conversation.inputs import ONWARD, Give, SayLine, Skip, Stop, TakeBreak


def _ending(**words: str) -> Held:
    pack = small_pack()
    return Held(pack.model_copy(update={"ending": pack.ending.model_copy(update=words)}))


def test_goodbye_names_the_child_who_says_not_today() -> None:
    held = Held()
    held.do(Give(choices=("ok",)), Give(choices=("ok",)))
    assert SayLine("Thank you. Goodbye Amira.") in held.do(Give(choices=("not-today",))).effects


def test_goodbye_names_the_child_after_a_stop() -> None:
    held = Held()
    held.do(Stop())
    assert SayLine("Thank you. Goodbye Amira.") in held.do(Give(choices=("drink",))).effects


def test_a_stop_and_a_break_name_the_child() -> None:
    held = _ending(stopped="We stop now, {pupil}.", on_a_break="A break, {pupil}.")
    assert SayLine("A break, Amira.") in held.do(TakeBreak()).effects
    assert SayLine("We stop now, Amira.") in held.do(Stop()).effects


def test_nothing_else_is_said_on_the_way() -> None:
    held = Held()
    assert held.do(Skip()).effects == ONWARD
