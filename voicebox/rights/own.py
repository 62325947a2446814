"""What is the pupil's own, as files of an access folder: pictures, boards, how they like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from voicebox.exports.as_json import json_text
from voicebox.exports.sharing import Audience, leaving
from voicebox.ports import OwnBoard
from voicebox.rights.apart import NOT_SHARED
from voicebox.rights.holdings import File, Holdings
from voicebox.store.forks import pictures_of
from voicebox.text import paint_line


def picture_files(held: Holdings) -> Iterator[File]:
    """Pictures given with answers; those of answers that were not shared lie apart."""
    shared = {
        view.value.digest
        for talk in held.talks
        for view in leaving(talk, Audience.CHILD).shared.views
        if view.value is not None and view.value.type == "picture"
    }
    given = {digest for rows in held.events.values() for digest, _ in pictures_of(tuple(rows))}
    for digest in sorted(given):
        where = "" if digest in shared else f"{NOT_SHARED}/"
        name = f"{where}pictures/{digest[:16]}.png"
        yield File(name, "A picture given with an answer.", partial(_png, held, digest))


def own_files(held: Holdings) -> Iterator[File]:
    """What was kept with the pupil and not with a talk."""
    likes = held.store.preferences_of(held.pupil.id)
    if likes:
        what = "How the child likes screen, voice and switches."
        yield File("own/preferences.json", what, partial(_json, likes))
    for own in held.store.own_pictures(held.pupil.id):
        what = f"The child's own picture for: {paint_line(own.word)}. {paint_line(own.alt)}".strip()
        yield File(f"own/picture-{own.id}.png", what, partial(_png, held, own.digest))
    for board in held.store.boards(held.pupil.id):
        yield from _board(held, board)


def _board(held: Holdings, own: OwnBoard) -> Iterator[File]:
    what = f"The child's own board: {paint_line(own.board.name)}."
    yield File(f"own/board-{own.id}.json", what, partial(_json, asdict(own)))
    for picture in own.board.pictures:
        name = f"own/board-{own.id}/{picture.digest[:16]}.png"
        yield File(name, "A picture of it.", partial(_png, held, picture.digest))


def _png(held: Holdings, digest: str) -> bytes:
    return held.store.picture(digest).png


def _json(value: dict[str, object]) -> bytes:
    return json_text(value).encode()
