"""What a power cut left of a home while a command ran: is all of it there, and does it open?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.house import BenchHome
from bench.torture.deeds import UNASKED, Deed, Ways, argv_of, do
from bench.torture.residue import NAME, found
from bench.torture.story import Events, events_of
from voicebox.doctor import _rights
from voicebox.errors import WrongKey
from voicebox.locations import Locations, locate
from voicebox.rights.forgetting import held, tombstones
from voicebox.settings import load_settings
from voicebox.store import keys
from voicebox.store.first_run import TALKS_FILE
from voicebox.store.repository import SqlStore

_RECOVERY_KEY = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}")


@dataclass(frozen=True)
class Done:
    """A command that was recorded: how the home was before it, and after it."""

    deed: Deed
    before: Events
    after: Events
    files: Mapping[str, bytes]
    """What lay in `out`, and the settings, before."""
    finished: Mapping[str, bytes]
    """The same, after it."""


@dataclass(frozen=True)
class Left:
    """What a cut left of the home."""

    home: BenchHome
    done: Done
    told: str

    @property
    def is_told(self) -> bool:
        """Was it said to be done?"""
        return self.done.deed.said in self.told

    @property
    def where(self) -> Locations:
        """The folders of the talks that the command is about."""
        data = str(self.home.folder / self.done.deed.store)
        return locate({**self.home.environ, "VOICEBOX_HOME": data})


@dataclass
class Looked:
    """What came of looking."""

    due: int = 0
    """Events that had to be there."""
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    """All else that must not be."""

    def must(self, holds: bool, otherwise: str) -> None:
        """Note what must not be."""
        if not holds:
            self.wrong.append(otherwise)


# -- the talks ---------------------------------------------------------------------------------


def talks_whole(left: Left) -> Looked:
    """The ways in stand as before or as after, never half way, and every event is there."""
    deed, ways = left.done.deed, _ways(left)
    if not ways:
        return Looked(wrong=["nothing opens the talks"])
    looked = Looked()
    allowed = (deed.after,) if left.is_told else (deed.before, deed.after)
    looked.must(ways in allowed, f"the talks open by {sorted(ways)}")
    store = SqlStore.open(left.where, _secret(left, min(ways)) or None)
    try:
        store.check_pages()
        there = {each.header.id: store.events(each.header.id) for each in store.talks()}
    finally:
        store.close()
    _compare(looked, left, there)
    return looked


def _compare(looked: Looked, left: Left, there: Events) -> None:
    before, after = left.done.before, left.done.after
    due = after if left.is_told else {id_: before[id_] for id_ in before if id_ in after}
    looked.due = sum(map(len, due.values()))
    looked.lost = sum(max(len(due[id_]) - len(there.get(id_, ())), 0) for id_ in due)
    looked.must(there in (before, after), f"the talks are not as before or after: {[*there]}")


def _ways(left: Left) -> Ways:
    """All that opens them, of what did before and what was to."""
    deed = left.done.deed
    return frozenset(way for way in {UNASKED} | deed.before | deed.after if _opens(left, way))


def _opens(left: Left, way: str) -> bool:
    secret = _secret(left, way)
    if secret is None:
        return False
    try:
        SqlStore.open(left.where, secret or None).close()
    except WrongKey:
        return False
    return True


def _secret(left: Left, way: str) -> str | None:
    """What is typed; a recovery key has to be read from its page."""
    if not way.startswith("@"):
        return way
    page = left.home.folder / "out" / way[1:]
    printed = _RECOVERY_KEY.search(page.read_text("utf-8")) if page.exists() else None
    return printed[0] if printed else None


# -- the files ---------------------------------------------------------------------------------


def files_of(home: BenchHome) -> dict[str, bytes]:
    """The files that commands write for people, and the settings."""
    paths = [*(home.folder / "out").iterdir(), home.where.settings_file]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def files_whole(left: Left) -> Looked:
    """The talks; and each file is as before or as after, never half of it or gone."""
    looked, there = talks_whole(left), files_of(left.home)
    _see_files(looked, left, there)
    return looked


def _see_files(looked: Looked, left: Left, there: Mapping[str, bytes]) -> None:
    for name in {**left.done.files, **left.done.finished}:
        before, after = left.done.files.get(name), left.done.finished.get(name)
        size = len(there.get(name, b""))
        looked.must(
            there.get(name) in ((after,) if left.is_told else (before, after)),
            f"{name} is not as before or after: {size} bytes, told: {left.is_told}",
        )


def settings_whole(left: Left) -> Looked:
    """The settings are those of before, or the new ones, and can be read."""
    looked = files_whole(left)
    preferences = load_settings(left.home.where.settings_file)
    both = (preferences.adult, preferences.theme)
    looked.must(both in (("Mrs Okoye", "cream"), ("Mr Shah", "dark")), f"settings: {both}")
    return looked


# -- what each command is about ----------------------------------------------------------------


def restored_or_nothing(left: Left) -> Looked:
    """There are no talks, and they can be brought back; or all of them are there."""
    is_there = any((left.where.data / name).exists() for name in (TALKS_FILE, keys.FILE_NAME))
    if not is_there:
        _again(left)
    looked = files_whole(left)
    looked.must(is_there or not left.is_told, "it was said to be brought back, and is not there")
    if left.done.deed.store != "home":
        is_same = events_of(left.home) == left.done.before
        looked.must(is_same, "the talks beside it are not as they were")
    return looked


def _again(left: Left) -> None:
    do(left.home, *argv_of(left.done.deed, left.home), secrets=left.done.deed.secrets)


def received_whole(left: Left) -> Looked:
    """All of a bundle is there, or nothing; and it can be received again without doubles."""
    looked = files_whole(left)
    _again(left)
    looked.must(events_of(left.home) == left.done.after, "received again, it is another store")
    return looked


def there_or_forgotten(left: Left) -> Looked:
    """A pupil is wholly there, or wholly gone; where old pages remain, that is said and ended."""
    looked = files_whole(left)
    is_there, swept = _pupil(left.home)
    if is_there:
        looked.must(not left.is_told and swept is None, "the pupil was said to be forgotten")
        return looked
    looked.must(swept is not None, "the pupil is gone, and there is no tombstone")
    if not swept:
        looked.must(not left.is_told, "it was said to be done, and old pages remain")
        is_said = "voicebox forget --finish" in _doctor(left.home)
        looked.must(is_said, "the doctor says nothing of what remains")
        do(left.home, "forget", "--finish")
        looked.must(_pupil(left.home)[1] is True, "forgetting cannot be finished")
    _see_residue(looked, left.home)
    return looked


def _pupil(home: BenchHome) -> tuple[bool, bool | None]:
    """Is anything held about the pupil; and is their tombstone swept, None where there is none?"""
    store = SqlStore.open(home.where)
    try:
        stones = tombstones(store)
        is_there = any(each.name == NAME for each in store.pupils())
        left = any(held(store, stone.pupil).events for stone in stones)
        return is_there or left, all(stone.swept for stone in stones) if stones else None
    finally:
        store.close()


def _doctor(home: BenchHome) -> str:
    """What the doctor says of the rights: all else that it looks at is the same at every cut."""
    store = SqlStore.open(home.where)
    try:
        return "\n".join(_rights(store, home.where))
    finally:
        store.close()


def _see_residue(looked: Looked, home: BenchHome) -> None:
    words = found(home)
    looked.must(not words, f"words of the forgotten pupil stand in {words}")
    packs = [path.name for path in (home.where.cache / "packs").glob("*")]
    looked.must(not packs, "packs stay in the cache that may be about the forgotten pupil")
