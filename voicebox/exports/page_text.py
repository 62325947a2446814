"""A page as plain text, safe to print: our own lines are folded, a person's words never are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from voicebox.exports.page import (
    Block,
    Card,
    Columns,
    Facts,
    Line,
    Listed,
    Picked,
    Section,
    Small,
    Table,
    Text,
    Title,
    Words,
)
from voicebox.text import paint, paint_line

WIDTH = 78
"""Columns of our own lines."""


def page_text(blocks: Iterable[Block]) -> str:
    """The page as lines; it ends in a newline."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table) and len(block.rows) > 1:
            lines.append("")
        lines += _lines(block)
        before = block
    return "".join(f"{line}\n" for line in lines).lstrip("\n")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(line=line):
            yield _own(line).upper()
        case Section(line=line, level=level):
            yield from ("", _own(line).upper() if level == 2 else _own(line))
        case Facts(lines=lines):
            for name, value in lines:
                yield from _folded(f"{paint_line(name)}: {_own(value)}" if name else _own(value))
        case Line(line=line):
            yield from _folded(_own(line))
        case Small(line=line):
            yield from _folded(f"({_own(line)})", indent="  ")
        case Listed(lines=several):
            yield from (line for each in several for line in _folded(_own(each), first="  - "))
        case Picked(line=line):
            yield from _folded(_own(line), indent="  ")
        case Columns(columns=columns):
            yield from (_column(name, cards) for name, cards in columns)
        case Words():
            yield from _words(block, "  ")
        case Table(rows=rows):
            for name, several_words in rows:
                yield from _row(name, several_words)


def _own(line: Text) -> str:
    """A line of our own; words of a person's in it are quoted."""
    return "".join(f"“{paint_line(run.text)}”" if run.own else paint(run.text) for run in line)


def _folded(line: str, *, indent: str = "", first: str | None = None) -> list[str]:
    head = indent if first is None else first
    rest = " " * len(head)
    return textwrap.wrap(
        line,
        width=WIDTH,
        initial_indent=head,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _column(name: str, cards: Iterable[Card]) -> str:
    return f"  {paint_line(name)}: {', '.join(paint_line(card.word.text) for card in cards)}"


def _row(name: str, several: tuple[Words, ...]) -> Iterator[str]:
    one = several[0] if len(several) == 1 else None
    label = paint_line(name)
    label = label if label.endswith(("?", ".", ":")) else f"{label}:"
    if one is not None and not one.before and "\n" not in one.words:
        yield f"  {label} {''.join(_words(one, ''))}"
        return
    yield from _folded(label, indent="  ")
    for words in several:
        yield from _words(words, "    ")


def _words(block: Words, indent: str) -> Iterator[str]:
    """Words line by line as they were given, whose they are before them, the carrier after."""
    words = paint(block.words)
    said = f"“{words}”" if block.quoted else words
    first, *rest = f"{_own(block.before)}{said}{_own(block.after)}".split("\n")
    yield f"{indent}{first}".rstrip()
    yield from (f"{indent}{line}".rstrip() for line in rest)
