"""`make soak`: kills, power cuts, faults of disks and files, hostile inputs, network, residue.

Each part is a line of the table. With `--write` the table goes into docs/limits.md; `--only` names
parts; `--blind-check` gives the kills a program that loses, which must be found out.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from bench.fronts import AppFront, PlainFront
from bench.house import PYTHON, ROOT, VOICEBOX, bench_home
from bench.kills import NOT_THERE, Account, KilledTalks
from bench.measured import machine
from bench.torture.clocks import turn_clocks, two_windows
from bench.torture.damage import damage_files
from bench.torture.deedcuts import cut_deeds
from bench.torture.disks import fill_disks
from bench.torture.figures import Figure, as_markdown, as_text
from bench.torture.inputs import give_hostile_inputs
from bench.torture.migrating import kill_migrations
from bench.torture.offline import watch_network
from bench.torture.powercuts import cut_power
from bench.torture.residue import search_after_forget
from tests.conversation.walking import finish, walk
from voicebox.prompts.loader import load_pack

LATE = (PYTHON, "-m", "bench.late")
WRITTEN = ROOT / "docs" / "limits.md"
HEADING = "## Killed, cut off, filled up, damaged"
KILLS, CUTS, WALKS, FAULTS = 1000, 1000, 300, 100
_INPUTS_A_WALK = 120

Part = Callable[[argparse.Namespace], Sequence[Figure]]
PARTS: Mapping[str, Part] = {
    "kills": lambda given: _kill(VOICEBOX, given.kills, given.seed),
    "walks": lambda given: [_walk_whole_talks(given.walks, given.seed)],
    "cuts": lambda given: cut_power(given.cuts, given.seed),
    "deeds": lambda given: cut_deeds(given.seed),
    "migrations": lambda given: kill_migrations(given.seed),
    "damage": lambda given: damage_files(given.faults, given.seed),
    "disks": lambda given: fill_disks(given.faults, given.seed),
    "clocks": lambda given: [turn_clocks(), two_windows(given.faults, given.seed)],
    "inputs": lambda _: [give_hostile_inputs()],
    "network": lambda _: watch_network(),
    "residue": lambda _: [search_after_forget()],
}


def main() -> int:
    """Do all of it, and give an account. 1 where anything was lost or went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[*PARTS], default=[*PARTS], help="these parts")
    parser.add_argument("--kills", type=int, default=KILLS, help="in the app and in plain mode")
    parser.add_argument("--cuts", type=int, default=CUTS, help="of the power")
    parser.add_argument("--faults", type=int, default=FAULTS, help="of each kind that is chance")
    parser.add_argument("--walks", type=int, default=WALKS, help="whole talks walked at random")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--write", action="store_true", help=f"write docs/{WRITTEN.name} as well")
    parser.add_argument(
        "--blind-check", action="store_true", help="see that a program that loses is found out"
    )
    given = parser.parse_args()
    print(f"seed {given.seed}")
    if given.blind_check:
        return _blind_check(given.seed, min(given.kills, 24))
    began = time.monotonic()
    figures = list(_figures(given))
    print(f"\n{as_text(figures)}\n\nOn {machine()}, in {time.monotonic() - began:.0f} s.")
    if given.write:
        _write(figures, is_all=set(given.only) == set(PARTS))
    return 0 if all(figure.is_right for figure in figures) else 1


def _figures(given: argparse.Namespace) -> Iterator[Figure]:
    for name in given.only:
        print(f"{name} ...", file=sys.stderr, flush=True)
        yield from PARTS[name](given)


def _write(figures: Sequence[Figure], *, is_all: bool) -> None:
    """Put the table below its heading; what stands around it stays, as do other parts' lines."""
    before, _, after = WRITTEN.read_text(encoding="utf-8").partition(f"{HEADING}\n")
    told = f"Made by `make soak` on {date.today():%d %B %Y}, on {machine()}."
    start = after.find("\n|")
    end = after.find("\n\n", start)
    table = as_markdown(figures)
    mine = {line.split("|")[1] for line in table.splitlines()}
    others = [line for line in after[start:end].splitlines() if line.split("|")[1:2]]
    kept = [line for line in others if line.split("|")[1] not in mine and not is_all]
    head, rule, *rows = table.splitlines()
    whole = "\n".join([head, rule, *kept, *rows])
    WRITTEN.write_text(f"{before}{HEADING}\n{told}\n\n{whole}{after[end:]}", encoding="utf-8")


def _blind_check(seed: int, kills: int) -> int:
    """A program that shows answers before it commits them must be caught, in both front ends."""
    caught = []
    for front in (AppFront, PlainFront):
        (figure,) = _kill(LATE, kills // 2, seed, only=(front,))
        caught.append(any(NOT_THERE in each for each in figure.wrong))
        print(as_text([figure]))
    print("The sabotage was found out." if all(caught) else "BLIND: the sabotage was not seen.")
    return 0 if all(caught) else 1


def _kill(
    program: tuple[str, ...],
    kills: int,
    seed: int,
    only: tuple[type[AppFront] | type[PlainFront], ...] = (AppFront, PlainFront),
) -> list[Figure]:
    with bench_home() as home:
        talks = [
            KilledTalks(home, front, seed + at, program=program) for at, front in enumerate(only)
        ]
        for number in range(kills):
            talks[number % len(talks)].kill_once()
            if (number + 1) % 20 == 0:
                print(f"{number + 1} of {kills} kills ...", file=sys.stderr, flush=True)
    names = {AppFront: "kill -9 of the app", PlainFront: "kill -9 of plain mode"}
    return [_told(names[front], each.account) for front, each in zip(only, talks, strict=True)]


def _told(what: str, account: Account) -> Figure:
    note = (
        f"{account.inputs:,} inputs shown as done; {account.committed_unseen:,} committed and not "
        "yet shown"
    )
    return Figure(what, "kills", account.kills, account.shown, account.lost, account.wrong, note)


def _walk_whole_talks(talks: int, seed: int) -> Figure:
    """Whole talks through my-voice, doing anything at any moment; each must come to its end."""
    figure = Figure("random walks through my-voice, each to its end", "talks")
    with bench_home() as home:
        pack = load_pack(home.where.prompts / "my-voice.yaml")
    steps = 0
    for number in range(talks):
        for walked in walk(pack, seed + number, _INPUTS_A_WALK):
            finish(walked.held)
            steps += len(walked.held.events)
        figure.count += 1
    figure.note = f"{steps:,} events"
    return figure


if __name__ == "__main__":
    sys.exit(main())
