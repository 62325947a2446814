"""HTML: one file that needs nothing else, to read on a phone, to send to the family, to print.

It runs nothing and fetches nothing, and says so to the browser (a content security policy).
Pictures are drawn in it, a photo is written in it, and every word from a person, a pack or a name
is text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator

from voicebox.errors import NotFound
from voicebox.exports.dossier import Dossier
from voicebox.exports.html.drawn import Sprites
from voicebox.exports.html.markup import direction, escaped, line, ours, own, style
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
from voicebox.exports.pages import documents
from voicebox.ports import Picture
from voicebox.ports.pictures import CREDIT
from voicebox.text import paint_line


class HtmlExporter:
    """A page for a browser, a phone or a printer."""

    name = "html"
    suffix = ".html"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """One whole file.

        Raises:
            ExportError: another document than the record and the plan was asked for.
        """
        made = documents(dossier)
        writer = _Writer(Sprites(dossier.drawings), dossier.picture)
        articles = "\n".join(f"<article>\n{''.join(writer.page(page))}</article>" for page in made)
        return _whole(_title(made), articles, writer.sprites).encode()


def _title(documents: list[list[Block]]) -> str:
    titles = (block for page in documents for block in page if isinstance(block, Title))
    return "; ".join(dict.fromkeys(paint_line("".join(r.text for r in t.line)) for t in titles))


def _whole(title: str, articles: str, sprites: Sprites) -> str:
    credit = "" if sprites.is_empty else f"<footer><p>{escaped(CREDIT)}</p></footer>\n"
    return (
        '<!DOCTYPE html>\n<html lang="en-GB" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f"{sprites.definitions()}<main>\n{articles}\n{credit}</main>\n</body>\n</html>\n"
    )


def _policy() -> str:
    """Nothing but this file's own style sheet and the pictures written in it."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


class _Writer:
    """Blocks as markup; it gathers the pictures that they show."""

    def __init__(self, sprites: Sprites, picture: Callable[[str], Picture] | None) -> None:
        self.sprites = sprites
        self._picture = picture

    def page(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Each question with its answer stands together, so that no page break parts them."""
        is_open = False
        for block in blocks:
            starts = isinstance(block, Section | Title)
            if is_open and starts:
                yield "</div>\n"
                is_open = False
            if isinstance(block, Section) and block.level > 2:
                yield '<div class="answer">\n'
                is_open = True
            yield from self._block(block)
        if is_open:
            yield "</div>\n"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Title(text):
                yield f"<h1>{line(text)}</h1>\n"
            case Section(text, level):
                yield f"<h{level}>{line(text)}</h{level}>\n"
            case Facts(facts):
                inner = "".join(map(_fact, facts))
                yield f'<dl class="facts">\n{inner}</dl>\n'
            case Columns(columns):
                inner = "".join(self._column(name, cards) for name, cards in columns)
                yield f'<div class="columns">\n{inner}</div>\n'
            case Picked():
                yield from self._picked(block)
            case Listed(lines):
                yield "".join(
                    ("<ul>\n", *(f"<li>{line(each)}</li>\n" for each in lines), "</ul>\n")
                )
            case Words():
                yield _words(block)
            case Table(rows):
                inner = "".join(_row(name, cell) for name, cell in rows)
                yield f'<dl class="table">\n{inner}</dl>\n'
            case Small(text):
                told = line(text)
                told = f"{told[:1].upper()}{told[1:].rstrip('.')}."
                yield f'<p class="small">{told}</p>\n'
            case Line(text):
                yield f"<p>{line(text)}</p>\n"

    def _column(self, name: str, cards: Iterable[Card]) -> str:
        inner = "".join(map(self._card, cards))
        return (
            f'<div class="column"><h4>{ours(name)}</h4>\n<ul class="cards">\n{inner}</ul></div>\n'
        )

    def _card(self, card: Card) -> str:
        word = line((card.word,))
        return f'<li class="card">{self.sprites.show(card.symbol)}<span>{word}</span></li>\n'

    def _picked(self, block: Picked) -> Iterator[str]:
        shown = [card for card in block.cards if self.sprites.show(card.symbol)]
        if shown:
            inner = "".join(map(self._card, shown))
            yield f'<ul class="cards">\n{inner}</ul>\n'
        if block.digest:
            yield self._photo(block)
        yield f'<p class="before">{line(block.line)}</p>\n'

    def _photo(self, block: Picked) -> str:
        """A picture that was given with the answer, written into the page."""
        if self._picture is None:
            return ""
        try:
            png = self._picture(block.digest).png
        except NotFound:
            return ""
        alt = escaped(paint_line("".join(run.text for run in block.line)))
        data = base64.b64encode(png).decode()
        return f'<img class="photo" alt="{alt}" src="data:image/png;base64,{data}">\n'


def _fact(fact: tuple[str, Text]) -> str:
    name, value = fact
    told = line(value)
    return f"<dt>{ours(name)}</dt><dd>{told}</dd>\n" if name else f'<dd class="whole">{told}</dd>\n'


def _row(name: str, cell: Iterable[Words]) -> str:
    return f"<dt>{ours(name)}</dt><dd>{''.join(map(_words, cell))}</dd>\n"


def _words(block: Words) -> str:
    """Words as they were given, in quotation marks where they may stand in them."""
    before = f'<span class="before">{line(block.before)}</span>' if block.before else ""
    after = f' <span class="before">{line(block.after).strip()}</span>' if block.after else ""
    words = own(block.words, block.language)
    if not block.quoted:
        kind = ' class="noted"' if block.reading else ""
        return f"<p{kind}>{before}{' ' if before else ''}{words}{after}</p>\n"
    way = direction(block.words)
    intro = f'<p class="whose">{before}</p>\n' if before else ""
    return f'{intro}<blockquote dir="{way}"><p>“{words}”{after}</p></blockquote>\n'
