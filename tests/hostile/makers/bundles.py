"""Bundles from a stranger who has the passphrase, a key to sign with, and a voicebox to begin from.

Each is sealed to `PASSPHRASE`. What a stranger knows of the store that is to receive is its id.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from tests.fakes import BEGAN
from tests.hostile.makers.pictures import PICTURES, chunk, png
from tests.passing.homes import finished, give_own, photo, places
from tests.passing.hostile_own import HOSTILE_OWN, Told, packed, put, signed_anew
from tests.passing.sealed import sealed_cheaply
from voicebox.passing.sending import make_bundle
from voicebox.store.repository import SqlStore

PASSPHRASE = "river horse seven"
Make = Callable[[str], bytes]
"""From the receiving store's id to the bytes of a file."""


@cache
def _sound() -> str:
    """A bundle with everything in it, as JSON."""
    with tempfile.TemporaryDirectory(prefix="voicebox-sender-") as folder:
        store = SqlStore.open(places(Path(folder)))
        amira = store.add_pupil("Amira")
        talk = finished(store, amira, 1).header.id
        give_own(store, amira.id, "dog", "brown")
        store.keep_preferences(amira.id, {"theme": "calm"})
        made = make_bundle(store, [talk], sender="Mr Shah", now=BEGAN, with_own=True)
        store.close()
    return made.model_dump_json()


def _sealed(told: Told) -> bytes:
    return sealed_cheaply(packed(told), PASSPHRASE)


def _changed(change: Callable[[Told], None], *, signs: bool = True) -> Make:
    def make(_: str) -> bytes:
        told = json.loads(_sound())
        change(told)
        return _sealed(signed_anew(told) if signs else told)

    return make


def _unsigned(told: Told) -> None:
    for later in ("own", "key", "signature"):
        del told[later]
    told.update(version=1, pictures=[])


def _in_your_name(*, signs: bool) -> Make:
    """As if the store that receives had made it."""

    def make(store: str) -> bytes:
        told = json.loads(_sound())
        if not signs:
            _unsigned(told)
        told["store"] = store
        return _sealed(signed_anew(told) if signs else told)

    return make


def _pictured(png: bytes) -> Callable[[Told], None]:
    """Another picture as the pupil's own."""

    def change(told: Told) -> None:
        digest = hashlib.sha256(png).hexdigest()
        told["pictures"].append({"digest": digest, "png": base64.b64encode(png).decode()})
        told["own"][0]["pictures"][0]["digest"] = digest

    return change


_PLAIN = photo("blue").png
_OWN_PNGS = {
    "where it was taken": _PLAIN[:33] + chunk(b"tEXt", b"place\0at nan's") + _PLAIN[33:],
    "something after its end": _PLAIN + b"PK\x03\x04",
    "1025 pixels": png(1025, 1, pixels=bytes(1025 * 3 + 1)),
}
_PICTURES = ("144 megapixels", "absurd size", "pixels end early", "an svg", "a gif", "nothing")
BUNDLES: Mapping[str, Make] = {
    "a sender changed after signing": _changed(put("sender", to="Mrs Okoye"), signs=False),
    "the signature of another": _changed(put("signature", to="ab" * 64), signs=False),
    "the key of another": _changed(put("key", to="cd" * 32), signs=False),
    "no signature": _changed(put("signature", to=""), signs=False),
    "own things of a version without": _changed(put("version", to=1), signs=False),
    "your own store by another key": _in_your_name(signs=True),
    "your own store without a key": _in_your_name(signs=False),
    **{f"for a picture, {name}": _changed(_pictured(PICTURES[name])) for name in _PICTURES},
    **{f"for a picture, {name}": _changed(_pictured(own)) for name, own in _OWN_PNGS.items()},
    **{name: _changed(change) for name, (change, _) in HOSTILE_OWN.items()},
}
