"""Which pupil a name means: two of one name are told apart by number, as in `Amira#2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from voicebox.errors import NotFound
from voicebox.ports import Pupil, Store, TalkSummary
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
    same = namesakes(store, name, known)
    if len(same) == 1:
        return same[0]
    if same:
        raise NotFound(_several(store, same), mend=f"Say which one: {paint_line(name)}#2.")
    numbered = _numbered(name, known)
    if numbered is None:
        raise NotFound(
            f"There is no pupil called {paint_line(name)[:80]}.", mend="voicebox talks lists them."
        )
    same = namesakes(store, numbered[0], known)
    if numbered[1] > len(same):
        raise NotFound(_several(store, same), mend=f"There is no #{numbered[1]}.")
    return same[numbered[1] - 1]


def namesakes(store: Store, name: str, known: Sequence[Pupil] | None = None) -> list[Pupil]:
    """The pupils of one name, the one who talked first before the others.

    The order never changes: later talks do not move a pupil, and one who has not talked yet
    stands after those who have.
    """
    same = [each for each in (store.pupils() if known is None else known) if each.name == name]
    if len(same) < 2:
        return same
    return sorted(same, key=lambda pupil: (_first_talk(store, pupil), pupil.id))


def _first_talk(store: Store, pupil: Pupil) -> datetime:
    started = (talk.header.started for talk in store.talks(pupil=pupil.id))
    return min(started, default=datetime.max.replace(tzinfo=UTC))


def _numbered(name: str, known: Sequence[Pupil]) -> tuple[str, int] | None:
    """`Amira#2` as a name and a number, where somebody is called Amira."""
    found = _NUMBERED.fullmatch(name)
    if found is None or not any(each.name == found["name"] for each in known):
        return None
    return found["name"], int(found["number"])


def _several(store: Store, same: Sequence[Pupil]) -> str:
    name = paint_line(same[0].name)
    listed = ", ".join(
        f"#{number} ({_last_talk(store.talks(pupil=pupil.id, limit=1))})"
        for number, pupil in enumerate(same, start=1)
    )
    if len(same) == 1:
        return f"There is one pupil called {name}: {listed}."
    return f"There are {len(same)} pupils called {name}: {listed}."


def _last_talk(newest: Sequence[TalkSummary]) -> str:
    if not newest:
        return "no talk yet"
    return f"last talk {newest[0].header.started:%d %B %Y}"
