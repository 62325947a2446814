"""Stand-ins for tests: a store in memory, a foretold clock, a talk played from a script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voicebox.conversation.inputs import Give, Input, Skip
from voicebox.conversation.keys import PRACTICE, SHARING
from voicebox.conversation.shapes import Shape, Step
from voicebox.errors import Conflict, NotFound, StoreError
from voicebox.ports import (
    Account,
    Act,
    Board,
    Concern,
    EventDraft,
    Noted,
    OwnBoard,
    OwnPicture,
    Picture,
    Pupil,
    StoredEvent,
    TalkHeader,
    TalkSummary,
)
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.runner import Runner

BEGAN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SMALL_PACK = Path(__file__).parent / "fixtures" / "small.yaml"

Script = Mapping[str, Input | Sequence[Input]]
"""What to do at each key (`prompt/part@item`): one input, or several in order."""


class FixedClock:
    """A clock that goes on by `tick` each time it is read; ids and seeds are counted, not drawn."""

    def __init__(
        self, at: datetime = BEGAN, tick: timedelta = timedelta(seconds=1), seed: int = 7
    ) -> None:
        self.at = at
        self.tick = tick
        self.seed = seed
        self.ids = 0

    def now(self) -> datetime:
        present, self.at = self.at, self.at + self.tick
        return present

    def new_id(self) -> str:
        self.ids += 1
        return f"{self.ids:08x}" + "0" * 24

    def new_seed(self) -> int:
        return self.seed


class FakeStore:
    """`ports.Store` in memory, with its promises: all or none, in order, retries harmless."""

    def __init__(self) -> None:
        self._pupils: list[Pupil] = []
        self._talks: dict[str, TalkSummary] = {}
        self._rows: dict[str, list[StoredEvent]] = {}
        self._packs: dict[str, str] = {}
        self._pictures: dict[str, Picture] = {}
        self._concerns: dict[str, Concern] = {}
        self._preferences: dict[str, str] = {}
        self._own_pictures: dict[str, list[OwnPicture]] = {}
        self._boards: dict[str, list[OwnBoard]] = {}
        self._owned = 0
        self._noted: list[Noted] = []
        self.is_closed = False

    def pupils(self) -> list[Pupil]:
        return sorted(self._pupils, key=lambda pupil: pupil.name)

    def add_pupil(self, name: str) -> Pupil:
        pupil = Pupil(id=f"p{len(self._pupils) + 1}", name=name)
        self._pupils.append(pupil)
        return pupil

    def open_talk(
        self, header: TalkHeader, pack_json: str, first: Sequence[EventDraft], *, state: str
    ) -> list[StoredEvent]:
        if header.id in self._talks:
            raise Conflict(f"There is a talk {header.id} already.")
        self._packs[header.pack_digest] = pack_json
        self._rows[header.id] = []
        self._talks[header.id] = TalkSummary(header, state, None, 0)
        return self.append(header.id, 0, first, state=state, ended=None)

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
        rows = self._rows_of(talk)
        again = [row for row in rows[after_seq:] if row.id in {draft.id for draft in drafts}]
        if drafts and len(again) == len(drafts):
            return again
        if len(rows) != after_seq:
            raise Conflict(f"Another window wrote to the talk {talk}.")
        new: list[StoredEvent] = []
        for seq, draft in enumerate(drafts, start=after_seq + 1):
            before = (new or rows)[-1].hash if new or rows else ""
            own = hashlib.sha256(f"{before}{seq}{draft.id}{draft.body}".encode()).hexdigest()
            new.append(
                StoredEvent(talk, seq, draft.id, draft.type, draft.at, draft.body, before, own)
            )
        rows.extend(new)
        if picture is not None:
            self._pictures[picture.digest] = picture
        summary = self._talks[talk]
        self._talks[talk] = replace(summary, state=state, ended=ended, events=len(rows))
        return new

    def events(self, talk: str) -> list[StoredEvent]:
        return list(self._rows_of(talk))

    def talk(self, talk: str) -> TalkSummary:
        self._rows_of(talk)
        return self._talks[talk]

    def talks(self, *, pupil: str | None = None, limit: int | None = None) -> list[TalkSummary]:
        newest = sorted(self._talks.values(), key=lambda each: each.header.id, reverse=True)
        return [each for each in newest if pupil in (None, each.header.pupil.id)][:limit]

    def spoke(self, speaker: str, talks: Sequence[str]) -> set[str]:
        return {talk for talk in talks for each in self._answers(talk) if _speaks(each, speaker)}

    def answers_feeding(self, feed: str, talks: Sequence[str]) -> list[StoredEvent]:
        found = {
            row.talk: row for talk in talks for row in self._rows_of(talk) if _feeds(row, feed)
        }
        return list(found.values())

    def _answers(self, talk: str) -> list[dict[str, str]]:
        rows = self._rows_of(talk)
        return [json.loads(row.body) for row in rows if row.type == "answer_given"]

    def pack(self, digest: str) -> str:
        if digest not in self._packs:
            raise NotFound("There is no such pack here.")
        return self._packs[digest]

    def picture(self, digest: str) -> Picture:
        if digest not in self._pictures:
            raise NotFound("There is no such picture here.")
        return self._pictures[digest]

    def preferences_of(self, pupil: str) -> dict[str, object]:
        kept: dict[str, object] = json.loads(self._preferences.get(pupil, "{}"))
        return kept

    def keep_preferences(self, pupil: str, preferences: Mapping[str, object]) -> None:
        self._require(pupil)
        self._preferences[pupil] = json.dumps(dict(preferences), allow_nan=False)

    def own_pictures(self, pupil: str) -> list[OwnPicture]:
        found = self._own_pictures.get(pupil, [])
        return sorted(found, key=lambda own: (own.word.casefold(), own.id))

    def add_own_picture(self, pupil: str, word: str, alt: str, picture: Picture) -> OwnPicture:
        self._require(pupil)
        if any(own.word.casefold() == word.casefold() for own in self.own_pictures(pupil)):
            raise StoreError(f"There is a picture for the word {word} already.")
        own = OwnPicture(self._owned_id(), word, alt, picture.digest)
        self._pictures[picture.digest] = picture
        self._own_pictures.setdefault(pupil, []).append(own)
        return own

    def remove_own_picture(self, pupil: str, picture: str) -> None:
        kept = self._own_pictures.get(pupil, [])
        if picture not in {own.id for own in kept}:
            raise NotFound("The pupil has no such picture.")
        self._own_pictures[pupil] = [own for own in kept if own.id != picture]

    def boards(self, pupil: str) -> list[OwnBoard]:
        return list(self._boards.get(pupil, []))

    def add_board(
        self, pupil: str, board: Board, pictures: Sequence[Picture] = (), *, source: str = ""
    ) -> OwnBoard:
        self._require(pupil)
        own = OwnBoard(self._owned_id(), board, source)
        self._pictures |= {picture.digest: picture for picture in pictures}
        self._boards.setdefault(pupil, []).append(own)
        return own

    def remove_board(self, pupil: str, board: str) -> None:
        kept = self._boards.get(pupil, [])
        if board not in {own.id for own in kept}:
            raise NotFound("The pupil has no such board.")
        self._boards[pupil] = [own for own in kept if own.id != board]

    def _require(self, pupil: str) -> None:
        if pupil not in {each.id for each in self._pupils}:
            raise NotFound("This pupil is not in the store.")

    def _owned_id(self) -> str:
        self._owned += 1
        return f"o{self._owned}"

    def add_concern(self, concern: Concern) -> None:
        self._concerns[concern.id] = concern

    def concerns(self, *, open_only: bool = True) -> list[Concern]:
        newest = sorted(self._concerns.values(), key=lambda each: each.at, reverse=True)
        return [each for each in newest if not open_only or each.passed_on_at is None]

    def pass_on_concern(self, concern: str, *, to: str, at: datetime) -> None:
        if concern not in self._concerns:
            raise NotFound("There is no such worry here.")
        signed = replace(self._concerns[concern], passed_on_at=at, passed_on_to=to)
        self._concerns[concern] = signed

    def note(
        self,
        act: Act,
        *,
        pupil: str = "",
        talk: str = "",
        by: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        seq = len(self._noted) + 1
        self._noted.append(Noted(seq, BEGAN, "okoye", by, act, pupil, talk, dict(facts or {})))

    def account(self, *, pupil: str | None = None, limit: int | None = None) -> Account:
        newest = [line for line in reversed(self._noted) if pupil in (None, line.pupil)]
        return Account(tuple(newest[:limit]))

    def close(self) -> None:
        self.is_closed = True

    def _rows_of(self, talk: str) -> list[StoredEvent]:
        if talk not in self._rows:
            raise NotFound(f"There is no talk {talk} here.")
        return self._rows[talk]


def _feeds(row: StoredEvent, feed: str) -> bool:
    answer = json.loads(row.body)
    is_answer = row.type == "answer_given" and answer["kind"] == "verbatim"
    return is_answer and answer["status"] == "answered" and feed in answer["feeds"]


def _speaks(answer: Mapping[str, str], speaker: str) -> bool:
    own = answer["kind"] in ("verbatim", "translated")
    return own and (answer["status"], answer["speaker"]) == ("answered", speaker)


def small_pack() -> Pack:
    """The pack that holds every kind of prompt once."""
    return load_pack(SMALL_PACK)


def play(runner: Runner, script: Script, *, until: str = "") -> None:
    """Hold a talk from a script, to its end or until the key `until` is on the screen.

    What the script does not name is done the plain way: pages are read, the scale is understood,
    the talk goes on, answers are right, everyone may see them, questions are skipped.
    """
    for _ in range(2000):
        if not runner.is_open or str(runner.step.key) == until:
            return
        wanted = script.get(str(runner.step.key), usual(runner.step))
        for given in [wanted] if not isinstance(wanted, Sequence) else wanted:
            runner.handle(given)
    raise AssertionError(f"The talk does not end: it stands at {runner.step.key}.")


def usual(step: Step) -> Input:
    """What a script does where it says nothing."""
    if step.key.own_state is None and step.shape is not Shape.PAGE:
        return Skip()
    if step.key.prompt == SHARING:
        return Give(choices=("everyone",))
    if step.key.prompt == PRACTICE and step.shape is Shape.BOARD:
        likes = step.key.part.endswith("-like")
        return Give(choices=((step.options[0] if likes else step.options[-1]).id,))
    if step.shape is Shape.WORDS:
        return Give(words=f"words for {step.key.part}")
    return Give(choices=(step.options[0].id,))
