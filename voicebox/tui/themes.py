"""The four looks: cream, dark, high contrast, calm. Each is one palette, for CSS and drawing."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`, each named for what it is used for. Every pair in use meets AA."""

    name: str
    background: str
    text: str
    muted: str
    card: str
    card_text: str
    hint: str
    """Words on a card's ground that stand there until something is written."""
    edge: str
    header: str
    header_text: str
    done: str
    bubble: str
    bubble_text: str
    child: str
    child_text: str
    adult: str
    adult_text: str
    accent: str
    accent_text: str
    chosen: str
    chosen_text: str
    spoken: str
    spoken_text: str
    bar: str
    bar_text: str
    dark: bool = False
    motion: bool = True


CREAM = Palette(
    name="cream",
    background="#fbf7eb",
    text="#1e2b33",
    muted="#5a6670",
    card="#ffffff",
    card_text="#1e2b33",
    hint="#5a6670",
    edge="#7c8d98",
    header="#1f4e5f",
    header_text="#ffffff",
    done="#ffd43b",
    bubble="#dfebf8",
    bubble_text="#14232c",
    child="#ffe9b8",
    child_text="#2b2108",
    adult="#e8e2f4",
    adult_text="#2a2140",
    accent="#c2410c",
    accent_text="#ffffff",
    chosen="#1f6f4a",
    chosen_text="#ffffff",
    spoken="#ffd43b",
    spoken_text="#1e2b33",
    bar="#efe6cf",
    bar_text="#2c353b",
)
DARK = Palette(
    name="dark",
    background="#13191d",
    text="#f3efe4",
    muted="#a9b4bc",
    card="#efeadc",
    card_text="#1b2429",
    hint="#545f66",
    edge="#6c7a84",
    header="#0c3442",
    header_text="#f3efe4",
    done="#ffd43b",
    bubble="#21394a",
    bubble_text="#f3f7fa",
    child="#4d3d12",
    child_text="#fff3d1",
    adult="#382f52",
    adult_text="#f1ecff",
    accent="#d9640a",
    accent_text="#1b1206",
    chosen="#1c8054",
    chosen_text="#ffffff",
    spoken="#ffd43b",
    spoken_text="#1b1206",
    bar="#1f292f",
    bar_text="#e6e0d0",
    dark=True,
)
HIGH_CONTRAST = Palette(
    name="high-contrast",
    background="#000000",
    text="#ffffff",
    muted="#d9d9d9",
    card="#ffffff",
    card_text="#000000",
    hint="#404040",
    edge="#ffffff",
    header="#000000",
    header_text="#ffff00",
    done="#ffff00",
    bubble="#ffffff",
    bubble_text="#000000",
    child="#ffff00",
    child_text="#000000",
    adult="#d8ccff",
    adult_text="#000000",
    accent="#0066ff",
    accent_text="#ffffff",
    chosen="#b000b0",
    chosen_text="#ffffff",
    spoken="#00ffff",
    spoken_text="#000000",
    bar="#000000",
    bar_text="#ffffff",
    dark=True,
)
CALM = Palette(
    name="calm",
    background="#eef1ec",
    text="#26322f",
    muted="#56635f",
    card="#f8faf6",
    card_text="#26322f",
    hint="#56635f",
    edge="#7f8d86",
    header="#47615c",
    header_text="#ffffff",
    done="#dbe6c8",
    bubble="#e0e8e4",
    bubble_text="#22302c",
    child="#e9e6d4",
    child_text="#2c2a1c",
    adult="#e2e0ea",
    adult_text="#2b2838",
    accent="#3a6b65",
    accent_text="#ffffff",
    chosen="#4c5f8a",
    chosen_text="#ffffff",
    spoken="#dbe6c8",
    spoken_text="#26322f",
    bar="#e1e7e1",
    bar_text="#2f3b38",
    motion=False,
)

PALETTES = {palette.name: palette for palette in (CREAM, DARK, HIGH_CONTRAST, CALM)}


def textual_theme(palette: Palette) -> Theme:
    """A palette as a Textual theme; each colour is there in CSS as `$vb-NAME`."""
    variables = {
        f"vb-{name.replace('_', '-')}": value
        for name, value in asdict(palette).items()
        if isinstance(value, str) and name != "name"
    }
    return Theme(
        name=palette.name,
        primary=palette.header,
        secondary=palette.bubble,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.bar,
        panel=palette.bar,
        success=palette.chosen,
        warning=palette.accent,
        error=palette.accent,
        dark=palette.dark,
        variables=variables
        | {
            "block-cursor-background": palette.accent,
            "block-cursor-foreground": palette.accent_text,
            "input-selection-background": palette.spoken,
            "footer-background": palette.bar,
            "border": palette.accent,
            "border-blurred": palette.edge,
        },
    )


def colour_number(colour: str) -> int:
    """`#rrggbb` as 0xRRGGBB."""
    return int(colour[1:], 16)
