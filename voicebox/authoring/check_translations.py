"""What there is to mend in a translation: what is missing, out of date, lost, or too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.cells import cell_len

from voicebox.authoring.findings import Finding, Found, Severity, with_lines
from voicebox.prompts.loader import load_translation
from voicebox.prompts.models import Option, Pack
from voicebox.prompts.places import walk
from voicebox.prompts.problems import PackProblems
from voicebox.prompts.program_words import PROGRAM
from voicebox.prompts.translation import (
    NOT_CHECKED,
    Translation,
    find_translations,
    lost_blanks,
    translated,
    words_of,
)
from voicebox.prompts.yaml_source import Key

CARD_COLUMNS, CARD_LINES = 16, 2
"""What there is under the smallest picture, for a mark, a number and the word of a card."""
BEFORE_THE_WORD = len("● 9 ")
_SHOWN = 60


def check_translations(pack: Pack, pack_file: Path) -> Iterator[tuple[Path, list[Finding]]]:
    """Each translation beside the pack's file, and what there is to mend in it."""
    for language, file in find_translations(pack_file).items():
        yield file, check_translation(pack, file, language)


def check_translation(pack: Pack, file: Path, language: str) -> list[Finding]:
    """Everything to mend in one translation, in the order of its file.

    Args:
        pack: the pack as it was written.
        file: the translation, and `language`: what its name says that it is in.

    Returns:
        No finding of severity error means that it can be used; what is missing stays in English.
    """
    try:
        translation, source = load_translation(file)
    except PackProblems as error:
        return [
            Finding(problem.line, Severity.ERROR, "load", problem.what, problem.mend)
            for problem in error.problems
        ]
    found = [
        *_head(pack, translation, language),
        *_lines(pack, translation),
        *_missing(pack, translation),
        *_missing_of_program(pack, translation),
        *_cards(pack, translation),
    ]
    return with_lines(found, lambda path: ("", source.line(path)))


def _head(pack: Pack, translation: Translation, language: str) -> Iterator[Found]:
    if translation.translation_of != pack.pack:
        what = f"It is a translation of `{translation.translation_of}`, beside `{pack.pack}`."
        mend = "Name the file after its pack: PACK.LANGUAGE.yaml."
        yield Found(("translation_of",), Severity.ERROR, "translation-of", what, mend)
    if translation.language != language:
        what = f"Its file says `{language}`, and it says `{translation.language}`."
        yield Found(
            ("language",), Severity.ERROR, "translation-language", what, "Mend one of them."
        )
    if translation.pack_version != pack.version:
        what = f"It was made for version {translation.pack_version}; this is {pack.version}."
        mend = f'See what has changed, then write pack_version: "{pack.version}".'
        yield Found(("pack_version",), Severity.WARNING, "translation-version", what, mend)
    if not translation.checked_by:
        mend = "Ask one, and write their name after checked_by."
        yield Found(("checked_by",), Severity.ADVICE, "translation-not-checked", NOT_CHECKED, mend)


def _lines(pack: Pack, translation: Translation) -> Iterator[Found]:
    """Lines that no longer serve, are there twice, or lose a blank."""
    english = words_of(pack)
    known = {line.words for line in english}
    here = {(name, line.words) for line in english for name in line.within}
    seen: set[tuple[str | None, str]] = set()
    for at, line in enumerate(translation.words):
        path: Sequence[Key] = ("words", at)
        if line.en not in known or (line.at is not None and (line.at, line.en) not in here):
            where = f" in `{line.at}`" if line.at and line.en in known else ""
            what = f"The pack no longer says `{_short(line.en)}`{where}."
            mend = "Take the line out, or write the pack's new words after en."
            yield Found(path, Severity.WARNING, "translation-out-of-date", what, mend)
        if (line.at, line.en) in seen:
            what = f"`{_short(line.en)}` is translated twice."
            mend = "Keep one; with `at` each can stand in a part of its own."
            yield Found(path, Severity.WARNING, "translation-twice", what, mend)
        seen.add((line.at, line.en))
        for blank in sorted(lost_blanks(line.en, line.to)):
            what = f"`{{{blank}}}` is not on both sides of `{_short(line.en)}`."
            mend = "Write each blank as it is in English; until then the English is shown."
            yield Found((*path, "to"), Severity.ERROR, "translation-blanks", what, mend)


def _missing(pack: Pack, translation: Translation) -> Iterator[Found]:
    for words in _untranslated(pack, translation, of_program=False):
        what = f"`{_short(words)}` has no translation."
        mend = f"Add it: en: {_short(words)}, to: ..."
        yield Found(("words",), Severity.WARNING, "translation-missing", what, mend)


def _missing_of_program(pack: Pack, translation: Translation) -> Iterator[Found]:
    """One note for all: they are many, and a talk can be held without them."""
    words = _untranslated(pack, translation, of_program=True)
    if words:
        listed = "; ".join(f"`{each}`" for each in words)
        what = f"{len(words)} of the program's own words have no translation: {listed}."
        mend = "They stand in English around the questions; add them as any others."
        yield Found(("words",), Severity.ADVICE, "translation-program-words", what, mend)


def _untranslated(pack: Pack, translation: Translation, *, of_program: bool) -> list[str]:
    """Words of the pack, or of the program, that have no translation; each once."""
    known = {(line.at, line.en) for line in translation.words}
    lines = (line for line in words_of(pack) if (line.within == (PROGRAM,)) is of_program)
    missing = (
        line.words
        for line in lines
        if not any((name, line.words) in known for name in (None, *line.within))
    )
    return list(dict.fromkeys(missing))


def _cards(pack: Pack, translation: Translation) -> Iterator[Found]:
    """Words that do not fit under a card, with the number and the mark before them."""
    at = {line.to: number for number, line in enumerate(translation.words)}
    told: set[str] = set()
    for _, value in walk(translated(pack, translation)):
        if not isinstance(value, Option) or value.word in told or _fits(value.word):
            continue
        told.add(value.word)
        what = f"`{value.word}` is too long for a card."
        mend = f"{CARD_LINES} lines of {CARD_COLUMNS} letters fit, with its number: say it shorter."
        path: Sequence[Key] = ("words", at.get(value.word, 0), "to")
        yield Found(path, Severity.WARNING, "translation-long-card", what, mend)


def _fits(word: str) -> bool:
    lines, used = 1, BEFORE_THE_WORD
    for number, each in enumerate(word.split()):
        width = cell_len(each)
        if width > CARD_COLUMNS:
            return False
        gap = 1 if number else 0
        if used + gap + width > CARD_COLUMNS:
            lines, used = lines + 1, width
        else:
            used += gap + width
    return lines <= CARD_LINES


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
