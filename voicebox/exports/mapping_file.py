"""Read a mapping from its YAML file, checked, with the line of whatever is wrong with it."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from voicebox.errors import ExportError, NotFound
from voicebox.exports.mapping import MAPPINGS, Box, From, Mapping
from voicebox.plan.feeds import FEEDS
from voicebox.plan.fields import PLAIN_FEEDS
from voicebox.plan.models import Plan
from voicebox.prompts.problems import PackProblems

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from voicebox.prompts.yaml_source import Key, YamlSource

LARGEST_FILE = 200_000
"""Bytes in one mapping."""


def mappings() -> tuple[str, ...]:
    """The names of the mappings that come with voicebox, in order."""
    return tuple(sorted(file.stem for file in MAPPINGS.glob("*.yaml")))


def load_mapping(name_or_path: str) -> Mapping:
    """The mapping of this name that comes with voicebox, or the one in a YAML file.

    Raises:
        NotFound: there is neither.
        ExportError: it cannot be used; the line begins with `file:line:`.
    """
    if name_or_path in mappings():
        return _own_mapping(name_or_path)
    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        from voicebox.prompts.wording import near

        known = f"There are: {', '.join(mappings())}. Or name a file that ends in .yaml."
        mend = near(name_or_path, mappings()) or known
        raise NotFound(f"There is no mapping `{name_or_path[:80]}`.", mend=mend)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        mend = "See how it is spelt and that you may open it."
        raise NotFound(f"The mapping `{name_or_path[:200]}` cannot be read.", mend=mend) from None
    return mapping_of(content, name_or_path)


@lru_cache(maxsize=16)
def _own_mapping(name: str) -> Mapping:
    return mapping_of((MAPPINGS / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def mapping_of(content: bytes, file: str) -> Mapping:
    """The mapping in the bytes of a YAML file; `file` is what errors call it.

    Raises:
        ExportError: it cannot be used; the line begins with `file:line:`.
    """
    from voicebox.prompts.yaml_source import read_yaml

    if len(content) > LARGEST_FILE:
        problem = f"{file}:1: The file has more than {LARGEST_FILE:,} bytes."
        raise ExportError(problem, mend="See that it is the right file.")
    try:
        source = read_yaml(content.decode("utf-8"), file)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"{file}:{line}: The file is not UTF-8 text from here on."
        raise ExportError(problem, mend="Save it again as UTF-8.") from None
    except PackProblems as error:
        first = error.problems[0]
        problem = f"{first.file}:{first.line}: {first.what}"
        raise ExportError(problem, mend=first.mend) from None
    return _checked(source)


def _checked(source: YamlSource) -> Mapping:
    try:
        mapping = Mapping.model_validate(source.value)
    except ValidationError as error:
        first, *more = error.errors(include_url=False)
        path = tuple(step for step in first["loc"] if step != "[key]")
        others = f" ({len(more)} more faults.)" if more else ""
        raise _fault(source, path, *_said(first), others) from None
    for path, what, mend in _flaws(mapping):
        raise _fault(source, path, what, mend)
    return mapping


def _fault(
    source: YamlSource, path: Sequence[Key], what: str, mend: str, others: str = ""
) -> ExportError:
    return ExportError(f"{source.file}:{source.line(path)}: {what}", mend=f"{mend}{others}")


def _said(error: ErrorDetails) -> tuple[str, str]:
    """A fault of the shape in words, and its mend."""
    name = next((str(step) for step in reversed(error["loc"]) if isinstance(step, str)), "it")
    given = " ".join(str(error["input"]).split())[:60]
    match error["type"]:
        case "missing":
            return f"`{name}` is missing here.", f"Add a line `{name}: ...`."
        case "extra_forbidden":
            known = sorted(
                info.alias or field
                for model in (Mapping, Box, From)
                for field, info in model.model_fields.items()
            )
            return f"`{name}` is not known in a mapping.", f"There are: {', '.join(known)}."
        case "literal_error" | "enum":
            expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "`")
            return f"`{name}` is `{given}`.", f"It can be {expected}."
        case "string_pattern_mismatch":
            mend = "Use small letters, digits and hyphens, such as `my-hopes`."
            return f"`{name}` is `{given}`.", mend
        case "tuple_type":
            return f"`{name}` should be a list.", "Begin each line under it with a hyphen."
        case _:
            return f"`{name}` cannot be `{given}`: {error['msg']}.", "Write it another way."


def _flaws(mapping: Mapping) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    """What the shape alone cannot tell: names given twice, fields that a plan does not have."""
    yield from _given_twice(mapping.boxes, ("boxes",))
    for number, box in enumerate(mapping.boxes):
        at: tuple[Key, ...] = ("boxes", number)
        if (box.rows is None) != (not box.columns):
            yield at, f"The box `{box.id}` has only one of `rows` and `columns`.", _TABLE
        if box.rows is None and not box.from_:
            yield at, f"The box `{box.id}` takes nothing.", "Add `from:` and what goes into it."
        yield from _feeds_unknown(box.from_, at)
        yield from _fields_unknown(box.from_, at, Plan, "a plan")
        yield from _given_twice(box.columns, (*at, "columns"))
        for place, column in enumerate(box.columns):
            where = (*at, "columns", place)
            if not column.from_ or not all(source.plan for source in column.from_):
                what = f"The column `{column.id}` names no field of its row."
                yield where, what, "Write `from: [{plan: statement}]`."
            row = row_model(box.rows or "")
            yield from _fields_unknown(column.from_, where, row, f"a row of {box.rows}")


_TABLE = "A table has both; leave both out for words."


def _given_twice(
    boxes: Sequence[Box], at: tuple[Key, ...]
) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    seen: set[str] = set()
    for number, box in enumerate(boxes):
        if box.id in seen:
            yield (*at, number), f"`{box.id}` is given twice.", "Give one of the two another id."
        seen.add(box.id)


def _feeds_unknown(
    sources: Sequence[From], at: tuple[Key, ...]
) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    for number, source in enumerate(sources):
        for place, feed in enumerate(source.feeds):
            if feed not in FEEDS:
                from voicebox.prompts.wording import near

                mend = near(feed, FEEDS) or f"There are: {', '.join(PLAIN_FEEDS)}."
                where = (*at, "from", number, "feeds", place)
                yield where, f"No pack feeds `{feed}`, so nothing would ever stand here.", mend


def _fields_unknown(
    sources: Sequence[From], at: tuple[Key, ...], model: type[BaseModel], of: str
) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    for number, source in enumerate(sources):
        if source.plan and not _has(model, source.plan):
            from voicebox.prompts.wording import near

            known = [*model.model_fields]
            mend = near(source.plan, known) or f"There are: {', '.join(known)}."
            where = (*at, "from", number, "plan")
            yield where, f"`{source.plan}` is no field of {of}.", mend


def _has(model: type[BaseModel], name: str) -> bool:
    """Is there such a field? Of a row, also `provision.what`: what serves this outcome."""
    first, _, rest = name.partition(".")
    if model is not Plan and first in ("provision", "reviews") and rest:
        return rest in row_model(first).model_fields
    field = model.model_fields.get(first)
    if field is None:
        return False
    within = field.annotation
    if not rest:
        return True
    return isinstance(within, type) and issubclass(within, BaseModel) and _has(within, rest)


def row_model(rows: str) -> type[BaseModel]:
    """The model of the rows of a plan's table; `Plan` itself where there is no such table."""
    field = Plan.model_fields.get(rows)
    args = _rows_of(field.annotation) if field is not None else ()
    return args[0] if args else Plan


def _rows_of(annotation: Any) -> tuple[type[BaseModel], ...]:
    if isinstance(annotation, types.GenericAlias) and get_origin(annotation) is tuple:
        return tuple(each for each in get_args(annotation) if each is not Ellipsis)
    return ()
