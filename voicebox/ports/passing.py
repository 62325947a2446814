"""Talks passed on in one encrypted bundle, to another voicebox or from one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from voicebox.ports.talks import Pupil

NEW = ""
"""A pupil of a bundle who is to be a new pupil here."""
Telling = Callable[[str], None]
"""Is told what is being done, a line at a time."""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What others are told of a store."""

    to: str
    """`age1...`: whoever has it can send to this store, and read nothing."""
    fingerprint: str
    """Of the key that signs what is sent: compared by phone, it shows who sent it."""


@dataclass(frozen=True, slots=True)
class Going:
    """What a bundle of some talks would hold that leaves by no export: talks go whole."""

    kept_back: int
    """Answers that the child kept back."""
    undecided: int
    """Answers about which the child has not been asked."""
    taken_out: int
    concerns: int
    """Worries about the pupils, signed or not. They go only where that is asked for."""

    @property
    def is_shared(self) -> bool:
        """May all of the answers leave by an export as well?"""
        return not (self.kept_back or self.undecided or self.taken_out)


@dataclass(frozen=True, slots=True)
class ToBundle:
    """A bundle to be made."""

    talks: tuple[str, ...]
    """Ids; each talk goes whole."""
    file: Path
    passphrase: str = ""
    """What opens it; empty where `keys` do."""
    keys: tuple[str, ...] = ()
    """Public keys that it is sent to, each `age1...`."""
    with_concerns: bool = False
    with_own: bool = False
    """Do the pupils' own pictures and boards go along, and how they like the screen?"""
    over: bool = False
    """May it take the place of a file that is there?"""


@dataclass(frozen=True, slots=True)
class PupilInside:
    """One pupil of a bundle."""

    id: str
    """As the sender calls them."""
    name: str
    """As the sender has it: it is never trusted."""
    told: tuple[str, ...]
    """What there is of theirs, and what is known of them here, in lines fit to be painted."""
    here: Pupil | None
    """Who they are here, where that is known; never by the name."""
    forgotten: str
    """The day on which this pupil was forgotten here; empty where they never were."""
    same_name: str = ""
    """What is said of one whose name is here, until it is said who they are; else empty."""


@dataclass(frozen=True, slots=True)
class BundleInside:
    """A bundle that was opened and found sound. Nothing of it is kept yet."""

    told: tuple[str, ...]
    """When it was made, by whom and where, in lines fit to be painted."""
    pupils: tuple[PupilInside, ...]
    warning: str
    """Why its sender is to be asked, by another way, before it is kept; empty: nothing is odd."""
    opened: object = field(repr=False)
    """What `Passing.keep` needs of it; nobody else looks into it."""


class Passing(Protocol):
    """Passing talks on. Every method may take a moment."""

    def own_keys(self) -> OwnKeys:
        """What others send to, and know this store by.

        Raises:
            VoiceboxError: it cannot be read or made.
        """

    def going(self, talks: Sequence[str]) -> Going:
        """What a bundle of these talks (by id) would hold beside what was shared.

        Raises:
            NotFound: there is no such talk.
            StoreError: one cannot be read.
        """

    def send(self, wanted: ToBundle, tell: Telling = ...) -> tuple[str, ...]:
        """Write a bundle, and check what was written; gives what is in it: `2 talks`, `1 board`.

        Raises:
            VoiceboxError: there is no bundle. A file that was there stands, unless `over` was
                said and only the check failed.
        """

    def needs_passphrase(self, file: Path) -> bool:
        """Is a bundle opened by a passphrase, and not by this store's key?

        Raises:
            VoiceboxError: it cannot be read, or is no bundle.
        """

    def look(self, file: Path, passphrase: str = "") -> BundleInside:
        """What is inside a bundle; nothing is kept.

        Raises:
            VoiceboxError: it cannot be read or opened, or something in it is not sound.
        """

    def keep(
        self, inside: BundleInside, whose: Mapping[str, str], *, in_spite: bool = False
    ) -> tuple[str, ...]:
        """Keep a bundle: all of it, or nothing. Gives lines that say what was kept.

        Args:
            inside: what `look` gave.
            whose: by the sender's id of each pupil, the id of the pupil here, or `NEW`; those who
                are known here need not be named.
            in_spite: does a person say that it is to be kept in spite of its `warning`?

        Raises:
            VoiceboxError: it cannot be kept; nothing was changed.
        """
