"""A whole my-voice talk by keyboard, by one switch, by a resting pointer, by lines: one record.

`python -m bench.hands`: each hand gives the same answers, and only its own keys reach the app. The
records must be equal once ids, times and modes are taken out. The recordings of keys are made anew
from one seed and one list of answers; `--keep FOLDER` writes them, one key or wait a line.

What the grown-up answers by themselves, as facts before the talk, is typed in every talk.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual import events
from textual.message import Message
from textual.pilot import Pilot

from bench.house import bench_home
from tests.tui.chair import Answer, Chair, Hand, Keyboard, Words, hold, settle
from tests.tui.hands import Dwell, OneSwitch, held_plainly, said_with_letters, told
from voicebox.bootstrap import open_store
from voicebox.conversation.shapes import Step
from voicebox.conversation.states import State
from voicebox.ports import Store
from voicebox.runner import Runner

PACK = "my-voice"
SIZE = (120, 40)

MakeHand = Callable[[Chair, Pilot[int], list[str]], Hand]
AnswerAt = Callable[[Step], Answer]


@dataclass(frozen=True)
class Held:
    """A talk that was held: what was pressed, and what came of it."""

    hand: str
    keys: list[str]
    views: list[dict[str, object]]
    seconds: float

    @property
    def digest(self) -> str:
        """Of the record."""
        return _digest(json.dumps(self.views, sort_keys=True))

    @property
    def recording(self) -> str:
        """Of the keys."""
        return _digest("\n".join(self.keys))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _keyboard(chair: Chair, pilot: Pilot[int], keys: list[str]) -> Hand:  # noqa: ARG001 -- no waits
    return Keyboard(chair, pilot)


def _switch(chair: Chair, pilot: Pilot[int], keys: list[str]) -> Hand:
    hand = OneSwitch(chair, pilot)
    hand.waited = keys
    return hand


def _dwell(chair: Chair, pilot: Pilot[int], keys: list[str]) -> Hand:
    hand = Dwell(chair, pilot)
    hand.waited = keys
    return hand


HANDS: dict[str, tuple[MakeHand, dict[str, object]]] = {
    "keyboard": (_keyboard, {}),
    "one switch": (_switch, {"switches": "one", "scan_aloud": False}),
    "resting pointer": (_dwell, {"dwell_ms": 1000}),
}
"""How each answers, and how a pupil likes it who answers so."""


@contextmanager
def _no_idling() -> Iterator[None]:
    """Pilot waits until the machine is idle, in real time; here, until the messages are done."""

    async def take_turns(*seconds: float) -> None:  # noqa: ARG001 -- as Textual calls it
        for _ in range(8):
            await asyncio.sleep(0)

    with (
        patch("textual.pilot.wait_for_idle", take_turns),
        patch("textual.app.wait_for_idle", take_turns),
    ):
        yield


@contextmanager
def _store() -> Iterator[Store]:
    with bench_home() as home:
        store = open_store(home.where)
        try:
            yield store
        finally:
            store.close()


def _astray(step: Step) -> Answer:
    """One word is another: what a hand that presses wrongly would leave behind."""
    answer = said_with_letters(step)
    return Words("At nan's, 3 dogs.") if answer == Words("At nan's, 2 dogs.") else answer


async def _hold_at_screen(name: str, answer_at: AnswerAt = said_with_letters) -> Held:
    make, access = HANDS[name]
    keys: list[str] = []
    began = time.monotonic()
    with _store() as store, _no_idling():
        chair = Chair(store=store)
        pupil = store.add_pupil("Amira")
        store.keep_preferences(pupil.id, access)
        async with chair.talk(PACK).sit(SIZE) as pilot:
            await settle(pilot)
            with _recorded(pilot, keys):
                hand = make(chair, pilot, keys)
                await hold(hand, most=1000, answer_at=answer_at)
            runner = chair.screen.runner
        return _held(name, keys, runner, began)


def _hold_in_lines() -> Held:
    began = time.monotonic()
    with _store() as store:
        runner, lines = held_plainly(PACK, said_with_letters, store=store)
        return _held("lines", lines, runner, began)


def _held(name: str, keys: list[str], runner: Runner, began: float) -> Held:
    if runner.talk.state is not State.FINISHED:
        raise SystemExit(f"{name}: the talk stands at {runner.step.key}, {runner.talk.state}.")
    return Held(name, keys, told(runner), time.monotonic() - began)


@contextmanager
def _recorded(pilot: Pilot[int], keys: list[str]) -> Iterator[None]:
    """Note each key, and all that is pasted, on its way to the app."""
    driver = pilot.app._driver
    assert driver is not None
    send = driver.send_message

    def note(message: Message) -> None:
        if isinstance(message, events.Key):
            keys.append(f"key {message.key}")
        elif isinstance(message, events.Paste):
            keys.append(f"typed {json.dumps(message.text, ensure_ascii=False)}")
        send(message)

    with patch.object(driver, "send_message", note):
        yield


def _differences(first: Held, other: Held) -> Iterator[str]:
    for at in range(max(len(first.views), len(other.views))):
        ours = first.views[at] if at < len(first.views) else None
        theirs = other.views[at] if at < len(other.views) else None
        if ours != theirs:
            yield f"  view {at} by {first.hand}: {ours}\n  view {at} by {other.hand}: {theirs}"


def main() -> int:
    """Hold the four talks, print what came of them. 1 where a record differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.hands", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the recordings there")
    parser.add_argument(
        "--blind-check", action="store_true", help="see that another answer is found out"
    )
    given = parser.parse_args()
    talks = [_hold_in_lines()]
    _tell(talks[-1])
    if given.blind_check:
        return _blind_check(talks[0])
    for name in HANDS:
        talks.append(asyncio.run(_hold_at_screen(name)))
        _tell(talks[-1])
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        for held in talks:
            file = given.keep / f"{held.hand.replace(' ', '-')}.txt"
            file.write_text("\n".join(held.keys) + "\n", encoding="utf-8")
    wrong = [line for held in talks[1:] for line in _differences(talks[0], held)]
    print("\n".join(wrong[:10]) if wrong else "The four records are equal.")
    return 1 if wrong else 0


def _blind_check(lines: Held) -> int:
    """A hand that gives another answer must be found out."""
    astray = asyncio.run(_hold_at_screen("keyboard", _astray))
    is_found = any(_differences(lines, astray)) and lines.digest != astray.digest
    print("The other answer was found out." if is_found else "BLIND: it was not seen.")
    return 0 if is_found else 1


def _tell(held: Held) -> None:
    lights = sum(key == "light" for key in held.keys)
    waits = f", {lights} lights waited for" if lights else ""
    print(
        f"{held.hand}: {len(held.keys) - lights} keys{waits}, recording {held.recording}; "
        f"{len(held.views)} views, record {held.digest}; {held.seconds:.0f} s",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
