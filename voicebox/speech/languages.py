"""Which voice speaks a language: found in the library's own files, a few exceptions by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

_OTHER_NAMES = {
    "zh": "cmn",
    "zh-hk": "yue",
    "zh-yue": "yue",
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "mo": "ro",
    "sh": "hr",
    "kmr": "ku",
    "prs": "fa",
    "ca-valencia": "ca-va",
    # Punjabi as it is written in Pakistan: the Punjabi voice reads Gurmukhi alone.
    "pa-arab": "ur",
    "pa-pk": "ur",
    "pnb": "ur",
}
"""Language tags under which the library has no voice, and the tag under which it has one."""


def voices_in(folder: Path) -> dict[str, str]:
    """Each voice's id by its language tag, from the library's folder of voices.

    A voice is a file, `FAMILY/TAG` or `TAG`; its path is its id. Reading their names alone takes a
    millisecond, asking the library to list them forty.
    """
    ids = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return by_tag(ids)


def by_tag(ids: Iterable[str]) -> dict[str, str]:
    """Voice ids by the language tag that each ends in, in small letters."""
    return {_tag(id_): id_ for id_ in sorted(ids)}


def voice_for(language: str, preferred: str, voices: Mapping[str, str]) -> str | None:
    """The voice that is to speak a language.

    Args:
        language: a BCP 47 tag, such as `cy` or `en-GB`; empty: whatever the preferred voice speaks.
        preferred: the id of the voice that is liked. It speaks where the language is its own;
            elsewhere, what follows its `+` (a way of sounding, such as `f2`) goes over to the
            language's own voice.
        voices: voice ids by language tag.

    Returns:
        The voice's id; None where no voice speaks the language.
    """
    if not language or _first(_tag(preferred)) == _first(_known_as(language)):
        return preferred
    tag = _nearest(_known_as(language), voices)
    if tag is None:
        return None
    _, plus, sounding = preferred.partition("+")
    return f"{voices[tag]}{plus}{sounding}"


def _nearest(tag: str, voices: Iterable[str]) -> str | None:
    """The tag itself, else its longest part that has a voice, else one of the same language."""
    language, known = _first(tag), sorted(voices)
    while tag:
        if tag in known:
            return tag
        tag = tag.rpartition("-")[0]
    return next((each for each in known if _first(each) == language), None)


def _known_as(language: str) -> str:
    """The tag as the library has it: the longest part with another name under which it goes."""
    given = language.lower().replace("_", "-")
    tag = given
    while tag:
        if tag in _OTHER_NAMES:
            return _OTHER_NAMES[tag]
        tag = tag.rpartition("-")[0]
    return given


def _tag(voice: str) -> str:
    return voice.partition("+")[0].rpartition("/")[2].lower()


def _first(tag: str) -> str:
    return tag.partition("-")[0]
