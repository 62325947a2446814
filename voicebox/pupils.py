"""Which pupil a name means: two of one name are told apart by number, as in `Amira#2`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicebox.errors import NotFound
from voicebox.ports import Pupil, Store
from voicebox.text import keep, paint_line

LONGEST_NAME = 200
"""Characters in a pupil's name."""

_NUMBERED = re.compile(r"(?P<name>.+)#(?P<number>[1-9][0-9]{0,5})", re.DOTALL)


def find_or_add(store: Store, wanted: str) -> Pupil:
    """The pupil that a name means; a new one where nobody has that name.

    Args:
        store: where pupils are kept.
        wanted: `NAME`, or `NAME#2` for the second of that name; one number more than there are
            makes a new pupil of that name.

    Raises:
        AnswerRefused: the name is longer than `LONGEST_NAME`.
        NotFound: the name is empty, several pupils have it, or it has no such number.
    """
    name = keep(wanted, limit=LONGEST_NAME).words.strip()
    if not name:
        raise NotFound("A name is needed.", mend="Give it with --pupil NAME.")
    known = store.pupils()
    if any(each.name == name for each in known):
        return find(store, name)
    numbered = _numbered(name, known)
    if numbered is None:
        return store.add_pupil(name)
    is_next = numbered[1] == sum(each.name == numbered[0] for each in known) + 1
    return store.add_pupil(numbered[0]) if is_next else find(store, name)


def find(store: Store, wanted: str) -> Pupil:
    """The pupil that a name means, of those who are kept here.

    Raises:
        NotFound: nobody has that name, several pupils have it, or it has no such number.
    """
    name = wanted.strip()
    known = store.pupils()
    same = namesakes(name, known)
    if len(same) == 1:
        return same[0]
    if same:
        shown = paint_line(name)
        ways = " or ".join(f"{shown}#{number}" for number in range(1, len(same) + 1))
        raise NotFound(_several(store, same), mend=f"Say which one: {ways}.")
    numbered = _numbered(name, known)
    if numbered is None:
        raise NotFound(
            f"There is no pupil called {paint_line(name)[:80]}.", mend="voicebox talks lists them."
        )
    same = namesakes(numbered[0], known)
    if numbered[1] > len(same):
        raise NotFound(_several(store, same), mend=f"There is no #{numbered[1]}.")
    return same[numbered[1] - 1]


def namesakes(name: str, known: Sequence[Pupil]) -> list[Pupil]:
    """The pupils of one name, of all who are `known`, in the order in which they came here.

    The order never changes, so that `Amira#2` is the same child tomorrow: neither a later talk nor
    an older one that is received moves a pupil.
    """
    return [each for each in known if each.name == name]


def numbered_names(known: Sequence[Pupil]) -> dict[str, str]:
    """Names by pupil, fit to be painted, those of one name with their numbers: `Amira#2`."""
    same: dict[str, list[Pupil]] = {}
    for pupil in known:
        same.setdefault(pupil.name, []).append(pupil)
    names = {pupil.id: paint_line(pupil.name) for pupil in known}
    for name, theirs in same.items():
        if len(theirs) > 1:
            ordered = enumerate(theirs, start=1)
            names |= {pupil.id: f"{paint_line(name)}#{number}" for number, pupil in ordered}
    return names


def _numbered(name: str, known: Sequence[Pupil]) -> tuple[str, int] | None:
    """`Amira#2` as a name and a number, where somebody is called Amira."""
    found = _NUMBERED.fullmatch(name)
    if found is None or not any(each.name == found["name"] for each in known):
        return None
    return found["name"], int(found["number"])


def _several(store: Store, same: Sequence[Pupil]) -> str:
    name = paint_line(same[0].name)
    listed = ", ".join(
        f"#{number} ({how_known(store, pupil)})" for number, pupil in enumerate(same, start=1)
    )
    if len(same) == 1:
        return f"There is one pupil called {name}: {listed}."
    return f"There are {len(same)} pupils called {name}: {listed}."


def how_known(store: Store, pupil: Pupil) -> str:
    """What tells a pupil from others of their name: with whom they talked last, when, their id."""
    newest = store.talks(pupil=pupil.id, limit=1)
    if not newest:
        return f"no talk yet, id {pupil.id[:4]}"
    last = newest[0].header
    beside = f" with {paint_line(last.with_)}" if last.with_ else ""
    return f"last talk{beside} on {last.started.day} {last.started:%B %Y}, id {pupil.id[:4]}"
