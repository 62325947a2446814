"""How a view is told of in words: who, how, with what help, whether read back. All painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from voicebox.conversation.record import NOTE
from voicebox.conversation.views import (
    CheckedBack,
    Chosen,
    Help,
    Mode,
    PictureGiven,
    Placed,
    Point,
    Share,
    Speaker,
    Status,
    View,
    ViewKind,
)
from voicebox.ports import TalkSummary
from voicebox.text import paint_line

_BY = {
    Speaker.KEY_ADULT: "written by ",
    Speaker.PARENT_CARER: "said by ",
    Speaker.OTHER: "said by ",
}
_MODES = {
    Mode.SYMBOL: "pictures",
    Mode.OBJECT: "an object",
    Mode.DRAWING: "a drawing",
}
_HELP = {
    Help.NONE: "without help",
    Help.REPEATED: "said again first",
    Help.SAID_ANOTHER_WAY: "said another way first",
    Help.OPTIONS_POINTED_TO: "options pointed to",
}
_CHECKED = {
    CheckedBack.CONFIRMED: "read back and confirmed",
    CheckedBack.CHANGED: "changed at the read-back",
    CheckedBack.NOT_ASKED: "not read back",
}
_SILENCES = {
    Status.SKIPPED: "skipped this for now",
    Status.DONT_KNOW: "did not know",
    Status.PASSED: "chose not to say",
    Status.NOT_REACHED: "was not asked",
}
_CIRCLES = {"family": "the family", "school": "the school", "meeting": "the meeting"}
_LANGUAGES = {
    **{"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu", "uk": "Ukrainian"},
    **{"ar": "Arabic", "bn": "Bengali", "pa": "Panjabi", "ro": "Romanian", "so": "Somali"},
}
_PARTS = {
    "to-me": "To me",
    "for-me": "For me",
    "working": "Working",
    "not-working": "Not working",
}


def uk_date(at: datetime) -> str:
    """A day as it is written in the UK: `22 November 2026`."""
    day = at.astimezone(UTC)
    return f"{day.day} {day:%B %Y}"


def days(views: Iterable[View], otherwise: datetime) -> list[str]:
    """The days on which these views were given, in order; `otherwise` where there are none."""
    times = sorted(view.at for view in views) or [otherwise]
    return list(dict.fromkeys(map(uk_date, times)))


def language(code: str) -> str:
    """A language by its name, with its code."""
    name = _LANGUAGES.get(code.split("-")[0].lower())
    return f"{name} ({paint_line(code)})" if name else paint_line(code)


def pupil(summary: TalkSummary) -> str:
    """The child's name."""
    return paint_line(summary.header.pupil.name) or "The child"


def who(view: View, summary: TalkSummary) -> str:
    """Whose words they are, by name where there is one."""
    name = paint_line(view.speaker_name)
    match view.speaker:
        case Speaker.CHILD:
            return pupil(summary)
        case Speaker.PARENT_CARER:
            return name or "A parent or carer"
        case Speaker.KEY_ADULT:
            return name or paint_line(summary.header.with_) or "The adult"
        case _:
            return name or "Someone else"


def modes(told_by: Iterable[Mode]) -> str:
    """Ways of telling, in words."""
    return ", ".join(_MODES.get(mode, mode.value) for mode in told_by)


def provenance(view: View, summary: TalkSummary, *, day: str = "", room: bool = False) -> str:
    """Who, how, with what help, read back or not; the day where it is not `day`; who was there."""
    parts = [f"{_BY.get(view.speaker, '')}{who(view, summary)}"]
    if view.modes:
        parts.append(f"by {modes(view.modes)}")
    if view.speaker is Speaker.CHILD:
        parts += [_HELP[view.help], _CHECKED[view.checked_back]]
    if view.gathered == "paper":
        parts.append("told on paper and written in later")
    if uk_date(view.at) != day:
        parts.append(f"on {uk_date(view.at)}")
    if room and view.present:
        parts.append(f"in the room: {names(view.present)}")
    return ", ".join(parts)


def silence(view: View, summary: TalkSummary) -> str:
    """A question that holds no answer, and which of the silences it is (rule 8)."""
    return f"{who(view, summary)} {_SILENCES[view.status]}"


def reading(view: View, summary: TalkSummary) -> str:
    """What stands before an adult's own words: a reading, or what they saw."""
    name = who(view, summary)
    if view.kind is ViewKind.TRANSLATED and view.about is not None:
        return f"{translation(view)}, {interpreter(view)}"
    if view.kind is ViewKind.INTERPRETATION:
        return f"{name}'s reading of this"
    return f"{name} saw" if view.part in ("", "seen", NOTE) or view.value else f"{name} wrote"


def interpreter(view: View) -> str:
    """Who carried the words over; empty where nobody did."""
    if view.kind is not ViewKind.TRANSLATED:
        return ""
    return f"translated by {paint_line(view.interpreter) or 'someone not named'}"


def in_english(view: View, english: Callable[[str], str]) -> str:
    """What was asked and picked in a translated pack, in English; empty for every other view."""
    asked = english(view.asked)
    if not asked:
        return ""
    match view.value:
        case Chosen(choices=choices):
            words = [english(choice.word) for choice in choices]
        case Placed(column=column):
            words = [english(column.word)]
        case Point(word=word):
            words = [english(word)]
        case _:
            words = []
    found = names(word for word in words if word)
    return f"In English: {paint_line(asked)}{f' Picked: {found}.' if found else ''}"


def translation(view: View) -> str:
    """What stands before words that were put into another language: `In English`."""
    name = _LANGUAGES.get(view.language.split("-")[0].lower())
    return f"In {name or paint_line(view.language)}"


def picked(view: View, standing: frozenset[str]) -> str:
    """A value in words with what it was picked from; empty where the answer is words alone."""
    match view.value:
        case Chosen(choices=choices):
            return names(choice.word for choice in choices) + _offered(view, standing)
        case Placed(item=item, column=column):
            return f"{paint_line(item.word)}: {paint_line(column.word)}"
        case Point(word="") as at:
            low, high = paint_line(at.low), paint_line(at.high)
            return f"{at.point} on a ladder from 0 ({low}) to {at.top} ({high})"
        case Point(word=word):
            return paint_line(word) + _offered(view, standing)
        case PictureGiven(name=name):
            return f"a picture ({paint_line(name)})" if name.strip() else "a picture"
        case _:
            return ""


def _offered(view: View, standing: frozenset[str]) -> str:
    words = [option.word for option in view.options_offered if option.id not in standing]
    return f" (from: {names(words)})" if words else ""


def question(view: View) -> str:
    """What was asked; of two things side by side, which of them it is."""
    asked = paint_line(view.asked) or "No question"
    label = _PARTS.get(view.part)
    return f"{label}: {asked}" if label else asked


def shared_with(share: Share | None) -> str:
    """Who may see it, for the adult who reads it back."""
    if isinstance(share, tuple):
        return f"for {joined(_CIRCLES[circle] for circle in share)}" if share else "kept back"
    return {"everyone": "for everyone", "kept_back": "kept back"}.get(
        share or "", "not decided yet who may see it"
    )


def circle(name: str) -> str:
    """A circle of people, as it is named in a sentence."""
    return _CIRCLES[name]


def names(words: Iterable[str]) -> str:
    """Words one after another, each safe on one line."""
    return ", ".join(paint_line(word) for word in words)


def joined(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def answers(count: int) -> str:
    """`1 answer`, `2 answers`."""
    return f"{count} answer" if count == 1 else f"{count} answers"
