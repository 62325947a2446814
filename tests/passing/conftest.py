"""A home that others send to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.passing.homes import places
from voicebox.store.repository import SqlStore


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlStore]:
    store = SqlStore.open(places(tmp_path / "office"))
    yield store
    store.close()
