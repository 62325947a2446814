"""A pack as a whole booklet: what it is for, the questions, who may see it, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from voicebox.conversation.views import Help, Mode
from voicebox.errors import ExportError
from voicebox.exports.booklet.drawn import Cards
from voicebox.exports.booklet.questions import Questions
from voicebox.exports.dossier import Drawings
from voicebox.ports.pictures import CREDIT
from voicebox.prompts.models import Pack

GAP = "____________"
"""Where a name is written in by hand."""
TEMPLATE = "booklet.typ"
MODES: dict[Mode, str] = {
    **{Mode.SPEECH: "said", Mode.SIGN: "signed", Mode.SYMBOL: "pictures"},
    **{Mode.POINTING: "pointed", Mode.OBJECT: "an object", Mode.DRAWING: "drew"},
    **{Mode.WRITING: "wrote", Mode.TECHNOLOGY: "a talker", Mode.BEHAVIOUR: "shown"},
}
HELP: dict[Help, str] = {
    Help.NONE: "none",
    Help.REPEATED: "said again",
    Help.SAID_ANOTHER_WAY: "said another way",
    Help.OPTIONS_POINTED_TO: "options pointed to",
}
FOR_THE_ADULT = (
    "Read each question as it is written, then wait. Nothing has to be filled in.",
    "Write the words just as they are said, in the language they are said in.",
    "Circle, colour, point or cross out: whatever fits. Each page's foot asks how it was told.",
    "A hand moved by another hand is not an answer: write what you saw instead.",
    "Tick “keep back” for what should stay out of every plan. Worries about safety are not for"
    " this booklet: tell the person who keeps children safe at once.",
    "Afterwards, enter it as it stands in voicebox, as gathered on paper, and keep or shred this"
    " booklet as your school does with such papers.",
)


def booklet_pdf(
    pack: Pack,
    drawings: Drawings,
    *,
    on: date,
    pupil: str = "",
    adult: str = "",
    sections: Sequence[str] = (),
) -> bytes:
    """A pack as a PDF/UA-1 booklet of A4 pages, to be filled in by hand.

    Args:
        pack: any pack.
        drawings: its pictures.
        on: the day the file says it was made.
        pupil: the name to print; empty: a gap to write it in.
        adult: the adult beside the child; empty: a gap.
        sections: the ids of the sections to print; empty: all.

    Raises:
        ExportError: there is no such section, or it cannot be set.
    """
    from voicebox.exports.pdf.press import press

    cards = Cards(drawings)
    pack = _part_of(pack, sections)
    page = book(pack, cards, pupil=pupil or GAP, adult=adult or GAP)
    made = [on.year, on.month, on.day]
    return press(TEMPLATE, {**page, "made": made}, cards.files, on=on)


def _part_of(pack: Pack, sections: Sequence[str]) -> Pack:
    """The pack with these sections alone, and the last word, which is always asked."""
    known = [section.id for section in pack.sections]
    unknown = [each for each in sections if each not in known]
    if unknown:
        problem = f"{pack.pack} has no section `{unknown[0][:60]}`."
        raise ExportError(problem, mend=f"It has: {', '.join(known)}.")
    kept = [each for each in pack.sections if not sections or each.id in sections or each.always]
    return pack.model_copy(update={"sections": tuple(kept)})


def book(pack: Pack, cards: Cards, *, pupil: str, adult: str) -> dict[str, Any]:
    """What stands in a booklet, as plain values for the template."""
    questions = Questions(pack, cards, pupil, adult)
    lang, _, region = pack.language.partition("-")
    return {
        **{"title": pack.title, "author": "voicebox", "about": pack.about},
        **{"pack": f"{pack.pack} {pack.version}", "lang": lang, "region": region or None},
        **{"pupil": pupil, "adult": adult},
        "opening": [each for told in pack.opening for each in questions.of(told)],
        "assent": _assent(pack, cards, questions),
        "practice": _practice(pack, cards, questions),
        "sections": [
            {
                "title": questions.filled(section.title),
                "picture": cards.picture(section.symbol),
                "questions": [e for prompt in section.prompts for e in questions.of(prompt)],
            }
            for section in pack.sections
        ],
        "end": _end(pack, cards, questions),
        "for_the_adult": FOR_THE_ADULT,
        "modes": [*MODES.values()],
        "help": [*HELP.values()],
        "credit": CREDIT,
    }


def _assent(pack: Pack, cards: Cards, questions: Questions) -> dict[str, Any]:
    assent = pack.assent
    options = (assent.start, assent.not_today, assent.ask_more)
    told = {"ask": questions.filled(assent.ask), "more": questions.filled(assent.more)}
    return {**told, "cards": cards.all(options)}


def _practice(pack: Pack, cards: Cards, questions: Questions) -> dict[str, Any] | None:
    """Trying out the faces first, with this child's own like and dislike (rule 3)."""
    practice = pack.practice
    scale = pack.scales.get(practice.scale) if practice is not None else None
    if practice is None or scale is None:
        return None
    points = getattr(scale, "points", ())
    return {
        "ask": questions.filled(practice.ask),
        "asks": [questions.filled(practice.ask_like), questions.filled(practice.ask_dislike)],
        "cards": cards.all(points),
    }


def _end(pack: Pack, cards: Cards, questions: Questions) -> dict[str, Any]:
    sharing, ending = pack.sharing, pack.ending
    circles = (sharing.everyone, sharing.family, sharing.school, sharing.meeting)
    return {
        "read_back": questions.filled(pack.read_back.ask_all),
        "sharing": questions.filled(sharing.ask),
        "circles": [] if sharing.already else cards.all((*circles, sharing.keep_back)),
        "who": questions.filled(ending.ask_who),
        "by": questions.filled(ending.ask_when),
        "choice": questions.filled(ending.ask_choice),
        "choices": cards.all(ending.choices),
        "goodbye": questions.filled(ending.goodbye),
    }
