"""Names of files and folders that are offered: in the person's own folder, and free."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from voicebox.ports import Pupil

_MOST = 100


def free_name(what: str, now: datetime, suffix: str = "") -> Path:
    """Such as `voicebox-talks-2026-11-22.age`; with a number, where that is there already.

    Args:
        what: it is. A pupil's name is in it only where the content could be read as well.
        now: the day that it names.
        suffix: of a file; a folder has none.
    """
    stem = f"{what}-{now.astimezone():%Y-%m-%d}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, _MOST))]
    paths = [Path.home() / f"{name}{suffix}" for name in names]
    return next((path for path in paths if not path.exists()), paths[0])


def name_part(pupil: Pupil) -> str:
    """A pupil's name as a part of a file's name."""
    return re.sub(r"[^\w]+", "-", pupil.name).strip("-")[:60] or "pupil"
