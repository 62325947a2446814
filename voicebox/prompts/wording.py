"""What a pack model complains of, said again in words for a teacher, with what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from voicebox.prompts import models
from voicebox.prompts.problems import Problem
from voicebox.prompts.yaml_source import Key, Value, YamlSource

_KINDS: dict[str, type[models.PackModel]] = {
    str(get_args(model.model_fields["kind"].annotation)[0]): model
    for model in models.PromptBase.__subclasses__()
}
_OTHERS: list[type[models.PackModel]] = [
    model
    for model in vars(models).values()
    if isinstance(model, type)
    and issubclass(model, models.PackModel)
    and not issubclass(model, models.PromptBase)
]
_QUOTE = 'Put it between " marks.'
_ADD_IT = "Add what is missing, or take the rest away."


def near(word: str, known: Iterable[str]) -> str:
    """`Did you mean ...?` for the nearest of `known` words, or an empty string."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.55)
    return f"Did you mean `{found[0]}`?" if found else ""


def problems_of(errors: Iterable[ErrorDetails], source: YamlSource) -> list[Problem]:
    """Say each of pydantic's `errors` about `source` plainly, in the order of the file."""
    found = []
    for error in errors:
        if _echo(error):
            continue
        path = _place(error["loc"], source.value)
        what, mend = _say(error, path, source.value)
        found.append(placed(source, path, what, mend))
    return in_order(found, source.file)


def placed(source: YamlSource, path: Sequence[Key], what: str, mend: str) -> Problem:
    """A problem where its words are written, and where they are taken from another pack."""
    file, line = source.place(path)
    if file != source.file:
        mend = f"{mend} It is taken into {source.file} on line {source.taken(path)}."
    return Problem(file, line, what, mend)


def in_order(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The problems by their lines, those in `file` itself first."""
    return sorted(problems, key=lambda problem: (problem.file != file, problem.line))


def owner(path: Sequence[Key], value: Value) -> str:
    """What stands around `path`, by its id where it has one: "the prompt `good-day`"."""
    name = "the pack"
    for number, key in enumerate(path):
        value = _within(value, key)
        before = path[number - 1] if number else ""
        called = value.get("id") if isinstance(value, dict) else None
        if isinstance(key, int):
            noun = _NOUNS.get(str(before), "entry")
            where = f"`{called}`" if isinstance(called, str) else f"number {key + 1}"
            name = f"the {noun} {where} of {name}" if noun in _SMALL else f"the {noun} {where}"
        elif before == "scales":
            name = f"the scale `{key}`"
        elif isinstance(value, dict) and key not in ("scales", "glossary"):
            name = f"`{key}` of {name}"
    return name


_NOUNS = {
    "prompts": "prompt",
    "then": "prompt",
    "opening": "opening line",
    "sections": "section",
    "options": "card",
    "cards": "card",
    "choices": "card",
    "points": "point",
    "rings": "ring",
    "fields": "field",
    "next": "route",
    "source": "source",
}
_SMALL = ("card", "point", "ring", "field", "route", "source", "entry")


def _echo(error: ErrorDetails) -> bool:
    """A list counted as too short only because pydantic left out the faulty entries."""
    given = error["input"]
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= least


def _within(value: Value, key: Key) -> Value:
    if isinstance(value, dict):
        return value.get(str(key))
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _place(loc: Sequence[Key], value: Value) -> tuple[Key, ...]:
    """The path in the file that pydantic's `loc` names.

    Pydantic puts the kind of a prompt and the style of a scale between the real steps.
    """
    path: list[Key] = []
    tagged = False
    for number, key in enumerate(loc):
        last = number == len(loc) - 1
        tag = isinstance(value, dict) and key in (value.get("kind"), value.get("style"))
        if key == "[key]" or (tag and not tagged and not last):
            tagged = True
            continue
        path.append(key)
        value, tagged = _within(value, key), False
    return tuple(path)


def _say(error: ErrorDetails, path: tuple[Key, ...], whole: Value) -> tuple[str, str]:
    """What is wrong and the mend, for one error."""
    kind, limits, value = error["type"], error.get("ctx", {}), error["input"]
    name = str(path[-1]) if path else "pack"
    around = owner(path[:-1], whole)
    this = f"`{name}` of {around}" if path and isinstance(path[-1], str) else owner(path, whole)
    if kind == "missing":
        return _missing(name, around)
    if kind == "extra_forbidden":
        return _unknown(name, around, _at(path[:-1], whole))
    if kind.startswith("union_tag"):
        return _no_kind(kind, limits, owner(path, whole))
    if kind in ("enum", "literal_error"):
        expected = str(limits.get("expected", "")).replace("'", "`")
        return _sentence(f"{this} is `{_short(value)}`."), f"It can be {expected}."
    written = _at(path[:-1], whole)
    if kind == "string_pattern_mismatch" and isinstance(written, str) and name in ("id", "symbol"):
        words = _short(written)
        return _sentence(f"{around} is `{words}`, which makes no {name} by itself."), _IN_FULL
    if kind == "string_pattern_mismatch":
        return _pattern(str(limits.get("pattern", "")), this, value, "[key]" in error["loc"], name)
    if kind == "value_error":
        return _sentence(f"{owner(path, whole)} is not complete: {limits.get('error')}."), _ADD_IT
    if kind in ("too_short", "too_long"):
        return _count(this, kind, limits)
    return _wrong_type(kind, this, value, limits)


_IN_FULL = "Write it in full: {id: music, word: music, symbol: music}."


def _at(path: Sequence[Key], value: Value) -> Value:
    for key in path:
        value = _within(value, key)
    return value


def _missing(name: str, around: str) -> tuple[str, str]:
    if name in ("low", "high") and around.startswith("the scale"):
        return (
            _sentence(f"{around} has no `{name}`: a ladder needs both ends."),
            f"Add a line `{name}:` with the card at its {'bottom' if name == 'low' else 'top'}.",
        )
    return _sentence(f"{around} has no `{name}`."), f"Add a line `{name}: ...`."


def _unknown(name: str, around: str, lines: Value) -> tuple[str, str]:
    known = sorted(_fields(lines if isinstance(lines, dict) else {}))
    guess = near(name, known) or f"It can have: {', '.join(known)}."
    return _sentence(f"{around} has a line `{_short(name)}` that packs do not know."), guess


def _fields(lines: dict[str, Value]) -> set[str]:
    """The names that the model of these lines knows: by their kind, or the model most like them."""
    kind = lines.get("kind")
    if isinstance(kind, str) and kind in _KINDS:
        return _names(_KINDS[kind])
    return _names(max(_OTHERS, key=lambda model: len(_names(model) & set(lines))))


def _names(model: type[models.PackModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def _no_kind(kind: str, limits: dict[str, Any], this: str) -> tuple[str, str]:
    key = str(limits.get("discriminator", "kind")).strip("'")
    known = list(_KINDS) if key == "kind" else ["faces", "ladder"]
    choices = f"It can be: {', '.join(known)}."
    if kind == "union_tag_not_found":
        return _sentence(f"{this} has no `{key}`."), f"Add a line `{key}: ...`. {choices}"
    tag = str(limits.get("tag", ""))
    what = f"{this} is of the {key} `{_short(tag)}`, which there is not."
    return _sentence(what), near(tag, known) or choices


def _pattern(pattern: str, this: str, value: object, key: bool, name: str) -> tuple[str, str]:
    shown = _short(name if key else value)
    if "rule" in pattern:
        return (
            _sentence(f"{this} is `{shown}`, which names no source."),
            "Begin with E, N or rule, such as `E ch. 2 q. 1` or `rule 14`.",
        )
    if r"\d" in pattern:
        return _sentence(f"{this} is `{shown}`."), 'Write it as numbers, such as "1.0".'
    if "{2,3}" in pattern:
        return _sentence(f"{this} is `{shown}`."), "Write a language such as en-GB, cy or pl."
    what = f"`{shown}` cannot be a name here." if key else f"{this} is `{shown}`."
    return _sentence(what), "Use small letters, digits and hyphens, such as `good-day`."


def _count(this: str, kind: str, limits: dict[str, Any]) -> tuple[str, str]:
    if kind == "too_short":
        least, got = limits.get("min_length", 1), limits.get("actual_length", 0)
        return _sentence(f"{this} has {got} in its list."), f"It needs at least {least}."
    most = limits.get("max_length", 0)
    return _sentence(f"{this} has more than {most} in its list."), f"Keep {most} or fewer."


def _wrong_type(kind: str, this: str, value: object, limits: dict[str, Any]) -> tuple[str, str]:
    if value is None or kind == "string_too_short":
        return _sentence(f"{this} is empty."), "Write something after the colon."
    if kind == "string_too_long":
        most = limits.get("max_length")
        return _sentence(f"{this} has more than {most} letters."), "Say it in fewer words."
    if kind in ("string_type", *_LINES) and isinstance(value, bool | int):
        return _sentence(f"{this} is not words but `{str(value).lower()}`."), _QUOTE
    if kind == "string_type":
        return (
            _sentence(f"{this} should be words; it has lines or a list under it."),
            'Write the words after the colon, between " marks where they hold a colon.',
        )
    if kind == "tuple_type":
        return (
            _sentence(f"{this} should be a list."),
            "Begin each line under it with a hyphen, or write [one, another].",
        )
    if kind.startswith(("int_", "greater_", "less_")):
        return _sentence(f"{this} is `{_short(value)}`."), _whole_number(limits)
    if kind.startswith("bool_"):
        return _sentence(f"{this} is `{_short(value)}`."), "It can be true or false."
    return (
        _sentence(f"{this} should have lines of its own under it."),
        "Write `name: words` lines under it, two spaces further in.",
    )


_LINES = ("model_type", "model_attributes_type")


def _whole_number(limits: dict[str, Any]) -> str:
    if "ge" in limits:
        return f"Write a whole number, {limits['ge']} or more."
    if "le" in limits:
        return f"Write a whole number, {limits['le']} or less."
    return "Write a whole number in digits."


def _short(value: object) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= 60 else f"{words[:60]}…"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
