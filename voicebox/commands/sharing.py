"""`voicebox share`: who may see what was said, decided anew, also after a talk's end."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing

from voicebox.bootstrap import SystemClock, open_store
from voicebox.commands.files import print_text
from voicebox.conversation.inputs import DecideShare
from voicebox.conversation.views import Share, Speaker
from voicebox.errors import ExportError
from voicebox.locations import locate
from voicebox.runner import look_at

WITH = ("everyone", "family", "school", "meeting", "nobody")


def share(given: Namespace) -> int:
    """Decide for all answers of a talk, or for some of them, who may see them."""
    decided = DecideShare(_share(given.with_), tuple(given.answer), Speaker(given.by))
    with closing(open_store(locate(os.environ))) as store:
        look_at(store, SystemClock(), given.talk).handle(decided)
    what = f"answer {', '.join(map(str, given.answer))}" if given.answer else "all answers"
    print_text(f"Kept: {what} may be seen by {' and '.join(given.with_)}.\n")
    return 0


def _share(named: list[str]) -> Share:
    """What was named, as a view keeps it.

    Raises:
        ExportError: `everyone` or `nobody` stands beside others.
    """
    if len(set(named) & {"everyone", "nobody"}) and len(set(named)) > 1:
        raise ExportError("Everyone, or nobody, goes alone.", mend="Name that, or the others.")
    if "nobody" in named:
        return "kept_back"
    if "everyone" in named:
        return "everyone"
    return tuple(circle for circle in ("family", "school", "meeting") if circle in named)
