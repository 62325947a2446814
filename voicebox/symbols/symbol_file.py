"""Check symbols.yaml: every fault names its file, its line and the mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from voicebox.errors import PackError, SymbolError
from voicebox.prompts.yaml_source import Value, YamlSource, read_yaml
from voicebox.symbols.library import Symbol

MOST_SYMBOLS = 3_000
LONGEST = 200
"""Characters in one word, sentence or keyword."""

_TOP = frozenset({"symbols", "licence", "credit"})
_FIELDS = frozenset({"word", "alt", "group", "keywords", "openmoji", "drawing"})
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OPENMOJI = re.compile(r"[0-9A-F]{4,6}(-[0-9A-F]{4,6})*")
_DRAWING = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg")


def symbols_in(content: bytes, path: Path) -> tuple[Symbol, ...]:
    """The symbols in the bytes of a symbols.yaml.

    Raises:
        SymbolError: they cannot be used; the line begins with `file:line:`.
    """
    try:
        source = read_yaml(content.decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise SymbolError(f"{path}:1: The file is not UTF-8.", mend="Save it as UTF-8.") from error
    except PackError as error:
        raise SymbolError(str(error)) from error
    return _Checking(source).symbols()


class _Checking:
    """Reads values where they ought to be, and knows the line of each that is not."""

    def __init__(self, source: YamlSource) -> None:
        self._source = source

    def symbols(self) -> tuple[Symbol, ...]:
        top = self._group(self._source.value, ())
        self._no_others(top, _TOP, ())
        entries = self._group(top.get("symbols"), ("symbols",))
        if len(entries) > MOST_SYMBOLS:
            self._refuse(
                ("symbols",), f"There are more than {MOST_SYMBOLS:,} symbols.", "Use less."
            )
        found = tuple(self._symbol(name, entry) for name, entry in entries.items())
        self._no_twins(found)
        return found

    def _symbol(self, name: str, value: Value) -> Symbol:
        at = ("symbols", name)
        if not _ID.fullmatch(name):
            self._refuse(at, f"`{name[:80]}` is no id.", "Use small letters, digits and hyphens.")
        entry = self._group(value, at)
        self._no_others(entry, _FIELDS, at)
        openmoji = self._picture(entry, "openmoji", _OPENMOJI, at)
        drawing = self._picture(entry, "drawing", _DRAWING, at)
        if bool(openmoji) == bool(drawing):
            self._refuse(at, f"`{name}` needs one picture.", "Give `openmoji` or `drawing`.")
        return Symbol(
            id=name,
            word=self._words(entry.get("word", name.replace("-", " ")), (*at, "word")),
            alt=self._words(entry.get("alt"), (*at, "alt")),
            group=self._words(entry.get("group"), (*at, "group")),
            keywords=self._keywords(entry.get("keywords"), (*at, "keywords")),
            openmoji=openmoji,
            drawing=drawing,
        )

    def _picture(
        self, entry: Mapping[str, Value], kind: str, shape: re.Pattern[str], at: tuple[str, ...]
    ) -> str:
        if kind not in entry:
            return ""
        value = str(entry[kind])
        if not shape.fullmatch(value):
            mend = "It is a name like 1F436." if kind == "openmoji" else "It is like kite.svg."
            self._refuse((*at, kind), f"`{value[:80]}` names no {kind}.", mend)
        return value

    def _keywords(self, value: Value, at: tuple[str, ...]) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            self._refuse(at, "Keywords are a list of words.", "Write `keywords: [pup, hound]`.")
        return tuple(self._words(word, at) for word in value)

    def _words(self, value: Value, at: tuple[str, ...]) -> str:
        if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
            self._refuse(at, f"`{at[-1]}` of `{at[1]}` has no words.", "Write some.")
        words = str(value)
        if len(words) > LONGEST:
            self._refuse(at, f"`{at[-1]}` has over {LONGEST} characters.", "Make it shorter.")
        return words

    def _group(self, value: Value, at: tuple[str, ...]) -> Mapping[str, Value]:
        if not isinstance(value, dict):
            self._refuse(
                at, f"`{at[-1] if at else 'The file'}` should hold `name: words`.", "Mend."
            )
        return value

    def _no_others(
        self, entry: Mapping[str, Value], known: frozenset[str], at: tuple[str, ...]
    ) -> None:
        for name in entry:
            if name not in known:
                mend = f"There are: {', '.join(sorted(known))}."
                self._refuse((*at, name), f"`{name[:80]}` is not known here.", mend)

    def _no_twins(self, found: tuple[Symbol, ...]) -> None:
        seen: dict[tuple[str, str, str], str] = {}
        for symbol in found:
            key = (symbol.word.casefold(), symbol.openmoji, symbol.drawing)
            if key in seen:
                what = f"`{symbol.id}` has the word and the picture of `{seen[key]}`."
                self._refuse(("symbols", symbol.id), what, "Keep one of the two.")
            seen[key] = symbol.id

    def _refuse(self, at: tuple[str, ...], what: str, mend: str) -> NoReturn:
        line = self._source.line(at)
        raise SymbolError(f"{self._source.file}:{line}: {what}", mend=mend)
