"""What a line means at a step: cards by their numbers, a point, a picture's path, or words.

A number, or a list of them, is words wherever it cannot be what the step asks for; so nothing that
a child says is ever lost for looking like a number.
"""

from __future__ import annotations

import re

from voicebox.conversation.inputs import Give
from voicebox.conversation.steps import Shape, Step
from voicebox.prompts.models import Option, Standing

_NUMBERS = re.compile(r" *[0-9]{1,3} *(, *[0-9]{1,3} *)*")


def answer_of(step: Step, line: str, standing: Standing) -> Give:
    """The answer that a line gives. Lines that begin with one slash are commands, not answers.

    Args:
        step: what is on the screen.
        line: as typed, without its end; `//` at its beginning stands for one slash of words.
        standing: the pack's cards that stand on every board.
    """
    if line.startswith("//"):
        return Give(words=line[1:])
    numbers = _numbers(line)
    if step.shape is Shape.LADDER and step.ladder is not None:
        if len(numbers) == 1 and numbers[0] <= step.ladder.top:
            return Give(point=numbers[0])
        return Give(words=line)
    return _picked(step, numbers, standing) or Give(words=line)


def numbered_cards(step: Step) -> tuple[Option, ...]:
    """The cards that have numbers, in the order of their numbers, which begin with 1."""
    if step.shape in (Shape.BOARD, Shape.PAGE, Shape.CARDS):
        return (*step.options, *step.standing)
    return ()


def takes_several(step: Step) -> bool:
    """May several cards be picked at once? A sort, a ring and a way to go on take one."""
    is_board = step.shape is Shape.BOARD and not step.scale
    return is_board and (step.many or step.takes_words)


def _numbers(line: str) -> list[int]:
    if not _NUMBERS.fullmatch(line):
        return []
    return [int(number) for number in line.split(",")]


def _picked(step: Step, numbers: list[int], standing: Standing) -> Give | None:
    """The cards of these numbers; None where the numbers are not a pick of this board."""
    shown = numbered_cards(step)
    if not numbers or not all(1 <= number <= len(shown) for number in numbers):
        return None
    picked = tuple(shown[number - 1].id for number in numbers)
    silences = {standing.dont_know.id, standing.wont_say.id}
    if len(picked) > 1 and (silences & set(picked) or not takes_several(step)):
        return None
    return Give(choices=picked)
