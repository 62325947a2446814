"""Every pair of colours that meets on a screen can be read: WCAG 2 AA."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.containers import Vertical

from tests.tui.chair import Chair, settle
from voicebox.access import Access
from voicebox.ports import Preferences
from voicebox.tui.lock import Lock, hash_pin
from voicebox.tui.screens.access import PupilAccess
from voicebox.tui.screens.adult import WhoAndHow
from voicebox.tui.screens.dialog import Dialog
from voicebox.tui.screens.pin import SetPin
from voicebox.tui.screens.preferences import PreferencesScreen
from voicebox.tui.themes import PALETTES, Palette, colour_number

WORDS = [
    ("text", "background"),
    ("muted", "background"),
    ("hint", "card"),
    ("text", "bar"),
    ("card_text", "card"),
    ("header_text", "header"),
    ("bubble_text", "bubble"),
    ("child_text", "child"),
    ("adult_text", "adult"),
    ("accent_text", "accent"),
    ("chosen_text", "chosen"),
    ("spoken_text", "spoken"),
    ("bar_text", "bar"),
]
"""Words on their grounds, as the widgets draw them: 4.5 to 1."""
EDGES = [
    ("edge", "background"),
    ("edge", "card"),
    ("accent", "background"),
    ("accent", "card"),
    ("chosen", "card"),
    ("done", "header"),
    ("chosen", "background"),
]
"""What shows where something is, or what is picked: 3 to 1."""


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    number = colour_number(colour)
    parts = [(number >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Palette, one: str, other: str) -> float:
    """The ratio of two of a palette's colours."""
    return ratio_of(getattr(palette, one), getattr(palette, other))


def ratio_of(one: str, other: str) -> float:
    """The ratio of two colours."""
    lights = [brightness(colour) for colour in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_words_can_be_read(palette: Palette) -> None:
    low = {pair: round(contrast(palette, *pair), 2) for pair in WORDS}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_edges_can_be_seen(palette: Palette) -> None:
    low = {pair: round(contrast(palette, *pair), 2) for pair in EDGES if not _is_one(palette, pair)}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 3} == {}


def _is_one(palette: Palette, pair: tuple[str, str]) -> bool:
    """White edges on white cards: the ground beside the card shows them."""
    return bool(getattr(palette, pair[0]) == getattr(palette, pair[1]))


def test_contrast_is_what_the_guidelines_say() -> None:
    assert round(contrast(PALETTES["high-contrast"], "text", "background"), 1) == 21.0


@pytest.mark.parametrize("theme", PALETTES)
async def test_what_a_dialog_says_can_be_read_as_it_is_painted(theme: str) -> None:
    chair = Chair(preferences=Preferences(theme=theme)).talk()  # type: ignore[arg-type]
    async with chair.sit((80, 40)) as pilot:
        await settle(pilot)
        dialogs: list[Dialog[object]] = [
            PreferencesScreen(chair.house.preferences, Lock()),  # type: ignore[list-item]
            PupilAccess("Amira", Access()),  # type: ignore[list-item]
            WhoAndHow(chair.screen.runner.talk.context),  # type: ignore[list-item]
            SetPin(Lock(hash_pin("2468"))),  # type: ignore[list-item]
        ]
        for dialog in dialogs:
            await chair.app.push_screen(dialog)
            await pilot.pause()
            assert _unreadable(dialog) == {}
            chair.app.pop_screen()


def _unreadable(dialog: Dialog[object]) -> dict[str, float]:
    """Words in the box of a dialog that do not stand out from their ground, and the ratio."""
    box = dialog.query(Vertical).first().region
    low = {}
    for strip in dialog._compositor.render_strips()[box.y : box.bottom]:
        for segment in strip.crop(box.x, box.right):
            style = segment.style
            if style is None or not any(map(str.isalnum, segment.text)):
                continue
            ratio = ratio_of(_hex(style.color), _hex(style.bgcolor))
            is_empty_box = segment.text.strip() == "X" and ratio == 1
            if ratio < 4.5 and not is_empty_box:
                low[segment.text.strip()] = round(ratio, 2)
    return low


def _hex(colour: Color | None) -> str:
    assert colour is not None
    return colour.get_truecolor().hex
