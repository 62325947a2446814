"""The word buttons of a board side by side, and what lies next to what. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from voicebox.tui.cells import clip
from voicebox.tui.widgets.cards import PICKED, Card, Spot
from voicebox.tui.widgets.layout import Box

_LONGEST = 40
"""Cells of a word button's word."""


def button_words(button: Card, width: int, *, is_picked: bool) -> str:
    """What a word button says on a board of this width, with a space at both ends."""
    mark = PICKED if is_picked else ""
    number = f"{mark}{button.number} " if button.number else mark
    room = min(_LONGEST, max(width // 2 - 3 - len(number), 4))
    return f" {number}{clip(button.word, room)} "


def button_spots(named: Sequence[tuple[str, str]], y: int, width: int) -> list[Spot]:
    """One line of word buttons, by id and what they say, in the middle of the width."""
    widths = [cell_len(words) for _, words in named]
    spare = width - sum(widths)
    gap = max(1, min(4, spare // (len(named) + 1))) if named else 0
    x = max((spare - gap * (len(named) - 1)) // 2, 0)
    spots = []
    for (id_, _), across in zip(named, widths, strict=True):
        spots.append(Spot(id_, Box(x, y, across, 1), is_card=False))
        x += across + gap
    return spots


def nearest(here: Spot, spots: Sequence[Spot], across: int, down: int) -> Spot | None:
    """The nearest spot in a direction, preferring the same row or column."""

    def middle(spot: Spot) -> tuple[float, float]:
        return spot.box.x + spot.box.width / 2, spot.box.y + spot.box.height / 2

    x, y = middle(here)
    ahead: list[tuple[float, Spot]] = []
    for spot in spots:
        dx, dy = middle(spot)[0] - x, middle(spot)[1] - y
        if across and dx * across > 0 and abs(dy) < 1:
            ahead.append((abs(dx), spot))
        elif down and dy * down > 0.5:
            ahead.append((abs(dy) * 100 + abs(dx), spot))
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else None
