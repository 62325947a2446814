"""Bundles that no voicebox has made: one clear line each, and nothing is kept of any."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator

import pyrage
import pytest

from tests.fakes import BEGAN
from tests.passing.homes import begun, content, give_own, photo, places
from tests.passing.hostile_own import HOSTILE_OWN, Told, packed, put, signed_anew
from tests.passing.sealed import sealed_cheaply
from voicebox.errors import BundleError
from voicebox.passing import bundle as bundles
from voicebox.passing.bundle import MAGIC, encode
from voicebox.passing.receiving import keep, open_bundle
from voicebox.passing.sealing import (
    AGE,
    needs_passphrase,
    open_by_key,
    open_by_passphrase,
    seal_to_keys,
    seal_to_passphrase,
)
from voicebox.passing.sending import make_bundle
from voicebox.store import chain
from voicebox.store.repository import SqlStore


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A sound bundle, with a picture."""
    home = SqlStore.open(places(tmp_path_factory.mktemp("sender")))
    amira = home.add_pupil("Amira")
    give_own(home, amira.id, "dog", "brown")
    home.keep_preferences(amira.id, {"theme": "calm"})
    runner = begun(home, amira, 1)
    runner.give_picture(photo("brown"))
    made = make_bundle(home, [runner.header.id], sender="Mr Shah", now=BEGAN, with_own=True)
    home.close()
    told: Told = json.loads(made.model_dump_json())
    return told


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    store = SqlStore.open(places(tmp_path_factory.mktemp("office")))
    begun(store, store.add_pupil("Tomos"), 2)
    yield store
    store.close()


def _bytes(told: Told) -> bytes:
    return packed(signed_anew(told))


def _chained(told: Told) -> None:
    """Chain its events anew, as somebody would who changed them."""
    talk = told["talks"][0]
    before = chain.FIRST
    for seq, each in enumerate(talk["events"], start=1):
        whole = (talk["id"], seq, each["id"], each["type"], each["at"], each["body"])
        before = each["hash"] = chain.digest(before, *whole)


def _event(told: Told, type_: str) -> Told:
    found: Told = next(each for each in told["talks"][0]["events"] if each["type"] == type_)
    return found


def _body(told: Told, type_: str, **changed: object) -> None:
    event = _event(told, type_)
    event["body"] = json.dumps({**json.loads(event["body"]), **changed}, ensure_ascii=False)
    _chained(told)


def _png(told: Told, png: bytes) -> None:
    """Another picture in the place of the one that an answer names."""
    (picture,) = told["pictures"]
    old, new = picture["digest"], hashlib.sha256(png).hexdigest()
    picture.update(digest=new, png=base64.b64encode(png).decode())
    for each in told["talks"][0]["events"]:
        each["body"] = each["body"].replace(old, new)
    _chained(told)


def _pack(told: Told, body: str) -> None:
    digest = hashlib.sha256(body.encode()).hexdigest()
    told["packs"][0].update(body=body, digest=digest)
    told["talks"][0]["pack_digest"] = digest


def _as_another_kind(told: Told) -> None:
    _event(told, "went_on")["type"] = "went_back"
    _chained(told)


def _drop_event(told: Told) -> None:
    del told["talks"][0]["events"][3]


HOSTILE: dict[str, tuple[Callable[[Told], None], str]] = {
    "a newer version": (put("version", to=3), "newer voicebox"),
    "an unknown field": (put("extra", to=1), "not as it was made"),
    "no talk": (put("talks", to=[]), "not as it was made"),
    "an event changed": (
        put("talks", 0, "events", 4, "body", to='{"type":"told_more","key":"x"}'),
        "does not chain at event 5",
    ),
    "an event missing": (_drop_event, "does not chain at event 4"),
    "events of no talk": (put("talks", 0, "events", to=[]), "not as it was made"),
    "an event of a kind that is not known": (
        lambda told: _body(told, "went_on", type="danced"),
        "does not know talk",
    ),
    "an event with a field that is not known": (
        lambda told: _body(told, "went_on", colour="red"),
        "does not know talk",
    ),
    "an event that says another kind than it is": (
        _as_another_kind,
        "another kind",
    ),
    "an answer to a prompt that is not there": (
        lambda told: _body(told, "answer_given", prompt="../../etc"),
        "does not ask",
    ),
    "words with an escape sequence": (
        lambda told: _body(told, "answer_given", words="\x1b]0;owned\x07"),
        "control characters",
    ),
    "words with a raw control": (
        lambda told: _body(told, "answer_given", words="a\x9bb"),
        "control characters",
    ),
    "a name with an escape sequence": (
        put("pupils", 0, "name", to="Amira\x1b[2J"),
        "holds control characters",
    ),
    "a name that runs backwards": (put("pupils", 0, "name", to="A\u202ema"), "control characters"),
    "an empty name": (put("pupils", 0, "name", to=" "), "has no name"),
    "a name of a megabyte": (put("pupils", 0, "name", to="a" * 1_000_000), "pupils.0.name"),
    "a talk named like a path": (put("talks", 0, "id", to="../../x"), "talks.0.id"),
    "a talk named like a fork": (put("talks", 0, "id", to="a~b"), "talks.0.id"),
    "a pupil's id that is SQL": (put("pupils", 0, "id", to="x' OR 1=1 --"), "pupils.0.id"),
    "a store's id that is none": (put("store", to="/etc/passwd"), "store"),
    "a talk of nobody": (put("talks", 0, "pupil", to="nobody"), "is missing"),
    "a pack that did not come": (put("talks", 0, "pack_digest", to="0" * 64), "is missing"),
    "another pack": (put("packs", 0, "body", to="{}"), "not the one"),
    "a pack that is none": (lambda told: _pack(told, "{}"), "does not know a pack"),
    "a pack nested deep": (lambda told: _pack(told, "[" * 90_000), "does not know a pack"),
    "another language than it began in": (put("talks", 0, "language", to="cy"), "as it says"),
    "a beginning that is no date": (put("talks", 0, "started", to="yesterday"), "a date"),
    "a date without a zone": (put("made", to="2026-11-22T09:30:00"), "a date"),
    "a picture that is missing": (put("pictures", to=[]), "did not come with it"),
    "a picture that is another": (
        put("pictures", 0, "png", to=base64.b64encode(b"\x89PNG").decode()),
        "another one",
    ),
    "a picture that is none": (lambda told: _png(told, b"<svg/>"), "cannot be kept"),
    "a concern of nobody": (
        put(
            "concerns",
            to=[
                {
                    **{"id": "w", "pupil": "nobody", "talk": "", "words": "", "adult": ""},
                    **{"at": "now", "about_staff": False},
                }
            ],
        ),
        "is missing",
    ),
}


@pytest.mark.parametrize("name", [*HOSTILE, *HOSTILE_OWN])
def test_a_bundle_that_is_not_sound_is_refused(name: str, sent: Told, office: SqlStore) -> None:
    change, line = (HOSTILE | HOSTILE_OWN)[name]
    told = copy.deepcopy(sent)
    change(told)
    before = content(office)
    with pytest.raises(BundleError, match=line) as refused:
        keep(office, open_bundle(office, _bytes(told)), {}, by="")
    assert str(refused.value).isprintable()
    assert "\n" not in str(refused.value)
    assert content(office) == before


@pytest.mark.parametrize(
    ("change", "line"),
    {
        "a name that was changed": (put("sender", to="Mrs Okoye"), "not by the key"),
        "the signature of another bundle": (put("signature", to="ab" * 64), "not by the key"),
        "the key of another store": (put("key", to="cd" * 32), "not by the key"),
        "a key that is none": (put("key", to="ff" * 32), "not by the key"),
        "a short signature": (put("signature", to="ab"), "as it was made: signature"),
        "no signature": (put("signature", to=""), "it is not signed"),
        "a signature before there were any": (put("version", to=1), "has no key"),
    }.values(),
)
def test_a_bad_signature_is_refused(
    change: Callable[[Told], None], line: str, sent: Told, office: SqlStore
) -> None:
    told = copy.deepcopy(sent)
    change(told)
    with pytest.raises(BundleError, match=line):
        open_bundle(office, packed(told))
    assert open_bundle(office, packed(sent)).sender.kind == "new"


def test_the_sound_one_is_not_refused(sent: Told, office: SqlStore) -> None:
    opened = open_bundle(office, _bytes(sent))
    assert (opened.pupils[0].answers, len(opened.pictures)) == (4, 1)
    assert opened.pupils[0].own is not None


@pytest.mark.parametrize(
    ("raw", "line"),
    {
        "nothing": (b"", "not a bundle"),
        "another file": (b"PK\x03\x04", "not a bundle"),
        "no compression": (MAGIC + b"{}", "cut short or torn"),
        "cut short": (MAGIC + zlib.compress(b"{}" * 999)[:-9], "cut short"),
        "no JSON": (MAGIC + zlib.compress(b"{"), "cannot be read"),
        "a list": (MAGIC + zlib.compress(b"[]"), "cannot be read"),
        "nested deep": (MAGIC + zlib.compress(b"[" * 200_000), "cannot be read"),
        "a bomb": (MAGIC + zlib.compress(b" " * 3_000_000), "too large"),
    }.values(),
)
def test_bytes_that_are_no_bundle(
    raw: bytes, line: str, office: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 2_000_000)
    with pytest.raises(BundleError, match=line):
        open_bundle(office, raw)


def test_an_event_of_another_talk_is_not_taken(sent: Told, office: SqlStore) -> None:
    """The id of an event here, in a talk that is otherwise sound."""
    talk = office.talks()[0]
    told = copy.deepcopy(sent)
    told["talks"][0]["events"][-1]["id"] = office.events(talk.header.id)[0].id
    _chained(told)
    opened = open_bundle(office, _bytes(told))
    before = content(office)
    with pytest.raises(BundleError, match="another talk here has"):
        keep(office, opened, {}, by="")
    assert content(office) == before


def test_sealing() -> None:
    ours, theirs = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealed = seal_to_keys(b"words", [str(theirs.to_public())])
    assert not needs_passphrase(sealed)
    assert open_by_key(sealed, ours, theirs) == b"words"
    for keys in ((ours,), ()):
        with pytest.raises(BundleError, match="sent to another key"):
            open_by_key(sealed, *keys)
    for broken in (sealed[:-1], sealed[:60] + b"x" + sealed[61:], sealed + b"x"):
        with pytest.raises(BundleError):
            open_by_key(broken, theirs)
    with pytest.raises(BundleError, match="public key"):
        seal_to_keys(b"words", ["age1nobody"])
    with pytest.raises(BundleError, match="8 characters"):
        seal_to_passphrase(b"words", "short")
    for raw, line in (
        (b"words", "not a bundle"),
        (AGE + b"-> scrypt AAAA 21\nAAAA\n--- AAAA\n", "more than 1 GB of memory"),
    ):
        with pytest.raises(BundleError, match=line):
            needs_passphrase(raw)


def test_a_passphrase_opens_and_another_does_not() -> None:
    sealed = sealed_cheaply(b"words", "river horse seven")
    assert needs_passphrase(sealed)
    assert open_by_passphrase(sealed, "river horse seven") == b"words"
    with pytest.raises(BundleError, match="does not open"):
        open_by_passphrase(sealed, "river horse eight")


def test_no_passphrase_is_set_that_no_other_would_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """age measures the computer that seals; what it found is put in its place here."""
    works = iter((25, 25, 19, 25, 25, 25))
    monkeypatch.setattr(
        pyrage.passphrase,
        "encrypt",
        lambda content, _: AGE + f"-> scrypt AAAA {next(works)}\n".encode() + content,
    )
    assert needs_passphrase(seal_to_passphrase(b"words", "river horse seven"))
    with pytest.raises(BundleError, match="Send to a key"):
        seal_to_passphrase(b"words", "river horse seven")


def test_encoding_refuses_what_could_not_be_received(
    sent: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 100)
    with pytest.raises(BundleError, match="too much"):
        encode(bundles.Bundle.model_validate(sent))
