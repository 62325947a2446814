"""Words as HTML: everything escaped, each stretch of a person's words with its language."""

from __future__ import annotations

import html
import unicodedata
from functools import lru_cache
from pathlib import Path

from voicebox.exports.page import Run, Text
from voicebox.text import paint_line

STYLE = Path(__file__).parent / "page.css"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS = {
    **{"ARABIC": "Arab", "HEBREW": "Hebr", "CYRILLIC": "Cyrl", "BENGALI": "Beng"},
    **{"GURMUKHI": "Guru", "DEVANAGARI": "Deva", "TAMIL": "Taml", "CJK": "Hani"},
}
_LATIN = frozenset({"en", "cy", "pl", "ro", "so", "fr", "es", "pt", "de", "it", "lt", "tr", "sq"})


def escaped(words: str) -> str:
    """Words as text: nothing in them is markup; not one character is lost."""
    return html.escape(words, quote=True)


def ours(words: str) -> str:
    """Text of our own, of a pack or a name, on one line; spaces at its ends stay."""
    before = " " if words[:1] == " " else ""
    after = " " if words[-1:] == " " and words.strip() else ""
    return f"{before}{escaped(paint_line(words))}{after}"


def line(text: Text) -> str:
    """Runs, one after another; a person's own in quotation marks."""
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    return f"“{own(run.text)}”" if run.own else ours(run.text)


def own(words: str, language: str = "") -> str:
    """A person's words, byte for byte, set apart with their language and direction."""
    lang = language_of(words, language)
    said = f' lang="{escaped(lang)}"' if lang else ""
    return f'<bdi class="own"{said} dir="{direction(words)}">{escaped(words)}</bdi>'


def direction(words: str) -> str:
    """`rtl` or `ltr`, by the first letter that has a direction."""
    for letter in words:
        if (way := unicodedata.bidirectional(letter)) in ("R", "AL", "L"):
            return "ltr" if way == "L" else "rtl"
    return "ltr"


def language_of(words: str, language: str) -> str:
    """The language of the talk, unless the letters cannot be of it: then their script alone."""
    base = language.split("-")[0].lower()
    script = _script(words)
    if script and (base in _LATIN or (not base and script)):
        return f"und-{script}"
    if script == "" and base in _RIGHT_TO_LEFT and _has_letters(words):
        return "und-Latn"
    return language


def _script(words: str) -> str:
    """The script of the first letter that is not Latin; empty where all are."""
    for letter in words:
        if letter.isalpha() and not letter.isascii():
            name = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
            if name in _SCRIPTS:
                return _SCRIPTS[name]
    return ""


def _has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


@lru_cache(maxsize=1)
def style() -> str:
    """The one style sheet."""
    return STYLE.read_text(encoding="utf-8")
