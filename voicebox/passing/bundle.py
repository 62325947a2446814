"""What is in a bundle, and its bytes: JSON, compressed; within caps that are held while reading."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import Annotated, Any

from pydantic import Base64Bytes, Field, ValidationError

from voicebox.errors import BundleError
from voicebox.passing.own_shapes import SentOwn
from voicebox.passing.parts import (
    Digest,
    EventId,
    Moment,
    Name,
    Part,
    PublicKey,
    PupilId,
    Signature,
    StoreId,
    TalkId,
)
from voicebox.passing.signing import is_signed

VERSION = 2
UNSIGNED = 1
"""The version whose bundles were not signed yet."""
LARGEST = 512_000_000
"""Bytes of a bundle when it is opened out."""
MAGIC = b"voicebox bundle\n"


class SentPupil(Part):
    """A pupil, as the sender knows them. The name is never trusted."""

    id: PupilId
    name: Annotated[str, Field(min_length=1, max_length=200)]


class SentEvent(Part):
    """An event as it is kept, without what its talk says."""

    id: EventId
    type: Annotated[str, Field(max_length=40)]
    at: Moment
    body: Annotated[str, Field(max_length=1_000_000)]
    hash: Digest


class Origin(Part):
    """A bundle that a talk came in before."""

    store: StoreId
    made: Moment
    pupil: PupilId
    sender: Name


class SentTalk(Part):
    """One chain of a talk, under the talk's own name. State and end follow from its events."""

    id: TalkId
    pupil: PupilId
    adult: Name
    pack_digest: Digest
    language: Annotated[str, Field(max_length=40)]
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    started: Moment
    events: Annotated[tuple[SentEvent, ...], Field(min_length=1, max_length=50_000)]
    origins: Annotated[tuple[Origin, ...], Field(max_length=1_000)] = ()


class SentPack(Part):
    """A pack as it was when a talk began."""

    digest: Digest
    name: Name
    version: Name
    body: Annotated[str, Field(max_length=5_000_000)]


class SentPicture(Part):
    """A picture that was given with an answer."""

    digest: Digest
    png: Annotated[Base64Bytes, Field(max_length=20_000_000)]


class SentConcern(Part):
    """A worry (content.md rule 14); never in a bundle without a step of its own."""

    id: EventId
    pupil: PupilId
    talk: Annotated[str, Field(max_length=64)]
    words: Annotated[str, Field(max_length=20_000)]
    adult: Name
    at: Moment
    about_staff: bool
    passed_on_at: Moment | None = None
    passed_on_to: Name = ""


class Bundle(Part):
    """All that one store sends to another."""

    version: Annotated[int, Field(ge=UNSIGNED, le=VERSION)] = VERSION
    store: StoreId
    made: Moment
    sender: Name
    pupils: Annotated[tuple[SentPupil, ...], Field(min_length=1, max_length=20_000)]
    talks: Annotated[tuple[SentTalk, ...], Field(min_length=1, max_length=200_000)]
    packs: Annotated[tuple[SentPack, ...], Field(min_length=1, max_length=5_000)]
    pictures: Annotated[tuple[SentPicture, ...], Field(max_length=50_000)] = ()
    concerns: Annotated[tuple[SentConcern, ...], Field(max_length=20_000)] = ()
    own: Annotated[tuple[SentOwn, ...], Field(max_length=20_000)] = ()
    key: PublicKey = ""
    """The public key of the store that made it (`signing`); empty in version 1."""
    signature: Signature = ""


_LATER = {"own", "key", "signature"}
"""The fields that version 1 did not have."""


def encode(bundle: Bundle) -> bytes:
    """The bytes of a bundle, not yet sealed.

    Raises:
        BundleError: it is too large.
    """
    plain = bundle.model_dump_json().encode()
    if len(plain) > LARGEST:
        raise BundleError("This is too much for one bundle.", mend="Send fewer talks at a time.")
    return MAGIC + zlib.compress(plain, 6)


def decode(content: bytes) -> Bundle:
    """The bundle in these bytes.

    Raises:
        BundleError: it is no bundle, from a newer voicebox, too large, or not as it was written;
            or its signature is not by the key that it names.
    """
    if not content.startswith(MAGIC):
        raise BundleError("This is not a bundle of talks.", mend="Ask for it to be sent again.")
    told = _json(_opened_out(content[len(MAGIC) :]))
    version = told.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BundleError(
            "A newer voicebox made this bundle.", mend="Install the newer voicebox to receive it."
        )
    try:
        bundle = Bundle.model_validate(told)
        _check_signature(bundle, told)
    except (ValidationError, RecursionError) as error:
        raise damaged(_where(error)) from error
    return bundle


def _check_signature(bundle: Bundle, told: dict[str, Any]) -> None:
    if bundle.version == UNSIGNED:
        if later := bundle.model_fields_set & _LATER:
            raise damaged(f"its version has no {min(later)}")
    elif not bundle.key or not bundle.signature:
        raise damaged("it is not signed")
    elif not is_signed(told):
        raise BundleError(
            "The signature of this bundle is not by the key that it names. Nothing was kept of it.",
            mend="It was changed on its way: ask, by another way, for it to be sent again.",
        )


def damaged(what: str = "") -> BundleError:
    """The error for a bundle that no voicebox has made as it is."""
    told = f": {what}" if what else ""
    return BundleError(
        f"This bundle is not as it was made{told}. Nothing was kept of it.",
        mend="Ask for it to be sent again.",
    )


def moment_of(text: str) -> datetime:
    """A moment as the store keeps it.

    Raises:
        BundleError: it is none.
    """
    from voicebox.store.chain import moment

    try:
        at = datetime.fromisoformat(text)
        if moment(at) == text:
            return at
    except (ValueError, OverflowError):
        pass
    raise damaged("a date is none")


def _opened_out(content: bytes) -> bytes:
    """Decompressed, and never more of it than the cap in memory."""
    opener = zlib.decompressobj()
    try:
        plain = opener.decompress(content, LARGEST)
    except zlib.error as error:
        raise damaged("it is cut short or torn") from error
    if opener.unconsumed_tail:
        raise BundleError("This bundle is too large.", mend="Ask for fewer talks at a time.")
    if not opener.eof:
        raise damaged("it is cut short")
    return plain


def _json(plain: bytes) -> dict[str, Any]:
    try:
        told = json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise damaged("it cannot be read") from error
    if not isinstance(told, dict):
        raise damaged("it cannot be read")
    return told


def _where(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is too deep"
    place = error.errors(include_input=False, include_url=False)[0]["loc"]
    return ".".join(str(each) for each in place)[:80]
