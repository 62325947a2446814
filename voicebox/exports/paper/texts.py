"""Every saying of a part, wherever in it it stands."""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.exports.paper.saying import Saying
from voicebox.exports.paper.sheet import Facts, Grid, Heard, Part, Steps


def all_sayings(part: Part) -> Iterator[Saying]:
    """The sayings of a part, with the readings of them."""
    for saying in _said(part):
        yield saying
        yield from saying.notes


def _said(part: Part) -> Iterator[Saying]:
    match part:
        case Facts(lines=lines):
            yield from (each for _, told in lines for each in told)
        case Heard(voices=voices):
            yield from (each for voice in voices for each in voice.sayings)
        case Grid(rows=rows):
            yield from (each for row in rows for cell in row for each in cell)
        case Steps(steps=steps):
            for step in steps:
                yield from (*step.statement, *step.so_that, *step.thread)
                for labelled in (step.facts, step.verdicts, step.went):
                    yield from (each for _, told in labelled for each in told)
                yield from (each for row in step.help.rows for cell in row for each in cell)
