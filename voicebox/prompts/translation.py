"""A pack in another language: a file beside it that says each of its words again.

`prompts/translations/PACK.LANGUAGE.yaml` is keyed by the English words. What it leaves out stays
in English; ids, pictures, order and routes are the pack's own, so that a talk is the same talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import Field, StringConstraints
from pydantic.fields import FieldInfo

from voicebox.errors import PackError
from voicebox.prompts.models import (
    Id,
    Pack,
    PackModel,
    TellYou,
    Translated,
    Words,
    blanks,
)
from voicebox.prompts.program_words import PROGRAM, PROGRAM_WORDS

FOLDER = "translations"
"""The folder of translations, in the folder of the packs."""
NOT_CHECKED = "This translation has not yet been checked by a native speaker."
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
"""A BCP 47 tag: `cy`, `pl`, `pa-Arab`."""
Name = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]

OWN_NAMES: Mapping[str, str] = {
    **{"cy": "Cymraeg", "pl": "polski", "uk": "українська", "ur": "اردو", "ar": "العربية"},
    **{"en": "English", "ro": "română", "so": "Soomaali", "bn": "বাংলা", "pa": "ਪੰਜਾਬੀ"},
    **{"fa": "فارسی", "ps": "پښتو", "tr": "Türkçe", "pt": "português", "lt": "lietuvių"},
}
"""Languages by the name that their speakers give them."""


class Said(PackModel):
    """English words, and the words for them; `at` where they hold in one part alone.

    `at` is the id of a prompt, section, scale or card, or the name of one of the talk's own
    prompts (`sharing`, `ending`): where one English line needs two translations.
    """

    en: Words
    to: Words
    at: Id | None = None


class Translation(PackModel):
    """A translation of one pack into one language."""

    translation_of: Id
    language: Language
    pack_version: str
    translator: Name
    checked_by: Name | None = None
    """The native speaker who has checked it; empty until one has."""
    not_checked: Words | None = None
    """`NOT_CHECKED` in this language."""
    words: Annotated[tuple[Said, ...], Field(min_length=1, max_length=4000)]


Say = Callable[[str, tuple[str, ...]], str]
"""From words, and the names of what they stand in, to the words that are to stand there."""
Find = Callable[[str, Sequence[str]], str | None]
"""As `Say`; none where there are no words for them."""


@dataclass(frozen=True, slots=True)
class English:
    """Words of a pack, and what they stand in: names from the outermost inwards."""

    words: str
    within: tuple[str, ...]


def words_of(pack: Pack) -> list[English]:
    """Every line of words of a pack that a person reads or hears, in the pack's order."""
    found: list[English] = []

    def note(words: str, within: tuple[str, ...]) -> str:
        found.append(English(words, within))
        return words

    _rebuilt(pack, (), note)
    return [*found, *(English(words, (PROGRAM,)) for words in PROGRAM_WORDS)]


def translated(pack: Pack, translation: Translation) -> Pack:
    """The pack with every line of words in the language of the translation.

    A line without a translation, or whose translation loses a blank (`{pupil}`), stays as it is.
    Where nobody has checked the translation yet, the first page says so to the adult.
    """
    said = _lookup(translation.words)
    english: dict[str, str] = {}

    def say(words: str, within: tuple[str, ...]) -> str:
        other = said(words, within)
        if other is None or lost_blanks(words, other):
            return words
        english.setdefault(other, words)
        return other

    whole: Pack = _rebuilt(pack, (), say)
    origin = Translated(
        translator=translation.translator,
        checked_by=translation.checked_by or "",
        english=english,
        program=_program(said),
    )
    opening = whole.opening
    if not translation.checked_by:
        opening = (_marked(opening[0], translation.not_checked), *opening[1:])
    update = {"language": translation.language, "translation": origin, "opening": opening}
    return whole.model_copy(update=update)


def _program(said: Find) -> dict[str, str]:
    """The program's own words, by their English; those without a translation are left out."""
    found = ((words, said(words, (PROGRAM,))) for words in PROGRAM_WORDS)
    return {words: other for words, other in found if other and not lost_blanks(words, other)}


def _marked(page: TellYou, own_words: str | None) -> TellYou:
    line = " ".join(filter(None, (own_words, f"({NOT_CHECKED})", page.to_adult)))
    return page.model_copy(update={"to_adult": line})


def lost_blanks(words: str, other: str) -> set[str]:
    """The blanks of `words` that `other` does not have, or has though `words` has not."""
    return set(blanks(words)) ^ set(blanks(other))


# -- every line of words -------------------------------------------------------------------------


def _lookup(words: Iterable[Said]) -> Find:
    """A search for the words for English ones: those of the innermost part first."""
    known: dict[tuple[str | None, str], str] = {(line.at, line.en): line.to for line in words}

    def find(english: str, within: Sequence[str]) -> str | None:
        for name in (*reversed(within), None):
            if (name, english) in known:
                return known[name, english]
        return None

    return find


def _rebuilt(value: Any, within: tuple[str, ...], say: Say) -> Any:
    """The value with each line of words as `say(words, within)` gives it."""
    if isinstance(value, PackModel):
        here = (*within, str(named)) if (named := getattr(value, "id", None)) else within
        return value.model_copy(update=dict(_fields(value, here, say)))
    if isinstance(value, tuple):
        return tuple(_rebuilt(each, within, say) for each in value)
    if isinstance(value, dict):
        return {name: _rebuilt(each, (*within, name), say) for name, each in value.items()}
    return value


def _fields(value: PackModel, within: tuple[str, ...], say: Say) -> Iterator[tuple[str, Any]]:
    for name, field in type(value).model_fields.items():
        inner = getattr(value, name)
        here = (*within, name) if isinstance(value, Pack) else within
        if holds_words(field):
            if isinstance(inner, str):
                yield name, say(inner, here)
            elif isinstance(inner, dict):
                yield name, {key: say(words, here) for key, words in inner.items()}
        elif name == "glossary" and isinstance(value, Pack):
            yield (
                name,
                {
                    say(word, (*here, word)): _rebuilt(entry, (*here, word), say)
                    for word, entry in value.glossary.items()
                },
            )
        elif isinstance(inner, PackModel | tuple | dict):
            yield name, _rebuilt(inner, here, say)


def holds_words(field: FieldInfo) -> bool:
    """Is this field of a model words that a person reads (`prompts.models.Words`)?"""
    limits = get_args(Words)[1]
    return limits in field.metadata or _within(field.annotation, limits)


def _within(annotation: Any, limits: object) -> bool:
    if get_origin(annotation) is Annotated:
        return limits in annotation.__metadata__
    return any(_within(each, limits) for each in get_args(annotation))


# -- files ---------------------------------------------------------------------------------------


def find_translations(pack_file: Path) -> dict[str, Path]:
    """The translations of the pack in this file, by language, in order."""
    folder, name = pack_file.parent / FOLDER, pack_file.stem
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return {}
    found = {}
    for file in files:
        of, _, language = file.stem.rpartition(".")
        if of == name and language and file.suffix in (".yaml", ".yml"):
            found[language] = file
    return found


def checked_by(file: Path) -> str:
    """Who checked the translation in this file, from its head alone; empty where nobody did."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            head = (line.rstrip() for line in lines)
            for line in takewhile(lambda line: not line.startswith("words:"), head):
                if line.startswith("checked_by:"):
                    return line.partition(":")[2].strip().strip("\"'")
    except OSError:
        pass
    return ""


def own_name(language: str) -> str:
    """A language as its speakers name it; its tag where that is not known."""
    return OWN_NAMES.get(language) or OWN_NAMES.get(language.partition("-")[0], language)


def fits(pack: Pack, translation: Translation) -> None:
    """See that the translation is one of this pack.

    Raises:
        PackError: it is of another.
    """
    if translation.translation_of != pack.pack:
        raise PackError(
            f"This is a translation of `{translation.translation_of}`, not of `{pack.pack}`.",
            mend="Name the file after its pack: PACK.LANGUAGE.yaml.",
        )
