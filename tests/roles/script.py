"""A role's script as data: who is in the chair, what they say, and what is done meanwhile.

A script is a file of `scripts/`: one or more sittings, each with the pack and what is said. An
entry of `said` is one of

    good-day: [music, making]      cards, by their ids, at this prompt
    good-day-best: the wheel       words; on a board they are something else
    ladder: "2"                    a point, where a ladder is climbed
    went-ok-what: ~dont-know       ~skip, ~dont-know, ~wont-say; ~shown: something else, no words
    do: /break                     what is done besides answering, as it is typed in plain mode
    wait: ~read-back/~all@hopes    go on until this is asked
    ~sharing hope: [school]        who may see this answer, where it is decided one by one

Entries stand in order; between two that are done, those that answer may be asked in any order.
`/change`, `/move`, `/private` and `/remove` name an answer by its prompt, and are done when it is
read back. What a script does not name is answered with `otherwise`; pages are turned. A role can
come `after` another, whose sittings come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from voicebox.prompts.yaml_source import Value, read_yaml

SCRIPTS = Path(__file__).parent / "scripts"
PLANS = Path(__file__).parent / "plans"
"""What staff write afterwards: too long to be played in the app as well."""
DO, WAIT = "do", "wait"


@dataclass(frozen=True)
class Entry:
    """One entry of a script: what is given at a prompt; or what is done, or waited for."""

    name: str
    """The key of a prompt, or `do`, or `wait`."""
    given: str | tuple[str, ...]


@dataclass(frozen=True)
class Sitting:
    """One sitting: a talk that is begun with a pack, or, without one, the last gone on with."""

    pack: str
    with_: str
    language: str
    """A language that the pack has a translation into; empty: its own."""
    otherwise: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Role:
    """A person in the chair, and all that they say."""

    name: str
    pupil: str
    sittings: tuple[Sitting, ...]


def roles(folder: Path = SCRIPTS) -> dict[str, Role]:
    """The roles there are, by the names of their files."""
    return {path.stem: _role(path) for path in sorted(folder.glob("*.yaml"))}


def _role(path: Path) -> Role:
    top = _mapping(read_yaml(path.read_text(encoding="utf-8"), path.name).value)
    before = _role(SCRIPTS / f"{top['after']}.yaml").sittings if "after" in top else ()
    own = tuple(_sitting(_mapping(each)) for each in _list(top["sittings"]))
    return Role(name=path.stem, pupil=str(top["pupil"]), sittings=(*before, *own))


def _sitting(of: Mapping[str, Value]) -> Sitting:
    return Sitting(
        pack=str(of.get("pack", "")),
        with_=str(of.get("with", "")),
        language=str(of.get("language", "")),
        otherwise=str(of.get("otherwise", "~dont-know")),
        entries=tuple(_entry(_mapping(each)) for each in _list(of["said"])),
    )


def _entry(of: Mapping[str, Value]) -> Entry:
    [(name, given)] = of.items()
    return Entry(name, tuple(map(str, given)) if isinstance(given, list) else str(given))


def _mapping(value: Value) -> Mapping[str, Value]:
    assert isinstance(value, dict), value
    return {str(name): each for name, each in value.items()}


def _list(value: Value) -> Sequence[Value]:
    assert isinstance(value, list), value
    return value
