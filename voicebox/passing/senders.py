"""Which voicebox a bundle comes from, as far as its signature shows it.

The first bundle of a store that a person keeps makes its key known here; from then on the same key
has to sign. That proves the same voicebox, and neither who used it nor what it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voicebox.errors import BundleError
from voicebox.passing.bundle import Bundle
from voicebox.passing.signing import fingerprint, public_of
from voicebox.store import identity, strangers
from voicebox.store.direct import Rows

ASK_FIRST = "Ask who sent it, by phone. Only where that explains it, add --new-sender."
"""What mends a `Sender.warning` on the command line."""
Kind = Literal["own", "same", "new", "other", "unsigned", "bare"]


@dataclass(frozen=True, slots=True)
class Sender:
    """What the signature of a bundle shows."""

    kind: Kind = "unsigned"
    """`own`: made here; `same`: signed like what was kept before; `new`: its store is not known
    here; `other`: its store is known here by another key; `unsigned`: as an older voicebox makes
    them; `bare`: not signed either, though its store is known to sign."""
    fingerprint: str = ""
    """Of the key that signed, in groups of letters; empty where none did."""
    since: datetime | None = None
    """When something that the store signed was first kept here; None where nothing was."""

    @property
    def warning(self) -> str:
        """Why it is kept only where a person says so; empty, where it is signed as before."""
        how = {"other": "is signed by another key", "bare": "is not signed"}.get(self.kind)
        if how is None:
            return ""
        before = f"the one whose talks were received on {self.since:%Y-%m-%d}" if self.since else ""
        whose = before or "this voicebox itself"
        return f"This bundle says that it comes from {whose}, but it {how}."

    def told(self) -> str:
        """All of this in a line, and no more than is proven."""
        day = f"{self.since:%Y-%m-%d}" if self.since else ""
        if self.kind == "own":
            return "Made and signed by this voicebox itself."
        if self.kind == "same":
            return f"From the same voicebox as the talks received on {day} ({self.fingerprint})."
        if self.kind == "new":
            return (
                f"Signed by a voicebox that is not known here yet ({self.fingerprint}). By phone, "
                "compare that with what voicebox keys shows there."
            )
        if self.kind == "other":
            return f"Signed by another key than before ({self.fingerprint})."
        though = ", though its voicebox signs" if self.kind == "bare" else ""
        return f"Not signed{though}: nothing shows which voicebox made it."

    def require_as_before(self) -> None:
        """Refuse what is not signed as it was before.

        Raises:
            BundleError: it is not; the line is the `warning`.
        """
        if self.warning:
            raise BundleError(self.warning, mend=ASK_FIRST)


def sender_of(connection: Rows, bundle: Bundle, own: Ed25519PrivateKey) -> Sender:
    """What the signature of a bundle shows here; that it is a good one was checked before.

    Args:
        connection: to the store.
        bundle: as it was decoded.
        own: the key that this store signs with.
    """
    mark = fingerprint(bundle.key) if bundle.key else ""
    is_own = bundle.store == strangers.own_store(connection)
    known = identity.known_store(connection, bundle.store)
    expected = public_of(own) if is_own else known.key if known else ""
    since = known.at if known else None
    if not expected:
        return Sender("new" if mark else "unsigned", mark)
    if not mark:
        return Sender("bare", "", since)
    if bundle.key != expected:
        return Sender("other", mark, since)
    return Sender("own" if is_own else "same", mark, since)


def remember(connection: Rows, bundle: Bundle) -> None:
    """Know the store of a bundle that was kept by its key; this store needs no such thing."""
    if bundle.key and bundle.store != strangers.own_store(connection):
        identity.remember_store(connection, bundle.store, bundle.key)
