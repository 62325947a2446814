"""Short words: known ones are explained once, others are named, and a shout is no acronym."""

from __future__ import annotations

import pytest

from tests.exports.held import give
from tests.fakes import FakeStore, FixedClock, play, small_pack
from voicebox.exports import Audience, export, gather_talk
from voicebox.exports.acronyms import MEANINGS, acronyms
from voicebox.runner import start


def found(*words: str) -> tuple[list[str], list[str]]:
    made = acronyms(words)
    return [word for word, _ in made.explained], [*made.unknown]


@pytest.mark.parametrize(
    ("words", "explained", "unknown"),
    [
        ("ELSA on Mondays with the SENCo", ["ELSA", "SENCo"], []),
        ("two TAs and an EHCP", ["TA", "EHCP"], []),
        ("WellComm, PEaSS and INDES", ["WellComm", "PEaSS", "INDES"], []),
        ("The QXZ came on Friday", [], ["QXZ"]),
        ("a SEN, then SEN again; (SEN)", ["SEN"], []),
        ("I like TV and my PS5, OK", [], []),
        ("I want McDonald and LeBron", [], []),
        ("STOP DOING THAT TO ME RIGHT NOW", [], []),
        ("NO", [], []),
        ("write to x@SEN.example or SEN/y", [], []),
        ("Amira's SMART steps", ["SMART"], []),
        ("", [], []),
    ],
)
def test_what_is_an_acronym(words: str, explained: list[str], unknown: list[str]) -> None:
    assert found(words) == (explained, unknown)


def test_those_of_the_sources_are_known() -> None:
    named = "SEN SENCo EHCP APDR ELSA INDES PEaSS THRIVE WellComm SMART EAL SEND SENDCo SSP IEP"
    assert found(named.lower(), *named.split()) == (named.split(), [])
    assert all(means and means != word for word, means in MEANINGS.items())


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_a_document_explains_each_once_at_its_foot(format_: str) -> None:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Amira"), with_="Mrs Okoye")
    play(runner, {"calm": give(words="ELSA is here"), "facts/year": give(words="see ELSA, QXZ")})
    text = export([gather_talk(store, runner.header.id)], format_, Audience.PLAN).decode()
    assert text.count("ELSA: emotional literacy support assistant") == 1
    assert "Not explained here, so please say what it means: QXZ." in text
