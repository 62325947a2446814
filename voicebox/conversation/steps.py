"""What is on the screen: one step, ready to be shown by any front end. Built from talk and pack."""

from __future__ import annotations

from dataclasses import replace

from voicebox.conversation.heading import back_target
from voicebox.conversation.keys import (
    ASSENT,
    BETWEEN,
    OPENING,
    PRACTICE,
    READ_BACK,
)
from voicebox.conversation.own_steps import last_choice, own_step
from voicebox.conversation.pack_steps import pack_step
from voicebox.conversation.shapes import Shape, Step, cards_to_say, known
from voicebox.conversation.states import State
from voicebox.conversation.talk import (
    Talk,
)
from voicebox.conversation.views import Status, said
from voicebox.prompts.models import fill
from voicebox.prompts.program_words import program_words

__all__ = ["Shape", "Step", "current_step", "last_choice", "words_to_say"]


def current_step(talk: Talk) -> Step:
    """The step that is on the screen now. In a paused or stopped talk: the one it stopped at."""
    key = talk.at
    step = own_step(talk, key) if key.own_state is not None else pack_step(talk, key)
    done, parts = _progress(talk)
    back = talk.state is not State.OPENING and back_target(talk) is not None
    step = replace(step, part_done=done, parts=parts, can_go_back=back)
    return _with_care(talk, _with_change(talk, step))


def _with_change(talk: Talk, step: Step) -> Step:
    """One card takes the place of the one before; of several, each is put in or taken out."""
    shapes = (Shape.BOARD, Shape.LADDER)
    if step.current is None or step.current.status is Status.SKIPPED or step.shape not in shapes:
        return step
    how = MORE_OR_LESS if step.many and step.current.status is Status.ANSWERED else ANOTHER
    return replace(step, to_change=program_words(talk.pack, how))


ANOTHER = "Pick another to change it."
MORE_OR_LESS = "● means picked. Press a card to put it in or take it out."


STOPPED_HERE = (
    "The talk was stopped here. Ask this only if {pupil} wants to go on with it, or skip it."
)


def _with_care(talk: Talk, step: Step) -> Step:
    """Where a talk was stopped nobody opens the question again unasked: the adult, who alone knows
    how it was, is told so before it is read (rule 21)."""
    if step.key != talk.stopped_at or step.key.own_state is not None or step.current is not None:
        return step
    care = fill(STOPPED_HERE, **known(talk))
    return replace(step, to_adult=f"{care} {step.to_adult}".rstrip())


def words_to_say(step: Step, *, another_way: bool = False) -> list[str]:
    """What the voice says: the question, then each card's word."""
    asked = step.another_way if another_way and step.another_way else step.asked
    if step.shape is Shape.CARDS:
        ways = step.options if len(step.options) > 1 else ()
        answers = [said(view) for view in cards_to_say(step)]
        return [asked, *answers, *(option.word for option in ways)]
    ends = [step.ladder.low.word, step.ladder.high.word] if step.ladder else []
    return [asked, *(option.word for option in (*step.options, *step.standing)), *ends]


def _progress(talk: Talk) -> tuple[int, int]:
    sections = [stretch.section.id for stretch in talk.stretches if stretch.keys]
    key = talk.at
    if key.prompt in (OPENING, ASSENT, PRACTICE):
        return 0, len(sections)
    if key.prompt in (BETWEEN, READ_BACK) and key.part in sections:
        return sections.index(key.part) + 1, len(sections)
    if key.own_state is not None:
        return len(sections), len(sections)
    section = talk.index.section_of[key.prompt].id
    return sections.index(section) if section in sections else 0, len(sections)
