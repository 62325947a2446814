"""A page of the access folder: plain HTML that runs nothing and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence

from voicebox.exports.html.markup import escaped, own, style
from voicebox.text import paint


def page(title: str, parts: Iterable[str]) -> bytes:
    """A whole file of these parts, each markup of the functions below."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en-GB" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(paint(title))}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escaped(paint(title))}</h1>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def heading(words: str) -> str:
    """A heading below the title."""
    return f"<h2>{escaped(paint(words))}</h2>\n"


def said(words: str) -> str:
    """A paragraph of ours."""
    return f"<p>{escaped(paint(words))}</p>\n"


def listed(lines: Iterable[str]) -> str:
    """A list of lines of ours."""
    inner = "".join(f"<li>{escaped(paint(line))}</li>\n" for line in lines)
    return f"<ul>\n{inner}</ul>\n" if inner else ""


def files(found: Sequence[tuple[str, str]]) -> str:
    """Files of the folder, each a link, and what it is."""
    rows = "".join(
        f'<dt><a href="{escaped(name)}">{escaped(name)}</a></dt><dd>{escaped(what)}</dd>\n'
        for name, what in found
    )
    return f'<dl class="table">\n{rows}</dl>\n'


def passage(before: str, words: str, after: str) -> str:
    """Words as they were given, byte for byte, with lines of ours around them."""
    return (
        f'<div class="answer">\n<p class="before">{escaped(paint(before))}</p>\n'
        f"<p>{own(words)}</p>\n"
        f'<p class="small">{escaped(paint(after))}</p>\n</div>\n'
    )
