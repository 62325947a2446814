"""What a pack's author should know before a child sees the pack: each fault with its line.

The rules are those of `content.md`; a rule's name stands in `Finding.rule`, for tests and docs.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voicebox.authoring.routes import explore, skipped_sections
from voicebox.prompts.loader import load_with_lines
from voicebox.prompts.models import (
    Audience,
    Faces,
    Kind,
    Option,
    Pack,
    Prompt,
    Route,
    ScalePrompt,
    Sort,
    blanks,
)
from voicebox.prompts.problems import PackProblems
from voicebox.prompts.structure import Place, boards, flaws, places, scale_of, walk
from voicebox.prompts.wording import near
from voicebox.prompts.yaml_source import Key

MOST_CARDS = 12
LONGEST_WORD = 22
"""Letters that fit under a card of 16 columns, on two lines with a space."""
MOST_COLUMNS = 3

_FOR_CHILDREN = (Audience.CHILD, Audience.YOUNG_PERSON)
_NO_SECOND_WORDING = (Kind.TELL_YOU, Kind.NOTICE, Kind.FORM)


class Severity(StrEnum):
    """How much a finding matters: an error stops a pack, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `line` counts from 1; 0 where there is no file."""

    line: int
    severity: Severity
    rule: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class _Found:
    path: Sequence[Key]
    severity: Severity
    rule: str
    what: str
    mend: str


def check_pack(path_or_pack: Path | Pack, known_symbols: Container[str]) -> list[Finding]:
    """Everything to mend in a pack, in the order of its file.

    Args:
        path_or_pack: a YAML file, or a pack already loaded (its findings have no lines).
        known_symbols: the ids of the symbols there are.

    Returns:
        No finding of severity error means that the pack can be used. A file that cannot be
        loaded gives what the loader says, under the rule `load`, and nothing else.
    """
    if isinstance(path_or_pack, Pack):
        return _findings(_all(path_or_pack, known_symbols), lambda _: 0)
    try:
        pack, source = load_with_lines(path_or_pack)
    except PackProblems as error:
        return [
            Finding(problem.line, Severity.ERROR, "load", problem.what, problem.mend)
            for problem in error.problems
        ]
    found = [*_all(pack, known_symbols), *_file_name(pack, path_or_pack)]
    return _findings(found, source.line)


def _findings(found: Iterable[_Found], line: Callable[[Sequence[Key]], int]) -> list[Finding]:
    all_of_them = [
        Finding(line(each.path), each.severity, each.rule, each.what, each.mend) for each in found
    ]
    return sorted(all_of_them, key=lambda finding: finding.line)


def _all(pack: Pack, known_symbols: Container[str]) -> Iterator[_Found]:
    wrong = list(flaws(pack))
    for flaw in wrong:
        yield _Found(flaw.path, Severity.ERROR, "load", flaw.what, flaw.mend)
    yield from _symbols(pack, known_symbols)
    yield from _opening(pack)
    yield from _words(pack)
    yield from _scales(pack)
    for place in places(pack):
        yield from _prompt(place, pack)
    if not wrong:
        yield from _ways(pack)


def _file_name(pack: Pack, path: Path) -> Iterator[_Found]:
    if pack.pack != path.stem:
        what = f"The pack is called `{pack.pack}` and its file `{path.name}`."
        yield _Found(
            ("pack",),
            Severity.ADVICE,
            "file-name",
            what,
            f"Call the file `{pack.pack}.yaml`: packs are found by the name of their file.",
        )


def _symbols(pack: Pack, known: Container[str]) -> Iterator[_Found]:
    names = known if isinstance(known, Iterable) else ()
    for path, value in walk(pack):
        if path and path[-1] == "symbol" and isinstance(value, str) and value not in known:
            yield _Found(
                path,
                Severity.ERROR,
                "unknown-symbol",
                f"There is no symbol `{value}`.",
                near(value, names) or "Look for one: voicebox symbols find WORD.",
            )


def _opening(pack: Pack) -> Iterator[_Found]:
    sources = [source for line in pack.opening for source in line.source]
    if pack.audience in _FOR_CHILDREN and not any(_is_rule_14(source) for source in sources):
        yield _Found(
            ("opening",),
            Severity.ERROR,
            "must-tell",
            "The opening does not say that an adult must tell someone if a person is not safe.",
            "Add a line that says so, with `source: rule 14`.",
        )
    for at, line in enumerate(pack.opening):
        if line.next or line.then or line.only_if:
            yield _Found(
                ("opening", at),
                Severity.WARNING,
                "opening-branches",
                f"The opening line `{line.id}` has a condition, a route or a follow-up.",
                "Take it out: opening lines are always said, one after another.",
            )


def _is_rule_14(source: str) -> bool:
    return source.split()[:2] == ["rule", "14"]


def _words(pack: Pack) -> Iterator[_Found]:
    for path, board in boards(pack):
        if len(board) > MOST_CARDS:
            yield _Found(
                path,
                Severity.WARNING,
                "wide-board",
                f"This board has {len(board)} cards; {MOST_CARDS} are many already.",
                "Keep those that matter most. `something else` is always there.",
            )
    for path, value in walk(pack):
        if isinstance(value, Option) and len(value.word) > LONGEST_WORD:
            yield _Found(
                path,
                Severity.ADVICE,
                "long-word",
                f"`{value.word}` has {len(value.word)} letters; {LONGEST_WORD} fit under a card.",
                "Find a shorter word.",
            )


def _scales(pack: Pack) -> Iterator[_Found]:
    for place in places(pack):
        scale = scale_of(place.prompt, pack)
        columns = len(scale.points) if isinstance(scale, Faces) else 0
        if isinstance(place.prompt, Sort) and columns > MOST_COLUMNS:
            yield _Found(
                (*place.path, "scale"),
                Severity.WARNING,
                "many-columns",
                f"`{place.prompt.id}` sorts into {columns} columns.",
                f"Name a scale of two or {MOST_COLUMNS} points.",
            )
    used = [each for each in places(pack) if isinstance(each.prompt, Sort | ScalePrompt)]
    if used and pack.practice is None and pack.audience in _FOR_CHILDREN:
        yield _Found(
            (*used[0].path, "scale"),
            Severity.WARNING,
            "no-practice",
            f"`{used[0].prompt.id}` uses a scale, and the pack has no `practice` (rule 3).",
            "Add `practice`, so that the scale is tried with a like and a dislike first.",
        )


def _prompt(place: Place, pack: Pack) -> Iterator[_Found]:
    prompt = place.prompt
    if not prompt.source:
        yield _Found(
            place.path,
            Severity.WARNING,
            "no-source",
            f"`{prompt.id}` names no source.",
            "Add the line it serves, such as `source: E ch. 2 q. 1`.",
        )
    said_once = prompt.another_way is None and prompt.kind not in _NO_SECOND_WORDING
    if said_once and pack.audience is not Audience.STAFF:
        yield _Found(
            place.path,
            Severity.ADVICE,
            "another-way",
            f"`{prompt.id}` has no `another_way` (rule 6).",
            "Add the same question in other words.",
        )
    yield from _item(place, pack)


def _item(place: Place, pack: Pack) -> Iterator[_Found]:
    """`{item}` stands for a card in hand: outside a sort it would be read out as it is written."""
    above = {each.prompt.id: each for each in places(pack)}
    around: Place | None = place
    while around is not None:
        if isinstance(around.prompt, Sort):
            return
        around = above.get(around.parent) if around.parent else None
    for name in ("ask", "another_way"):
        if "item" in blanks(getattr(place.prompt, name) or ""):
            yield _Found(
                (*place.path, name),
                Severity.WARNING,
                "no-item",
                f"`{place.prompt.id}` names {{item}}, but no card is in hand there.",
                "Write the words out: {item} is filled in only in a sort and its follow-ups.",
            )


def _ways(pack: Pack) -> Iterator[_Found]:
    """What no child can reach, and ways that leave out the last word."""
    explored = explore(pack)
    yield from _always(pack)
    for place in places(pack):
        yield from _skipping(place, pack)
    if explored.too_many:
        yield _Found(
            (),
            Severity.ADVICE,
            "too-branched",
            "There are too many ways through this pack to follow them all.",
            "Fewer conditions about earlier prompts are easier to check, and to talk through.",
        )
        return
    asked = explored.asked
    for place in places(pack):
        prompt = place.prompt
        if prompt.id not in asked and (place.parent is None or place.parent in asked):
            yield _unreachable(prompt, place)
        for number, route in enumerate(prompt.next):
            if prompt.id in asked and (prompt.id, number) not in explored.taken:
                yield _never_taken(prompt, route, place, number)


def _unreachable(prompt: Prompt, place: Place) -> _Found:
    if prompt.only_if is not None:
        return _Found(
            (*place.path, "only_if"),
            Severity.ERROR,
            "unreachable",
            f"No answers lead to `{prompt.id}`: its condition never holds.",
            "Mend the condition, or the routes that pass by what it speaks of.",
        )
    return _Found(
        place.path,
        Severity.ERROR,
        "unreachable",
        f"No answers lead to `{prompt.id}`: every route passes it by.",
        "Let a route lead to it, or take it out.",
    )


def _never_taken(prompt: Prompt, route: Route, place: Place, number: int) -> _Found:
    first = next((at for at, each in enumerate(prompt.next) if each.if_ is None), number)
    why = "a route before it has no condition" if first < number else "its condition never holds"
    return _Found(
        (*place.path, "next", number),
        Severity.ERROR,
        "never-taken",
        f"`{prompt.id}` never goes on to `{route.to}`: {why}.",
        "Mend the condition, or put a route without one last.",
    )


def _always(pack: Pack) -> Iterator[_Found]:
    if pack.audience in _FOR_CHILDREN and not any(section.always for section in pack.sections):
        yield _Found(
            ("sections",),
            Severity.ADVICE,
            "no-last-word",
            "No section is marked `always: true`, so a talk ended early has no last word.",
            "Mark the child's last word with `always: true`.",
        )


def _skipping(place: Place, pack: Pack) -> Iterator[_Found]:
    section = pack.sections.index(place.section)
    for number, route in enumerate(place.prompt.next):
        for missed in skipped_sections(pack, section, route):
            yield _Found(
                (*place.path, "next", number),
                Severity.ERROR,
                "dead-end",
                f"`{place.prompt.id}` goes on to `{route.to}` and leaves out `{missed}`, "
                "which is always asked.",
                f"Let the route lead to `{missed}` or before it.",
            )
