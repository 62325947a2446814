"""A view: one answer, exactly as it was given, and how it was given. Its names are the export's.

Field by field as in the table "A view" of the design: a child's words stand byte for byte, beside
them who said them, how, with how much help, who was in the room and who may see them.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from voicebox.conversation.keys import Key


class RecordModel(BaseModel):
    """Base of what is kept: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Status(StrEnum):
    """What became of a prompt. Silence is not agreement (rule 8)."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    DONT_KNOW = "dont_know"
    PASSED = "passed"
    NOT_REACHED = "not_reached"


class Speaker(StrEnum):
    """Whose words they are."""

    CHILD = "child"
    PARENT_CARER = "parent_carer"
    KEY_ADULT = "key_adult"
    OTHER = "other"


class ViewKind(StrEnum):
    """What the words are: the person's own, carried over from another language, or a reading."""

    VERBATIM = "verbatim"
    TRANSLATED = "translated"
    INTERPRETATION = "interpretation"
    OBSERVATION = "observation"


class Mode(StrEnum):
    """How it was told (rule 10)."""

    SPEECH = "speech"
    SIGN = "sign"
    SYMBOL = "symbol"
    POINTING = "pointing"
    OBJECT = "object"
    DRAWING = "drawing"
    WRITING = "writing"
    TECHNOLOGY = "technology"
    BEHAVIOUR = "behaviour"


class Help(StrEnum):
    """With how much help. Hand over hand is not here: it is never the child's answer (rule 10)."""

    NONE = "none"
    REPEATED = "repeated"
    SAID_ANOTHER_WAY = "said_another_way"
    OPTIONS_POINTED_TO = "options_pointed_to"


HAND_OVER_HAND = "hand_over_hand"
"""A level of help that turns an answer into the adult's observation."""


LONGEST_NAME = 200
"""Characters in a name, or in why an answer was taken out."""

CHANGED, MOVED, WENT_BACK, OFFERED_AGAIN = "changed", "moved", "went back", "offered again"
"""Why an answer replaces an earlier one."""


class CheckedBack(StrEnum):
    """Was it read back to the child, and what did they say? (rule 13)."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    NOT_ASKED = "not_asked"


Circle = Literal["family", "school", "meeting"]
Share = Literal["undecided", "kept_back", "everyone"] | tuple[Circle, ...]
"""Whom the child wants to see it. Undecided and kept back leave by no export."""


class Choice(RecordModel):
    """A card as it was shown: its id and its word."""

    id: str
    word: str


class Chosen(RecordModel):
    """Cards picked from a board, in the order they were picked."""

    type: Literal["chosen"] = "chosen"
    choices: tuple[Choice, ...]


class Placed(RecordModel):
    """A card put into a column, or a person into a ring."""

    type: Literal["placed"] = "placed"
    item: Choice
    column: Choice


class Point(RecordModel):
    """A point on a ladder from 0 (`low`) to `top` (`high`), or one of some faces (`word`)."""

    type: Literal["point"] = "point"
    scale: str
    point: int
    top: int
    low: str
    high: str
    face: str = ""
    """The id of the face, where the scale is faces."""
    word: str = ""


class PictureGiven(RecordModel):
    """A picture from a file, kept in the store under its digest (SHA-256 of the PNG)."""

    type: Literal["picture"] = "picture"
    digest: str
    name: str
    width: int
    height: int


Value = Annotated[Chosen | Placed | Point | PictureGiven, Field(discriminator="type")]


class Answered(RecordModel):
    """What an event keeps of an answer: all of a view but what is decided later."""

    prompt: str
    part: str = ""
    """Which part of a prompt with several: `to-me`, `for-me`, a form's field."""
    item: str = ""
    """Which card, for what is asked about each card."""
    section: str = ""
    asked: str
    language: str
    options_offered: tuple[Choice, ...] = ()
    order_seed: int | None = None
    """The seed that gave `options_offered` its order; none where the order is fixed (rule 5)."""
    value: Value | None = None
    words: str = ""
    words_removed: int = 0
    """Control characters taken out of `words` before they were kept."""
    status: Status
    speaker: Speaker
    speaker_name: str = ""
    """Name and relationship, where the speaker is not the child."""
    kind: ViewKind = ViewKind.VERBATIM
    about: str | None = None
    """The id of the view that an interpretation is about."""
    modes: tuple[Mode, ...] = ()
    help: Help = Help.NONE
    present: tuple[str, ...] = ()
    interpreter: str = ""
    theme: str = ""
    feeds: tuple[str, ...] = ()
    recorder: str = ""
    gathered: Literal["", "paper"] = ""
    """Was it told on paper, and written in here later?"""
    replaces: str | None = None
    why: str = ""
    """Why it replaces an earlier one: `CHANGED`, `MOVED`, `WENT_BACK` or `OFFERED_AGAIN`."""


class View(Answered):
    """One answer in the record. `id` is the talk's id and the seq of its event."""

    id: str
    talk: str
    at: datetime
    checked_back: CheckedBack = CheckedBack.NOT_ASKED
    share: Share | None = "undecided"
    """None only where nothing was said: `not_reached`."""
    share_decided_by: Speaker | None = None
    share_decided_at: datetime | None = None

    @property
    def seq(self) -> int:
        """The seq of the event that gave this view; the number a person changes it by."""
        return int(self.id.rpartition(".")[2])

    @property
    def row(self) -> str:
        """The place of all that was said about one item of its prompt: `TALK:PROMPT@ITEM`.

        It stays the same when the answer is given anew, so links name it and not an id.
        """
        return f"{self.talk}:{Key(self.prompt, item=self.item)}"

    @property
    def place(self) -> str:
        """Its place among all talks: `TALK:PROMPT/PART@ITEM`."""
        return f"{self.talk}:{Key(self.prompt, self.part, self.item)}"

    @property
    def is_about_place(self) -> bool:
        """Is its item the place of something that was said, and not a card, a person or a row?"""
        return is_place(self.item)

    @property
    def is_shared(self) -> bool:
        """May it leave at all? Kept back and undecided never do."""
        return self.share == "everyone" or (isinstance(self.share, tuple) and bool(self.share))


def is_place(id_: str) -> bool:
    """Is it a place (`View.place`, `View.row`)? No other id has a colon."""
    return ":" in id_


def view_id(talk: str, seq: int) -> str:
    """The id of the view that the event `seq` of a talk gives."""
    return f"{talk}.{seq}"


def said(view: Answered) -> str:
    """The answer in its own words: cards' words, then what was said in words.

    A ladder's point reads `7 of 10`, with its ends, since a number alone says nothing.
    """
    shown = value_words(view.value)
    return f"{shown}: {view.words}" if shown and view.words else shown or view.words


def value_words(value: Value | None) -> str:
    """A value in words, as it was shown; empty where the answer is words alone."""
    if isinstance(value, Chosen):
        return ", ".join(choice.word for choice in value.choices)
    if isinstance(value, Placed):
        return f"{value.item.word}: {value.column.word}"
    if isinstance(value, Point):
        if value.word:
            return value.word
        return f"{value.point} (0 is {value.low}, {value.top} is {value.high})"
    if isinstance(value, PictureGiven):
        return f"a picture ({value.name})" if value.name else "a picture"
    return ""
