"""How far the two sources are served, as a table of text: the counts, then each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from voicebox.authoring.coverage import Asked, SourceLine, asked_by, is_served, still_to_ask

NAMES = {"E": "E: Essex, One Planning (2023)", "N": "N: Norfolk, SEN Support Planning (2023)"}
STATES = ("served", "excused", "unserved")


def as_table(lines: Sequence[SourceLine], asked: Asked, *, only_unserved: bool = False) -> str:
    """The table, ending with a newline.

    Args:
        lines: every line of the sources.
        asked: what the packs ask.
        only_unserved: leave out lines that are served or excused; they are counted all the same.
    """
    rows = [*_counts(lines, asked), ""]
    for line in lines:
        if not only_unserved or _state(line, asked) == "unserved":
            rows += _rows(line, asked)
    return "\n".join(rows) + "\n"


def _state(line: SourceLine, asked: Asked) -> str:
    if line.left_out:
        return "excused"
    return "served" if is_served(line, asked) else "unserved"


def _counts(lines: Sequence[SourceLine], asked: Asked) -> Iterator[str]:
    counted = Counter((line.document, _state(line, asked)) for line in lines)
    yield f"{'':42}" + "".join(f"{state:>10}" for state in STATES)
    for document, name in NAMES.items():
        yield f"{name:42}" + "".join(f"{counted[document, state]:>10}" for state in STATES)


def _rows(line: SourceLine, asked: Asked) -> Iterator[str]:
    state = _state(line, asked)
    yield f"{state:9}{line.id} (line {line.where}): {line.says}"
    if line.left_out:
        yield f"{'':11}{line.left_out}"
        return
    others = [name for name in asked_by(line, asked) if name not in line.served_by]
    if line.served_by:
        yield f"{'':11}by {', '.join(line.served_by)}"
    if others:
        yield f"{'':11}asked by {', '.join(others)}"
    if missing := still_to_ask(line, asked):
        yield f"{'':11}still to be asked: {', '.join(missing)}"
