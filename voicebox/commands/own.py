"""`voicebox symbols add`, `mine` and `drop`: a pupil's own pictures and boards."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from voicebox.bootstrap import open_store
from voicebox.commands.files import print_text
from voicebox.errors import BoardError, NotFound
from voicebox.locations import locate
from voicebox.ports import Board, Licence, OwnBoard, Pupil, Store
from voicebox.pupils import find
from voicebox.text import keep, paint_line

BOARDS = (".obf", ".obz")
MOST_LICENCES = 8
"""Lines of licences that are listed for one board."""
PROGRESS_EVERY = 100
_UNSAID = "no licence is named, so all rights are reserved"


def add(given: Namespace) -> int:
    """A picture or a board from a file becomes a pupil's own."""
    path = Path(given.file)
    with closing(open_store(locate(os.environ))) as store:
        pupil = _whose(store, given.pupil)
        added = _add_board if path.suffix.lower() in BOARDS else _add_picture
        print_text("".join(f"{line}\n" for line in added(store, pupil, path, given)))
    return 0


def _add_picture(store: Store, pupil: Pupil, path: Path, given: Namespace) -> Iterator[str]:
    from voicebox.symbols.own_picture import read_picture

    picture = read_picture(path)
    word = _one_line(given.word if given.word is not None else path.stem)
    own = store.add_own_picture(pupil.id, word, _one_line(given.alt or ""), picture)
    yield f"Kept for {paint_line(pupil.name)}: a picture for {paint_line(own.word)}, {own.id}"


def _add_board(store: Store, pupil: Pupil, path: Path, given: Namespace) -> Iterator[str]:
    from voicebox.boards.reading import read_board

    if given.word is not None or given.alt is not None:
        what = f"{paint_line(path.name)[:80]}: a board has words of its own."
        raise BoardError(what, mend="Leave --word and --alt out.")
    read = read_board(path, on_picture=_progress())
    own = store.add_board(pupil.id, read.board, read.pictures, source=read.source)
    yield f"Kept for {paint_line(pupil.name)}: {_told(own)}"
    yield from (f"  left out: {line}" for line in read.left_out)
    yield from _licences(own.board)


def mine(given: Namespace) -> int:
    """A pupil's own pictures and boards, with the licences that the boards came with."""
    with closing(open_store(locate(os.environ))) as store:
        pupil = _whose(store, given.pupil)
        lines = list(_listed(store, pupil))
    nothing = f"{paint_line(pupil.name)} has no pictures or boards yet: voicebox symbols add FILE"
    print_text("".join(f"{line}\n" for line in lines or [nothing]))
    return 0


def _listed(store: Store, pupil: Pupil) -> Iterator[str]:
    for picture in store.own_pictures(pupil.id):
        alt = f" ({paint_line(picture.alt)})" if picture.alt else ""
        yield f"{picture.id}  picture  {paint_line(picture.word)}{alt}"
    for own in store.boards(pupil.id):
        yield f"{own.id}  board  {_about(own)}"
        yield from _licences(own.board)


def drop(given: Namespace) -> int:
    """Let go of a pupil's own picture or board."""
    with closing(open_store(locate(os.environ))) as store:
        pupil = _whose(store, given.pupil)
        for own in store.own_pictures(pupil.id):
            if own.id == given.id:
                store.remove_own_picture(pupil.id, own.id)
                print_text(f"Let go: the picture for {paint_line(own.word)}\n")
                return 0
        for board in store.boards(pupil.id):
            if board.id == given.id:
                store.remove_board(pupil.id, board.id)
                print_text(f"Let go: the board {paint_line(board.board.name)}\n")
                return 0
    name = paint_line(pupil.name)
    raise NotFound(
        f"{name} has no picture or board {paint_line(given.id)[:40]}.",
        mend="voicebox symbols mine lists what there is.",
    )


def _whose(store: Store, name: str | None) -> Pupil:
    """The pupil that is named, or the only one there is."""
    if name is not None:
        return find(store, name)
    known = store.pupils()
    if len(known) == 1:
        return known[0]
    if not known:
        raise NotFound("There is no pupil yet.", mend="Start a talk first: voicebox talk.")
    raise NotFound(f"There are {len(known)} pupils here.", mend="Say whose: --pupil NAME.")


def _told(own: OwnBoard) -> str:
    return f"{_about(own)}, {own.id}"


def _about(own: OwnBoard) -> str:
    board = own.board
    buttons = sum(each is not None for page in board.pages for row in page.rows for each in row)
    pictures = len({picture.digest for picture in board.pictures})
    parts = ((len(board.pages), "board"), (buttons, "button"), (pictures, "picture"))
    counted = ", ".join(f"{number:,} {what}{'s' * (number != 1)}" for number, what in parts)
    return f"{paint_line(board.name)}: {counted}, from {paint_line(own.source)}"


def _licences(board: Board) -> Iterator[str]:
    """A line for each licence of the boards, and of their pictures, the commonest first."""
    for what, licences in (
        ("boards", [page.licence for page in board.pages]),
        ("pictures", [picture.licence for picture in board.pictures]),
    ):
        counted = Counter(licences).most_common()
        for licence, number in counted[:MOST_LICENCES]:
            yield f"  {what}, {number:,}: {_licence(licence)}"
        if len(counted) > MOST_LICENCES:
            yield f"  {what}: {len(counted) - MOST_LICENCES:,} licences more"


def _licence(licence: Licence | None) -> str:
    if licence is None:
        return _UNSAID
    parts = (licence.kind, licence.author, licence.url)
    return ", ".join(paint_line(part) for part in parts if part)


def _one_line(words: str) -> str:
    return " ".join(keep(words).words.split())


def _progress() -> Callable[[int], None] | None:
    """Tells at a terminal that a big board is still being read."""
    if not sys.stderr.isatty():
        return None

    def tell(pictures: int) -> None:
        if pictures % PROGRESS_EVERY == 0:
            print(f"{pictures:,} pictures looked at", file=sys.stderr)

    return tell
