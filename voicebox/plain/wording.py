"""Steps, views and settings as lines: no boxes, no colour, nothing that moves the cursor.

Every line is made safe here: what was typed, or stands in a pack, never reaches a terminal raw.
"""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.conversation.events import ContextSet
from voicebox.conversation.steps import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import Speaker, Status, View, ViewKind, said
from voicebox.plain.answers import numbered_cards
from voicebox.prompts.models import Ladder
from voicebox.prompts.program_words import Saying, program_words, saying
from voicebox.text import paint, paint_line

FOR_ADULT = "For the adult:"

_SILENT = {
    Status.SKIPPED: "skipped",
    Status.DONT_KNOW: "I don't know",
    Status.PASSED: "I won't say",
    Status.NOT_REACHED: "not asked yet",
}
_POINT = "a number from 0 ({shown}) to {item} ({answer})"
_POINT_OR_WORDS = f"{_POINT}, or words"
_TO_CORRECT = "/change N, /move N COLUMN, /remove N, /private N for the answer with that number"
_SPEAKERS = {
    Speaker.CHILD: "the child",
    Speaker.PARENT_CARER: "a parent or carer",
    Speaker.KEY_ADULT: "the key adult",
    Speaker.OTHER: "someone else",
}


def step_lines(talk: Talk, step: Step, *, another_way: bool = False) -> Iterator[str]:
    """A step: who it is for and what is asked, then the cards or what else can be answered."""
    say = saying(talk.pack)
    to = FOR_ADULT if step.for_adult else _for_child(talk)
    asked = step.another_way if another_way and step.another_way else step.asked
    about = paint_line(step.item.word) if step.item else ""
    prefix = f"{about}. " if about and about not in paint_line(asked) else ""
    yield f"{to} {prefix}{paint_line(asked)}"
    if step.current is not None and step.current.status is not Status.SKIPPED:
        before = answer_words(talk, step.current)
        yield say("Answered before: {answer}. What is given now takes its place.", answer=before)
        yield say("/skip leaves it as it is.")
    if step.shape is Shape.CARDS or step.cards:
        yield from (view_line(talk, view) for view in step.cards)
    yield from _answer_lines(talk, step)
    if step.to_adult:
        yield f"{FOR_ADULT} {paint_line(step.to_adult)}"


def _for_child(talk: Talk) -> str:
    opened = talk.record.opened
    speaker = opened.speaker if opened else Speaker.CHILD
    if opened is None or speaker is Speaker.KEY_ADULT:
        return FOR_ADULT
    if speaker is Speaker.PARENT_CARER:
        return program_words(talk.pack, "For the family:")
    return program_words(talk.pack, "For {pupil}:", pupil=paint_line(opened.pupil))


def _answer_lines(talk: Talk, step: Step) -> Iterator[str]:
    say = saying(talk.pack)
    for number, card in enumerate(numbered_cards(step), start=1):
        yield f"  {number} {paint_line(card.word)}"
    if step.shape is Shape.BOARD and not numbered_cards(step):
        yield f"  {say('in words; a blank line lists some cards')}"
        yield from _silences(talk)
    if step.shape is Shape.CARDS:
        yield f"  {say(_TO_CORRECT)}"
        return
    if step.shape is Shape.LADDER and step.ladder is not None:
        yield f"  {_points(step, step.ladder, say)}"
        if step.before is not None:
            yield f"  {say('last time')}: {step.before.point}"
    if step.shape is Shape.PICTURE:
        yield f"  {say('the path of a picture on this computer, or words')}"
    if step.shape is Shape.WORDS:
        yield f"  {say('in words')}"
    if step.shape in (Shape.LADDER, Shape.WORDS) and step.standing:
        yield from _silences(talk)


def _points(step: Step, ladder: Ladder, say: Saying) -> str:
    low, high = paint_line(ladder.low.word), paint_line(ladder.high.word)
    return say(
        _POINT_OR_WORDS if step.takes_words else _POINT,
        shown=low,
        item=str(ladder.top),
        answer=high,
    )


def _silences(talk: Talk) -> Iterator[str]:
    yield f"  /dontknow {paint_line(talk.pack.standing.dont_know.word)}"
    yield f"  /pass {paint_line(talk.pack.standing.wont_say.word)}"


def title_line(talk: Talk, step: Step) -> str:
    """Which part of the talk it is."""
    title = paint_line(step.title)
    if step.key.own_state is None and step.part_done < step.parts:
        number, parts = str(step.part_done + 1), str(step.parts)
        part = program_words(talk.pack, "(part {item} of {shown})", item=number, shown=parts)
        return f"{title} {part}"
    return title


def view_line(talk: Talk, view: View) -> str:
    """`[12] question: answer`, with the speaker where it is not the child."""
    return f"  [{view.seq}] {paint_line(view.asked)}: {answer_words(talk, view)}{_by(talk, view)}"


def answer_words(talk: Talk, view: View) -> str:
    """An answer as it stands; its further lines, if it has any, are set in."""
    is_said = view.status is Status.ANSWERED
    words = said(view) if is_said else program_words(talk.pack, _SILENT[view.status])
    return paint(words).replace("\n", "\n      ")


def _by(talk: Talk, view: View) -> str:
    """Who said it, and what it is, where it is not the speaker's of this talk own words."""
    opened = talk.record.opened
    parts = []
    if opened is not None and view.speaker is not opened.speaker:
        parts.append(f"from {_named(view.speaker, view.speaker_name)}")
    if view.kind is not ViewKind.VERBATIM:
        parts.append(view.kind.value)
    if view.share == "kept_back":
        parts.append(program_words(talk.pack, "kept back"))
    return f" ({', '.join(parts)})" if parts else ""


def context_line(context: ContextSet) -> str:
    """What is noted with each answer from now on."""
    parts = [f"speaking: {_named(context.speaker, context.speaker_name)}"]
    if context.modes:
        parts.append(f"by {', '.join(context.modes)}")
    parts.append(f"help: {context.help.replace('_', ' ')}")
    if context.present:
        parts.append(f"in the room: {', '.join(map(paint_line, context.present))}")
    if context.interpreter:
        parts.append(f"interpreter: {paint_line(context.interpreter)}")
    return f"From now on {'; '.join(parts)}."


def _named(speaker: Speaker, name: str) -> str:
    return f"{_SPEAKERS[speaker]}, {paint_line(name)}" if name else _SPEAKERS[speaker]
