"""`make bench`: every measurement beside its baseline, and which limits are held."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date

from bench import (
    answering,
    filling,
    following,
    importing,
    listing,
    memory,
    painting,
    paper,
    speaking,
    starting,
)
from bench.house import ROOT, BenchHome, bench_home
from bench.measured import Line, as_markdown, as_text, machine

WRITTEN = ROOT / "docs" / "measurements.md"


def main() -> int:
    """Measure, print, and with `--write` write. 1 where a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and fewer talks")
    parser.add_argument("--write", action="store_true", help=f"write docs/{WRITTEN.name} as well")
    given = parser.parse_args()
    began = time.monotonic()
    with bench_home() as home:
        lines = list(_measured(home, quick=given.quick))
    print(f"\n{as_text(lines)}\n\nOn {machine()}, in {time.monotonic() - began:.0f} s.")
    if given.write:
        words = as_markdown(lines, on=date.today()) + _sections(WRITTEN.read_text("utf-8"))
        WRITTEN.write_text(words, encoding="utf-8")
    return 1 if any(line.is_held is False for line in lines) else 0


def _sections(written: str) -> str:
    """What stands below the table, which was measured by other commands."""
    at = written.find("\n## ")
    return written[at:] if at >= 0 else ""


def _measured(home: BenchHome, *, quick: bool) -> Iterator[Line]:
    rounds, answers, talks = (3, 30, 10_000) if quick else (9, 110, 100_000)
    _tell("importing")
    yield from importing.measure(home, rounds)
    _tell("starting")
    yield from starting.measure(home, rounds)
    _tell("painting")
    yield from painting.measure(home, 2 if quick else 5)
    _tell("memory")
    yield from memory.measure(home)
    _tell("printed pages")
    yield from paper.measure(3 if quick else 7, 100 if quick else 500)
    _tell("the voice")
    yield from speaking.measure(4 if quick else 12)
    yield from following.measure(home, 1 if quick else 4)
    _tell("answering")
    yield from answering.measure(home, answers, talks="empty store")
    _tell(f"filling a store with {talks:,} talks")
    filling.fill(home.where, talks, home.where.prompts / "my-voice.yaml")
    _tell("answering")
    yield from answering.measure(home, answers, talks=f"{talks:,} talks")
    _tell("listing")
    yield from listing.measure(home, 3 if quick else 5, talks=f"{talks:,} talks")


def _tell(what: str) -> None:
    print(f"measuring: {what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
