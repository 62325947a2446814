"""Worries: kept apart, newest first, signed once (content.md rule 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.conftest import BEGAN, begin, raw
from voicebox.errors import NotFound
from voicebox.locations import Locations
from voicebox.ports import Concern, Pupil
from voicebox.store.repository import SqlStore


def _worry(pupil: Pupil, name: str, minutes: int = 0) -> Concern:
    at = BEGAN + timedelta(minutes=minutes)
    return Concern(name, pupil, "t1", "He said his tummy hurts.", "Mr Shah", at, about_staff=False)


def test_worries_are_newest_first_and_signed_off(store: SqlStore) -> None:
    pupil = begin(store).pupil
    first, second = _worry(pupil, "w1"), replace(_worry(pupil, "w2", 5), about_staff=True)
    store.add_concern(first)
    store.add_concern(second)
    store.add_concern(first)
    assert store.concerns() == [second, first]
    signed = BEGAN + timedelta(hours=1)
    store.pass_on_concern("w1", to="Mrs Okoye", at=signed)
    assert store.concerns() == [second]
    assert store.concerns(open_only=False) == [
        second,
        replace(first, passed_on_at=signed, passed_on_to="Mrs Okoye"),
    ]


def test_the_first_signature_stands(store: SqlStore) -> None:
    store.add_concern(_worry(begin(store).pupil, "w1"))
    store.pass_on_concern("w1", to="Mrs Okoye", at=BEGAN)
    store.pass_on_concern("w1", to="Mr Shah", at=BEGAN)
    assert store.concerns(open_only=False)[0].passed_on_to == "Mrs Okoye"


def test_a_worry_that_is_not_there_cannot_be_signed(store: SqlStore) -> None:
    with pytest.raises(NotFound):
        store.pass_on_concern("w9", to="Mrs Okoye", at=BEGAN)


def test_a_worry_of_an_unknown_pupil_is_refused(store: SqlStore) -> None:
    with pytest.raises(NotFound):
        store.add_concern(_worry(Pupil("0" * 16, "Tomos"), "w1"))


def test_the_words_of_a_worry_stand_in_no_other_table(store: SqlStore, where: Locations) -> None:
    store.add_concern(_worry(begin(store).pupil, "w1"))
    with_words = []
    connection = raw(where)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        if "tummy" in repr(rows):
            with_words.append(table)
    connection.close()
    assert with_words == ["concern"]
