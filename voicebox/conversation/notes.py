"""Notes beside an answer: an adult's reading, what was seen, a translation. Never in its place."""

from __future__ import annotations

from voicebox.conversation.events import AnswerGiven
from voicebox.conversation.inputs import Outcome, TakeNote, Translate
from voicebox.conversation.record import NOTE
from voicebox.conversation.talk import Talk
from voicebox.conversation.views import LONGEST_NAME, Speaker, Status, View, ViewKind
from voicebox.errors import AnswerRefused
from voicebox.text import Kept, keep


def note(talk: Talk, given: TakeNote) -> Outcome:
    """An adult's reading stands beside the answer it is about, marked (rule 9).

    Raises:
        AnswerRefused: it is empty, too long, or neither a reading nor an observation.
    """
    kept = keep(given.words)
    if not kept.words.strip():
        raise AnswerRefused("The note is empty.", mend="Write a word, or leave it.")
    about = talk.record.last_answer()
    kind = given.kind
    if kind not in (ViewKind.INTERPRETATION, ViewKind.OBSERVATION):
        raise AnswerRefused("A note is a reading or an observation.", mend="Say which it is.")
    if about is None and kind is ViewKind.INTERPRETATION:
        kind = ViewKind.OBSERVATION
    return Outcome((_beside(talk, about, kept, kind),), keeps=True)


def translate(talk: Talk, given: Translate) -> Outcome:
    """Another language's words for an answer stand beside it; the translator is named (rule 9).

    Raises:
        AnswerRefused: there is no such answer, no words, or no name.
    """
    view = talk.record.by_seq(given.seq)
    if view is None or view.about is not None or not view.words:
        raise AnswerRefused(
            f"There are no words to translate in answer {given.seq}.",
            mend="See the numbers in the read-back.",
        )
    kept, by = keep(given.words), keep(given.by, limit=LONGEST_NAME).words
    if not kept.words.strip() or not by.strip():
        raise AnswerRefused("A translation needs words and a translator.", mend="Give both.")
    beside = _beside(talk, view, kept, ViewKind.TRANSLATED)
    spoken = {
        "language": keep(given.language, limit=LONGEST_NAME).words,
        "interpreter": by,
        "speaker": view.speaker,
        "speaker_name": view.speaker_name,
    }
    return Outcome((beside.model_copy(update=spoken),), keeps=True)


def _beside(talk: Talk, about: View | None, kept: Kept, kind: ViewKind) -> AnswerGiven:
    return AnswerGiven(
        prompt=about.prompt if about else talk.at.prompt,
        part=NOTE,
        section=about.section if about else "",
        item=about.item if about else "",
        asked=about.asked if about else "",
        language=talk.pack.language,
        words=kept.words,
        words_removed=kept.removed,
        status=Status.ANSWERED,
        speaker=Speaker.KEY_ADULT,
        speaker_name=talk.adult,
        kind=kind,
        about=about.id if about else None,
        present=talk.context.present,
        theme=about.theme if about else "",
        feeds=about.feeds if about else (),
        recorder=talk.adult,
    )
