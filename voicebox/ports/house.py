"""What a front end is given: clock, packs, and the way to the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from voicebox.ports.keeping import Keeping
from voicebox.ports.pictures import SymbolSource
from voicebox.ports.preferences import Preferences
from voicebox.ports.store import Store
from voicebox.ports.voice import Speaker

if TYPE_CHECKING:
    from voicebox.ports.passing import Passing
    from voicebox.ports.rights import Rights
    from voicebox.prompts.models import Pack


class Clock(Protocol):
    """The time, and chance: the only two things that make two talks differ."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def new_id(self) -> str:
        """An id that never repeats: 32 hexadecimal digits."""

    def new_seed(self) -> int:
        """A seed for the order of options, from 0 to 2**31 - 1."""


@dataclass(frozen=True, slots=True)
class Begin:
    """A talk to be started: as the command line named it."""

    pack: str = "my-voice"
    """A pack's name, or the path of its file."""
    pupil: str = ""
    """A name, or `NAME#2` for the second of that name; empty: the front end asks."""
    with_: str = ""
    """The adult beside the child; may be empty."""
    seed: int | None = None
    on_paper: bool = False
    """Is what was told on paper to be written in?"""
    language: str = ""
    """A language that the pack has a translation into; empty: the pack's own."""


@dataclass(frozen=True, slots=True)
class PackLanguage:
    """A language that a pack has a translation into."""

    tag: str
    """BCP 47: `pl`."""
    name: str
    """As its speakers name it: `polski`."""
    is_checked: bool
    """Has a native speaker checked it?"""


class PackShelf(Protocol):
    """The packs that can be talked through."""

    def names(self) -> list[str]:
        """The names of the packs, in order. A pack of the list may still be refused by `load`."""

    def load(self, name: str, language: str = "") -> Pack:
        """The pack of this name, or in the file of this path; in a language, if one is named.

        Raises:
            NotFound: there is none, or none in this language that may be offered.
            PackError: it cannot be used.
        """

    def languages(self, name: str) -> list[PackLanguage]:
        """The languages, beside its own, that this pack may be offered in.

        Raises:
            NotFound: there is no such pack.
        """


@dataclass(frozen=True, slots=True)
class House:
    """Everything a front end is given: adapters joined by `bootstrap`, opened when asked for."""

    clock: Clock
    speaker: Speaker
    """A silent one, where speech is off. `start` it before use."""
    packs: PackShelf
    preferences: Preferences
    """As they were when the program started; `save_preferences` writes others."""
    save_preferences: Callable[[Preferences], None]
    """Writes the settings file whole. Raises `SettingsError` where it cannot."""
    store: Callable[[], Store]
    """The store, opened by the first call; from any thread, every call gives the same one.

    Raises a `StoreError` where it cannot be opened; the next call tries again.
    """
    symbols: Callable[[], SymbolSource]
    """The pictures, loaded by the first call; from any thread."""
    close: Callable[[], None]
    """Lets go of what was opened: the voice, then the store."""
    keeping: Keeping | None = None
    """The locks and backups of the store; None: it has none."""
    passing: Callable[[], Passing] | None = None
    """Sending talks to another voicebox, and receiving; loaded by the first call. None: neither."""
    rights: Callable[[], Rights] | None = None
    """Giving access, and forgetting; loaded by the first call. None: neither."""
