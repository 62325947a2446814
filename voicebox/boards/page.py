"""One page of an Open Board: its grid, buttons and words. Pictures are only named here.

The format is open-board-0.1 (openboardformat.org), read as kindly as its guide asks: numbers stand
for ids, links to web pages are left alone, and what cannot be done here is counted and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voicebox.errors import AnswerRefused, BoardError
from voicebox.ports import Licence
from voicebox.text import keep

FORMAT = "open-board-"
MOST_BUTTONS = 500
MOST_SIDE = 100
"""Rows, and columns."""
LONGEST_LABEL = 500
LONGEST_SPOKEN = 5000
LONGEST_NAME = 300
LONGEST_ID = 300
"""Characters."""

_COLOUR = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*(\d?\.?\d{1,9})\s*)?\)"
)
_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_LOCALE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}")
_AGAIN = "Mend it in the program it comes from, and save it again."


@dataclass(frozen=True, slots=True)
class ReadButton:
    """A button as its page has it; `image` is the id of an image, `leads_to` a path or an id."""

    id: str
    label: str
    spoken: str
    image: str | None
    background: int | None
    border: int | None
    leads_to: tuple[str | None, str | None] | None
    """The path and the id of another board; both None where it is on the web."""


@dataclass(slots=True)
class ReadPage:
    """A page as it was read: its places, its images as they stand, and what was left out."""

    at: str
    """The name of its file, for messages."""
    id: str
    name: str
    locale: str
    licence: Licence | None
    rows: tuple[tuple[ReadButton | None, ...], ...]
    images: dict[str, dict[str, Any]]
    left_out: Counter[str] = field(default_factory=Counter)


def read_page(told: Mapping[str, Any], at: str) -> ReadPage:
    """A page from the JSON object of an `.obf`.

    Raises:
        BoardError: it is no Open Board, or its parts do not fit together.
    """
    if not str(told.get("format", "")).startswith(FORMAT):
        raise _refused(at, "this is not an Open Board")
    left_out: Counter[str] = Counter()
    words = _strings(told)
    buttons = _by_id(_list(told, "buttons", at), "button", at)
    _check_count(len(buttons), at)
    read = {id_: _button(id_, each, words, at, left_out) for id_, each in buttons.items()}
    page = ReadPage(
        at=at,
        id=_id(told.get("id"), at) or at,
        name=_words(told.get("name"), LONGEST_NAME, "its name", at),
        locale=_locale(told.get("locale")),
        licence=licence_of(told),
        rows=_rows(told, read, at),
        images=_by_id(_list(told, "images", at), "image", at),
        left_out=left_out,
    )
    _count_unplaced(page, read)
    left_out["sound"] += len(_list(told, "sounds", at))
    return page


def _check_count(buttons: int, at: str) -> None:
    if buttons > MOST_BUTTONS:
        raise _refused(at, f"it has {buttons:,} buttons; {MOST_BUTTONS} is the most")
    if not buttons:
        raise _refused(at, "it has no buttons")


def _rows(
    told: Mapping[str, Any], buttons: Mapping[str, ReadButton], at: str
) -> tuple[tuple[ReadButton | None, ...], ...]:
    grid = told.get("grid")
    if not isinstance(grid, dict) or not isinstance(grid.get("order"), list) or not grid["order"]:
        raise _refused(at, "it does not say in which order its buttons stand")
    order = grid["order"]
    if len(order) > MOST_SIDE or not all(isinstance(row, list) for row in order):
        raise _refused(at, "the order of its buttons is not one of rows")
    columns = max(len(row) for row in order)
    if not 0 < columns <= MOST_SIDE:
        raise _refused(at, f"its rows have {columns} places; from 1 to {MOST_SIDE} can be read")
    return tuple(
        tuple(_placed(place, buttons, at) for place in [*row, *[None] * (columns - len(row))])
        for row in order
    )


def _placed(place: object, buttons: Mapping[str, ReadButton], at: str) -> ReadButton | None:
    if place is None:
        return None
    id_ = _id(place, at)
    if id_ is None or id_ not in buttons:
        raise _refused(at, f"a place of its grid names a button that is not there: {id_ or place}")
    button = buttons[id_]
    return button if button.label or button.spoken or button.image else None


def _count_unplaced(page: ReadPage, buttons: Mapping[str, ReadButton]) -> None:
    placed = {button.id for row in page.rows for button in row if button is not None}
    if not placed:
        raise _refused(page.at, "no place of its grid has a button")
    page.left_out["button"] += len(buttons.keys() - placed)


def _button(
    id_: str,
    told: Mapping[str, Any],
    words: Mapping[str, str],
    at: str,
    left_out: Counter[str],
) -> ReadButton:
    what = f"button {id_}"
    label = _words(_translated(told.get("label"), words), LONGEST_LABEL, what, at)
    spoken = _words(_translated(told.get("vocalization"), words), LONGEST_SPOKEN, what, at)
    left_out["action"] += bool(told.get("action") or told.get("actions"))
    if told.get("hidden") is True:
        label = spoken = ""
    return ReadButton(
        id=id_,
        label=label or spoken[:LONGEST_LABEL],
        spoken=spoken or label,
        image=None if told.get("hidden") is True else _id(told.get("image_id"), at),
        background=_colour(told.get("background_color")),
        border=_colour(told.get("border_color")),
        leads_to=_link(told.get("load_board"), at),
    )


def _link(told: object, at: str) -> tuple[str | None, str | None] | None:
    if not isinstance(told, dict) or not told:
        return None
    path = told.get("path")
    return path if isinstance(path, str) else None, _id(told.get("id"), at)


def licence_of(told: Mapping[str, Any]) -> Licence | None:
    """What an object of the format says of its licence; None, where it says nothing."""
    said = told.get("license")
    if not isinstance(said, dict):
        return None
    author = _short(said.get("author_name")) or _short(said.get("author_url"))
    url = _short(said.get("copyright_notice_url")) or _short(said.get("source_url"))
    found = Licence(_short(said.get("type")), author, url)
    return found if found != Licence("", "", "") else None


def _strings(told: Mapping[str, Any]) -> Mapping[str, str]:
    """The board's own list of words for its labels, in the language that it is in."""
    lists, locale = told.get("strings"), told.get("locale")
    found = lists.get(locale) if isinstance(lists, dict) and isinstance(locale, str) else None
    return found if isinstance(found, dict) else {}


def _translated(said: object, words: Mapping[str, str]) -> object:
    found = words.get(said) if isinstance(said, str) else None
    return found if isinstance(found, str) else said


def _list(told: Mapping[str, Any], name: str, at: str) -> list[Any]:
    found = told.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise _refused(at, f"its {name} are not a list")
    return found


def _by_id(listed: list[Any], what: str, at: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in listed:
        if each is None:
            continue
        id_ = _id(each.get("id"), at) if isinstance(each, dict) else None
        if id_ is None:
            raise _refused(at, f"one {what} has no id")
        if id_ in found:
            raise _refused(at, f"two of its {what}s have the id {id_[:40]}")
        found[id_] = each
    return found


def _id(told: object, at: str) -> str | None:
    """An id as text; some programs write numbers."""
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, str | int):
        raise _refused(at, "an id is neither text nor a number")
    text = str(told)
    if not 0 < len(text) <= LONGEST_ID or keep(text).removed:
        raise _refused(at, "an id is empty, too long, or has control characters")
    return text


def _words(told: object, most: int, what: str, at: str) -> str:
    """Words without control characters and, since they stand on a card, on one line."""
    if told is None:
        return ""
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        raise _refused(at, f"the words of {what[:60]} are not text")
    try:
        return " ".join(keep(str(told), limit=most).words.split())
    except AnswerRefused as error:
        raise _refused(at, f"the words of {what[:60]} are longer than {most:,}") from error


def _short(told: object) -> str:
    return " ".join(keep(told[:LONGEST_NAME]).words.split()) if isinstance(told, str) else ""


def _locale(told: object) -> str:
    return told if isinstance(told, str) and _LOCALE.fullmatch(told) else ""


def _colour(told: object) -> int | None:
    """A colour as 0xRRGGBB; one that can be seen through, as it looks on white."""
    if not isinstance(told, str):
        return None
    if found := _HEX.fullmatch(told.strip()):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits, 16)
    if (found := _COLOUR.fullmatch(told.strip())) is None:
        return None
    share = min(1.0, float(found[4] or 1))
    parts = (min(255, int(part)) for part in found.groups()[:3])
    red, green, blue = (round(255 - (255 - part) * share) for part in parts)
    return red << 16 | green << 8 | blue


def _refused(at: str, what: str) -> BoardError:
    return BoardError(f"{at}: {what}.", mend=_AGAIN)
