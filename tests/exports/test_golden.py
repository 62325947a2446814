"""One file for each format, so that a changed comma is seen. `GOLDEN=write` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exports import held as talk
from tests.fakes import FakeStore, FixedClock, play, small_pack
from tests.plan import held as plan
from tests.plan.child import spring
from tests.plan.plans import first_plan
from voicebox.exports import Audience, export, gather_talk, show_record, talks_json
from voicebox.exports.dossier import Wanted
from voicebox.runner import start

GOLDEN = Path(__file__).parent / "golden"


def _unfinished() -> bytes:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Zofia"), with_="Mr Shah")
    play(runner, {"good-day": talk.give("music")}, until="calm")
    runner.pause()
    return export([gather_talk(store, runner.header.id)], "markdown", Audience.PLAN)


def _one_by_one(format_: str) -> bytes:
    exported = talk.hold_one_by_one().exported
    return export([exported], format_, Audience.FAMILY, today=plan.TODAY)


def _plan(format_: str) -> bytes:
    wanted = Wanted(document="plan")
    return export(plan.talks(), format_, today=plan.TODAY, wanted=wanted, picture=plan.picture)


def _first_plan(format_: str) -> bytes:
    wanted = Wanted(document="plan")
    return export([spring(), first_plan()], format_, today=plan.TODAY, wanted=wanted)


def _talks() -> bytes:
    held = talk.hold_for_everyone()
    return talks_json(held.store.talks()).encode()


MADE: dict[str, Callable[[], bytes]] = {
    "everyone-plan.md": lambda: export([talk.hold_for_everyone().exported], "markdown"),
    "one-by-one-plan.md": lambda: export([talk.hold_one_by_one().exported], "markdown"),
    "one-by-one-family.md": lambda: export(
        [talk.hold_one_by_one().exported], "markdown", Audience.FAMILY
    ),
    "unfinished-plan.md": _unfinished,
    "one-by-one-family.json": lambda: export(
        [talk.hold_one_by_one().exported], "json", Audience.FAMILY
    ),
    "one-by-one-family.csv": lambda: _one_by_one("csv"),
    "one-by-one-family.html": lambda: _one_by_one("html"),
    "one-by-one-family-fhir.json": lambda: _one_by_one("fhir"),
    "plan.md": lambda: _plan("markdown"),
    "plan.html": lambda: _plan("html"),
    "plan-paste.txt": lambda: _plan("paste"),
    "first-plan.json": lambda: _first_plan("json"),
    "first-plan-fhir.json": lambda: _first_plan("fhir"),
    "talks.json": _talks,
    "show.txt": lambda: show_record(talk.hold_one_by_one().exported).encode(),
}


@pytest.mark.parametrize("name", MADE)
def test_a_document_is_as_it_was(name: str) -> None:
    made = MADE[name]()
    if os.environ.get("GOLDEN") == "write":
        (GOLDEN / name).write_bytes(made)
    assert made.decode() == (GOLDEN / name).read_bytes().decode()
