"""A translated pack for who reads English: what was asked, its title, whose words they are."""

from __future__ import annotations

import re
from functools import lru_cache

from voicebox.prompts.models import BLANKS, Pack, blanks, fill
from voicebox.prompts.translation import NOT_CHECKED


def translation_note(pack: Pack) -> str:
    """Who put the pack's words into its language, and who checked them; empty for an original."""
    origin = pack.translation
    if origin is None:
        return ""
    checked = f"Checked by {origin.checked_by}." if origin.checked_by else NOT_CHECKED
    return f"The questions were translated by {origin.translator}. {checked}"


def english_title(pack: Pack) -> str:
    """The pack's title for who reads English, with its own and whether it has been checked."""
    if pack.translation is None:
        return pack.title
    checked = "" if pack.translation.checked_by else ", translation not yet checked"
    return f"{in_english(pack, pack.title) or pack.title} ({pack.title}{checked})"


def in_english(pack: Pack, words: str) -> str:
    """What words of a translated pack are in English, with its blanks filled in as they were.

    Empty where the pack is no translation, or these are no words of it.
    """
    if pack.translation is None or not words:
        return ""
    known = pack.translation.english
    if words in known:
        return known[words]
    for form, english in _forms(tuple(known.items())):
        found = form.fullmatch(words)
        if found:
            its_own = {other: was for was, other in pack.translation.program.items()}
            filled = {
                name: known.get(it) or its_own.get(it, it) for name, it in found.groupdict().items()
            }
            return fill(english, **filled)
    return ""


@lru_cache(maxsize=8)
def _forms(known: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Lines with blanks as patterns, the longest first: `Hello {pupil}` before `{who} ...`."""
    with_blanks = sorted(
        (each for each in known if blanks(each[0])), key=lambda each: -len(each[0])
    )
    return tuple(
        (re.compile(_pattern(words), re.DOTALL), english) for words, english in with_blanks
    )


def _pattern(words: str) -> str:
    pattern, seen = "", set[str]()
    for number, part in enumerate(re.split(r"\{([^{}]*)\}", words)):
        if number % 2 == 0 or part not in BLANKS:
            pattern += re.escape(part)
        elif part in seen:
            pattern += f"(?P={part})"
        else:
            seen.add(part)
            pattern += f"(?P<{part}>.+)"
    return pattern
