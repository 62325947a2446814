"""What keeps the talks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from voicebox.ports.account import Account, Act
from voicebox.ports.own import Board, OwnBoard, OwnPicture, Picture
from voicebox.ports.talks import Concern, EventDraft, Pupil, StoredEvent, TalkHeader, TalkSummary


class Store(Protocol):
    """Talks, kept. Every method raises a `StoreError` and changes nothing when it cannot finish."""

    def pupils(self) -> list[Pupil]:
        """All pupils, by name, those of one name in the order in which they came here."""

    def add_pupil(self, name: str) -> Pupil:
        """A new pupil, even where another has the same name."""

    def open_talk(
        self, header: TalkHeader, pack_json: str, first: Sequence[EventDraft], *, state: str
    ) -> list[StoredEvent]:
        """Begin a talk: its header, its pack and its first events, in one transaction."""

    def append(
        self,
        talk: str,
        after_seq: int,
        drafts: Sequence[EventDraft],
        *,
        state: str,
        ended: datetime | None,
        picture: Picture | None = None,
    ) -> list[StoredEvent]:
        """Commit events as seq `after_seq + 1` and on, with the talk's new state, all or none.

        Appending the same drafts again (by id) gives the rows already committed.

        Raises:
            Conflict: another window has written past `after_seq`.
        """

    def events(self, talk: str) -> list[StoredEvent]:
        """All events of a talk by seq, after the hash chain has been checked.

        Raises:
            NotFound: there is no such talk.
            StoreDamaged: the chain is broken.
        """

    def talk(self, talk: str) -> TalkSummary:
        """One talk by its id.

        Raises:
            NotFound: there is no such talk.
        """

    def talks(self, *, pupil: str | None = None, limit: int | None = None) -> list[TalkSummary]:
        """Talks, newest first; of one pupil where `pupil` is a pupil's id."""

    def spoke(self, speaker: str, talks: Sequence[str]) -> set[str]:
        """The talks of these (by id) in which the speaker's own words are among the answers.

        Args:
            speaker: as `views.Speaker` has it. Readings and observations are no one's own words.
            talks: ids; the events are not checked, since nothing is read out of them.
        """

    def answers_feeding(self, feed: str, talks: Sequence[str]) -> list[StoredEvent]:
        """The newest answer of each of these talks that feeds this field of a plan; no notes.

        Args:
            feed: one that the store can find without reading talks.
            talks: ids; the talks' chains are not checked for it.
        """

    def pack(self, digest: str) -> str:
        """The JSON of a pack as it was when a talk with it began.

        Raises:
            NotFound: no talk was begun with such a pack.
        """

    def picture(self, digest: str) -> Picture:
        """A picture kept with an answer, or as a pupil's own, or for a board.

        Raises:
            NotFound: there is no such picture.
        """

    def preferences_of(self, pupil: str) -> dict[str, object]:
        """How the pupil of this id likes screen and voice; empty, where nothing was kept."""

    def keep_preferences(self, pupil: str, preferences: Mapping[str, object]) -> None:
        """Keep what `preferences_of` will give, in the place of all that was kept before.

        Raises:
            NotFound: there is no such pupil.
            StoreError: a value is of a kind that JSON does not have.
        """

    def own_pictures(self, pupil: str) -> list[OwnPicture]:
        """The pictures of a pupil's own, by word."""

    def add_own_picture(self, pupil: str, word: str, alt: str, picture: Picture) -> OwnPicture:
        """Keep a picture as a pupil's own, for a word of theirs.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the word is empty or too long, or the pupil has a picture for it.
        """

    def remove_own_picture(self, pupil: str, picture: str) -> None:
        """Let go of a pupil's own picture (by `OwnPicture.id`); what a talk holds of it stays.

        Raises:
            NotFound: the pupil has no such picture.
        """

    def boards(self, pupil: str) -> list[OwnBoard]:
        """The boards of a pupil's own, the oldest first."""

    def add_board(
        self, pupil: str, board: Board, pictures: Sequence[Picture] = (), *, source: str = ""
    ) -> OwnBoard:
        """Keep a board as a pupil's own, with its pictures.

        Args:
            pupil: the pupil's id.
            board: what was read; `pictures` holds every picture that it names.
            pictures: the pictures themselves.
            source: the name of the file it came in.

        Raises:
            NotFound: there is no such pupil.
            StoreError: the board names a picture that is not among `pictures`.
        """

    def remove_board(self, pupil: str, board: str) -> None:
        """Let go of a pupil's own board (by `OwnBoard.id`) and of its pictures.

        Raises:
            NotFound: the pupil has no such board.
        """

    def add_concern(self, concern: Concern) -> None:
        """Keep a worry, apart from the talk."""

    def concerns(self, *, open_only: bool = True) -> list[Concern]:
        """Worries, newest first; by default those that nobody has signed as passed on."""

    def pass_on_concern(self, concern: str, *, to: str, at: datetime) -> None:
        """Sign that the safeguarding lead has it.

        Raises:
            NotFound: there is no such concern.
        """

    def note(
        self,
        act: Act,
        *,
        pupil: str = "",
        talk: str = "",
        by: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        """Add a line to the account of who did what.

        A talk's own life, a change of sharing and the worries are noted by the store itself.

        Args:
            act: what was done.
            pupil: the id of the pupil it is about; never a name.
            talk: the id of the talk it is about.
            by: the adult; empty: as the settings name them.
            facts: counts, and names of the program's own: small letters, digits, `.` and `-`.

        Raises:
            ValueError: a fact could hold a person's words.
        """

    def account(self, *, pupil: str | None = None, limit: int | None = None) -> Account:
        """The account, newest first, of all or of one pupil (by id); the whole chain is checked."""

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
