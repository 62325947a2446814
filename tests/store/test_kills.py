"""kill -9 while a talk is being written: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from itertools import count

import pytest

from tests.store.conftest import begin, draft
from voicebox.locations import Locations
from voicebox.store.repository import SqlStore

KILLS = 30

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")


def _write_on(where: Locations, told: int) -> None:
    """Append to the talk for ever, telling each seq once it is committed."""
    store = SqlStore.open(where)
    last = store.talk("t1").events
    for seq in count(last + 1):
        answer = draft(f"e{seq}", f'{{"words":"answer {seq}"}}' * 30)
        ended = answer.at if seq % 17 == 0 else None
        store.append("t1", seq - 1, [answer], state="asking", ended=ended)
        os.write(told, f"{seq}\n".encode())


def _kill_after(where: Locations, seconds: float) -> int:
    """Kill a writer so long after its first word; the last seq it told, or 0."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _write_on(where, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        first = told.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        lines = (first + told.read()).split()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return int(lines[-1])


def test_nothing_acknowledged_is_lost(where: Locations) -> None:
    store = SqlStore.open(where)
    begin(store)
    store.close()
    chance = random.Random(11)
    for _ in range(KILLS):
        told = _kill_after(where, chance.uniform(0, 0.03))
        store = SqlStore.open(where)
        events = store.events("t1")
        assert len(events) in (told, told + 1)
        assert events[-1].body == f'{{"words":"answer {events[-1].seq}"}}' * 30
        assert store.talk("t1").events == len(events)
        store.close()
