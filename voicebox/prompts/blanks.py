"""Blanks that can never be filled in: of a name that there is not, or with a brace too few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voicebox.prompts.base import BLANKS, blanks
from voicebox.prompts.models import Pack
from voicebox.prompts.places import Flaw, walk
from voicebox.prompts.wording import near

_WHOLE = re.compile(r"\{[^{}]*\}")
_TORN = re.compile(r"\{\S*|\S*\}")


def blank_flaws(pack: Pack) -> Iterator[Flaw]:
    """Each blank of a pack that would be read out as it is written."""
    for path, value in walk(pack):
        if isinstance(value, str):
            for what, mend in (*_unknown(value), *torn(value)):
                yield Flaw(path, what, mend)


def _unknown(words: str) -> Iterator[tuple[str, str]]:
    for blank in blanks(words):
        if blank not in BLANKS:
            what = f"`{{{blank}}}` is no blank that can be filled in."
            known = ", ".join(f"{{{each}}}" for each in sorted(BLANKS))
            yield what, near(blank, BLANKS) or f"There are: {known}."


def torn(words: str) -> Iterator[tuple[str, str]]:
    """Each blank that is never closed or never opened (`{pupil`): what is wrong, and the mend."""
    for found in _TORN.findall(_WHOLE.sub(" ", words)):
        brace = "never closed" if found.startswith("{") else "never opened"
        mend = near(found, [f"{{{blank}}}" for blank in sorted(BLANKS)])
        what = f"A brace is {brace} here: `{found[:40]}`."
        yield what, mend or "Write a blank as {pupil}, or take the brace out."
