"""From a talk to the words on the screen: bubbles, hints, the adult's line. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.bidi.ordering import runs_right
from voicebox.conversation.events import ContextSet
from voicebox.conversation.keys import PRACTICE
from voicebox.conversation.record import NOTE
from voicebox.conversation.shapes import Shape, Step
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import (
    Mode,
    Speaker,
    Status,
    View,
    said,
)
from voicebox.prompts.models import Kind
from voicebox.prompts.program_words import Saying, in_plain_english, program_words
from voicebox.tui.showing_cards import is_about_answer
from voicebox.tui.widgets.transcript import Bubble

_EARLIER = 8
"""Answers that the transcript still holds; the read-back has them all."""

_HOW = {
    Mode.SPEECH: "{who}, said",
    Mode.SIGN: "{who}, signed",
    Mode.SYMBOL: "{who}, picked",
    Mode.POINTING: "{who}, pointed",
    Mode.OBJECT: "{who}, showed",
    Mode.DRAWING: "{who}, drew",
    Mode.WRITING: "{who}, wrote",
    Mode.TECHNOLOGY: "{who}, told",
    Mode.BEHAVIOUR: "{who}, showed",
}
_SILENCES = {
    Status.SKIPPED: "not now",
    Status.DONT_KNOW: "I don't know",
    Status.PASSED: "I won't say",
}


def who(talk: Talk) -> str:
    """`Amira with Mrs Okoye`."""
    opened = talk.record.opened
    if opened is None:
        return ""
    if not opened.with_:
        return opened.pupil
    both = "{pupil} with {adult}"
    return program_words(talk.pack, both, pupil=opened.pupil, adult=opened.with_)


def bubbles(
    talk: Talk, step: Step, asked: str | None = None, *, calm: bool = False
) -> list[Bubble]:
    """The last answers with their questions, then what is asked now; `calm`: that alone."""
    words = step.asked if asked is None else asked
    words = f"{words}\n{step.to_change}" if step.to_change else words
    before = [_answer(talk, step.current)] if step.current and step.to_change else []
    now = Bubble(words, is_newest=True, is_close=bool(before))
    if calm:
        about = step.cards if is_about_answer(step) else ()
        return [*(_answer(talk, view) for view in about), *before, now]
    shown: list[Bubble] = []
    last_asked = ""
    views = [view for view in talk.record if _is_of_the_talk(view)]
    if len(step.cards) > 1 and is_about_answer(step):
        views = []
    if before:
        views = [view for view in views if view is not step.current]
    for view in views[-_EARLIER:]:
        if view.asked != last_asked:
            shown.append(Bubble(view.asked))
        last_asked = view.asked
        shown.append(_answer(talk, view))
    if is_about_answer(step):
        for view in step.cards:
            shown += [Bubble(view.asked), _answer(talk, view)]
    return [*shown, *before, now]


def _is_of_the_talk(view: View) -> bool:
    """A grown-up's notes, and what they left out, are not part of what was said."""
    left_out = view.speaker is Speaker.KEY_ADULT and view.status is not Status.ANSWERED
    return view.part != NOTE and not left_out


def _answer(talk: Talk, view: View) -> Bubble:
    is_said = view.status is Status.ANSWERED
    words = said(view) if is_said else program_words(talk.pack, _SILENCES[view.status])
    if view.share == "kept_back":
        words = f"{words}  ({program_words(talk.pack, 'kept back')})"
    side = "said" if view.speaker is Speaker.CHILD else "adult"
    return Bubble(words, _name_and_how(talk, view), side, names_right=runs_right(talk.pack.title))


def _name_and_how(talk: Talk, view: View) -> str:
    name = _name(talk, view)
    if view.status is not Status.ANSWERED or not view.modes:
        return name
    return program_words(talk.pack, _HOW[view.modes[0]], who=name)


def _name(talk: Talk, view: View) -> str:
    opened = talk.record.opened
    if view.speaker is Speaker.CHILD:
        return opened.pupil if opened else ""
    writer = view.recorder if view.speaker is Speaker.KEY_ADULT else ""
    whose = program_words(talk.pack, view.speaker.value.replace("_", " "))
    return view.speaker_name or writer or whose


def hint(
    step: Step,
    pupil: str,
    *,
    calm: bool = False,
    by_child: bool = True,
    say: Saying = in_plain_english,
) -> str:
    """What the box for words says while it is empty.

    Args:
        step: what is on the screen.
        pupil: whose talk it is.
        calm: nothing to the child.
        by_child: is the talk the child's, and not the family's or staff's?
        say: puts it into the language of the talk.
    """
    if calm and not step.for_adult:
        return ""
    if step.shape is Shape.PICTURE:
        return say("The path of a picture file, or words about a drawing on paper.")
    if step.for_adult:
        return say("For the grown-up: write it here, then Enter. Escape, then skip, leaves it out.")
    if step.kind is Kind.FINISH:
        return say("... {pupil} finishes it here, then Enter.", pupil=pupil)
    if not by_child:
        return say("Write it here, then Enter. Escape, then skip, leaves it out.")
    return say("{pupil}'s own words, just as they are. Then Enter.", pupil=pupil)


def _speaking(context: ContextSet) -> str:
    """Who is set as speaking, by name where there is one."""
    return context.speaker_name or context.speaker.value.replace("_", " ")


def still_so(talk: Talk) -> str:
    """Who was noted as speaking and in the room, when a talk is gone on with: it may have changed.

    `Amira, with Mrs Okoye in the room: still so? F3 changes it.`
    """
    opened, context = talk.record.opened, talk.context
    if opened is None:
        return ""
    speaks = opened.pupil
    if context.speaker is not opened.speaker:
        speaks = _speaking(context)
    names = [name for name in (context.present or (opened.with_,)) if name]
    room = f", with {_listed(names)} in the room" if names else ""
    through = f", {context.interpreter} interpreting" if context.interpreter else ""
    return f"{speaks}{room}{through}: still so? F3 changes it."


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def adult_line(talk: Talk, step: Step, *, calm: bool = False) -> str:
    """What the adult should know at this moment: who is set as speaking, and the pack's line.

    A calm screen has the pack's line only where the prompt is the adult's own; F1 has it always.
    """
    context = talk.context
    opened = talk.record.opened
    notes = []
    if talk.record.keep_next_back:
        notes.append("The next answer will be kept back.")
    if opened is not None and context.speaker is not opened.speaker:
        name = _speaking(context)
        notes.append(f"Answers are now noted as {name}'s (F3).")
    if context.help not in ("none",):
        notes.append(f"Help noted: {context.help.replace('_', ' ')}.")
    if step.offered_again:
        notes.append("Skipped before, offered once more.")
    if step.key.prompt == PRACTICE and step.for_adult:
        notes.append("This part is not kept as a view.")
    if step.to_adult and (step.for_adult or not calm):
        notes.append(step.to_adult)
    elif step.for_adult and not notes:
        notes.append("This one is for the grown-up.")
    return " ".join(notes)
