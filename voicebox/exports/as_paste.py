"""Paste: what goes into each box of a web form, a box at a time, and how much room it takes there.

Which words go to which box is data (a mapping). A limit is counted as a browser counts what it
sends from a box: UTF-16 units, so that an emoji is two or more, and two for the end of each line.
Over the limit it says by how many; nothing is ever cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voicebox.conversation.views import Speaker, ViewKind, value_words
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Box, Mapping, Passage, passages
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.mapping_rows import table_rows
from voicebox.text import paint_line

USUAL = "essex-portal"
"""The mapping that is used where none was named."""
RULE = "=" * 72
COUNTED = "Characters are counted as a browser sends them: two for the end of a line, emoji as two."


@dataclass(frozen=True, slots=True)
class PasteBox:
    """One box of a web form, ready to be copied."""

    id: str
    label: str
    text: str
    """What to paste; empty where there is nothing for this box."""
    count: int
    """The characters of `text`, as `sent_length` counts them."""
    limit: int | None = None
    """How many the box takes; None: not known."""

    @property
    def over(self) -> int:
        """By how many characters it is too long."""
        return max(self.count - self.limit, 0) if self.limit is not None else 0


class PasteExporter:
    """All boxes of a mapping, one below the other, as text."""

    name = "paste"
    suffix = ".txt"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """Every box with its label, its count and its text.

        Raises:
            NotFound: there is no such mapping.
            ExportError: the mapping cannot be used.
        """
        mapping = load_mapping(dossier.wanted.mapping or USUAL)
        boxes = paste_boxes(dossier, mapping)
        told = (_told(number, box, len(boxes)) for number, box in enumerate(boxes, 1))
        return "\n".join((_head(dossier, mapping), *told, RULE, "")).encode()


def paste_boxes(dossier: Dossier, mapping: Mapping) -> tuple[PasteBox, ...]:
    """What goes into each box of a form, in the form's order; those with nothing in them too."""
    return tuple(_filled(box, dossier) for box in mapping.boxes)


def sent_length(words: str) -> int:
    """How many characters a web form's box takes for these words, as a browser sends them."""
    return len(words.encode("utf-16-le")) // 2 + words.count("\n")


def _filled(box: Box, dossier: Dossier) -> PasteBox:
    if box.rows is not None:
        words = "\n\n".join(_rows(box, dossier))
    else:
        now = [each for each in passages(box, dossier) if _is_of_now(each, dossier)]
        words = "\n".join(map(passage_line, now))
    return PasteBox(box.id, box.label, words, sent_length(words), box.limit)


def _is_of_now(passage: Passage, dossier: Dossier) -> bool:
    """Is it of the present cycle? What was said for an earlier plan is not today's (rule 16)."""
    plan = dossier.plan
    if plan is None or passage.view is None:
        return True
    return passage.view.talk == plan.id or passage.view.id in {view.id for view in plan.views}


def _rows(box: Box, dossier: Dossier) -> Iterator[str]:
    """Each row of a table, numbered, with the names of its columns."""
    for number, cells in enumerate(table_rows(box, dossier), 1):
        named = zip(box.columns, cells, strict=True)
        lines = [f"{column.label}: {_cell(cell)}" for column, cell in named if cell]
        if lines:
            yield "\n".join((f"{number}. {lines[0]}", *lines[1:]))


def _cell(cell: Iterable[Passage]) -> str:
    return "; ".join(passage_line(each, asked=False) for each in cell)


def passage_line(passage: Passage, *, asked: bool = True) -> str:
    """A passage with whose it is; quotation marks only round a person's own words (rule 9)."""
    view = passage.view
    if view is None or (view.speaker is Speaker.KEY_ADULT and view.kind is ViewKind.VERBATIM):
        return passage.words
    question = f"{phrases.question(view)} " if asked and view.about is None else ""
    by = paint_line(passage.by)
    shown = value_words(view.value)
    if not passage.quoted:
        return f"{question}{_unquoted(passage, by)}"
    picked = f", picked {shown}" if shown else ""
    carried = phrases.interpreter(view)
    after = f" ({carried})" if carried else ""
    return f"{question}{by}{picked}, {phrases.uk_date(view.at)}: “{passage.own}”{after}"


def _unquoted(passage: Passage, by: str) -> str:
    """What was picked; or an adult's reading, or what they saw, named as such."""
    view = passage.view
    day = phrases.uk_date(view.at) if view is not None else ""
    match passage.kind:
        case ViewKind.INTERPRETATION:
            return f"{by}'s reading of this, {day}: {passage.words}"
        case ViewKind.OBSERVATION:
            return f"{by} saw, {day}: {passage.words}"
        case _:
            return f"{by} picked, {day}: {passage.words}"


def _head(dossier: Dossier, mapping: Mapping) -> str:
    pupil = phrases.pupil(dossier.talks[0].summary)
    return f"{paint_line(mapping.title)}: {pupil}\n{COUNTED}\n"


def _told(number: int, box: PasteBox, boxes: int) -> str:
    head = f"{RULE}\n{number} of {boxes}: {paint_line(box.label)}\n{room(box)}\n{RULE}\n"
    return f"{head}{box.text}\n" if box.text else head


def room(box: PasteBox) -> str:
    """How much of its room a box takes, in words."""
    if not box.text:
        return "Nothing for this box."
    if box.limit is None:
        return f"{box.count:,} characters; no limit is known."
    if box.over:
        over = f"{box.over:,} over the limit of {box.limit:,}"
        return f"{box.count:,} characters: {over}. Nothing was cut."
    return f"{box.count:,} of {box.limit:,} characters."
