"""What can have happened in a talk. Events are the truth: everything else is a fold over them.

An event says what was given, in full, so that the record needs no pack to be read. It is never
changed; a correction is a new event that names the one it replaces.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from voicebox.conversation.recalled import Recalled
from voicebox.conversation.views import (
    Answered,
    Help,
    Mode,
    RecordModel,
    Share,
    Speaker,
)

HelpGiven = Help | Literal["hand_over_hand"]
"""How much help the adult says there was; hand over hand makes the answer an observation."""

PracticeOutcome = Literal["", "understood", "not_understood", "not_tried"]
"""Did trying out the scale show that it is understood? (rule 3)."""


class TalkOpened(RecordModel):
    """A talk began."""

    type: Literal["talk_opened"] = "talk_opened"
    pupil: str
    pupil_id: str
    with_: str = ""
    pack: str
    pack_version: str
    language: str
    seed: int
    speaker: Speaker = Speaker.CHILD
    recalled: tuple[Recalled, ...] = ()
    """What was said in earlier talks and is brought up in this one."""
    already: Literal["", "everyone"] = ""
    """What staff write in this talk is shared from the start: it is the plan's."""
    on_paper: bool = False
    """It was told on paper; somebody writes in what stands there."""


class WentOn(RecordModel):
    """A page was read, or an answer left as it stands, and the talk went on."""

    type: Literal["went_on"] = "went_on"
    key: str


class ToldMore(RecordModel):
    """Somebody asked to be told more."""

    type: Literal["told_more"] = "told_more"
    key: str


class AssentAnswered(RecordModel):
    """The child said whether they want to talk (rule 1)."""

    type: Literal["assent_answered"] = "assent_answered"
    answer: Literal["start", "not-today", "tell-me-more"]
    asked: str
    speaker: Speaker = Speaker.CHILD


class PracticeAnswered(RecordModel):
    """The scale was tried out; this never reaches the record of views (rule 3)."""

    type: Literal["practice_answered"] = "practice_answered"
    part: str
    words: str = ""
    point: int | None = None
    skipped: bool = False
    outcome: PracticeOutcome = ""
    """Given with the answer that settles it; empty before."""


class AnswerGiven(Answered):
    """Something was said, shown, passed over or noted."""

    type: Literal["answer_given"] = "answer_given"


class AnswerRemoved(RecordModel):
    """A view was taken out of the record; its event stays."""

    type: Literal["answer_removed"] = "answer_removed"
    view: str
    by: Speaker
    why: str = ""


class WentBack(RecordModel):
    """The talk went back to what was on the screen before. Nothing is blanked (rule 13)."""

    type: Literal["went_back"] = "went_back"


class HeardAgain(RecordModel):
    """The prompt was said again: first in the same words, then another way (rule 6)."""

    type: Literal["heard_again"] = "heard_again"
    another_way: bool


class ContextSet(RecordModel):
    """Who is speaking, how, with what help, who is here: from now on, until set again."""

    type: Literal["context_set"] = "context_set"
    speaker: Speaker
    speaker_name: str = ""
    modes: tuple[Mode, ...] = ()
    help: HelpGiven = Help.NONE
    present: tuple[str, ...] = ()
    interpreter: str = ""


class ChangeBegun(RecordModel):
    """A view is to be given anew; its prompt is asked again."""

    type: Literal["change_begun"] = "change_begun"
    view: str


class BetweenAnswered(RecordModel):
    """Between two sections: go on, a break, or enough for now (rule 24)."""

    type: Literal["between_answered"] = "between_answered"
    section: str
    answer: Literal["go-on", "enough"]


class PageConfirmed(RecordModel):
    """A page of the read-back was heard; `views` were confirmed, or left unasked."""

    type: Literal["page_confirmed"] = "page_confirmed"
    key: str
    views: tuple[str, ...]
    confirmed: bool


class ShareDecided(RecordModel):
    """Who may see these views, as decided by whom; the last decision stands."""

    type: Literal["share_decided"] = "share_decided"
    views: tuple[str, ...]
    share: Share
    by: Speaker
    key: str = ""
    """The sharing step that this answers; empty where it was decided along the way."""
    one_by_one: bool = False
    """Each of these is asked about by itself."""
    by_part: bool = False
    """Each section is asked about by itself."""


class NextKeptBack(RecordModel):
    """The next answer is to be kept back (or not, after all)."""

    type: Literal["next_kept_back"] = "next_kept_back"
    on: bool


class EndingAnswered(RecordModel):
    """Who tells the child what happens next, by when, and what the child picked to end on."""

    type: Literal["ending_answered"] = "ending_answered"
    part: str
    words: str = ""
    skipped: bool = False


class BreakTaken(RecordModel):
    """The talk is on a break."""

    type: Literal["break_taken"] = "break_taken"


class TalkStopped(RecordModel):
    """The talk was stopped."""

    type: Literal["talk_stopped"] = "talk_stopped"
    by: Speaker


class CarriedOn(RecordModel):
    """A paused or stopped talk was taken up again."""

    type: Literal["carried_on"] = "carried_on"


class TalkFinished(RecordModel):
    """The talk came to its end."""

    type: Literal["talk_finished"] = "talk_finished"


Event = Annotated[
    TalkOpened
    | WentOn
    | ToldMore
    | AssentAnswered
    | PracticeAnswered
    | AnswerGiven
    | AnswerRemoved
    | WentBack
    | HeardAgain
    | ContextSet
    | ChangeBegun
    | BetweenAnswered
    | PageConfirmed
    | ShareDecided
    | NextKeptBack
    | EndingAnswered
    | BreakTaken
    | TalkStopped
    | CarriedOn
    | TalkFinished,
    Field(discriminator="type"),
]


@dataclass(frozen=True, slots=True)
class Stamped:
    """An event in its place: which talk, which seq (from 1), and when."""

    talk: str
    seq: int
    at: datetime
    event: Event


_adapter: TypeAdapter[Event] | None = None


def read_event(body: str) -> Event:
    """An event from its JSON.

    Raises:
        pydantic.ValidationError: it is not an event that this version knows.
    """
    global _adapter
    if _adapter is None:
        _adapter = TypeAdapter(Event)
    return _adapter.validate_json(body)


def event_json(event: Event) -> str:
    """An event as canonical JSON: fields in declared order, no spaces, characters as they are."""
    return event.model_dump_json()
