"""Homes with a store each, talks held in them, and all that a store holds as plain values."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path

from PIL import Image
from sqlalchemy import Column, select

from tests.fakes import BEGAN, FixedClock, Script, play, small_pack
from voicebox.conversation.inputs import Give, KeepBack
from voicebox.locations import Locations, locate
from voicebox.passing.bundle import Bundle, encode
from voicebox.passing.receiving import Opened, Received, keep, open_bundle
from voicebox.passing.sending import make_bundle
from voicebox.ports import (
    Board,
    BoardButton,
    BoardPage,
    BoardPicture,
    Licence,
    Picture,
    Pupil,
)
from voicebox.runner import Runner, resume, start
from voicebox.store import tables
from voicebox.store.direct import reading
from voicebox.store.repository import SqlStore

LICENCE = Licence("CC BY-SA 4.0", "Zofia", "https://example.org/by-sa")
_NOT_COMPARED = {"schema", "meta", "audit", "audit_head", "own_key"}


def places(root: Path) -> Locations:
    return locate({"VOICEBOX_HOME": str(root / "home"), "VOICEBOX_KEYS": str(root / "keys")})


def clock(chance: int, *, hours: int = 0) -> FixedClock:
    """Its ids are its own: two homes never make the same."""
    made = FixedClock(BEGAN + timedelta(hours=hours))
    made.ids = chance * 100_000
    return made


def photo(colour: str) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "PNG")
    png = out.getvalue()
    return Picture(hashlib.sha256(png).hexdigest(), png, 8, 6, f"{colour} dog.png")


def begun(store: SqlStore, pupil: Pupil, chance: int, *, until: str = "calm") -> Runner:
    """A talk that stands at a prompt half way, one answer kept back, one a picture."""
    runner = start(store, clock(chance, hours=chance), small_pack(), pupil, with_="Mrs Okoye")
    script: Script = {
        "which-pet": Give(words=f'my "dog" \\ number {chance} \U0001f436 ŵ'),
        "good-day": Give(choices=("play", "pets")),
        "best-bit": [Give(words=f"secret {chance}"), KeepBack()],
    }
    play(runner, script, until=until)
    return runner


def finished(store: SqlStore, pupil: Pupil, chance: int) -> Runner:
    runner = begun(store, pupil, chance)
    play(runner, {"calm": Give(words=f"calm {chance}")})
    return runner


def carry_on(store: SqlStore, talk: str, chance: int, words: str, *, until: str = "") -> None:
    """Go on with a talk in one home, in words of its own."""
    runner = resume(store, clock(chance, hours=30 + chance), talk)
    play(runner, {"calm": Give(words=words), "by-myself": Give(point=3)}, until=until)


def bundle_of(store: SqlStore, *, hours: int = 100) -> Bundle:
    talks = [each.header.id for each in store.talks()]
    now = BEGAN + timedelta(hours=hours)
    return make_bundle(store, talks, sender="Mr Shah", now=now, with_own=True)


def give_own(store: SqlStore, pupil: str, word: str, colour: str) -> None:
    """A picture for a word, and a board that shows it."""
    own = photo(colour)
    store.add_own_picture(pupil, word, f"a {colour} dog", own)
    go = BoardButton("b", "go", "let's go", None, 0x00FF00, None, "1")
    buttons = (BoardButton("a", word, f"my {word}", own.digest), go)
    page = BoardPage("1", f"{colour} board", "en-GB", (buttons, (None, go)), LICENCE)
    board = Board(page.name, "en-GB", (page,), (BoardPicture(own.digest, LICENCE),))
    store.add_board(pupil, board, [own], source=f"{colour}.obf")


def opened(store: SqlStore, bundle: Bundle) -> Opened:
    """What is inside, as it is told before anything is kept."""
    return open_bundle(store, encode(bundle))


def receive(store: SqlStore, bundle: Bundle, whose: dict[str, str] | None = None) -> Received:
    return keep(store, opened(store, bundle), whose or {}, by="Mrs Okoye")


def content(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, whatever order they came in.

    A pupil is called here by all that other stores call them: who was met first names them here.
    When another store was first met is no content; nor is which of two pictures or boards that are
    the same was kept.
    """
    with reading(store) as connection:
        known = connection.execute(select(tables.known_pupil)).all()
        names: dict[str, list[str]] = {}
        for row in known:
            names.setdefault(row.here, []).append(f"{row.store}/{row.pupil}")
        called = {here: "+".join(sorted(theirs)) for here, theirs in names.items()}
        called |= {row.id: row.body for row in connection.execute(select(tables.pupil_board))}
        return {
            table.name: sorted(
                (
                    tuple(
                        called.get(value, value) if _is_called(column) else value
                        for column, value in zip(table.c, row, strict=True)
                        if column not in _CHANCE
                    )
                    for row in connection.execute(select(table)).all()
                ),
                key=repr,
            )
            for table in tables.metadata.sorted_tables
            if table.name not in _NOT_COMPARED
        }


_CHANCE = {
    tables.pupil.c.came,
    tables.known_store.c.at,
    *(tables.pupil_picture.c.id, tables.pupil_picture.c.at),
    *(tables.pupil_board.c.id, tables.pupil_board.c.at),
    tables.pupil_preference.c.at,
}


def _is_called(column: Column[object]) -> bool:
    """Does a pupil's or a board's id of this store stand in it?"""
    ids = (tables.pupil.c.id, tables.pupil_board.c.id)
    return column in ids or any(key.column in ids for key in column.foreign_keys)


def changed(bundle: Bundle, **parts: object) -> Bundle:
    return bundle.model_copy(update=parts)
