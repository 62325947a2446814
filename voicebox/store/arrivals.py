"""A pupil's own things as rows: read to be passed on, and kept as they came, none of them twice."""

from __future__ import annotations

import secrets
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, Table, exists, insert, select

from voicebox.ports import OwnBoard, OwnPicture, Picture
from voicebox.store import belongings, board_body, tables
from voicebox.store.belongings import LONGEST_WORD

_own, _board, _board_picture = tables.pupil_picture, tables.pupil_board, tables.board_picture
_ROOM = 8
"""Characters that a number after a word may take."""


def own_pictures(connection: Connection, pupil: str) -> Sequence[Row[Any]]:
    """The pictures of a pupil's own: `id`, `word`, `alt`, `digest`, `at`."""
    wanted = select(_own).where(_own.c.pupil == pupil).order_by(_own.c.at, _own.c.id)
    return connection.execute(wanted).all()


def own_boards(connection: Connection, pupil: str) -> Sequence[Row[Any]]:
    """The boards of a pupil's own: `id`, `body` (as `board_body` writes it), `source`, `at`."""
    wanted = select(_board).where(_board.c.pupil == pupil).order_by(_board.c.at, _board.c.id)
    return connection.execute(wanted).all()


def keep_pictures(
    connection: Connection,
    pupil: str,
    sent: Iterable[tuple[OwnPicture, str]],
    pictures: Mapping[str, Picture],
) -> int:
    """Keep pictures of a pupil's own that are not here yet; how many there were.

    Where the pupil has another picture for the word, the one that comes gets a number after it. The
    same picture for the same word, with a number or without, is here already.

    Args:
        connection: in a writing transaction.
        pupil: whose they are here.
        sent: each with the moment at which it was first kept.
        pictures: the pictures themselves, by digest.
    """
    here = [(row.digest, row.word.casefold()) for row in own_pictures(connection, pupil)]
    known, words = set(here), {word for _, word in here}
    numbered = {(digest, _bare(word)) for digest, word in here}
    kept = 0
    for own, at in sent:
        this = (own.digest, own.word.casefold())
        if this in known or this in numbered or (own.digest, _bare(own.word.casefold())) in known:
            continue
        word = _free(own.word, words)
        belongings.keep_png(connection, pictures[own.digest])
        row = {"id": _free_id(connection, own.id, _own), "pupil": pupil, "word": word}
        connection.execute(insert(_own), {**row, "alt": own.alt, "digest": own.digest, "at": at})
        words.add(word.casefold())
        kept += 1
    return kept


def _bare(word: str) -> str:
    """A word without a number after it."""
    base, _, number = word.rpartition(" ")
    return base if base and number.isdecimal() else word


def _free(word: str, words: Container[str]) -> str:
    if word.casefold() not in words:
        return word
    numbered = (f"{word[: LONGEST_WORD - _ROOM]} {number}" for number in count(2))
    return next(each for each in numbered if each.casefold() not in words)


def keep_boards(
    connection: Connection,
    pupil: str,
    sent: Iterable[tuple[OwnBoard, str]],
    pictures: Mapping[str, Picture],
) -> int:
    """Keep boards of a pupil's own that are not here yet; how many there were. As `keep_pictures`.

    Two boards are one where all that is on them is the same, whatever file they came in.
    """
    here = {row.body for row in own_boards(connection, pupil)}
    kept = 0
    for own, at in sent:
        body = board_body.as_json(own.board)
        if body in here:
            continue
        id_ = _free_id(connection, own.id, _board)
        row = {"id": id_, "pupil": pupil, "name": own.board.name, "source": own.source}
        connection.execute(insert(_board), {**row, "body": body, "at": at})
        for digest in sorted(board_body.digests(own.board)):
            belongings.keep_png(connection, pictures[digest])
            connection.execute(insert(_board_picture), {"board": id_, "digest": digest})
        here.add(body)
        kept += 1
    return kept


def _free_id(connection: Connection, wanted: str, table: Table) -> str:
    """The id that it came with, unless something else here has it."""
    taken = connection.scalar(select(exists().where(table.c.id == wanted)))
    return secrets.token_hex(8) if taken else wanted
