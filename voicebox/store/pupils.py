"""The pupils in the store, and what is a pupil's own: how they like it, pictures, boards."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from voicebox.ports import Board, OwnBoard, OwnPicture, Picture, Pupil
from voicebox.store import belongings
from voicebox.store.tables import pupil as _pupil
from voicebox.store.talks_file import TalksFile


class Pupils(TalksFile):
    """The part of `ports.Store` that is about pupils."""

    def pupils(self) -> list[Pupil]:
        """All pupils, by name, those of one name in the order in which they came here."""
        came = select(_pupil.c.id, _pupil.c.name).order_by(_pupil.c.came, _pupil.c.id)
        with self._reading() as connection:
            rows = connection.execute(came)
            return sorted((Pupil(*row) for row in rows), key=lambda pupil: pupil.name)

    def add_pupil(self, name: str) -> Pupil:
        """A new pupil, even where another has the same name."""
        pupil = Pupil(secrets.token_hex(8), name)
        with self._writing() as connection:
            belongings.keep_pupil(connection, pupil.id, pupil.name)
        return pupil

    def preferences_of(self, pupil: str) -> dict[str, object]:
        """How the pupil of this id likes screen and voice; empty, where nothing was kept.

        Raises:
            StoreDamaged: what was kept is no JSON object.
        """
        with self._reading() as connection:
            return belongings.preferences_of(connection, pupil)

    def keep_preferences(self, pupil: str, preferences: Mapping[str, object]) -> None:
        """Keep what `preferences_of` will give, in the place of all that was kept before.

        Raises:
            NotFound: there is no such pupil.
            StoreError: a value is of a kind that JSON does not have.
        """
        with self._writing() as connection:
            belongings.keep_preferences(connection, pupil, preferences)

    def own_pictures(self, pupil: str) -> list[OwnPicture]:
        """The pictures of a pupil's own, by word."""
        with self._reading() as connection:
            return belongings.own_pictures(connection, pupil)

    def add_own_picture(self, pupil: str, word: str, alt: str, picture: Picture) -> OwnPicture:
        """Keep a picture as a pupil's own, for a word of theirs.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the word is empty or too long, or the pupil has a picture for it.
        """
        with self._writing() as connection:
            return belongings.add_own_picture(connection, pupil, word, alt, picture)

    def remove_own_picture(self, pupil: str, picture: str) -> None:
        """Let go of a pupil's own picture (by `OwnPicture.id`); what a talk holds of it stays.

        Raises:
            NotFound: the pupil has no such picture.
        """
        with self._writing() as connection:
            belongings.remove_own_picture(connection, pupil, picture)

    def boards(self, pupil: str) -> list[OwnBoard]:
        """The boards of a pupil's own, the oldest first.

        Raises:
            StoreDamaged: one of them is not as it was written.
        """
        with self._reading() as connection:
            return belongings.boards(connection, pupil)

    def add_board(
        self, pupil: str, board: Board, pictures: Sequence[Picture] = (), *, source: str = ""
    ) -> OwnBoard:
        """Keep a board as a pupil's own, with its pictures, in one transaction.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the board names a picture that is not among `pictures`.
        """
        with self._writing() as connection:
            return belongings.add_board(connection, pupil, board, pictures, source)

    def remove_board(self, pupil: str, board: str) -> None:
        """Let go of a pupil's own board (by `OwnBoard.id`) and of its pictures.

        Raises:
            NotFound: the pupil has no such board.
        """
        with self._writing() as connection:
            belongings.remove_board(connection, pupil, board)
