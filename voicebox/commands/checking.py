"""`voicebox doctor` and `schema`: what works here, and the form of what is written."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voicebox.commands.files import print_text
from voicebox.errors import StoreLocked
from voicebox.locations import locate
from voicebox.text import paint_line

if TYPE_CHECKING:
    from voicebox.store.what_is_left import Left


def doctor(given: Namespace) -> int:
    """What works here, and what to do where something does not."""
    if given.open_without_damage:
        return _open_without_damage()
    from voicebox.doctor import examine

    for line in examine(os.environ, sys.stdin, sys.stdout):
        print_text(f"{paint_line(line)}\n")
    return 0


def _open_without_damage() -> int:
    """Open talks from which answers are missing, and say what is there."""
    from voicebox.commands.asking import Secrets
    from voicebox.settings import load_settings
    from voicebox.store.what_is_left import open_what_is_left

    where = locate(os.environ)
    adult = load_settings(where.settings_file).adult
    try:
        left = open_what_is_left(where, adult=adult)
    except StoreLocked:
        left = open_what_is_left(where, Secrets().one("Passphrase"), adult=adult)
    if left is None:
        print_text("Nothing that was kept is missing here; nothing was changed.\n")
        return 0
    for line in _told(left):
        print_text(f"{paint_line(line)}\n")
    return 0


def _told(left: Left) -> Iterator[str]:
    talks = "1 talk" if left.talks == 1 else f"{left.talks:,} talks"
    answers = "1 answer" if left.answers == 1 else f"{left.answers:,} answers"
    yield f"Opened without what cannot be read: {talks} with {answers}."
    if left.newest is not None:
        newest = left.newest
        yield (
            f"The last that is there: {newest.seq} of talk {newest.talk} ({newest.pupil}), "
            f"{newest.at.astimezone():%d %B %Y, %H:%M}."
        )
    if left.cut_talk:
        there = f"goes to {left.cut_after}" if left.cut_after else "is not there"
        yield f"Talk {left.cut_talk} {there}; {left.cut_before} had been kept."
    yield f"The damaged files are kept as they were: {', '.join(map(str, left.copies))}"
    yield "Now: voicebox backup FILE, and ask the pupil again for what is missing."


def schema(given: Namespace) -> int:
    """The JSON schema of an exported record, of a plan, or of a prompt pack."""
    from voicebox.exports.schema import pack_schema, plan_schema, record_schema

    of = {"pack": pack_schema, "plan": plan_schema, "record": record_schema}[given.of]
    print_text(json.dumps(of(), ensure_ascii=False, indent=2) + "\n")
    return 0
