"""`voicebox worries` and `worries sign`: the worries apart from every talk, without the screen."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime

from voicebox.commands.asking import Secrets, opened
from voicebox.commands.files import print_text
from voicebox.commands.passing import typed_yes
from voicebox.errors import NotFound, RightsError
from voicebox.locations import locate
from voicebox.ports import Concern
from voicebox.text import keep, paint, paint_line

LONGEST_NAME = 200
"""Characters of the name that signs, as in the app."""
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_STAFF = "    About someone who works here: tell the head, or the council's designated officer."
_SIGN = "To sign that somebody has it now: voicebox worries sign NUMBER --to NAME"
SHORTEST = 4
"""Characters of an id's beginning that may name it; fewer digits are a number of the list."""


def worries(given: Namespace) -> int:
    """Worries that nobody has signed, or all, the oldest first; their words only when asked for.

    The number of each is its place among all that are held, signed ones too, the oldest being 1:
    signing one moves no other.
    """
    with closing(opened(locate(os.environ), Secrets())) as store:
        every = store.concerns(open_only=False)[::-1]
    found = [worry for worry in every if given.all or worry.passed_on_at is None]
    for worry in found:
        told = _told(worry, every, words=given.words)
        print_text("".join(f"{line}\n" for line in told))
    if not found:
        print_text("No worry waits to be passed on.\n")
    elif any(worry.passed_on_at is None for worry in found):
        print_text(f"{_SIGN}\n")
    return 0


def sign(given: Namespace) -> int:
    """Sign that somebody has it now; the first signature stands.

    An older worry that was received, or a pupil who was forgotten, moves the numbers of the list.
    So what is named by its number is shown, and a yes typed; an id always means the same.
    """
    to = paint_line(keep(given.to, limit=LONGEST_NAME).words)
    if not to:
        raise RightsError("Nobody is named.", mend="Name the person who has it now, with --to.")
    with closing(opened(locate(os.environ), Secrets())) as store:
        every = store.concerns(open_only=False)[::-1]
        worry = _named(every, given.id)
        if worry.passed_on_at is not None:
            raise RightsError(
                f"It is signed already: {_signature(worry)}.",
                mend="The first signature stands.",
            )
        if not _is_id(given.id, worry):
            print_text("".join(f"{line}\n" for line in _told(worry, every, words=False)))
            if not typed_yes(f"Does {to} have this one now?"):
                raise RightsError("Nothing was signed.", mend="Look at: voicebox worries --words")
        store.pass_on_concern(worry.id, to=to, at=datetime.now(UTC))
    print_text(f"Signed: {to} has the worry {_short(worry, every)} now.\n")
    return 0


def _named(every: Sequence[Concern], said: str) -> Concern:
    """The worry of an id, of the beginning of one, or of a number of the list; one alone."""
    for worry in every:
        if worry.id == said:
            return worry
    meant = [each for each in every if _is_id(said, each)]
    if _NUMBER.fullmatch(said) and int(said) <= len(every):
        meant.append(every[int(said) - 1])
    if len(meant) > 1:
        raise NotFound(
            f"{paint_line(said)[:40]} could mean several worries.",
            mend="Say more of the letters and digits in the list's second column.",
        )
    if not meant:
        raise NotFound(
            f"There is no worry {paint_line(said)[:40]}.", mend="voicebox worries lists them."
        )
    return meant[0]


def _is_id(said: str, worry: Concern) -> bool:
    """Was it named by its id, or by enough of its beginning?"""
    return worry.id == said or (len(said) >= SHORTEST and worry.id.startswith(said))


def _short(worry: Concern, every: Sequence[Concern]) -> str:
    """The beginning of its id that is no other's, to be painted."""
    others = [each.id for each in every if each.id != worry.id]
    length = SHORTEST
    while any(id_.startswith(worry.id[:length]) for id_ in others) and length < len(worry.id):
        length += 1
    return paint_line(worry.id[:length])


def _told(worry: Concern, every: Sequence[Concern], *, words: bool) -> Iterator[str]:
    by = paint_line(worry.by) or "the adult in the talk"
    at = f"{worry.at.astimezone():%Y-%m-%d %H:%M}"
    state = _signature(worry) if worry.passed_on_at else "not passed on yet"
    number = every.index(worry) + 1
    which = f"{number}  {_short(worry, every)}"
    yield f"{which}  {paint_line(worry.pupil.name)}  {at}  by {by}  {state}"
    if worry.about_staff and worry.passed_on_at is None:
        yield _STAFF
    if words:
        yield from (f"    {line}" for line in paint(worry.words).split("\n"))


def _signature(worry: Concern) -> str:
    assert worry.passed_on_at is not None
    return (
        f"{paint_line(worry.passed_on_to)} has it since {worry.passed_on_at.astimezone():%Y-%m-%d}"
    )
