"""Lines that begin with a slash: what the adult, or the child, can do besides answering."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from voicebox.conversation.inputs import (
    Change,
    DontKnow,
    GoBack,
    HearAgain,
    Input,
    KeepBack,
    Move,
    Pass,
    Remove,
    SetContext,
    Skip,
    Stop,
    TakeBreak,
    TakeNote,
    Translate,
)
from voicebox.conversation.views import HAND_OVER_HAND, Help, Mode, Speaker, ViewKind
from voicebox.errors import AnswerRefused
from voicebox.text import keep

LONGEST_NAME = 200
"""Characters in one name."""

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Worry:
    """A worry, to be kept apart from the talk."""

    words: str
    about_staff: bool = False


@dataclass(frozen=True, slots=True)
class ShowCommands:
    """List the commands."""


@dataclass(frozen=True, slots=True)
class Explain:
    """Say what a hard word means; without one, list them all."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Carry on after a break."""


Command = Input | Worry | ShowCommands | Explain | GoOn

HELP = """\
/back           what was asked before; nothing is lost
/skip           not now
/dontknow       I don't know
/pass           I won't say
/break          a break; the talk goes on later
/carryon        go on after a break
/stop           stop the talk; what was said is kept
/hear           say it again, then in other words
/words          the hard words, and what they mean; /word WORD for one of them
/private        keep the last answer back; /private N for the answer with that number
/change N       answer it anew
/move N COLUMN  put a card into another column
/remove N       take an answer out
/note TEXT      how the adult reads the last answer; /saw TEXT what the adult saw
/translate N LANGUAGE BY: WORDS   the answer N in another language: /translate 12 en Mr Shah: ...
/worry TEXT     a worry about safety, kept apart from the talk; /worrystaff TEXT about staff
/who SPEAKER [NAME]   who is speaking: child, parent_carer, key_adult, other
/mode M,M       how: speech, sign, symbol, pointing, object, drawing, writing, technology, behaviour
/helped LEVEL   how much help: none, repeated, said_another_way, options_pointed_to, hand_over_hand
/present A,B    who is in the room
/interpreter NAME     who interprets
//words         words that begin with a slash"""


def read_command(line: str) -> Command:
    """The command of a line that begins with one slash.

    Raises:
        AnswerRefused: there is no such command, or what follows it does not fit.
    """
    name, *rest = re.split(r"\s", line[1:], maxsplit=1)
    if name not in _COMMANDS:
        raise AnswerRefused(
            f"There is no /{name[:40]}.",
            mend="/help lists the commands; words that begin with a slash take two: //",
        )
    return _COMMANDS[name](rest[0] if rest else "")


def _bare(command: Command) -> Callable[[str], Command]:
    def read(rest: str) -> Command:
        if rest.strip():
            raise AnswerRefused(
                "Nothing stands after this command.",
                mend="Give it alone; words that begin with a slash take two: //",
            )
        return command

    return read


def _numbered(make: Callable[[int], Command]) -> Callable[[str], Command]:
    return lambda rest: make(_number(rest))


def _number(words: str) -> int:
    if not re.fullmatch(r"\[?[0-9]{1,9}\]?", words.strip()):
        raise AnswerRefused(
            "Which answer? A number is needed here.",
            mend="It is the N of `kept N`, as in /change 12.",
        )
    return int(words.strip().strip("[]"))


def _private(rest: str) -> Command:
    return KeepBack(_number(rest)) if rest.strip() else KeepBack()


def _move(rest: str) -> Command:
    number, _, column = rest.strip().partition(" ")
    if not column.strip():
        raise AnswerRefused("To which column?", mend="Name it, as in /move 12 like.")
    return Move(_number(number), column)


def _translate(rest: str) -> Command:
    told = re.fullmatch(
        r"\[?([0-9]{1,9})\]?\s+([A-Za-z][A-Za-z-]{1,19})\s+([^:]+):(.+)", rest.strip()
    )
    if told is None:
        raise AnswerRefused(
            "Which answer, into which language, by whom, and the words?",
            mend="As in: /translate 12 en Mr Shah: I like swimming.",
        )
    number, language, by, words = told.groups()
    return Translate(int(number), words.strip(), language, _name(by))


def _worry(*, about_staff: bool) -> Callable[[str], Command]:
    def read(rest: str) -> Command:
        if not rest.strip():
            raise AnswerRefused("The worry is empty.", mend="Write it after /worry, in one line.")
        return Worry(rest, about_staff)

    return read


def _who(rest: str) -> Command:
    speaker, _, name = rest.strip().partition(" ")
    return SetContext(speaker=_one(Speaker, speaker), speaker_name=_name(name))


def _modes(rest: str) -> Command:
    return SetContext(modes=tuple(dict.fromkeys(_one(Mode, each) for each in _listed(rest))))


def _helped(rest: str) -> Command:
    if _plain(rest) == HAND_OVER_HAND:
        return SetContext(help="hand_over_hand")
    return SetContext(help=_one(Help, rest, HAND_OVER_HAND))


def _one(kind: type[E], words: str, *others: str) -> E:
    try:
        return kind(_plain(words))
    except ValueError:
        known = ", ".join([*kind, *others])
        raise AnswerRefused("That is none of these.", mend=f"They are: {known}.") from None


def _plain(words: str) -> str:
    return re.sub(r"[ -]+", "_", words.strip().casefold())


def _listed(words: str) -> list[str]:
    return [each.strip() for each in words.split(",") if each.strip()]


def _name(words: str) -> str:
    return keep(words.strip(), limit=LONGEST_NAME).words


_COMMANDS: dict[str, Callable[[str], Command]] = {
    "back": _bare(GoBack()),
    "skip": _bare(Skip()),
    "dontknow": _bare(DontKnow()),
    "pass": _bare(Pass()),
    "break": _bare(TakeBreak()),
    "carryon": _bare(GoOn()),
    "stop": _bare(Stop()),
    "hear": _bare(HearAgain()),
    "help": _bare(ShowCommands()),
    "words": _bare(Explain()),
    "word": lambda rest: Explain(rest.strip()),
    "note": lambda rest: TakeNote(rest),
    "saw": lambda rest: TakeNote(rest, ViewKind.OBSERVATION),
    "translate": _translate,
    "worry": _worry(about_staff=False),
    "worrystaff": _worry(about_staff=True),
    "private": _private,
    "change": _numbered(Change),
    "move": _move,
    "remove": _numbered(Remove),
    "mode": _modes,
    "helped": _helped,
    "who": _who,
    "present": lambda rest: SetContext(present=tuple(_name(each) for each in _listed(rest))),
    "interpreter": lambda rest: SetContext(interpreter=_name(rest)),
}
