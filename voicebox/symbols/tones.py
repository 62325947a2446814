"""Skin tones: which drawing of OpenMoji shows a tone, and how our own drawings take one.

In a drawing of our own, what is skin has the yellow fill or line `#fcea2b` and `class="skin"`; hair
that would vanish on a darker skin has `class="hair"`. Faces that show a feeling stay yellow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from voicebox.ports import Tone

_MODIFIERS: Mapping[Tone, str] = {
    "light": "1F3FB",
    "medium-light": "1F3FC",
    "medium": "1F3FD",
    "medium-dark": "1F3FE",
    "dark": "1F3FF",
}
_NEUTRAL = "#fcea2b"
_SKIN: Mapping[Tone, str] = {
    "light": "#fadcbc",
    "medium-light": "#debb90",
    "medium": "#c19a65",
    "medium-dark": "#a57939",
    "dark": "#6a462f",
}
"""The colours that OpenMoji uses."""
_HAIR: Mapping[Tone, str] = {"medium": "#6a462f", "medium-dark": "#3f3f3f", "dark": "#3f3f3f"}
_PALE_HAIR = re.compile("#(?:a57939|6a462f|f4aa41)")
_SKIN_PART = re.compile(r'<[^<>]*class="skin"[^<>]*>')
_HAIR_PART = re.compile(r'<[^<>]*class="hair"[^<>]*>')


def toned_openmoji(openmoji: str, tone: Tone) -> str:
    """The name that a drawing of OpenMoji has in a tone: the modifier follows the first person."""
    first, *rest = openmoji.split("-")
    if rest[:1] == ["FE0F"]:
        rest = rest[1:]
    return "-".join((first, _MODIFIERS[tone], *rest))


def has_skin(svg: str) -> bool:
    """Whether a drawing of our own shows skin."""
    return _SKIN_PART.search(svg) is not None


def in_tone(svg: str, tone: Tone) -> str:
    """A drawing of our own with its skin, and hair where need be, in the colours of a tone."""
    toned = _SKIN_PART.sub(lambda part: part[0].replace(_NEUTRAL, _SKIN[tone]), svg)
    hair = _HAIR.get(tone)
    if hair is None:
        return toned
    return _HAIR_PART.sub(lambda part: _PALE_HAIR.sub(hair, part[0]), toned)
