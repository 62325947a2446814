"""`voicebox worries` and `worries sign`: the worries apart from every talk, without the screen."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from voicebox.commands.asking import Secrets, opened
from voicebox.commands.files import print_text
from voicebox.errors import NotFound, RightsError
from voicebox.locations import locate
from voicebox.ports import Concern
from voicebox.text import keep, paint, paint_line

LONGEST_NAME = 200
"""Characters of the name that signs, as in the app."""
_STAFF = "    About someone who works here: tell the head, or the council's designated officer."
_SIGN = "To sign that somebody has it now: voicebox worries sign NUMBER --to NAME"


def worries(given: Namespace) -> int:
    """Worries that nobody has signed, or all, the oldest first; their words only when asked for."""
    with closing(opened(locate(os.environ), Secrets())) as store:
        found = store.concerns(open_only=not given.all)[::-1]
    for worry in found:
        print_text("".join(f"{line}\n" for line in _told(worry, words=given.words)))
    if not found:
        print_text("No worry waits to be passed on.\n")
    elif any(worry.passed_on_at is None for worry in found):
        print_text(f"{_SIGN}\n")
    return 0


def sign(given: Namespace) -> int:
    """Sign that somebody has it now; the first signature stands."""
    to = paint_line(keep(given.to, limit=LONGEST_NAME).words)
    if not to:
        raise RightsError("Nobody is named.", mend="Name the person who has it now, with --to.")
    with closing(opened(locate(os.environ), Secrets())) as store:
        worry = _named(store.concerns(open_only=False), given.id)
        if worry.passed_on_at is not None:
            raise RightsError(
                f"It is signed already: {_signature(worry)}.",
                mend="The first signature stands.",
            )
        store.pass_on_concern(worry.id, to=to, at=datetime.now(UTC))
    print_text(f"Signed: {to} has the worry {paint_line(worry.id)} now.\n")
    return 0


def _named(known: list[Concern], number: str) -> Concern:
    for worry in known:
        if worry.id == number:
            return worry
    raise NotFound(
        f"There is no worry {paint_line(number)[:40]}.", mend="voicebox worries lists them."
    )


def _told(worry: Concern, *, words: bool) -> Iterator[str]:
    by = paint_line(worry.by) or "the adult in the talk"
    at = f"{worry.at.astimezone():%Y-%m-%d %H:%M}"
    state = _signature(worry) if worry.passed_on_at else "not passed on yet"
    yield f"{paint_line(worry.id)}  {paint_line(worry.pupil.name)}  {at}  by {by}  {state}"
    if worry.about_staff and worry.passed_on_at is None:
        yield _STAFF
    if words:
        yield from (f"    {line}" for line in paint(worry.words).split("\n"))


def _signature(worry: Concern) -> str:
    assert worry.passed_on_at is not None
    return (
        f"{paint_line(worry.passed_on_to)} has it since {worry.passed_on_at.astimezone():%Y-%m-%d}"
    )
