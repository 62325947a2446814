"""A tenth of the corpus in each run of the tests; `make soak` runs all of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hostile.hostile_inputs import Hostile, corpus, run

EVERY = corpus()
ENTRIES = sorted({each.entry for each in EVERY})
TENTH = [each for at, each in enumerate(EVERY) if at % 10 == 3]


def test_the_corpus_holds_five_hundred_inputs_by_every_entry() -> None:
    assert len(EVERY) >= 500
    assert {each.entry for each in TENTH} == set(ENTRIES)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and names that Windows lacks")
@pytest.mark.parametrize("hostile", TENTH, ids=str)
def test_a_hostile_input_is_one_clear_line(hostile: Hostile, tmp_path: Path) -> None:
    run(hostile, tmp_path)
