"""A plain talk in a test: lines are typed, by a script or by themselves, into a real store."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from voicebox.bootstrap import build_house
from voicebox.conversation.record import Record
from voicebox.conversation.views import View
from voicebox.plain.front import run_plain
from voicebox.plain.lines import EndOfInput, Line, LineRead, Lines, PipedLines
from voicebox.ports import Begin, House, StoredEvent, TalkSummary
from voicebox.runner import load_record

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"
GOOD_DAY = "Think of a good day"
SORTING = "Here is playground. Where does it go?"


@dataclass(frozen=True)
class Until:
    """Answer by itself until the prompt has these words."""

    words: str


class Pick:
    """The numbers of these cards, wherever they stand on the board."""

    def __init__(self, *words: str) -> None:
        self.words = words


class Interrupt:
    """Ctrl-C."""


Typed = str | Until | Pick | Interrupt


class Script(Lines):
    """Types a script, looking at what was printed as a person does."""

    def __init__(self, typed: tuple[Typed, ...], out: io.StringIO) -> None:
        self._typed: Iterator[Typed] = iter(typed)
        self._out = out
        self._until: str | None = None
        self.words_given: list[str] = []

    @property
    def prompt(self) -> str:
        """What was asked last."""
        return self._out.getvalue().rpartition("\n\n")[2]

    def read(self) -> LineRead:
        if self._until is not None and self._until not in self.prompt:
            return Line(self._by_itself())
        self._until = None
        match next(self._typed, None):
            case None:
                return EndOfInput()
            case Until(words=words):
                self._until = words
                return self.read()
            case Pick(words=words):
                return Line(",".join(str(number_of(self.prompt, word)) for word in words))
            case Interrupt():
                raise KeyboardInterrupt
            case str() as words:
                return Line(words)
            case other:
                raise AssertionError(other)

    def _by_itself(self) -> str:
        prompt = self.prompt
        if "Here is words 1 " in prompt:  # the thing named second is the one that is not liked
            return "3"
        for last in ("everyone", "no more now", "go on"):
            if re.search(rf"^  \d+ {last}$", prompt, re.MULTILINE):
                return str(number_of(prompt, last))
        if "  in words" in prompt:
            self.words_given.append(f" words {len(self.words_given)}\tś 👩‍🚒 ")
            return self.words_given[-1]
        return "1"


def number_of(prompt: str, word: str) -> int:
    """The number that stands before a card's word."""
    found = re.search(rf"^  (\d+) {re.escape(word)}$", prompt, re.MULTILINE)
    assert found, f"{word} is not a card of:\n{prompt}"
    return int(found[1])


class Home:
    """A folder of its own, with a store."""

    def __init__(self, root: Path) -> None:
        self.environ = {
            "VOICEBOX_HOME": str(root / "home"),
            "VOICEBOX_KEYS": str(root / "keys"),
            "VOICEBOX_SPEECH": "off",
        }
        self.house: House = build_house(self.environ)
        self.code = -1
        self.script: Script | None = None

    def talk(self, *typed: Typed, pupil: str = "Amira", aloud: bool = False) -> str:
        """Start a talk with the small pack and type; what was printed."""
        begin = Begin(pack=str(SMALL), pupil=pupil, with_="Mrs Okoye", seed=3)
        return self._run(typed, begin, None, aloud)

    def resume(self, *typed: Typed) -> str:
        """Take up the newest talk and type; what was printed."""
        return self._run(typed, None, self.summary.header.id, False)

    def piped(self, content: bytes, *, until: str) -> str:
        """Bytes to a talk that has come to a prompt; what was printed after it."""
        self.talk(Until(until))
        out = io.StringIO()
        lines = PipedLines(io.BytesIO(content))
        self.code = run_plain(self.house, lines, out, talk=self.summary.header.id)
        return out.getvalue()

    def _run(
        self, typed: tuple[Typed, ...], begin: Begin | None, talk: str | None, aloud: bool
    ) -> str:
        out = io.StringIO()
        self.script = Script(typed, out)
        self.code = run_plain(self.house, self.script, out, begin=begin, talk=talk, aloud=aloud)
        return out.getvalue()

    def with_house(self, **changes: object) -> None:
        """Put something else into the house."""
        self.house = replace(self.house, **changes)  # type: ignore[arg-type]

    @property
    def summary(self) -> TalkSummary:
        """The newest talk."""
        return self.house.store().talks(limit=1)[0]

    @property
    def record(self) -> Record:
        """The newest talk's record."""
        return load_record(self.house.store(), self.summary.header.id)[1]

    @property
    def events(self) -> list[StoredEvent]:
        """The newest talk's events."""
        return self.house.store().events(self.summary.header.id)

    def view(self, prompt: str, part: str = "", item: str = "") -> View:
        """A standing answer."""
        view = self.record.at(prompt, part, item)
        assert view is not None, f"nothing is kept of {prompt} {part} {item}"
        return view
