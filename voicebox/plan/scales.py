"""The same scale at several times: raw points with their days, where nothing else has changed.

Points belong together only where one person answered one question, in the same words, with both
ends and the top the same, in the same version of the same pack (rule 11). Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Sequence

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Point, Status, View
from voicebox.plan.cycles import HeldTalk
from voicebox.plan.models import ScaleOverTime, ScalePoint

_Same = tuple[object, ...]


def scales_over_time(talks: Sequence[HeldTalk]) -> tuple[ScaleOverTime, ...]:
    """What was answered twice or more, in the order in which it was first asked."""
    found: dict[_Same, list[tuple[HeldTalk, View, Point]]] = {}
    first: dict[str, _Same] = {}
    for talk in sorted(talks, key=lambda each: (each.started, each.id)):
        for view in talk.views:
            if isinstance(view.value, Point) and _counts(view):
                same = _asked_again(view, view.value, first) or _same(talk, view, view.value)
                first[view.place] = same
                found.setdefault(same, []).append((talk, view, view.value))
    return tuple(_over_time(told) for told in found.values() if len(told) > 1)


def _counts(view: View) -> bool:
    """A person's own answer: where the scale was not understood, what was seen is no point."""
    return view.status is Status.ANSWERED and view.about is None and quotable(view)


def _asked_again(view: View, point: Point, first: dict[str, _Same]) -> _Same | None:
    """What it asks again, where a later talk took that question along word for word."""
    same = first.get(view.item)
    return same if same is not None and same[0] == _question(view, point) else None


def _same(talk: HeldTalk, view: View, point: Point) -> _Same:
    where = (view.prompt, view.part, view.item, talk.pack, talk.pack_version)
    return (_question(view, point), *where)


def _question(view: View, point: Point) -> tuple[object, ...]:
    """What was asked of whom, on which scale."""
    scale = (point.scale, point.low, point.high, point.top)
    return (view.asked, view.language, *scale, view.speaker, view.speaker_name)


def _over_time(told: Sequence[tuple[HeldTalk, View, Point]]) -> ScaleOverTime:
    talk, first, scale = told[0]
    return ScaleOverTime(
        asked=first.asked,
        low=scale.low,
        high=scale.high,
        top=scale.top,
        pack=talk.pack,
        pack_version=talk.pack_version,
        speaker=first.speaker,
        speaker_name=first.speaker_name,
        points=tuple(
            ScalePoint(
                on=view.at, point=point.point, word=point.word, words=view.words, view=view.id
            )
            for _, view, point in told
        ),
    )
