"""The one-page profile: what of a dossier goes onto the one side that a child keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from voicebox.conversation.views import Chosen, Point, Speaker, View
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, Mapping
from voicebox.exports.paper.current import KEEP, Current
from voicebox.exports.paper.head import READINGS, child_told, foot_line
from voicebox.exports.paper.saying import Saying, Sayings
from voicebox.exports.paper.sheet import is_fact
from voicebox.ports.pictures import CREDIT

LONG = 280
"""Characters from which an answer is the first to go where one side does not hold all."""
NOTHING = frozenset(
    {
        "nothing-now",
        "nothing-today",
        "nothing-yet",
        "no-one-now",
        "no-good-day-now",
        "no-dream-today",
    }
)
"""Cards that say that there is nothing now. Alone, they give nobody anything to do."""
FIRST = "what-matters"
"""The box that keeps two answers where others keep one."""
MOST = 6
"""Answers of one box that are tried; the rest are in the full record."""


@dataclass(frozen=True, slots=True)
class ProfileItem:
    """One answer; `rank` 0 is the last to go."""

    saying: Saying
    rank: int = 0


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """One box of the profile, and how many more answers it would have."""

    id: str
    label: str
    items: tuple[ProfileItem, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands on the page, before it is laid out."""

    name: str
    facts: tuple[str, ...]
    sections: tuple[ProfileSection, ...]


def profile(mapping: Mapping, dossier: Dossier) -> Profile:
    """The profile of the pupil: each answer in one box alone, the newest of each question.

    An answer goes to the box that names its prompt, if one does; else to the first that takes it.
    """
    maker = _Maker(mapping, Current(dossier), Sayings(dossier))
    facts = [fact for box in mapping.boxes if is_fact(box) for fact in maker.facts(box)]
    sections = [maker.section(box) for box in mapping.boxes if not is_fact(box)]
    return Profile(
        name=phrases.pupil(dossier.talks[0].summary),
        facts=tuple(facts),
        sections=_ranked([each for each in sections if each.items]),
    )


@dataclass(frozen=True)
class _Maker:
    mapping: Mapping
    current: Current
    sayings: Sayings
    shown: set[str] = field(default_factory=set)

    def facts(self, box: Box) -> Iterator[str]:
        """Short facts of the plan, for the line under the name."""
        for each in self.current.passages(box):
            yield self.sayings.of(each, written=True).plain

    def section(self, box: Box) -> ProfileSection:
        """The answers of one box: at most `MOST` of them, and how many more there are."""
        found = [each for each in self.current.passages(box) if self._belongs(each.view, box)]
        newest = {_question(each.view): each for each in found if each.view is not None}
        self.shown.update(each.view.id for each in newest.values() if each.view is not None)
        most = list(newest.values())[:MOST]
        items = tuple(ProfileItem(self.sayings.of(each)) for each in most)
        return ProfileSection(box.id, box.label, items, len(newest) - len(items))

    def _belongs(self, view: View | None, box: Box) -> bool:
        """No score, nobody's words that the child does not keep, nothing that is elsewhere."""
        if view is None or view.id in self.shown or isinstance(view.value, Point):
            return False
        if _says_nothing_now(view):
            return False
        if self.current.decided.get(view.place, KEEP) != KEEP:
            return False
        return self._home(view) in ("", box.id)

    def _home(self, view: View) -> str:
        """The box that names the prompt of this answer."""
        pack = self.sayings.talks[view.talk].summary.header.pack
        for box in self.mapping.boxes:
            for source in box.from_:
                if view.prompt in source.prompts and (not source.packs or pack in source.packs):
                    return box.id
        return ""


def _says_nothing_now(view: View) -> bool:
    cards = view.value.choices if isinstance(view.value, Chosen) else ()
    return not view.words and bool(cards) and all(card.id in NOTHING for card in cards)


def _question(view: View) -> tuple[str, ...]:
    """What is the same where one question was answered twice."""
    return (view.speaker, view.speaker_name, view.prompt, view.part, view.item)


def _first_of_rows(section: ProfileSection) -> list[int]:
    """For each answer the place of the first of its row: what I do, what it means, please do."""
    rows = [item.saying.view.row if item.saying.view else "" for item in section.items]
    return [rows.index(row) for row in rows]


def _turn(section: ProfileSection, at: int) -> int:
    """In which round an answer has its turn; the first box has two in each."""
    return at // 2 if section.id == FIRST else at


def _ranked(sections: Sequence[ProfileSection]) -> tuple[ProfileSection, ...]:
    """The first of each box before the second of any; long ones after all short ones."""
    first = [_first_of_rows(section) for section in sections]
    places = [
        (len(item.saying.plain) > LONG, _turn(section, first[number][at]), number, at)
        for number, section in enumerate(sections)
        for at, item in enumerate(section.items)
    ]
    ranks = {(number, at): rank for rank, (_, _, number, at) in enumerate(sorted(places))}
    return tuple(
        replace(
            section,
            items=tuple(
                replace(item, rank=ranks[number, at]) for at, item in enumerate(section.items)
            ),
        )
        for number, section in enumerate(sections)
    )


def profile_foot(found: Profile, dossier: Dossier, *, has_symbols: bool) -> Iterator[str]:
    """Who said it and how, the day, who may see it, whose the pictures are."""
    told = [item.saying for section in found.sections for item in section.items]
    own = [each.view for each in told if each.view and each.speaker is Speaker.CHILD]
    if own:
        yield child_told(found.name, own)
    if any(each.mark for each in told):
        yield READINGS
    yield foot_line(dossier, told, held=False)
    if has_symbols:
        yield CREDIT
