"""What is kept with a pupil: preferences, own pictures and own boards. All inside a transaction.

A picture is kept once, whoever refers to it; the last reference that goes takes it along.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, func, insert, select, union_all

from voicebox.errors import NotFound, StoreDamaged, StoreError
from voicebox.ports import Board, OwnBoard, OwnPicture, Picture
from voicebox.store import board_body, tables
from voicebox.store.chain import moment
from voicebox.store.faults import RESTORE

LONGEST_WORD = 200
LONGEST_ALT = 1000
"""Characters."""

_preference, _picture, _talk_picture = (
    tables.pupil_preference,
    tables.picture,
    tables.talk_picture,
)
_own, _board, _board_picture = tables.pupil_picture, tables.pupil_board, tables.board_picture


def keep_pupil(connection: Connection, pupil: str, name: str) -> None:
    """A new pupil, who stands after all who came before."""
    last = connection.scalar(select(func.max(tables.pupil.c.came))) or 0
    connection.execute(insert(tables.pupil), {"id": pupil, "name": name, "came": last + 1})


# -- preferences -------------------------------------------------------------------------------


def preferences_of(connection: Connection, pupil: str) -> dict[str, object]:
    """As `SqlStore.preferences_of`."""
    body = connection.scalar(select(_preference.c.body).where(_preference.c.pupil == pupil))
    if body is None:
        return {}
    try:
        kept = json.loads(body)
    except (ValueError, RecursionError):
        kept = None
    if not isinstance(kept, dict):
        raise StoreDamaged("The preferences of this pupil are not as written.", mend=RESTORE)
    return kept


def keep_preferences(connection: Connection, pupil: str, preferences: Mapping[str, object]) -> None:
    """As `SqlStore.keep_preferences`."""
    require_pupil(connection, pupil)
    row = {"pupil": pupil, "body": _as_json(preferences), "at": _now()}
    connection.execute(delete(_preference).where(_preference.c.pupil == pupil))
    connection.execute(insert(_preference), row)


def _as_json(preferences: Mapping[str, object]) -> str:
    try:
        return json.dumps(dict(preferences), allow_nan=False, sort_keys=True)
    except (TypeError, ValueError, RecursionError) as error:
        what = "These preferences cannot be kept: a value is of no kind that JSON has."
        raise StoreError(what, mend="The ones from before still stand.") from error


# -- own pictures ------------------------------------------------------------------------------


def own_pictures(connection: Connection, pupil: str) -> list[OwnPicture]:
    """As `SqlStore.own_pictures`."""
    wanted = select(_own.c.id, _own.c.word, _own.c.alt, _own.c.digest).where(_own.c.pupil == pupil)
    found = [OwnPicture(*row) for row in connection.execute(wanted)]
    return sorted(found, key=lambda own: (own.word.casefold(), own.id))


def add_own_picture(
    connection: Connection, pupil: str, word: str, alt: str, picture: Picture
) -> OwnPicture:
    """As `SqlStore.add_own_picture`."""
    require_pupil(connection, pupil)
    check_word(word, alt, own_pictures(connection, pupil))
    own = OwnPicture(secrets.token_hex(8), word, alt, picture.digest)
    keep_png(connection, picture)
    row = {"id": own.id, "word": word, "alt": alt, "digest": own.digest}
    connection.execute(insert(_own), {**row, "pupil": pupil, "at": _now()})
    return own


def check_word(word: str, alt: str, known: Iterable[OwnPicture]) -> None:
    """See that a pupil who has the pictures `known` may have one for `word`.

    Raises:
        StoreError: the word is empty, it or `alt` is too long, or there is a picture for it.
    """
    if not word.strip():
        raise StoreError("A picture needs a word to stand under it.", mend="Give one.")
    for what, words, most in (("word", word, LONGEST_WORD), ("description", alt, LONGEST_ALT)):
        if len(words) > most:
            raise StoreError(
                f"The {what} has {len(words):,} characters; {most:,} is the most.",
                mend="Give a shorter one.",
            )
    if any(own.word.casefold() == word.casefold() for own in known):
        raise StoreError(
            f"There is a picture for the word {word} already.",
            mend="Give another word, or let go of that picture first.",
        )


def remove_own_picture(connection: Connection, pupil: str, picture: str) -> None:
    """As `SqlStore.remove_own_picture`."""
    this = (_own.c.pupil == pupil, _own.c.id == picture)
    digest = connection.scalar(select(_own.c.digest).where(*this))
    if digest is None:
        raise NotFound("The pupil has no such picture.", mend=_LISTED)
    connection.execute(delete(_own).where(*this))
    _drop_unused(connection, [digest])


# -- own boards --------------------------------------------------------------------------------


def boards(connection: Connection, pupil: str) -> list[OwnBoard]:
    """As `SqlStore.boards`."""
    wanted = select(_board).where(_board.c.pupil == pupil).order_by(_board.c.at, _board.c.id)
    return [
        OwnBoard(row.id, board_body.board_of(row.body), row.source)
        for row in connection.execute(wanted)
    ]


def add_board(
    connection: Connection, pupil: str, board: Board, pictures: Sequence[Picture], source: str
) -> OwnBoard:
    """As `SqlStore.add_board`."""
    require_pupil(connection, pupil)
    named = board_body.digests(board)
    given = {picture.digest: picture for picture in pictures}
    if named - given.keys():
        raise StoreError("The board names a picture that did not come with it.")
    own = OwnBoard(secrets.token_hex(8), board, source)
    row = {"id": own.id, "pupil": pupil, "name": board.name, "source": source, "at": _now()}
    connection.execute(insert(_board), {**row, "body": board_body.as_json(board)})
    for digest in sorted(named):
        keep_png(connection, given[digest])
        connection.execute(insert(_board_picture), {"board": own.id, "digest": digest})
    return own


def remove_board(connection: Connection, pupil: str, board: str) -> None:
    """As `SqlStore.remove_board`."""
    this = (_board.c.pupil == pupil, _board.c.id == board)
    if not connection.scalar(select(exists().where(*this))):
        raise NotFound("The pupil has no such board.", mend=_LISTED)
    of = _board_picture.c.board == board
    digests = connection.scalars(select(_board_picture.c.digest).where(of)).all()
    connection.execute(delete(_board_picture).where(of))
    connection.execute(delete(_board).where(*this))
    _drop_unused(connection, digests)


# -- both --------------------------------------------------------------------------------------

_LISTED = "`voicebox symbols mine --pupil NAME` lists what there is."


def require_pupil(connection: Connection, pupil: str) -> None:
    """See that there is a pupil of this id.

    Raises:
        NotFound: there is none.
    """
    if not connection.scalar(select(exists().where(tables.pupil.c.id == pupil))):
        raise NotFound("This pupil is not in the store.", mend="Add the pupil first.")


def keep_png(connection: Connection, picture: Picture) -> None:
    """Keep a picture, unless it is kept already."""
    if not connection.scalar(select(exists().where(_picture.c.digest == picture.digest))):
        size = {"width": picture.width, "height": picture.height}
        row = {"digest": picture.digest, "png": picture.png}
        connection.execute(insert(_picture), {**row, **size})


def _drop_unused(connection: Connection, digests: Iterable[str]) -> None:
    for digest in digests:
        used = union_all(
            *(
                select(table.c.digest).where(table.c.digest == digest)
                for table in (_talk_picture, _own, _board_picture)
            )
        )
        if connection.execute(used.limit(1)).first() is None:
            connection.execute(delete(_picture).where(_picture.c.digest == digest))


def _now() -> str:
    return moment(datetime.now(UTC))
