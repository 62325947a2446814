"""The words of a plan's page: whose each is, of which day, and whether it may be quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import BaseModel

from voicebox.conversation.views import Speaker, View, ViewKind, value_words
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier, is_quoted
from voicebox.exports.mapping import Passage
from voicebox.exports.mapping_rows import Rows
from voicebox.exports.page import Words, text
from voicebox.exports.sharing import Leaving
from voicebox.plan.models import Plan

_SPOKEN = frozenset({"hopes", "views"})
"""Fields that lead back to what people said, and are no words of the plan itself."""


@dataclass(frozen=True)
class PlanWords:
    """Reads the fields of one plan as words for its page."""

    dossier: Dossier
    plan: Plan
    pupil: str
    """The pupil's name."""
    rows: Rows = field(init=False)
    talks: dict[str, Leaving] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", Rows(self.dossier))
        named = {talk.summary.header.id: talk for talk in self.dossier.talks}
        object.__setattr__(self, "talks", named)

    def words(self, row: BaseModel, name: str) -> tuple[Words, ...]:
        """A field's words; what staff wrote as the plan stands without quotation marks."""
        passages = self.rows.field(row, name)
        return tuple(self.of(each, spoken=name in _SPOKEN) for each in passages)

    def filled(
        self, row: BaseModel, names: Iterable[tuple[str, str]]
    ) -> tuple[tuple[str, tuple[Words, ...]], ...]:
        """The fields of a row that hold something, each with its label."""
        found = ((label.format(who=self.pupil), self.words(row, name)) for name, label in names)
        return tuple((label, words) for label, words in found if words)

    def of(self, passage: Passage, *, spoken: bool = True) -> Words:
        """A passage; `spoken`: it is what a person said, and no field of the plan."""
        view = passage.view
        if view is None or (view.speaker is Speaker.KEY_ADULT and not spoken):
            return Words(passage.words, quoted=False, language=view.language if view else "")
        return self.said(view, with_question=spoken)

    def said(self, view: View, *, with_question: bool = False) -> Words:
        """An answer: whose it is, what was picked, and of which day (rule 16).

        Args:
            with_question: it stands under no question; a card alone may say anything.
        """
        summary = self.talks[view.talk].summary
        shown = value_words(view.value)
        name, day = phrases.who(view, summary), phrases.uk_date(view.at)
        if not is_quoted(view) and view.kind in (ViewKind.INTERPRETATION, ViewKind.OBSERVATION):
            label = f"{phrases.reading(view, summary)}, {day}: "
            return Words(_read(view), False, view.language, text(label), reading=True)
        if not view.words:
            asked = f', asked "{phrases.question(view)}"' if with_question else ""
            return Words(shown, False, view.language, text(f"{name} picked, {day}{asked}: "))
        carried = phrases.interpreter(view)
        before = f"{name}, picked {shown}, {day}: " if shown else f"{name}, {day}: "
        after = text(f" ({carried})") if carried else ()
        return Words(view.words, True, view.language, text(before), after)


def _read(view: View) -> str:
    """A reading's or an observation's words, with what was picked before them."""
    shown = value_words(view.value)
    return f"{shown}: {view.words}" if shown and view.words else shown or view.words
