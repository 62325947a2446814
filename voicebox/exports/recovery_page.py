"""The page of a recovery key: to be printed and put away."""

from __future__ import annotations

from datetime import date

TITLE = "Recovery key for voicebox"
ABOUT = (
    "This key opens the talks if the passphrase is forgotten. Whoever has it and a copy of the "
    "talks can read them.",
    "Print this page, put it into an envelope, and put that away: not beside the computer, and "
    "not where backups are kept. Then delete the file.",
    "To use it: voicebox unlock --recovery, or type it where the app asks for the passphrase. "
    "There is no O, I or L in it: those are the digits 0 and 1.",
    "A backup that was made while this key was the key opens with it, too.",
)


def as_text(key: str, on: date | None = None) -> bytes:
    """The page as plain text, in UTF-8."""
    told = "\r\n\r\n".join(ABOUT)
    made = on or date.today()
    return f"{TITLE}\r\n\r\n    {key}\r\n\r\nMade on {_day(made)}\r\n\r\n{told}\r\n".encode()


def as_pdf(key: str, on: date | None = None) -> bytes:
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
        "day": _day(made),
        "groups": key.split("-"),
        "lines": list(ABOUT),
    }
    return press("recovery.typ", page, {}, on=made)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
