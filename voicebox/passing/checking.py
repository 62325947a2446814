"""Is a bundle what a voicebox could have made? Everything in it is from a stranger until then.

A chain must be whole, of events that this version knows, begun with the pack that came along, and
must replay to a talk. Names and words hold no control characters: no voicebox keeps any.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from voicebox.conversation.events import AnswerGiven, TalkOpened
from voicebox.conversation.fold import replay
from voicebox.conversation.talk import Talk
from voicebox.errors import BundleError, PackError, PictureRefused, StoreDamaged
from voicebox.passing.bundle import Bundle, SentPack, SentPicture, SentTalk, damaged, moment_of
from voicebox.passing.own_things import check_own
from voicebox.ports import EventDraft, Picture, StoredEvent
from voicebox.prompts.loader import pack_from_json
from voicebox.prompts.models import Pack
from voicebox.runner import stamp
from voicebox.store import chain
from voicebox.store.forks import Chain, pictures_of
from voicebox.symbols.own_picture import picture_from_bytes
from voicebox.text import paint_line

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE, _CHUNK = struct.Struct(">II"), struct.Struct(">I4s")
_KEPT = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
"""The parts of a picture that say how it looks."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A talk of a bundle that was found sound."""

    pupil: str
    """The sender's id of its pupil."""
    chain: Chain
    talk: Talk
    """As it stands after its last event."""


def check(bundle: Bundle) -> tuple[tuple[Sound, ...], dict[str, Picture]]:
    """See that everything in a bundle is sound; gives its talks, and its pictures by digest.

    Raises:
        BundleError: something is not; the line says what.
    """
    moment_of(bundle.made)
    _check_names(bundle)
    _check_belonging(bundle)
    packs = {pack.digest: _pack(pack) for pack in bundle.packs}
    pictures = {each.digest: _picture(each) for each in bundle.pictures}
    talks = tuple(_talk(talk, packs) for talk in bundle.talks)
    for sound in talks:
        if any(digest not in pictures for digest, _ in pictures_of(sound.chain.rows)):
            raise damaged(f"a picture of talk {sound.chain.talk} did not come with it")
    check_own(bundle, pictures)
    return talks, pictures


def _check_names(bundle: Bundle) -> None:
    names = [
        bundle.sender,
        *(pupil.name for pupil in bundle.pupils),
        *(talk.adult for talk in bundle.talks),
        *(origin.sender for talk in bundle.talks for origin in talk.origins),
        *(name for each in bundle.concerns for name in (each.adult, each.passed_on_to)),
        *(name for pack in bundle.packs for name in (pack.name, pack.version)),
    ]
    bad = next((name for name in names if _NOT_IN_NAMES.search(name)), None)
    if bad is not None:
        raise BundleError(
            f"A name in this bundle holds control characters: {paint_line(bad)[:60]!r}.",
            mend="No voicebox makes such a bundle; nothing was kept of it.",
        )
    if any(not pupil.name.strip() for pupil in bundle.pupils):
        raise damaged("a pupil has no name")
    if any(_CONTROLS.search(each.words) for each in bundle.concerns):
        raise damaged("a worry holds control characters")


def _check_belonging(bundle: Bundle) -> None:
    """Ids stand once each, and nothing is of a pupil or pack that did not come along."""
    pupils = [pupil.id for pupil in bundle.pupils]
    own = [each.pupil for each in bundle.own]
    named = {each.pupil for each in bundle.talks} | {each.pupil for each in bundle.concerns}
    packs = [pack.digest for pack in bundle.packs]
    if any(len(set(each)) < len(each) for each in (pupils, packs, own)):
        raise damaged("something stands in it twice")
    if named.union(own) - set(pupils) or {talk.pack_digest for talk in bundle.talks} - set(packs):
        raise damaged("a pupil or a pack is missing")
    for each in bundle.concerns:
        moment_of(each.at)
        if each.passed_on_at is not None:
            moment_of(each.passed_on_at)
    for talk in bundle.talks:
        for origin in talk.origins:
            moment_of(origin.made)


def _pack(sent: SentPack) -> Pack:
    if hashlib.sha256(sent.body.encode("utf-8", "surrogatepass")).hexdigest() != sent.digest:
        raise damaged("a pack is not the one that its talks began with")
    _refuse_controls(sent.body, "a pack")
    try:
        pack = pack_from_json(sent.body)
    except (PackError, RecursionError) as error:
        raise _unknown("a pack") from error
    if (pack.pack, pack.version) != (sent.name, sent.version):
        raise damaged("a pack has another name than its own")
    return pack


def _picture(sent: SentPicture) -> Picture:
    if hashlib.sha256(sent.png).hexdigest() != sent.digest:
        raise damaged("a picture is another one")
    try:
        seen = picture_from_bytes(sent.png, "")
    except PictureRefused as error:
        raise BundleError(f"A picture in this bundle cannot be kept. {error}") from error
    if not sent.png.startswith(_PNG):
        raise damaged("a picture is no PNG")
    if _SIZE.unpack_from(sent.png, len(_PNG) + 8) != (seen.width, seen.height):
        raise damaged("a picture is larger than any that is kept")
    if not _pixels_alone(sent.png):
        raise damaged("a picture holds more than its pixels")
    return Picture(sent.digest, sent.png, seen.width, seen.height, "")


def _pixels_alone(png: bytes) -> bool:
    """Has it no words, places or dates in it, and nothing after its end? None that is kept has."""
    at, kind = len(_PNG), b""
    while kind != b"IEND" and at + 12 <= len(png):
        length, kind = _CHUNK.unpack_from(png, at)
        if kind not in _KEPT:
            return False
        at += 12 + length
    return kind == b"IEND" and at == len(png)


def _talk(sent: SentTalk, packs: dict[str, Pack]) -> Sound:
    rows = tuple(_rows(sent))
    pack = packs[sent.pack_digest]
    try:
        stamped = [stamp(row) for row in rows]
    except (StoreDamaged, RecursionError) as error:
        raise _unknown(f"talk {sent.id}") from error
    opened = stamped[0].event
    told = (sent.language, sent.seed, sent.adult, pack.pack, pack.version)
    if not isinstance(opened, TalkOpened) or told != (
        *(opened.language, opened.seed, opened.with_, opened.pack, opened.pack_version),
    ):
        raise damaged(f"talk {sent.id} does not begin as it says")
    if any(row.type != each.event.type for row, each in zip(rows, stamped, strict=True)):
        raise damaged(f"an event of talk {sent.id} is of another kind than it says")
    try:
        talk = replay(pack, stamped)
    except Exception as error:  # a stranger's events may trip any part of the fold
        raise damaged(f"talk {sent.id} cannot be followed") from error
    asked = {each.event.prompt for each in stamped if isinstance(each.event, AnswerGiven)}
    if any(not prompt.startswith("~") and prompt not in talk.index.prompt for prompt in asked):
        raise damaged(f"talk {sent.id} answers what its pack does not ask")
    return Sound(sent.pupil, _chain(sent, rows, talk), talk)


def _chain(sent: SentTalk, rows: tuple[StoredEvent, ...], talk: Talk) -> Chain:
    return Chain(
        talk=sent.id,
        rows=rows,
        adult=sent.adult,
        pack_digest=sent.pack_digest,
        language=sent.language,
        seed=sent.seed,
        started=moment_of(sent.started),
        state=talk.state.value,
        ended=talk.record.ended,
    )


def _rows(sent: SentTalk) -> Iterator[StoredEvent]:
    before = chain.FIRST
    for seq, each in enumerate(sent.events, start=1):
        draft = EventDraft(each.id, each.type, moment_of(each.at), each.body)
        _refuse_controls(each.body, f"talk {sent.id}")
        row = chain.link(before, sent.id, seq, draft)
        if row.hash != each.hash:
            raise damaged(f"talk {sent.id} does not chain at event {seq}")
        before = row.hash
        yield row


def _refuse_controls(body: str, whose: str) -> None:
    """Control characters, raw or as JSON escapes: a kept text has none but newline and tab."""
    if "\\u" not in body and not _CONTROLS.search(body):
        return
    try:
        strings = _strings(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise damaged(f"{whose} cannot be read") from error
    if any(_CONTROLS.search(each) for each in strings):
        raise BundleError(
            f"In this bundle, {whose} holds control characters.",
            mend="No voicebox makes such a bundle; nothing was kept of it.",
        )


def _strings(told: Any) -> Iterator[str]:
    waiting = [told]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each


def _unknown(what: str) -> BundleError:
    return BundleError(
        f"This voicebox does not know {what} of this bundle.",
        mend="A newer one may have made it: install the newer voicebox to receive it.",
    )
