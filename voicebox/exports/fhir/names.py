"""The names that a reader of the bundle relies on: stable URLs, and how one entry names another."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

Resource = dict[str, Any]

PROVENANCE = "urn:voicebox:provenance"
"""On an item: how the answer was given. Its parts: `status`, `kind`, `speaker`, `mode` (each),
`help`, `checkedBack`, `share` (each circle, or `everyone`), `interpreter`, `present` (each),
`recorder`, `gathered`, `language`, `about` (the linkId of what a note is about), `at`."""
CARD = "urn:voicebox:card"
"""On an item: the card that was sorted, or the person whose ring it is."""
LADDER = "urn:voicebox:ladder"
"""On an answer: the ends of the ladder (`low`, `high`) and its highest point (`top`)."""
OUTCOME = "urn:voicebox:outcome"
"""On a Goal: what a plan says of an outcome. `hope`, `view` and `previous` hold linkIds."""
PROVISION = "urn:voicebox:provision"
"""On an activity: who, when, how and the rest of what is done."""
NEED = "urn:voicebox:need"
"""On a CarePlan: a need. `view` holds a linkId."""
PACK = "urn:voicebox:pack:"
"""Begins the canonical URL of a pack, and the system of its cards."""

_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:voicebox")


def url_of(kind: str, *parts: str) -> str:
    """The `fullUrl` of an entry: always the same for the same thing."""
    return f"urn:uuid:{uuid.uuid5(_IDS, chr(31).join((kind, *parts)))}"


def reference(url: str) -> dict[str, str]:
    """A reference to another entry."""
    return {"reference": url}


def extension(url: str, parts: Iterable[tuple[str, str, object]]) -> Resource:
    """A complex extension: its parts by name, by the type of their value, and their value."""
    return {
        "url": url,
        "extension": [
            {"url": name, f"value{type_}": value}
            for name, type_, value in parts
            if value not in ("", None)
        ],
    }


def without_empty(resource: Resource) -> Resource:
    """A resource without the fields that hold nothing: FHIR has no empty value."""
    return {name: value for name, value in resource.items() if value not in ("", None, [], {})}
