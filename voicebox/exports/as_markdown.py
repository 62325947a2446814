"""Markdown: a record, or a plan, that a teacher can read and paste. Words stand as given, inert.

What a person said goes between quotation marks unchanged. Words that Markdown would change (a star,
a bracket, a tag) go into a code span, words of several lines into a fenced block: so they read the
same raw and rendered, and nothing in them comes to life. An adult's reading never has quotation
marks (rule 9). All other text is escaped and painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from voicebox.exports.dossier import Dossier
from voicebox.exports.page import (
    Block,
    Card,
    Columns,
    Facts,
    Line,
    Listed,
    Picked,
    Run,
    Section,
    Small,
    Table,
    Text,
    Title,
    Words,
)
from voicebox.exports.pages import documents
from voicebox.text import paint_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$]")
_AT_LINE_START = re.compile(r"^(\s*)([#>+-]|=|\d+(?=[.)]))")
_BACKTICKS = re.compile("`+")


class MarkdownExporter:
    """A document to read, to print or to paste into a plan."""

    name = "markdown"
    suffix = ".md"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """Each talk, or the plan, under a heading of its own, a line between them.

        Raises:
            ExportError: another document than the record and the plan was asked for.
        """
        return "\n---\n\n".join(map(document, documents(dossier))).encode()


def document(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown, one empty line between them, ending in a newline."""
    return "\n\n".join(part for block in blocks for part in _block(block)) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(line):
            yield f"# {_line(line)}"
        case Section(line, level):
            yield f"{'#' * level} {_line(line)}"
        case Facts(lines):
            yield "\n".join(f"- {_fact(name, value)}" for name, value in lines)
        case Columns(columns):
            yield "\n".join(f"- {_escaped(name)}: {_cards(cards)}" for name, cards in columns)
        case Listed(lines):
            yield "\n".join(f"- {_line(line)}" for line in lines)
        case Words():
            yield _words(block)
        case Table(rows):
            yield from _rows(rows)
        case Small(line):
            yield _small(_line(line))
        case Line(line) | Picked(line):
            yield _line(line)


def _fact(name: str, value: Text) -> str:
    return f"{name}: {_line(value)}" if name else _line(value)


def _cards(cards: Iterable[Card]) -> str:
    return ", ".join(_run(card.word) for card in cards)


def _words(block: Words) -> str:
    """Words as they were given, in quotation marks where they may stand in them."""
    before, after = _joined(block.before), _joined(block.after)
    if "\n" not in block.words:
        own = (
            f"“{_inline(block.words)}”" if block.quoted else _inline(block.words, alone=not before)
        )
        space = "" if not before or before.endswith(" ") else " "
        return f"{before}{space}{own}{after}"
    if block.quoted and block.name:
        before += f"In {_escaped(block.name)}'s own words{after}:"
    elif after:
        before = f"{before.rstrip(': ')}{after}:"
    return f"{before.rstrip()}\n\n{_fenced(block.words)}"


def _rows(rows: Iterable[tuple[str, tuple[Words, ...]]]) -> Iterator[str]:
    """A list; words of several lines stand below it, since in it they would be indented."""
    listed: list[str] = []
    for name, cell in rows:
        parts = [_words(words) for words in cell]
        if any("\n" in part for part in parts):
            yield from ["\n".join(listed)] if listed else []
            listed = []
            yield _named(name)
            yield from parts
        else:
            listed.append(f"- {_named(name)} {'; '.join(parts)}")
    yield from ["\n".join(listed)] if listed else []


def _named(name: str) -> str:
    """A name before words: with a colon, unless it is a question or has an end of its own."""
    return _escaped(name) if name.endswith(tuple("?!.:…")) else f"{_escaped(name)}:"


# -- text in Markdown ---------------------------------------------------------------------------


def _line(line: Text) -> str:
    return _joined(line).strip()


def _joined(line: Text) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    if run.own:
        return f"“{_inline(run.text)}”"
    before, after = run.text[:1].strip(" "), run.text[-1:].strip(" ")
    return f"{'' if before else ' '}{_escaped(run.text)}{'' if after else ' '}" if run.text else ""


def _escaped(words: str) -> str:
    """Text of our own, of a pack or a name: on one line, and only text."""
    line = _SPECIAL.sub(lambda found: f"\\{found[0]}", paint_line(words))
    return _AT_LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", line)


def _small(line: str) -> str:
    return f"*{line[:1].upper()}{line[1:].rstrip('.')}.*"


def _inline(words: str, *, alone: bool = False) -> str:
    """Words unchanged; in a code span where Markdown would make something of them.

    `alone`: they begin a line, where a hash, a hyphen, a number or a space means something as well.
    """
    begins = alone and (_AT_LINE_START.match(words) or words[:1].isspace())
    if not begins and not _SPECIAL.search(words):
        return words
    ticks = "`" * (max(map(len, _BACKTICKS.findall(words)), default=0) + 1)
    is_padded = words[0] in " `" or words[-1] in " `"
    return f"{ticks} {words} {ticks}" if is_padded else f"{ticks}{words}{ticks}"


def _fenced(words: str) -> str:
    ticks = "`" * max(3, max(map(len, _BACKTICKS.findall(words)), default=0) + 1)
    return f"{ticks}text\n{words}\n{ticks}"
