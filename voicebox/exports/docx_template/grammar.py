"""The few things that a template's tags may say. Everything else is refused before it is run.

`{{ name }}`, `{% for row in table %}`, `{% if name %}`, `{% if not name %}`, `{% elif name %}`,
`{% else %}`, `{% endif %}`, `{% endfor %}` and comments. No call, filter, index, sum or include.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.errors import ExportError

MOST_TAGS = 2_000
"""Tags in one part of a template."""
DEEPEST = 8
"""Loops and conditions within one another."""
DEEPEST_LOOPS = 2

_NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,79}"
_PATH = rf"{_NAME}(?:\.{_NAME})?"
_TAG = re.compile(
    r"\{\{\s*(?P<show>" + _PATH + r")\s*\}\}"
    r"|\{%\s*for\s+(?P<each>" + _NAME + r")\s+in\s+(?P<over>" + _PATH + r")\s*%\}"
    r"|\{%\s*(?P<test>if|elif)\s+(?P<not>not\s+)?(?P<is>" + _PATH + r")\s*%\}"
    r"|\{%\s*(?P<word>else|endif|endfor)\s*%\}"
    r"|(?P<comment>\{#[^#{}]*#\})"
)
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_XML = re.compile(r"<[^>]*>?")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, as it was read. `kind`: show, for, if, elif, else, endif, endfor or comment."""

    kind: str
    path: str
    start: int
    end: int
    each: str = ""
    negated: bool = False


def tags_in(source: str) -> Iterator[Tag]:
    """All tags of a text, in order.

    Raises:
        ExportError: one of them says something else, or is never closed.
    """
    position = 0
    while found := _OPENING.search(source, position):
        match = _TAG.match(source, found.start())
        if match is None:
            raise _refused(source, found.start())
        yield _tag(match)
        position = match.end()


def _tag(match: re.Match[str]) -> Tag:
    said = match.groupdict()
    start, end = match.span()
    if said["show"]:
        return Tag("show", plain(said["show"]), start, end)
    if said["over"]:
        return Tag("for", plain(said["over"]), start, end, each=plain(said["each"]))
    if said["test"]:
        return Tag(said["test"], plain(said["is"]), start, end, negated=bool(said["not"]))
    return Tag(said["word"] or "comment", "", start, end)


def plain(name: str) -> str:
    """`Important-to-me` as it is known here: `important_to_me`."""
    return name.lower().replace("-", "_")


def has_tags(words: str) -> bool:
    """Does this text ask for anything?"""
    return "{{" in words or "{%" in words


def check_closed(words: str) -> int:
    """How many tags a paragraph's text opens.

    Raises:
        ExportError: one is not closed within the paragraph.
    """
    count = position = 0
    while found := _OPENING.search(words, position):
        end = words.find(_CLOSING[found[0]], found.end())
        if end < 0:
            raise _refused(words, found.start())
        count, position = count + 1, end + 2
    return count


def _refused(source: str, start: int) -> ExportError:
    end = source.find(_CLOSING[source[start : start + 2]], start)
    shown = " ".join(_XML.sub("", source[start : end + 2 if end >= 0 else start + 200]).split())
    if end < 0:
        return ExportError(
            f"The template opens a tag and never closes it: `{shown[:60]}`.",
            mend="Close it in the same line.",
        )
    return ExportError(
        f"The template asks for something that a tag may not: `{shown[:60]}`.",
        mend="A tag names a box, {{ important-to-me }}, or begins a loop or a condition.",
    )


def check_nesting(tags: list[Tag]) -> None:
    """Refuse loops and conditions that do not close, cross, or lie too deep.

    Raises:
        ExportError: they do.
    """
    opened: list[str] = []
    for tag in tags:
        if tag.kind in ("for", "if"):
            opened.append(tag.kind)
            if len(opened) > DEEPEST or opened.count("for") > DEEPEST_LOOPS:
                raise ExportError(
                    "The template has loops or conditions too deep within one another.",
                    mend=f"Two loops, and {DEEPEST} of both, are the most.",
                )
        elif tag.kind in ("elif", "else", "endif", "endfor"):
            wanted = "for" if tag.kind == "endfor" else "if"
            if not opened or opened[-1] != wanted:
                raise ExportError(
                    f"The template has an `{tag.kind}` that belongs to nothing.",
                    mend="Each loop and each condition has one end, after its beginning.",
                )
            if tag.kind.startswith("end"):
                opened.pop()
    if opened:
        raise ExportError(
            f"The template has a `{opened[-1]}` without its end.",
            mend=f"Add {{% end{opened[-1]} %}}.",
        )
