"""The notice for children: on one page, in pictures, what happens to what they say."""

from __future__ import annotations

from datetime import date

from voicebox.exports.dossier import Drawings
from voicebox.ports.pictures import CREDIT

TITLE = "Your words, and who can see them"
ASK = "Who can I ask? ______________________________________________"
PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("talking", ("We talk.", "You can use words, pictures or signs.")),
    ("writing", ("We write down what you say.", "They stay your words.")),
    ("private", ("We keep them locked in the computer.",)),
    ("everyone", ("You choose who can see them.",)),
    ("wont-say", ("You can keep something back.", "Then it does not go in your plan.")),
    ("again", ("You can change your mind.", "Tell us, any day.")),
    ("stop", ("You can have a break.", "You can stop.")),
    ("help", ("If we think you are not safe,", "we tell the person who keeps children safe.")),
    ("family", ("You and your family can ask to see it all,", "or to take it away.")),
)
"""A picture, and what stands under it: words that a child of seven reads."""


def notice_pdf(drawings: Drawings, *, on: date) -> bytes:
    """The notice as PDF/UA, on one side of A4.

    Raises:
        NotFound: a picture is not in the library.
        ExportError: it cannot be set.
    """
    from voicebox.exports.pdf.press import press

    pictures = {f"symbol-{name}.svg": drawings.svg(name).encode() for name, _ in PANELS}
    panels = [
        {"file": f"symbol-{name}.svg", "alt": drawings.card(name).alt, "lines": list(lines)}
        for name, lines in PANELS
    ]
    page = {
        "title": TITLE,
        "author": "voicebox",
        "about": "A notice for children: what happens to what they say.",
        "made": {"year": on.year, "month": on.month, "day": on.day},
        "credit": CREDIT,
        "panels": panels,
        "ask": ASK,
    }
    return press("notice.typ", page, pictures, on=on)
