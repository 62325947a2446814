"""Checks of the points of a scale (rule 4): no doubt in its middle, and no tick and cross."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voicebox.authoring.findings import Found, Severity
from voicebox.prompts.models import Faces, Option, Pack

_DOUBT = re.compile(r"\b(not sure|unsure|don.?t know|maybe|no idea)\b", re.IGNORECASE)
_MARKS = re.compile(r"\b(tick|cross|right|wrong|correct)\b", re.IGNORECASE)


def check_scales(pack: Pack) -> Iterator[Found]:
    """What there is to mend in the points of the pack's scales."""
    for name, scale in pack.scales.items():
        points = scale.points if isinstance(scale, Faces) else ()
        for at, point in enumerate(points):
            yield from _point(point, ("scales", name, "points", at))


def _point(point: Option, path: tuple[str | int, ...]) -> Iterator[Found]:
    if _DOUBT.search(point.word):
        yield Found(
            path,
            Severity.ERROR,
            "doubt-on-a-scale",
            f"`{point.word}` is no point of a scale: it says nothing of how much (rule 4).",
            "Take it out: `I don't know` stands beside each scale.",
        )
    if _MARKS.search(f"{point.word} {point.symbol.replace('-', ' ')}"):
        yield Found(
            path,
            Severity.ERROR,
            "marks-on-a-scale",
            f"`{point.word}` marks the answer as right or wrong (rule 4).",
            "Use faces or thumbs, and words of liking or of how it goes.",
        )
