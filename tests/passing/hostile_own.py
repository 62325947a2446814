"""Bundles changed by hand, and what nobody's own pictures, boards and preferences look like."""

from __future__ import annotations

import copy
import json
import zlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voicebox.passing.bundle import MAGIC
from voicebox.passing.signing import public_of, sign

Told = dict[str, Any]
Change = Callable[[Told], None]
HOSTILE_KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)


def signed_anew(told: Told) -> Told:
    """As by somebody who changed a bundle and has a key of their own."""
    told = {**told, "key": public_of(HOSTILE_KEY)}
    return {**told, "signature": sign(told, HOSTILE_KEY)}


def packed(told: Told) -> bytes:
    """The bytes of a bundle, as they are sealed."""
    return MAGIC + zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


def put(*path: str | int, to: object) -> Change:
    """Put something in the place of what stands there."""

    def change(told: Told) -> None:
        at: Any = told
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def _more_pictures(told: Told) -> None:
    (own,) = told["own"][0]["pictures"]
    told["own"][0]["pictures"] = [{**own, "word": f"dog {n}"} for n in range(10_001)]


def twice(*path: str | int) -> Change:
    """All of a list once more."""

    def change(told: Told) -> None:
        at: Any = told
        for step in path:
            at = at[step]
        at += copy.deepcopy(at)

    return change


_OWN = ("own", 0, "pictures", 0)
_BOARD = ("own", 0, "boards", 0, "board")
_PAGE = (*_BOARD, "pages", 0)
_BUTTON = (*_PAGE, "rows", 0, 0)
HOSTILE_OWN: dict[str, tuple[Change, str]] = {
    "own things of nobody": (put("own", 0, "pupil", to="nobody"), "is missing"),
    "own things twice": (twice("own"), "stands in it twice"),
    "10,001 own pictures": (_more_pictures, "own.0.pictures"),
    "an own picture that is not there": (put(*_OWN, "digest", to="f" * 64), "did not come"),
    "an own picture without a word": (put(*_OWN, "word", to=" "), "has no word"),
    "an own picture of two lines": (put(*_OWN, "word", to="a\nb"), "control characters"),
    "an own picture that writes": (put(*_OWN, "alt", to="\x1b[2J"), "control characters"),
    "two own pictures for a word": (twice("own", 0, "pictures"), "for one word"),
    "an own picture of no day": (put(*_OWN, "at", to="today"), "a date"),
    "an own picture named like SQL": (put(*_OWN, "id", to="' OR 1"), "pictures.0.id"),
    "a word of a megabyte": (put(*_OWN, "word", to="a" * 1_000_000), "pictures.0.word"),
    "a board with a picture that is not there": (
        put(*_BUTTON, "picture", to="f" * 64),
        "did not come",
    ),
    "a board of no pages": (put(*_BOARD, "pages", to=[]), "board.pages"),
    "a board with a field that is not known": (put(*_PAGE, "run", to="rm"), "pages.0.run"),
    "two pages of one id": (twice(*_BOARD, "pages"), "have one id"),
    "rows of two lengths": (put(*_PAGE, "rows", 1, to=[None]), "of one length"),
    "a row of 101": (put(*_PAGE, "rows", 0, to=[None] * 101), "rows.0"),
    "a button of nothing": (put(*_PAGE, "rows", 0, 1, "label", to=""), "neither a word"),
    "a button to nowhere": (put(*_BUTTON, "opens", to="9"), "a page that is not there"),
    "a button that writes": (put(*_BUTTON, "spoken", to="\x1b]0;x\x07"), "control characters"),
    "a colour that is none": (put(*_BUTTON, "background", to=-1), "background"),
    "a licence that writes": (put(*_PAGE, "licence", "url", to="\x9b2J"), "control characters"),
    "preferences that are words": (put("own", 0, "preferences", to="calm"), "own.0.preferences"),
    "preferences of a wrong kind": (
        put("own", 0, "preferences", "theme", to={"run": "rm"}),
        "preferences.theme",
    ),
    "a light that never moves": (
        put("own", 0, "preferences", "scan_seconds", to=1e9),
        "preferences.scan_seconds",
    ),
}
