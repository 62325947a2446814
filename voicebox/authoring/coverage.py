"""Which line of the two sources each prompt, plan field, document or rule serves, and which none.

The lines are data (`coverage.yaml`). Both sides must agree: a prompt that is said to serve a line
cites that line, or the chapter or list it stands in, and a source that a pack cites is in the list.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from voicebox.errors import PackError
from voicebox.plan.fields import FIELDS
from voicebox.plan.models import Aspiration, Plan
from voicebox.prompts.models import Form, Pack, Prompt
from voicebox.prompts.wording import near
from voicebox.prompts.yaml_source import Value, read_yaml

RULES = range(1, 25)
"""The practice rules of content.md."""
_FIELDS = frozenset({"id", "line", "says", "served_by", "asked_in", "left_out"})


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a source. `id` is how packs cite it; `document` is E or N; `where`: `48-53`."""

    id: str
    document: str
    where: str
    says: str
    served_by: tuple[str, ...] = ()
    asked_in: tuple[str, ...] = ()
    """Packs in which a prompt has to cite it."""
    left_out: str = ""
    """The reason, where it is left out on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line's entry, or with what a pack cites."""

    id: str
    what: str


def source_lines(text: str | None = None) -> tuple[SourceLine, ...]:
    """The lines in the order of their sources; of `text`, for a list other than the shipped one.

    Raises:
        PackError: the list cannot be used; the line begins with `file:line:`.
    """
    file = "coverage.yaml"
    if text is None:
        text = files("voicebox.authoring").joinpath(file).read_text(encoding="utf-8")
    source = read_yaml(text, file)
    top = source.value if isinstance(source.value, dict) else {}
    entries = top.get("lines")
    if not isinstance(entries, list):
        raise PackError(f"{file}:1: There is no list of `lines`.", mend="Begin it with `lines:`.")
    found = []
    for at, entry in enumerate(entries):
        try:
            found.append(_line(entry))
        except ValueError as error:
            where = source.line(("lines", at))
            raise PackError(f"{file}:{where}: {error}", mend="See the head of the file.") from error
    return tuple(found)


def _line(entry: Value) -> SourceLine:
    if not isinstance(entry, dict) or not {"id", "line", "says"} <= entry.keys() <= _FIELDS:
        raise ValueError("A line has `id`, `line` and `says`, and no others than are listed.")
    id_ = str(entry["id"])
    return SourceLine(
        id=id_,
        document=id_.partition(" ")[0],
        where=str(entry["line"]),
        says=str(entry["says"]),
        served_by=_names(entry.get("served_by")),
        asked_in=_names(entry.get("asked_in")),
        left_out=str(entry.get("left_out", "")),
    )


def _names(value: Value) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError("`served_by` and `asked_in` are lists.")
    return tuple(str(each) for each in value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What packs ask: the sources that each prompt cites, by `pack/prompt`, and what they feed."""

    cited: Mapping[str, tuple[str, ...]]
    feeds: frozenset[str]


def asked(packs: Mapping[str, Pack]) -> Asked:
    """What the packs ask, given by their names."""
    cited: dict[str, tuple[str, ...]] = {}
    feeds: set[str] = set()
    for name, pack in packs.items():
        for prompt in (*pack.opening, *(each for _, each in pack.prompts())):
            cited[f"{name}/{prompt.id}"] = tuple(map(_whole, prompt.source))
            feeds |= {*prompt.feeds, *_fed_by_fields(prompt)}
    return Asked(cited, frozenset(feeds))


def _fed_by_fields(prompt: Prompt) -> Iterable[str]:
    fields = prompt.fields if isinstance(prompt, Form) else ()
    return (feed for field in fields for feed in field.feeds)


def _whole(source: str) -> str:
    """`N item 3` is short for `N 3.1 item 3`."""
    return source.replace("N item ", "N 3.1 item ", 1)


def asked_by(line: SourceLine, asked: Asked) -> list[str]:
    """The prompts that cite a line itself, as `pack/prompt`, in the order of the packs."""
    return [
        name
        for name, sources in asked.cited.items()
        if any(cites(source, line.id) for source in sources)
    ]


def still_to_ask(line: SourceLine, asked: Asked) -> tuple[str, ...]:
    """What is missing: packs that ought to ask, and fields of a plan that no pack asks for."""
    asking = {name.partition("/")[0] for name in (*asked_by(line, asked), *line.served_by)}
    packs = [pack for pack in line.asked_in if pack not in asking]
    fields = [name for name in line.served_by if _is_unasked(name, asked)]
    return (*packs, *fields)


def _is_unasked(name: str, asked: Asked) -> bool:
    """A field that a form has to ask for counts only where a pack has such a form."""
    kind, _, field = name.partition(":")
    return kind == "plan" and _feed(field) in FIELDS.keys() - asked.feeds


def _feed(field: str) -> str:
    """What packs call a field of the plan: `outcome-so-that` for `outcome.so_that`."""
    return field.replace(".", "-").replace("_", "-")


def is_served(line: SourceLine, asked: Asked) -> bool:
    """Does something serve this line, with nothing still to be asked?"""
    return bool(line.served_by or line.asked_in) and not still_to_ask(line, asked)


def faults(lines: Iterable[SourceLine], asked: Asked, documents: Container[str]) -> list[Fault]:
    """What does not agree between the list, the packs, the plan and the documents.

    Args:
        lines: the list.
        asked: what the packs ask.
        documents: the names of the documents that can be written.
    """
    several = list(lines)
    found = [fault for line in several for fault in _of_line(line, asked, documents)]
    ids = [line.id for line in several]
    found += [Fault(name, "is in the list twice") for name in set(ids) if ids.count(name) > 1]
    return [*found, *_strays(ids, asked)]


def cites(source: str, line: str) -> bool:
    """Does a source that a prompt names mean this line? `E ch. 2 q. 1` means its parts too."""
    return source == line or line.startswith(f"{source}.")


def covers(source: str, line: str) -> bool:
    """Does a source name this line, or the chapter or list that it stands in (`E ch. 4`)?"""
    return cites(source, line) or line.startswith(f"{source} ")


def _of_line(line: SourceLine, asked: Asked, documents: Container[str]) -> Iterable[Fault]:
    if line.document not in ("E", "N"):
        yield Fault(line.id, "begins with neither E nor N")
    if line.left_out and (line.served_by or line.asked_in):
        yield Fault(line.id, "is left out and served at the same time")
    for name in line.served_by:
        kind, _, rest = name.rpartition(":")
        if not kind:
            if name not in asked.cited:
                yield Fault(line.id, f"cites `{name}`, which is gone")
            elif not any(covers(source, line.id) for source in asked.cited[name]):
                yield Fault(line.id, f"is said to be served by `{name}`, which does not cite it")
        elif not _is_there(kind, rest, documents):
            yield Fault(line.id, f"cites `{name}`, which there is not")


def _is_there(kind: str, name: str, documents: Container[str]) -> bool:
    if kind == "plan":
        return _is_plan_field(name)
    if kind == "document":
        return name in documents
    return kind == "rule" and name.isdigit() and int(name) in RULES


def _is_plan_field(name: str) -> bool:
    """Is `outcome.so_that` a field that a form fills, or `plan.needs` one that is worked out?"""
    group, _, field = name.partition(".")
    model = {"plan": Plan, "aspiration": Aspiration}.get(group)
    return _feed(name) in FIELDS or field in getattr(model, "model_fields", ())


def _strays(ids: list[str], asked: Asked) -> Iterable[Fault]:
    for name, sources in asked.cited.items():
        for source in sources:
            if not source.startswith("rule") and not any(covers(source, each) for each in ids):
                hint = near(source, ids)
                yield Fault(source, f"is cited by `{name}`, and is no line of the list. {hint}")
