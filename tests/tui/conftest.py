"""What every test at the screen is given."""

from __future__ import annotations

import asyncio

import pytest

from tests.tui.chair import Chair, pictures
from voicebox.ports import SymbolSource


@pytest.fixture(scope="session")
def symbols(tmp_path_factory: pytest.TempPathFactory) -> SymbolSource:
    """The real pictures, painted once for all tests."""
    return pictures(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(autouse=True)
def _no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits until the machine is idle, in real time; here, until the messages are done."""

    async def take_turns(*seconds: float) -> None:
        for _ in range(8):
            await asyncio.sleep(0)

    monkeypatch.setattr("textual.pilot.wait_for_idle", take_turns)
    monkeypatch.setattr("textual.app.wait_for_idle", take_turns)


@pytest.fixture
def chair() -> Chair:
    """A chair in a house of stand-ins."""
    return Chair()
