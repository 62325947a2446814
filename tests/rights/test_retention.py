"""How long records are kept: who is due is listed, by the date of birth that the plan says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.fakes import play
from tests.passing.homes import clock, places
from voicebox.bootstrap import open_drawings
from voicebox.conversation.inputs import Give
from voicebox.prompts.loader import load_pack
from voicebox.rights import notice
from voicebox.rights.notice import PANELS, notice_pdf
from voicebox.rights.retention import Due, due
from voicebox.runner import start
from voicebox.store.repository import SqlStore

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(places(tmp_path))
    yield opened
    opened.close()


def born(store: SqlStore, name: str, words: str, chance: int) -> None:
    """A pupil whose plan says this date of birth."""
    pack = load_pack(ROOT / "prompts" / "plan.yaml")
    prompt = next(p.id for _, p in pack.prompts() if "date-of-birth" in p.model_dump_json())
    runner = start(store, clock(chance, hours=chance), pack, store.add_pupil(name))
    key = f"{prompt}/date-of-birth"
    play(runner, {key: Give(words=words)}, until=key)
    runner.handle(Give(words=words))
    runner.pause()


def test_who_is_due_and_who_is_not_known(store: SqlStore) -> None:
    born(store, "Amira", "29 February 2000", 1)
    born(store, "Tomos", "12/1/2010", 2)
    born(store, "Zofia", "last spring", 3)
    store.add_pupil("Bran")
    found = due(store, "dob+25")
    assert [(each.pupil.name, each.on) for each in found] == [
        ("Amira", date(2025, 3, 1)),
        ("Tomos", date(2035, 1, 12)),
        ("Bran", None),
        ("Zofia", None),
    ]
    assert [each.is_due(date(2025, 3, 1)) for each in found] == [True, False, False, False]
    assert not found[0].is_due(date(2025, 2, 28))
    assert [each.on for each in due(store, "dob+31")][:2] == [date(2031, 3, 1), date(2041, 1, 12)]
    assert isinstance(found[0], Due)
    assert len(store.pupils()) == 4


def test_the_notice_is_one_page_of_nine_pictures(tmp_path: Path) -> None:
    assert len(PANELS) == 9
    made = notice_pdf(open_drawings(places(tmp_path)), on=date(2026, 11, 22))
    assert made.startswith(b"%PDF")
    assert b"/Count 1" in made
    assert _foot_of(made, "safe.") > BORDER


def test_words_that_are_longer_make_way_for_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = "we tell Mrs Bartholomew Featherstonehaugh, who keeps children safe."
    panels = {**dict(PANELS), "help": ("If we think you are not safe,", longer)}
    monkeypatch.setattr(notice, "PANELS", tuple(panels.items()))
    made = notice_pdf(open_drawings(places(tmp_path)), on=date(2026, 11, 22))
    assert b"/Count 1" in made
    assert _foot_of(made, "safe.") > BORDER


BORDER = 119.6
"""Points from the foot of the page to the lower border of the last panels."""


def _foot_of(pdf: bytes, words: str) -> float:
    """Points from the foot of the page to the foot of these words."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    at, count = text.search(words).get_next()
    return min(float(text.get_charbox(at + each)[1]) for each in range(count))
