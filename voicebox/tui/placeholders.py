"""Cells that stand for parts of a picture in kitty and ghostty.

Each is one character with two marks over it, which number its row and its column; the colour of the
ink names the picture. The marks are the first of the protocol's own list, in its order.
"""

from __future__ import annotations

PLACEHOLDER = "\U0010eeee"
_MARKS = (
    "305 30d 30e 310 312 33d 33e 33f 346 34a 34b 34c 350 351 352 357 35b 363 364 365 366 367 368 "
    "369 36a 36b 36c 36d 36e 36f 483 484 485 486 487 592 593 594 595 597 598 599 59c 59d 59e 59f "
    "5a0 5a1 5a8 5a9 5ab 5ac 5af 5c4 610 611 612 613 614 615 616 617 657 658"
)
MARKS = tuple(chr(int(number, 16)) for number in _MARKS.split())
LARGEST = len(MARKS)
"""Columns, or rows, that can be numbered."""


def placeholder_lines(columns: int, rows: int) -> list[str]:
    """The text of each row; every cell tells its own place, so that any part can be painted anew.

    Raises:
        ValueError: more columns or rows than can be numbered.
    """
    if max(columns, rows) > LARGEST:
        raise ValueError(f"{columns} by {rows} cells are more than {LARGEST}")
    return [
        "".join(f"{PLACEHOLDER}{MARKS[row]}{MARKS[column]}" for column in range(columns))
        for row in range(rows)
    ]
