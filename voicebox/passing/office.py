"""The office of a house that sends talks and receives them (`ports.passing.Passing`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from voicebox.errors import BundleError
from voicebox.passing import sealing
from voicebox.passing.bundle import Bundle, decode, encode
from voicebox.passing.checking import check
from voicebox.passing.own_keys import bundle_keys, own_fingerprint, public_key
from voicebox.passing.receiving import Inside, Opened, keep, open_bundle
from voicebox.passing.sending import concerns_of, make_bundle, note_sent, private_in
from voicebox.passing.telling import (
    tell_bundle,
    tell_going,
    tell_kept,
    tell_namesakes,
    tell_pupil,
)
from voicebox.ports import Pupil
from voicebox.ports.passing import BundleInside, Going, OwnKeys, PupilInside, Telling, ToBundle
from voicebox.store.repository import SqlStore
from voicebox.text import paint_line
from voicebox.writing import read_whole, refuse_taken, write_whole

LARGEST = 600_000_000
"""Bytes of a bundle as it comes."""


class PassingOffice:
    """`ports.passing.Passing` over a store."""

    def __init__(
        self,
        store: Callable[[], SqlStore],
        adult: Callable[[], str] = str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open nothing yet; `adult` names whom the settings name."""
        self._store = store
        self._adult = adult
        self._now = now

    def own_keys(self) -> OwnKeys:
        """What others send to, and know this store by."""
        return OwnKeys(public_key(self._store()), own_fingerprint(self._store()))

    # -- sending ---------------------------------------------------------------------------------

    def going(self, talks: Sequence[str]) -> Going:
        """What a bundle of these talks would hold beside what was shared."""
        store = self._store()
        private = private_in(store, talks)
        concerns = concerns_of(store, self._pupils(talks))
        return Going(private.kept_back, private.undecided, private.taken_out, len(concerns))

    def _pupils(self, talks: Sequence[str]) -> list[Pupil]:
        return [self._store().talk(talk).header.pupil for talk in talks]

    def send(self, wanted: ToBundle, tell: Telling = lambda _: None) -> tuple[str, ...]:
        """Write a bundle, and check what was written; gives what is in it."""
        refuse_taken(wanted.file, force=wanted.over)
        tell("Gathering the talks")
        bundle = self._bundle(wanted)
        tell("Checking them")
        content = encode(bundle)
        check(decode(content))
        tell("Encrypting them")
        sealed = _sealed(content, wanted)
        tell("Writing the file, and reading it again")
        write_whole(wanted.file, sealed, force=wanted.over)
        if read_whole(wanted.file, most=LARGEST) != sealed:
            raise BundleError(
                f"{paint_line(str(wanted.file))} does not hold what was written.",
                mend="The disk may be failing: use another one.",
            )
        note_sent(self._store(), bundle)
        return tuple(tell_going(bundle))

    def _bundle(self, wanted: ToBundle) -> Bundle:
        store = self._store()
        concerns = concerns_of(store, self._pupils(wanted.talks)) if wanted.with_concerns else ()
        return make_bundle(
            store,
            wanted.talks,
            sender=self._adult(),
            now=self._now(),
            concerns=concerns,
            with_own=wanted.with_own,
        )

    # -- receiving -------------------------------------------------------------------------------

    def needs_passphrase(self, file: Path) -> bool:
        """Is a bundle opened by a passphrase, and not by this store's key?"""
        return sealing.needs_passphrase(read_whole(file, most=LARGEST))

    def look(self, file: Path, passphrase: str = "") -> BundleInside:
        """What is inside a bundle; nothing is kept."""
        sealed = read_whole(file, most=LARGEST)
        if sealing.needs_passphrase(sealed):
            content = sealing.open_by_passphrase(sealed, passphrase)
        else:
            content = sealing.open_by_key(sealed, *bundle_keys(self._store()))
        found = open_bundle(self._store(), content)
        pupils = tuple(map(_inside, found.pupils))
        return BundleInside(tuple(tell_bundle(found)), pupils, found.sender.warning, found)

    def keep(
        self, inside: BundleInside, whose: Mapping[str, str], *, in_spite: bool = False
    ) -> tuple[str, ...]:
        """Keep a bundle: all of it, or nothing."""
        assert isinstance(inside.opened, Opened), "`look` made it"
        by = self._adult()
        done = keep(self._store(), inside.opened, whose, by=by, new_sender=in_spite)
        return tuple(tell_kept(done))


def _sealed(content: bytes, wanted: ToBundle) -> bytes:
    if wanted.keys:
        return sealing.seal_to_keys(content, wanted.keys)
    return sealing.seal_to_passphrase(content, wanted.passphrase)


def _inside(inside: Inside) -> PupilInside:
    pupil = inside.pupil
    told = tuple(tell_pupil(inside))
    same = tell_namesakes(inside)
    return PupilInside(pupil.id, pupil.name, told, inside.here, inside.forgotten, same)
