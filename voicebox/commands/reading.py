"""`voicebox talks` and `show`: what was said, listed and read."""

from __future__ import annotations

import gc
import os
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from voicebox.bootstrap import open_store
from voicebox.commands.files import print_text
from voicebox.conversation.states import say_state
from voicebox.locations import locate
from voicebox.pupils import find, numbered_names
from voicebox.text import paint_line

if TYPE_CHECKING:
    from voicebox.store.listing import TalkLine
    from voicebox.store.repository import SqlStore

NEWEST = 200
"""Talks that a list shows unless it is asked for all."""


def talks(given: Namespace) -> int:
    """The newest talks, or all of them; JSON, which programs read, is always all of them."""
    with closing(open_store(locate(os.environ))) as store:
        if given.missing or given.csv:
            from voicebox.commands.missing import missing

            return missing(store, given, numbered_names(store.pupils()))
        pupil = find(store, given.pupil).id if given.pupil else None
        if given.json:
            from voicebox.exports.as_json import talks_json

            print_text(talks_json(store.talks(pupil=pupil)))
            return 0
        most = None if given.all else NEWEST
        found = store.talk_lines(pupil=pupil, limit=most and most + 1)
        print_text("".join(_list(store, found[:most])))
        if most and len(found) > most:
            print_text(f"These are the newest {most}. Add --all to see the others as well.\n")
    return 0


def _list(store: SqlStore, lines: list[TalkLine]) -> Iterator[str]:
    if not lines:
        yield "No talks yet. Start one with: voicebox talk\n"
        return
    names = numbered_names(store.pupils())
    told: dict[tuple[str, str, str, str], str] = {}
    gc.freeze()  # the collector would go over every line again and again
    for id_, of, _, beside, pack, _, _, started, _, state, _ in lines:
        about = (of, beside, pack, state)
        rest = told.get(about)
        if rest is None:
            rest = told[about] = f"{names[of]}{_told(beside, pack, state)}\n"
        yield f"{id_}  {_day(started[:13])}  {rest}"


def _told(beside: str, pack: str, state: str) -> str:
    with_ = f" with {paint_line(beside)}" if beside else ""
    return f"{with_}, {paint_line(pack)}, {say_state(state)}"


@cache
def _day(hour: str) -> str:
    """The day here, of an hour in UTC such as `2026-11-22T09`."""
    here = time.localtime(_midnight(hour[:10]) + 3600 * int(hour[11:]))
    return f"{here.tm_year}-{here.tm_mon:02}-{here.tm_mday:02}"


@cache
def _midnight(day: str) -> int:
    """Seconds since 1970 of a day's beginning, in UTC."""
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())


def show(given: Namespace) -> int:
    """The record of a talk as it is read back."""
    from voicebox.exports.show import show_record
    from voicebox.exports.talks import gather_talk

    with closing(open_store(locate(os.environ))) as store:
        print_text(show_record(gather_talk(store, given.talk)))
    return 0
