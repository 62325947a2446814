"""Preferences are kept with the pupil, whole, and one pupil's are never another's."""

from __future__ import annotations

import math

import pytest

from tests.store.conftest import raw
from voicebox.errors import NotFound, StoreDamaged, StoreError
from voicebox.locations import Locations
from voicebox.store.repository import SqlStore

LIKES: dict[str, object] = {
    "theme": "calm",
    "scan_seconds": 1.5,
    "show": ["pictures", None, True],
    "note": "ŵ \U0001f436",
}


def test_what_is_kept_comes_back_and_replaces_what_was_there(
    store: SqlStore, where: Locations
) -> None:
    amira, tomos = store.add_pupil("Amira"), store.add_pupil("Tomos")
    assert store.preferences_of(amira.id) == {}
    store.keep_preferences(amira.id, {"theme": "dark", "rate": 90})
    store.keep_preferences(amira.id, LIKES)
    store.close()
    again = SqlStore.open(where)
    assert again.preferences_of(amira.id) == LIKES
    assert again.preferences_of(tomos.id) == {}
    assert again.preferences_of("nobody") == {}
    again.close()


def test_only_a_pupil_who_is_here_has_preferences(store: SqlStore) -> None:
    with pytest.raises(NotFound):
        store.keep_preferences("nobody", LIKES)


@pytest.mark.parametrize("value", [math.nan, math.inf, {1}, b"dark", object()])
def test_what_json_does_not_have_is_refused_and_nothing_changes(
    store: SqlStore, value: object
) -> None:
    pupil = store.add_pupil("Amira").id
    store.keep_preferences(pupil, LIKES)
    with pytest.raises(StoreError, match="cannot be kept"):
        store.keep_preferences(pupil, {"theme": value})
    assert store.preferences_of(pupil) == LIKES


@pytest.mark.parametrize("body", ["", "[1]", "{", "[" * 100_000])
def test_damage_is_named(store: SqlStore, where: Locations, body: str) -> None:
    pupil = store.add_pupil("Amira").id
    store.keep_preferences(pupil, LIKES)
    raw(where).execute("UPDATE pupil_preference SET body = ?", (body,))
    with pytest.raises(StoreDamaged, match="preferences"):
        store.preferences_of(pupil)
