"""Corrections: keep back, change, move, remove. What was said stays in the events."""

from __future__ import annotations

from voicebox.conversation.events import (
    AnswerGiven,
    AnswerRemoved,
    ChangeBegun,
    NextKeptBack,
    ShareDecided,
)
from voicebox.conversation.inputs import (
    ONWARD,
    DecideShare,
    Hush,
    Outcome,
)
from voicebox.conversation.machine import is_open
from voicebox.conversation.record import NOTE
from voicebox.conversation.states import BEFORE_ASKING
from voicebox.conversation.talk import (
    Talk,
)
from voicebox.conversation.views import (
    LONGEST_NAME,
    MOVED,
    Choice,
    Help,
    Placed,
    Status,
    View,
)
from voicebox.errors import AnswerRefused, NotNow
from voicebox.prompts.models import Faces, KeepOrBin, Sort
from voicebox.text import keep


def _view(talk: Talk, seq: int) -> View:
    view = talk.record.by_seq(seq)
    if view is None:
        raise AnswerRefused(f"There is no answer {seq} now.", mend="The read-back shows them all.")
    return view


def keep_back(talk: Talk, seq: int | None) -> Outcome:
    """Keep one answer back: the last, or the one that was named."""
    view = _view(talk, seq) if seq is not None else talk.record.last_answer()
    if view is None and not is_open(talk.state):
        raise AnswerRefused("There is no answer to keep back.", mend="Read it with show.")
    if view is None:
        return Outcome((NextKeptBack(on=True),))
    kept = ShareDecided(views=(view.id,), share="kept_back", by=talk.context.speaker)
    return Outcome((kept,), keeps=True)


def decide_share(talk: Talk, given: DecideShare) -> Outcome:
    """Say anew who may see what: it can be given, and taken back, at any time (rules 1 and 13)."""
    if talk.state in BEFORE_ASKING:
        raise NotNow("Nothing is said yet.", mend="Decide once something is.")
    chosen = [_view(talk, seq) for seq in given.seqs] or list(talk.record)
    views = tuple(view.id for view in chosen if view.status is Status.ANSWERED)
    if not views:
        raise AnswerRefused("There is no answer to decide about.", mend="Read it with show.")
    if given.share == ():
        raise AnswerRefused("Nobody was named.", mend="Name who may see it, or keep it back.")
    decided = ShareDecided(views=views, share=given.share, by=given.by)
    return Outcome((decided,), keeps=True)


def change(talk: Talk, seq: int) -> Outcome:
    """Ask the prompt of an answer again; what stands is replaced once a new one is given."""
    if talk.state in BEFORE_ASKING:
        raise NotNow("An answer is changed once the talk has begun.", mend="Go on, then change it.")
    view = _view(talk, seq)
    if view.part == NOTE or view.about is not None:
        raise AnswerRefused("A note is not changed.", mend="Remove it, and write another.")
    if view.prompt not in talk.index.prompt:
        raise AnswerRefused("Its prompt is no longer in the pack.", mend="Remove it instead.")
    return Outcome((ChangeBegun(view=view.id),), ONWARD)


def move(talk: Talk, seq: int, column: str) -> Outcome:
    """Put a card into another column of its scale, or a person into another ring."""
    view = _view(talk, seq)
    if not isinstance(view.value, Placed):
        raise AnswerRefused("Only a card in a column can be moved.", mend="Change it instead.")
    to = _column(talk, view, column)
    value = view.value.model_copy(update={"column": to})
    fields = {name: getattr(view, name) for name in AnswerGiven.model_fields if name != "type"}
    moved = AnswerGiven.model_construct(
        **fields | {"value": value, "replaces": view.id, "why": MOVED, "help": Help.NONE}
    )
    return Outcome((moved,), (Hush(),), keeps=True)


def remove(talk: Talk, seq: int, why: str) -> Outcome:
    """Take an answer out of the record; its words stay in the events."""
    view = _view(talk, seq)
    reason = keep(why, limit=LONGEST_NAME).words
    gone = AnswerRemoved(view=view.id, by=talk.context.speaker, why=reason)
    return Outcome((gone,), (Hush(),), keeps=True)


def _column(talk: Talk, view: View, column: str) -> Choice:
    columns = columns_of(talk, view)
    wanted = column.strip().casefold()
    for number, option in enumerate(columns, start=1):
        if wanted in (str(number), option.id.casefold(), option.word.casefold()):
            return option
    words = ", ".join(option.word for option in columns)
    raise AnswerRefused("There is no such column.", mend=f"They are: {words}.")


def columns_of(talk: Talk, view: View) -> tuple[Choice, ...]:
    """The columns or rings that a placed answer can be moved to."""
    prompt = talk.index.prompt.get(view.prompt)
    if isinstance(prompt, Sort):
        scale = talk.pack.scales[prompt.scale]
        options = scale.points if isinstance(scale, Faces) else ()
    elif isinstance(prompt, KeepOrBin):
        options = (prompt.keep, prompt.bin, prompt.not_sure)
    else:
        options = getattr(prompt, "rings", ())
    return tuple(Choice(id=option.id, word=option.word) for option in options)
