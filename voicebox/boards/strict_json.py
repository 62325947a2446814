"""JSON from a stranger: one object, of a known size and depth, that says nothing twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NoReturn

from voicebox.errors import BoardError

LARGEST = 20_000_000
"""Bytes. Pictures may stand in the text of a board."""
DEEPEST = 30
MOST_PARTS = 300_000
"""Objects and lists; a board of 100 buttons has about 500."""

_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_AGAIN = "Save the board again in the program it comes from, or ask for another copy."


class _NotAsItShouldBe(ValueError):
    """Found while reading; the words finish a sentence."""


def read_object(content: bytes, at: str) -> dict[str, Any]:
    """The object that `content` is.

    Args:
        content: the bytes of the file.
        at: the name of the file, for messages.

    Raises:
        BoardError: it is not UTF-8, not JSON, not an object, too large, too deep, or says
            the same thing twice.
    """
    if len(content) > LARGEST:
        raise BoardError(
            f"{at}: this has {len(content):,} bytes; {LARGEST:,} is the most.", mend=_AGAIN
        )
    try:
        text = content.decode("utf-8-sig")
        _check_nesting(text)
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BoardError(f"{at}: this is not UTF-8 text.", mend=_AGAIN) from error
    except json.JSONDecodeError as error:
        what = f"{at}: this is not whole JSON, from line {error.lineno} on."
        raise BoardError(what, mend=_AGAIN) from error
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, _NotAsItShouldBe) else "a number is far too long"
        raise BoardError(f"{at}: {what}.", mend=_AGAIN) from error
    if not isinstance(found, dict):
        raise BoardError(f"{at}: this is JSON, but not a board.", mend=_AGAIN)
    return found


def _check_nesting(text: str) -> None:
    depth = parts = 0
    for found in _BRACKETS.finditer(text):
        mark = found[0]
        depth += (mark in "[{") - (mark in "]}")
        parts += mark in "[{"
        if parts > MOST_PARTS:
            raise _NotAsItShouldBe(f"it has more than {MOST_PARTS:,} parts")
        if depth > DEEPEST:
            raise _NotAsItShouldBe(f"it is nested more than {DEEPEST} deep")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _NotAsItShouldBe(f"it says {twice[:40]!r} twice")
    return found


def _no_number(words: str) -> NoReturn:
    raise _NotAsItShouldBe(f"{words} is not a number")
