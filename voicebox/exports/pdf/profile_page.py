"""The profile as the template takes it: rows of panels, pictures, and the lines at the foot."""

from __future__ import annotations

from voicebox.conversation.views import Speaker
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.paper.profile import (
    ProfileItem,
    ProfileSection,
    profile,
    profile_foot,
)
from voicebox.exports.paper.saying import is_rtl, language_of
from voicebox.exports.pdf.pictures import Pictures, photo_of

SCALES = (1.0, 1.12, 1.25)
"""How many times 11 pt the letters may be: larger ones only where all answers still fit."""
_LOOK: dict[str, tuple[str, str]] = {
    "people-like": ("rose", "like"),
    "what-matters": ("sun", "loved"),
    "how-i-talk-best": ("sky", "talking"),
    "my-signals": ("lilac", "signing"),
    "please-do": ("leaf", "helping"),
    "please-dont": ("coral", "stop"),
}
"""The colour and the picture of each box of our own mapping; others are plain."""


def profile_page(mapping: Mapping, dossier: Dossier, pictures: Pictures) -> dict[str, object]:
    """All that `profile.typ` prints. Pictures are gathered in `pictures`."""
    found = profile(mapping, dossier)
    sections = [_section(each, pictures) for each in found.sections]
    photo = photo_of(dossier, pictures)
    return {
        "title": f"{found.name}: one-page profile",
        "heading": found.name,
        "author": found.name,
        "about": mapping.about,
        "made": _made(dossier),
        "facts": "  ·  ".join(("One-page profile", *found.facts)),
        "photo": photo,
        "photo-alt": f"A photo of {found.name}",
        "sections": sections,
        "scales": SCALES,
        "foot": [
            _words(line) for line in profile_foot(found, dossier, has_symbols=pictures.has_symbols)
        ],
    }


def _made(dossier: Dossier) -> dict[str, int]:
    day = dossier.today
    return {"year": day.year, "month": day.month, "day": day.day}


def _section(section: ProfileSection, pictures: Pictures) -> dict[str, object]:
    tone, symbol = _LOOK.get(section.id, ("plain", ""))
    file, alt = pictures.symbol(symbol)
    return {
        "id": section.id,
        "label": section.label,
        "tone": tone,
        "file": file,
        "alt": alt,
        "left": section.left,
        "across": section.id == "people-like",
        "items": [_item(each, pictures) for each in section.items],
    }


def _item(item: ProfileItem, pictures: Pictures) -> dict[str, object]:
    told = item.saying
    by_child = told.speaker is Speaker.CHILD
    return {
        **_words(told.words, told.lang),
        "rank": item.rank,
        "asked": "" if told.mark or not by_child else told.asked,
        "quoted": told.quoted,
        "mark": told.mark,
        "by": "" if by_child or told.mark else told.who,
        "cards": [pictures.card(card) for card in told.cards],
        "placed": told.placed,
        "photo": pictures.own(told.picture),
        "alt": f"A picture that {told.who} gave",
    }


def _words(words: str, told: str = "en") -> dict[str, object]:
    return {"words": words, "lang": language_of(words, told), "rtl": is_rtl(words)}
