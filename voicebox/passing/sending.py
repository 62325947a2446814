"""Making a bundle: talks as they are kept, with their packs, pictures and where they came from."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from voicebox.conversation.events import AnswerRemoved
from voicebox.conversation.record import fold
from voicebox.conversation.views import Status
from voicebox.errors import BundleError
from voicebox.passing.bundle import (
    Bundle,
    Origin,
    SentConcern,
    SentEvent,
    SentPack,
    SentPicture,
    SentPupil,
    SentTalk,
)
from voicebox.passing.own_keys import signing_key
from voicebox.passing.own_things import gather
from voicebox.passing.signing import public_of, sign
from voicebox.ports import Concern, Pupil, TalkSummary
from voicebox.runner import stamp
from voicebox.store import chain, strangers
from voicebox.store.direct import Rows, reading
from voicebox.store.forks import Chain, pictures_of
from voicebox.store.merging import chain_of
from voicebox.store.repository import SqlStore


@dataclass(frozen=True, slots=True)
class Private:
    """What a bundle holds that leaves by no export, since a talk goes whole or not at all."""

    kept_back: int
    """Answers that the child kept back."""
    undecided: int
    taken_out: int

    @property
    def is_nothing(self) -> bool:
        """Is there nothing of the kind?"""
        return not (self.kept_back or self.undecided or self.taken_out)


def private_in(store: SqlStore, talks: Iterable[str]) -> Private:
    """Count the answers in these talks that leave by no export.

    Raises:
        NotFound: there is no such talk.
        StoreDamaged: one is not as it was written.
    """
    kept_back = undecided = taken_out = 0
    for talk in talks:
        stamped = [stamp(row) for row in store.events(talk)]
        taken_out += sum(isinstance(each.event, AnswerRemoved) for each in stamped)
        for view in fold(stamped):
            if view.status is Status.ANSWERED:
                kept_back += view.share == "kept_back"
                undecided += view.share == "undecided" or view.share == ()
    return Private(kept_back, undecided, taken_out)


def concerns_of(store: SqlStore, pupils: Iterable[Pupil]) -> list[Concern]:
    """Every worry about these pupils, signed or not."""
    ids = {pupil.id for pupil in pupils}
    return [each for each in store.concerns(open_only=False) if each.pupil.id in ids]


def make_bundle(
    store: SqlStore,
    talks: Sequence[str],
    *,
    sender: str,
    now: datetime,
    concerns: Sequence[Concern] = (),
    with_own: bool = False,
) -> Bundle:
    """A bundle of these talks, signed by this store.

    Args:
        store: where they are kept.
        talks: their ids; each goes whole.
        sender: the adult who sends them; may be empty.
        now: when.
        concerns: worries to go along, each by a decision of its own.
        with_own: do the pupils' own pictures and boards go along, and how they like the screen?

    Raises:
        NotFound: there is no such talk.
        BundleError: no talk was named, or it is more than a bundle holds.
        StoreDamaged: one is not as it was written.
    """
    found = [store.talk(talk) for talk in sorted(set(talks))]
    if not found:
        raise BundleError("No talk was named.", mend="See them with: voicebox talks")
    key = signing_key(store)
    try:
        bundle = Bundle(
            store=store.slots().store,
            made=chain.moment(now),
            sender=sender,
            key=public_of(key),
            **_gathered(store, found, concerns, with_own=with_own),
        )
    except ValidationError as error:
        what = ".".join(str(each) for each in error.errors()[0]["loc"])
        raise BundleError(
            f"This cannot be sent in one bundle: {what}.", mend="Send fewer talks at a time."
        ) from error
    told = bundle.model_dump(mode="json", exclude={"pictures": {"__all__": {"png"}}})
    return bundle.model_copy(update={"signature": sign(told, key)})


def note_sent(store: SqlStore, bundle: Bundle) -> None:
    """Note in the account who was sent, and how much; once the file is written.

    Raises:
        StoreError: it could not be noted.
    """
    for pupil in bundle.pupils:
        facts = {"talks": sum(talk.pupil == pupil.id for talk in bundle.talks)}
        for own in bundle.own:
            if own.pupil == pupil.id:
                facts |= {"own-pictures": len(own.pictures), "boards": len(own.boards)}
        store.note("sent", pupil=pupil.id, facts={name: n for name, n in facts.items() if n})


def _gathered(
    store: SqlStore, found: Sequence[TalkSummary], concerns: Sequence[Concern], *, with_own: bool
) -> dict[str, Any]:
    """What a bundle holds, by its fields."""
    talking = {each.header.pupil for each in found}
    pupils = sorted(talking | {each.pupil for each in concerns}, key=lambda pupil: pupil.id)
    with reading(store) as connection:
        chains = [(each, chain_of(connection, each.header.id)) for each in found]
        sent = tuple(_talk(connection, each, chain_) for each, chain_ in chains)
        packs = _packs(connection, {talk.pack_digest for talk in sent})
        whose = [pupil.id for pupil in pupils if with_own and pupil in talking]
        own = tuple(each for each in (gather(connection, id_) for id_ in whose) if each.is_any)
    digests = {digest for _, each in chains for digest, _ in pictures_of(each.rows)}
    digests = digests.union(*(each.digests for each in own))
    return {
        "pupils": tuple(SentPupil(id=pupil.id, name=pupil.name) for pupil in pupils),
        "talks": sent,
        "packs": packs,
        "pictures": tuple(_picture(store, digest) for digest in sorted(digests)),
        "concerns": tuple(map(_concern, sorted(concerns, key=lambda each: each.id))),
        "own": own,
    }


def _talk(connection: Rows, summary: TalkSummary, chain_: Chain) -> SentTalk:
    events = tuple(
        SentEvent(id=row.id, type=row.type, at=chain.moment(row.at), body=row.body, hash=row.hash)
        for row in chain_.rows
    )
    came = tuple(
        Origin(store=row.store, made=row.made, pupil=row.pupil, sender=row.sender)
        for row in strangers.origins(connection, chain_.talk)
    )
    return SentTalk(
        id=chain_.talk,
        pupil=summary.header.pupil.id,
        adult=chain_.adult,
        pack_digest=chain_.pack_digest,
        language=chain_.language,
        seed=chain_.seed,
        started=chain.moment(chain_.started),
        events=events,
        origins=came,
    )


def _packs(connection: Rows, digests: Iterable[str]) -> tuple[SentPack, ...]:
    return tuple(
        SentPack(digest=row.digest, name=row.name, version=row.version, body=row.body)
        for row in strangers.packs(connection, digests)
    )


def _picture(store: SqlStore, digest: str) -> SentPicture:
    return SentPicture(digest=digest, png=base64.b64encode(store.picture(digest).png))


def _concern(concern: Concern) -> SentConcern:
    signed = concern.passed_on_at
    return SentConcern(
        id=concern.id,
        pupil=concern.pupil.id,
        talk=concern.talk,
        words=concern.words,
        adult=concern.by,
        at=chain.moment(concern.at),
        about_staff=concern.about_staff,
        passed_on_at=chain.moment(signed) if signed else None,
        passed_on_to=concern.passed_on_to,
    )
