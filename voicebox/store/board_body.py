"""A board as the JSON text that the store keeps, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from voicebox.errors import StoreDamaged
from voicebox.ports import Board, BoardButton, BoardPage, BoardPicture, Licence
from voicebox.store.faults import RESTORE


def as_json(board: Board) -> str:
    """The whole board, in ASCII."""
    return json.dumps(asdict(board), separators=(",", ":"))


def board_of(body: str) -> Board:
    """The board that `as_json` wrote.

    Raises:
        StoreDamaged: it is not as it was written.
    """
    try:
        told = json.loads(body)
        return Board(
            told["name"],
            told["locale"],
            tuple(_page(page) for page in told["pages"]),
            tuple(
                BoardPicture(each["digest"], _licence(each["licence"])) for each in told["pictures"]
            ),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreDamaged("A board is not as it was written.", mend=RESTORE) from error


def digests(board: Board) -> set[str]:
    """Every picture that the board names."""
    of_buttons = {
        button.picture
        for page in board.pages
        for row in page.rows
        for button in row
        if button is not None and button.picture is not None
    }
    return of_buttons | {picture.digest for picture in board.pictures}


def _page(told: dict[str, Any]) -> BoardPage:
    rows = tuple(tuple(_button(button) for button in row) for row in told["rows"])
    return BoardPage(told["id"], told["name"], told["locale"], rows, _licence(told["licence"]))


def _button(told: dict[str, Any] | None) -> BoardButton | None:
    return None if told is None else BoardButton(**told)


def _licence(told: dict[str, str] | None) -> Licence | None:
    return None if told is None else Licence(**told)
