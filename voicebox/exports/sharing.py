"""Who may see what: the one place that decides which views leave, and to whom.

Every export asks here first, and is given nothing else to write. The rules, each on the safe side:

- Kept back and undecided views leave by no export of any audience (content.md rules 13 and 14).
- A view for everyone goes to every audience.
- A view for some circles goes to the audience that is that circle: `family` to the family,
  `school` to the plan, `meeting` to the meeting. The plan is the school's own document, so a view
  that the child gave to the school belongs in it. Family and meeting come to see the plan as well,
  and a view for the school alone was not given to them: so the document says on its face whom it
  is for and how many of its answers are not for whom (`not_for`), and what goes to the family or
  to the meeting is exported for them, not copied from the plan.
- The child's own copy holds what they gave to anyone.
- A note about a view goes where both the note and the view may go, never further than the view.
- A view that repeats the words of another (a ring names the person, a follow-up quotes the answer)
  does not leave without that other.
- A question that was never asked has no words to hold back: it goes to all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import get_args

from voicebox.conversation.views import Circle, Share, Status, View
from voicebox.exports.repeated import named_places, without
from voicebox.exports.talks import Exported, no_english
from voicebox.ports import TalkSummary

CIRCLES: tuple[Circle, ...] = get_args(Circle)


class Audience(StrEnum):
    """For whom an export is made."""

    PLAN = "plan"
    FAMILY = "family"
    CHILD = "child"
    MEETING = "meeting"


_CIRCLE_OF: dict[Audience, Circle] = {
    Audience.PLAN: "school",
    Audience.FAMILY: "family",
    Audience.MEETING: "meeting",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What of a talk goes to an audience, and how many answers (notes aside) do not."""

    views: tuple[View, ...]
    held_back_count: int = 0
    """Answers that the child kept back, or gave to others than this audience."""
    undecided_count: int = 0
    """Answers about which the child has not been asked, or has not decided."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """All that an exporter is given: what may leave, and nothing else of the talk."""

    summary: TalkSummary
    audience: Audience
    shared: Shared
    not_reached: tuple[View, ...]
    pack_title: str
    sections: tuple[tuple[str, str], ...]
    standing: frozenset[str]
    scale_practice: str
    """What trying out the scale showed: `understood`, `not_understood`, `not_tried` or nothing."""
    by_child: bool
    """Is the talk the child's own? Not where a pack speaks to the family or to staff."""
    symbols: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The picture of each card as it was shown, by the ids of its prompt and of itself."""
    translation: str = ""
    """Where the questions are a translation: whose, and whether anybody has checked it."""
    in_english: Callable[[str], str] = field(default=no_english, compare=False)
    """What words of a translated pack are in English; empty for all others."""


def shared_views(exported: Exported, audience: Audience) -> Shared:
    """The views that may go to `audience`, in the record's order."""
    astray = _astray(exported, audience)
    views = tuple(without(view, astray) for view in exported.record)
    left_out = {
        view.id
        for view in views
        if not goes_to(view.share, audience) or named_places(view) & astray
    }
    leaving = [view for view in views if not _is_held(view, exported, left_out)]
    staying = [view for view in views if _is_held(view, exported, left_out)]
    answers = [view for view in staying if _is_answer(view)]
    undecided = sum(view.share == "undecided" for view in answers)
    return Shared(tuple(leaving), len(answers) - undecided, undecided)


def _astray(exported: Exported, audience: Audience) -> set[str]:
    """The places of what was recalled of earlier talks and is not for this audience now."""
    shares = exported.recalled.items()
    return {place for place, share in shares if not goes_to(share, audience)}


def _is_held(view: View, exported: Exported, left_out: set[str]) -> bool:
    """Is it, the view it is about, or one whose words it repeats not for this audience?"""
    about = exported.record.views.get(view.about) if view.about else None
    tied = {view.id} | exported.quotes.get(view.id, frozenset())
    if about is not None:
        tied |= {about.id} | exported.quotes.get(about.id, frozenset())
    return bool(tied & left_out)


def _is_answer(view: View) -> bool:
    return view.status is Status.ANSWERED and view.about is None


def goes_to(share: Share | None, audience: Audience) -> bool:
    """Does what the child chose let a view go to this audience?"""
    if share == "everyone":
        return True
    if not isinstance(share, tuple):
        return False
    if audience is Audience.CHILD:
        return bool(share)
    return _CIRCLE_OF[audience] in share


def not_for(views: Sequence[View], audience: Audience) -> dict[Circle, int]:
    """How many of these answers are not for each of the other circles; those with none left out."""
    others = [circle for circle in CIRCLES if circle != _CIRCLE_OF.get(audience)]
    counts = {
        circle: sum(
            isinstance(view.share, tuple) and circle not in view.share
            for view in views
            if _is_answer(view)
        )
        for circle in others
    }
    return {circle: count for circle, count in counts.items() if count}


def leaving(exported: Exported, audience: Audience) -> Leaving:
    """What an exporter may write of a talk."""
    opened = exported.record.opened
    return Leaving(
        summary=exported.summary,
        audience=audience,
        shared=shared_views(exported, audience),
        not_reached=tuple(
            view
            for view in exported.not_reached
            if not named_places(view) & _astray(exported, audience)
        ),
        pack_title=exported.pack_title,
        sections=exported.sections,
        standing=exported.standing,
        scale_practice=exported.record.scale_practice,
        by_child=opened is None or opened.speaker == "child",
        symbols=exported.symbols,
        translation=exported.translation,
        in_english=exported.in_english,
    )
