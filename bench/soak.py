"""`make soak`: kills at random moments of real talks, and long random walks through the pack."""

from __future__ import annotations

import argparse
import random
import sys
import time

from bench.fronts import AppFront, PlainFront
from bench.house import PYTHON, VOICEBOX, bench_home
from bench.kills import Account, KilledTalks
from tests.conversation.walking import finish, walk
from voicebox.prompts.loader import load_pack

LATE = (PYTHON, "-m", "bench.late")
WALKS = 300
_INPUTS_A_WALK = 120


def main() -> int:
    """Kill, walk, and give an account. 1 where anything was lost or went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="in the app and in plain mode")
    parser.add_argument("--walks", type=int, default=WALKS, help="whole talks walked at random")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--blind-check", action="store_true", help="see that a program that loses is found out"
    )
    given = parser.parse_args()
    print(f"seed {given.seed}")
    if given.blind_check:
        return _blind_check(given.seed, min(given.kills, 24))
    account = _kill(VOICEBOX, given.kills, given.seed)
    _walk_whole_talks(given.walks, given.seed)
    return 1 if account.lost or account.wrong else 0


def _blind_check(seed: int, kills: int) -> int:
    """A program that shows answers before it commits them must be caught, in both front ends."""
    caught = [
        _kill(LATE, kills // 2, seed, only=(front,)).lost > 0 for front in (AppFront, PlainFront)
    ]
    print("The sabotage was found out." if all(caught) else "BLIND: the sabotage was not seen.")
    return 0 if all(caught) else 1


def _kill(
    program: tuple[str, ...],
    kills: int,
    seed: int,
    only: tuple[type[AppFront] | type[PlainFront], ...] = (AppFront, PlainFront),
) -> Account:
    whole = Account()
    began = time.monotonic()
    with bench_home() as home:
        talks = [
            KilledTalks(home, front, seed + at, program=program) for at, front in enumerate(only)
        ]
        for number in range(kills):
            talks[number % len(talks)].kill_once()
            if (number + 1) % 20 == 0:
                print(f"{number + 1} of {kills} kills ...", file=sys.stderr, flush=True)
    for front, each in zip(only, talks, strict=True):
        _tell(front.__name__, each.account)
        whole.lost += each.account.lost
        whole.wrong += each.account.wrong
    print(f"in {time.monotonic() - began:.0f} s")
    return whole


def _tell(front: str, account: Account) -> None:
    print(
        f"{front}: {account.kills} kills; {account.inputs} inputs shown as done, "
        f"{account.shown} of them answers shown as kept; "
        f"{account.lost} lost; {account.committed_unseen} inputs committed and not yet shown"
    )
    for line in dict.fromkeys(account.wrong):
        print(f"  WRONG: {line}")


def _walk_whole_talks(talks: int, seed: int) -> None:
    """Whole talks through my-voice, doing anything at any moment; each must come to its end."""
    with bench_home() as home:
        pack = load_pack(home.where.prompts / "my-voice.yaml")
    steps = 0
    for number in range(talks):
        for walked in walk(pack, seed + number, _INPUTS_A_WALK):
            finish(walked.held)
            steps += len(walked.held.events)
    print(f"{talks} random walks through my-voice, each to its end: {steps} events")


if __name__ == "__main__":
    sys.exit(main())
