"""Receiving a bundle: what is inside, whose it is here, and merging it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from voicebox.conversation.record import Record
from voicebox.conversation.views import Status, View
from voicebox.errors import BundleError
from voicebox.passing.bundle import Bundle, SentConcern, SentPupil, decode
from voicebox.passing.checking import Sound, check
from voicebox.passing.own_keys import signing_key
from voicebox.passing.own_shapes import SentOwn
from voicebox.passing.own_things import is_set_here, keep_own
from voicebox.passing.senders import Sender, remember, sender_of
from voicebox.ports import Picture, Pupil
from voicebox.store import ledger, strangers
from voicebox.store.direct import Rows, reading, writing
from voicebox.store.forks import Chain
from voicebox.store.merging import Merged, merge, standing
from voicebox.store.repository import SqlStore
from voicebox.text import paint_line

NEW = ""
"""A pupil of a bundle who is to be a new pupil here."""


@dataclass(frozen=True, slots=True)
class Inside:
    """One pupil of a bundle, as it is told before anything is kept."""

    pupil: SentPupil
    talks: tuple[Sound, ...]
    concerns: int
    here: Pupil | None
    """Who they are here, where that is known: by an earlier bundle, or by a talk that is here."""
    namesakes: int
    """Pupils here with the same name, who are not taken for the same child."""
    forgotten: str
    """The day on which this pupil was forgotten here; empty where they never were."""
    own: SentOwn | None = None
    """What is the pupil's own, where any of it came along."""
    is_set_here: bool = False
    """Was it set here, and otherwise, how they like the screen? That stays."""

    @property
    def answers(self) -> int:
        """Answers that were given, in all their talks."""
        return sum(1 for sound in self.talks for _ in _answers(sound.talk.record))


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was opened and found sound. Nothing of it is kept yet."""

    bundle: Bundle
    pupils: tuple[Inside, ...]
    pictures: Mapping[str, Picture]
    sender: Sender = field(default_factory=Sender)
    """What its signature shows: to be told before anything is kept."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was kept of a bundle."""

    pupils: int = 0
    """New pupils."""
    talks: int = 0
    """New talks."""
    went_on: int = 0
    """Talks that were here, and went on elsewhere."""
    events: int = 0
    answers: int = 0
    """Answers that are new here, or were given anew."""
    forks: int = 0
    concerns: int = 0
    own_pictures: int = 0
    boards: int = 0
    preferences: int = 0
    """Pupils of whom it was kept how they like the screen."""
    preferences_left: int = 0
    """Pupils of whom it was not, since something else was set here."""


def open_bundle(store: SqlStore, content: bytes) -> Opened:
    """What is inside; nothing is kept.

    Args:
        store: where it may be kept.
        content: a bundle that was unsealed.

    Raises:
        BundleError: something in it is not sound; the line says what.
    """
    bundle = decode(content)
    sound, pictures = check(bundle)
    key = signing_key(store)
    with reading(store) as connection:
        inside = tuple(_inside(connection, bundle, pupil, sound) for pupil in bundle.pupils)
        sender = sender_of(connection, bundle, key)
    return Opened(bundle, inside, pictures, sender)


def _inside(connection: Rows, bundle: Bundle, pupil: SentPupil, sound: Sequence[Sound]) -> Inside:
    talks = tuple(each for each in sound if each.pupil == pupil.id)
    found = _known(connection, bundle, pupil, talks)
    same = strangers.named(connection, pupil.name)
    name = strangers.name_of(connection, found) if found else None
    here = Pupil(found, name) if found and name is not None else None
    own = _own_of(bundle, pupil)
    return Inside(
        pupil,
        talks,
        sum(each.pupil == pupil.id for each in bundle.concerns),
        here,
        len([each for each in same if each != found]),
        _forgotten(connection, bundle, pupil, talks),
        own,
        is_set_here(connection, found, own.preferences if own else None),
    )


def _own_of(bundle: Bundle, pupil: SentPupil) -> SentOwn | None:
    return next((each for each in bundle.own if each.pupil == pupil.id), None)


def _known(
    connection: Rows, bundle: Bundle, pupil: SentPupil, talks: Sequence[Sound]
) -> str | None:
    """Who a pupil is here: by a talk that is here, by what was said before, or by their own id.

    Raises:
        BundleError: talks of one pupil there are of several pupils here.
    """
    whose = {
        each.pupil
        for sound in talks
        for each in standing(connection, sound.chain.talk)
        if each.chain.hashes[0] == sound.chain.hashes[0]
    }
    if len(whose) > 1:
        raise _several(pupil)
    if whose:
        return whose.pop()
    for store, their in _ids(bundle, pupil, talks):
        here = strangers.known_here(connection, store, their) or _own(connection, store, their)
        if here is not None:
            return here
    return None


def _ids(bundle: Bundle, pupil: SentPupil, talks: Sequence[Sound]) -> Iterator[tuple[str, str]]:
    """What the stores through which a pupil's talks came call the pupil, the sender first."""
    yield bundle.store, pupil.id
    chosen = {sound.chain.talk for sound in talks}
    for talk in bundle.talks:
        if talk.id in chosen:
            yield from ((origin.store, origin.pupil) for origin in talk.origins)


def _own(connection: Rows, store: str, pupil: str) -> str | None:
    """A pupil of this store whose talks come back."""
    is_own = store == strangers.own_store(connection)
    return pupil if is_own and strangers.name_of(connection, pupil) is not None else None


def _forgotten(connection: Rows, bundle: Bundle, pupil: SentPupil, talks: Sequence[Sound]) -> str:
    ids = {
        each
        for store, their in _ids(bundle, pupil, talks)
        for each in (their, strangers.id_for(store, their))
    }
    return strangers.forgotten_on(connection, ids)[:10]


# -- keeping -----------------------------------------------------------------------------------


def keep(
    store: SqlStore,
    opened: Opened,
    whose: Mapping[str, str],
    *,
    by: str,
    new_sender: bool = False,
) -> Received:
    """Keep a bundle in one transaction: all of it, or nothing.

    Args:
        store: where.
        opened: the bundle.
        whose: by the sender's id of each pupil, the id of the pupil here, or `NEW`; those who are
            known here need not be named.
        by: the adult who receives it.
        new_sender: does a person say that it may be signed otherwise than its store did before?

    Raises:
        BundleError: it is signed otherwise, and nobody says so; or a pupil is said to be one whom
            their talks here do not belong to.
        StoreError: it cannot be kept; nothing was changed.
    """
    bundle = opened.bundle
    done, key = Received(), signing_key(store)
    with writing(store) as connection:
        if not new_sender:
            sender_of(connection, bundle, key).require_as_before()
        remember(connection, bundle)
        for pack in bundle.packs:
            strangers.keep_pack(connection, pack.digest, pack.name, pack.version, pack.body)
        for inside in opened.pupils:
            here, is_new = _pupil_here(connection, bundle, inside, whose)
            done = _with(done, pupils=int(is_new))
            for chains in _by_talk(inside.talks):
                merged = merge(connection, here, chains, dict(opened.pictures))
                done = _with(done, **_came(merged, inside.talks))
            kept = [_keep_concern(connection, here, each) for each in _concerns(bundle, inside)]
            own = keep_own(connection, here, inside.own, opened.pictures)
            done = _with(done, concerns=sum(kept), **asdict(own))
            facts = {"talks": len(inside.talks), **_named(asdict(own))}
            ledger.add(connection, "received", pupil=here, by=by, facts=facts)
        _keep_origins(connection, bundle)
    return done


def _came(merged: Merged, talks: Sequence[Sound]) -> dict[str, int]:
    """What was new in a talk, as `Received` counts it."""
    answers = {
        sound.chain.rows[view.seq - 1].hash
        for sound in talks
        for view in _answers(sound.talk.record)
    }
    return {
        "talks": merged.talks,
        "went_on": int(bool(merged.new) and not merged.talks),
        "events": len(merged.new),
        "answers": len(answers & merged.new),
        "forks": merged.forks,
    }


def _named(facts: Mapping[str, int]) -> dict[str, str | int]:
    """What there was any of, as the account names it."""
    return {name.replace("_", "-"): number for name, number in facts.items() if number}


def _with(done: Received, **more: int) -> Received:
    return Received(
        **{name: getattr(done, name) + more.get(name, 0) for name in Received.__slots__}
    )


def _pupil_here(
    connection: Rows, bundle: Bundle, inside: Inside, whose: Mapping[str, str]
) -> tuple[str, bool]:
    """The pupil here, made if need be; is it a new one?"""
    pupil = inside.pupil
    known = _known(connection, bundle, pupil, inside.talks)
    said = whose.get(pupil.id, known or NEW)
    if known is not None and said not in (known, NEW):
        raise BundleError(
            f"{paint_line(pupil.name)} is another pupil here already: talks of theirs are here, or "
            "it was said when an earlier bundle came.",
            mend="Receive it without --as.",
        )
    here = known or said
    is_new = here == NEW
    if is_new:
        here = strangers.id_for(bundle.store, pupil.id)
        strangers.add_pupil(connection, here, pupil.name)
    if bundle.store != strangers.own_store(connection):
        strangers.remember(connection, bundle.store, pupil.id, here)
    return here, is_new


def _by_talk(talks: Sequence[Sound]) -> Iterator[list[Chain]]:
    for name in dict.fromkeys(sound.chain.talk for sound in talks):
        yield [sound.chain for sound in talks if sound.chain.talk == name]


def _keep_origins(connection: Rows, bundle: Bundle) -> None:
    own = strangers.own_store(connection)
    for talk in bundle.talks:
        sent = {"store": bundle.store, "made": bundle.made, "pupil": talk.pupil}
        found = [{**sent, "sender": bundle.sender}, *(each.model_dump() for each in talk.origins)]
        for origin in found:
            if origin["store"] != own:
                strangers.keep_origin(connection, {**origin, "talk": talk.id})


def _concerns(bundle: Bundle, inside: Inside) -> list[SentConcern]:
    return [each for each in bundle.concerns if each.pupil == inside.pupil.id]


def _keep_concern(connection: Rows, pupil: str, sent: SentConcern) -> bool:
    """Keep a worry. Is it new here?"""
    is_new = strangers.keep_concern(connection, pupil, sent.model_dump(exclude={"pupil"}))
    if is_new is None:
        raise BundleError(
            "A worry of this bundle is here already, with other words.",
            mend="No voicebox makes such a bundle; nothing was kept of it.",
        )
    return is_new


def _several(pupil: SentPupil) -> BundleError:
    return BundleError(
        f"The talks of {paint_line(pupil.name)} in this bundle are of several pupils here.",
        mend="Ask for the talks of each to be sent by themselves.",
    )


def _answers(record: Record) -> Iterator[View]:
    return (view for view in record if view.status is Status.ANSWERED and view.about is None)
