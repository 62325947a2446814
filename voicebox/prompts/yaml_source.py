"""Read one YAML file as plain values with a line number for each, trusting nothing in it.

Only the parser's events are used: no tag is resolved, no object is made, nothing recurses. Words
stay words (`no`, `yes`, `on` and dates too); only `true` and `false` and whole numbers are more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from voicebox.prompts.problems import PackProblems, Problem
from voicebox.text import keep

DEEPEST = 40
"""Lists and lines within one another."""
MOST_NODES = 100_000
"""Words, lists and groups of lines in one file."""

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})")
_NOT_YAML = re.compile("[\ufeff\ufffe\uffff]")
_PARSER = getattr(yaml, "CLoader", yaml.Loader)

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
Key = str | int
"""One step into a file's values: a name, or the place in a list, from 0."""


@dataclass(slots=True)
class Spot:
    """The line on which a value stands, the spots of what is within it, and the file."""

    line: int
    within: dict[Key, Spot] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class YamlSource:
    """What a file says, as plain values, and where it says it."""

    file: str
    value: Value
    spot: Spot
    files: int = 1
    """How many files it is from: its own, and those that it builds on."""

    def line(self, path: Sequence[Key]) -> int:
        """The line of the value at `path`, or of the nearest thing around it that is written."""
        return self._spots(path)[-1].line

    def place(self, path: Sequence[Key]) -> tuple[str, int]:
        """As `line`, with the file: a pack that extends another has values of several files."""
        spot = self._spots(path)[-1]
        return spot.file or self.file, spot.line

    def taken(self, path: Sequence[Key]) -> int:
        """The line of this file where the value at `path` stands, or is taken from elsewhere."""
        return [spot.line for spot in self._spots(path) if spot.file in ("", self.file)][-1]

    def _spots(self, path: Sequence[Key]) -> list[Spot]:
        spots = [self.spot]
        for key in path:
            if key not in spots[-1].within:
                break
            spots.append(spots[-1].within[key])
        return spots


def read_yaml(text: str, file: str) -> YamlSource:
    """Read `text`, the whole of `file`, into values and their lines.

    Raises:
        PackProblems: it is no YAML, or holds what a pack may not: control characters, a name
            given twice, an anchor, alias or tag, a second document, or too much.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_controls(text, file)
    building = _Building(file)
    try:
        for event in _events(text):
            building.take(event)
    except yaml.MarkedYAMLError as error:
        building.refuse(*_in_plain_words(error, text))
    except yaml.YAMLError:
        building.refuse(1, "This file holds characters that YAML cannot.", _SAVE_AGAIN)
    if building.spot is None:
        building.refuse(1, "The file is empty.", "Begin from a pack that works: packs new.")
    return YamlSource(file, building.value, building.spot)


_SAVE_AGAIN = "Save it again from a plain text editor, as UTF-8."


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_PARSER)


def _refuse_controls(text: str, file: str) -> None:
    if not _holds_controls(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _holds_controls(line):
            what = "This line holds a control character that nobody can see."
            mend = "Delete the line and type it again."
            raise PackProblems([Problem(file, number, what, mend)])


def _holds_controls(words: str) -> bool:
    return bool(keep(words, limit=len(words)).removed) or bool(_NOT_YAML.search(words))


def _in_plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """The line of a parser's complaint, what it means to a person, and the mend."""
    said = f"{error.context or ''} {error.problem or ''}"
    opened = "end of stream" in said or "',' or" in said
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    written = text.split("\n")[line : line + 1]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        said = "found a tab"
    for part, what, mend in _COMPLAINTS:
        if part in said:
            return line + 1, what, mend
    return (
        line + 1,
        "From here on the file cannot be read as YAML.",
        'Look at this line and the one before: the spaces at their start, colons, and " marks.',
    )


_QUOTE = 'Put the words between " marks.'
_COMPLAINTS = (
    ("found a tab", "A tab stands where spaces should.", "Use spaces at the start of lines."),
    (
        "mapping values are not allowed",
        "There is a colon too many here, or too many spaces at the start.",
        'Words that hold a colon go between " marks; lines of one list begin alike.',
    ),
    (
        "end of stream",
        "A \" or ' mark is opened here and never closed.",
        "Close it at the end of the words.",
    ),
    ("escape", 'A \\ between " marks means something else.', "Use ' marks around the words."),
    ("cannot start any token", "These words begin with a mark that YAML keeps for itself.", _QUOTE),
    ("scanning an alias", "These words begin with a mark that YAML keeps for itself.", _QUOTE),
    ("',' or", "A bracket is opened here and never closed, or a comma is missing.", "Look for it."),
    (
        "did not find expected",
        "This line does not fit with those around it.",
        "Begin lines of one list with the same spaces; put words that hold \" or ' between marks.",
    ),
    (
        "could not find expected ':'",
        "A name just before this has no colon after it.",
        "Write `name: words`, or line the words up with those above.",
    ),
)


@dataclass(slots=True)
class _Open:
    """A list or a group of lines that is still being read."""

    value: list[Value] | dict[str, Value]
    spot: Spot
    name: str | None = None
    name_line: int = 0


class _Building:
    """Builds values from events with a list of what is open, never by recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Value = None
        self.spot: Spot | None = None
        self._open: list[_Open] = []
        self._nodes = 0

    def refuse(self, line: int, what: str, mend: str) -> NoReturn:
        raise PackProblems([Problem(self.file, line, what, mend)])

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self._check_node(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._take_words(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.spot is not None:
            self.refuse(
                line,
                "A second document begins here (a line of ---).",
                "Keep one pack in one file: take the line out.",
            )

    def _check_node(self, event: yaml.NodeEvent, line: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.refuse(
                line,
                f"The file holds more than {MOST_NODES:,} things.",
                "Make two packs of it.",
            )
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(
                line,
                f"`{event.anchor}` with & or * before it points elsewhere; packs do not allow it.",
                'Write it out again. Words that begin with & or * go between " marks.',
            )
        if getattr(event, "tag", None) is not None:
            self.refuse(
                line,
                "A ! names a type here (a tag), and packs have none.",
                'Take it out. Words that begin with ! go between " marks.',
            )

    def _take_words(self, event: yaml.ScalarEvent, line: int) -> None:
        words: str = event.value
        if _holds_controls(words):
            self.refuse(
                line,
                "These words hold a control character, written with a \\.",
                "Take it out: it could take over the screen.",
            )
        around = self._open[-1] if self._open else None
        if around is not None and isinstance(around.value, dict) and around.name is None:
            self._take_name(around, words, line)
        else:
            self._place(_plain_value(words) if not event.style else words, line)

    def _take_name(self, around: _Open, name: str, line: int) -> None:
        if name in around.spot.within:
            self.refuse(
                line,
                f"`{name}` is given twice here, first on line {around.spot.within[name].line}.",
                "Keep one of the two.",
            )
        around.name, around.name_line = name, line

    def _begin(self, empty: list[Value] | dict[str, Value], line: int) -> None:
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].name is None:
            self.refuse(
                line,
                "A name is missing before the colon.",
                'Write `name: words`. Words that begin with [ or { go between " marks.',
            )
        if len(self._open) >= DEEPEST:
            self.refuse(
                line,
                f"More than {DEEPEST} lists or groups stand within one another.",
                "Take some of the layers away.",
            )
        spot = self._place(empty, line)
        self._open.append(_Open(empty, spot))

    def _place(self, value: Value, line: int) -> Spot:
        if not self._open:
            self.value, self.spot = value, Spot(line, file=self.file)
            return self.spot
        around = self._open[-1]
        if isinstance(around.value, dict):
            name = around.name or ""
            around.value[name], around.name = value, None
            return around.spot.within.setdefault(name, Spot(around.name_line, file=self.file))
        around.value.append(value)
        return around.spot.within.setdefault(len(around.value) - 1, Spot(line, file=self.file))


def _plain_value(words: str) -> Value:
    """What words without quotation marks mean: nothing, true, false, a number, or themselves."""
    if words in ("true", "false"):
        return words == "true"
    if not words:
        return None
    return int(words) if _WHOLE_NUMBER.fullmatch(words) else words
