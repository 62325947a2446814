"""The page of a recovery key: to be printed and put away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from voicebox.errors import ExportError
from voicebox.text import paint_line

TITLE = "Recovery key for voicebox"
ABOUT = (
    "This key opens the talks if the passphrase is forgotten. Whoever has it and a copy of the "
    "talks can read them.",
    "Print this page, put it into an envelope, and put that away: not beside the computer, and "
    "not where backups are kept. Then delete the file.",
    "To use it: voicebox unlock --recovery, or type it where the app asks for the passphrase. "
    "There is no O, I or L in it: those are the digits 0 and 1.",
    "A backup that was made while this key was the key opens with it, too. A newer recovery key "
    "for the same talks ends this one.",
)
_COMPUTER = "Name of the computer:"


def as_file(file: Path, key: str, talks: str, on: date | None = None) -> bytes:
    """The page as PDF or text, by the name of the file that it is for.

    Args:
        file: ends in `.pdf` or `.txt`; it is not written here.
        key: the recovery key.
        talks: the short id of the store that it opens, as `voicebox doctor` tells it.
        on: the day it was made; None: today.

    Raises:
        ExportError: the name ends in neither, or the page cannot be set.
    """
    forms = {".pdf": as_pdf, ".txt": as_text}
    if file.suffix.lower() not in forms:
        raise ExportError(
            f"A recovery key is not written to {paint_line(str(file))}.",
            mend="Name a .pdf or a .txt file, or write the key down from the screen.",
        )
    return forms[file.suffix.lower()](key, talks, on)


def as_text(key: str, talks: str, on: date | None = None) -> bytes:
    """The page as plain text, in UTF-8."""
    told = [_made(talks, on or date.today()), f"{_COMPUTER} {'_' * 40}", *ABOUT]
    parts = [TITLE, f"    {key}", *told]
    return ("\r\n\r\n".join(parts) + "\r\n").encode()


def as_pdf(key: str, talks: str, on: date | None = None) -> bytes:
    """The page as PDF/UA.

    Raises:
        ExportError: it cannot be set.
    """
    from voicebox.exports.pdf.press import press

    made = on or date.today()
    page = {
        "title": TITLE,
        "author": "voicebox",
        "about": "A key to be printed and put away.",
        "made": [made.year, made.month, made.day],
        "whose": _made(talks, made),
        "computer": _COMPUTER,
        "groups": key.split("-"),
        "lines": list(ABOUT),
    }
    return press("recovery.typ", page, {}, on=made)


def _made(talks: str, on: date) -> str:
    return f"For the talks {talks}, made on {on.day} {on:%B %Y}"
