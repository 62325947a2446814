"""The plan record: what a cycle of planning holds, and which views each step leads back to.

A plan is a fold over views: nothing in it has words of its own. Each `Line` names the view that
it was written as, and each link names the place of a view. The plan of one cycle is what a talk of
a pack for staff holds; what the child, the family and others said stands beside it, each kept
apart by speaker (`Plan.views`). Sources: E chapters 2 to 7 and its checklist; N 3.1 to 3.7.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from voicebox.conversation.views import RecordModel, Speaker, View

PLAN_SCHEMA = 1
"""The version of the published shape of a plan."""


class Line(RecordModel):
    """Words of a plan, byte for byte as they were given, and the view that holds them."""

    words: str
    view: str
    """The id of the view."""
    picked: tuple[str, ...] = ()
    """The ids of the cards, where they were picked from a board."""


class SoonOrFar(StrEnum):
    """When a hope is for."""

    SOON = "soon"
    FAR = "far"
    NOT_SAID = "not_said"


class MustKnow(RecordModel):
    """What must be known about the child (N 3.2; E checklist 1). None: it was not written."""

    setting: Line | None = None
    full_name: Line | None = None
    preferred_name: Line | None = None
    photo: str | None = None
    """The digest of a picture; none unless it may be in the document."""
    date_of_birth: Line | None = None
    year_group: Line | None = None
    chronological_year: Line | None = None
    """Is the child taught in the year group of their age?"""
    class_name: Line | None = None
    teacher: Line | None = None
    """The teacher who answers for the plan (E ch. 5)."""
    sen_stage: Line | None = None
    """SEN Support or EHCP."""
    start: Line | None = None
    review: Line | None = None
    number: Line | None = None
    """The plan's number in the cycle of assess, plan, do, review, as staff write it."""
    english_additional: Line | None = None
    pupil_premium: Line | None = None
    child_in_care: Line | None = None
    young_carer: Line | None = None
    medical_need: Line | None = None
    other: Line | None = None
    linked_plans: Line | None = None
    """Health care, intimate care, behaviour support, risk, personal education, family
    networking, early help, other (N 3.2)."""


class Row(RecordModel):
    """One of several of a kind. `id` is its place: `TALK:PROMPT@NUMBER`."""

    id: str


class Contributor(Row):
    """Who produced the plan together (E ch. 1)."""

    name: Line | None = None
    role: Line | None = None
    how: Line | None = None
    """How they took part."""


class Need(Row):
    """A need, in one of the four areas (E p. 4; N 3.3). All needs, not the main one alone."""

    area: Line | None = None
    what: Line | None = None
    known_from: Line | None = None
    """Observation, data, assessment, a report, the child or the family (E ch. 4)."""
    with_support: Line | None = None
    """What difference support makes (E ch. 4)."""
    new: Line | None = None
    views: tuple[str, ...] = ()
    """The places of views of the child or others that it takes up."""


class Adjustment(Row):
    """What the teacher does in class, and access arrangements (N 3.4)."""

    what: Line | None = None
    where: Line | None = None
    who: Line | None = None
    access_arrangement: Line | None = None
    views: tuple[str, ...] = ()


class ExternalAdvice(Row):
    """Advice from outside, before or now (N 3.6)."""

    who: Line | None = None
    when: Line | None = None
    advice: Line | None = None
    taken_up: Line | None = None
    """Where the plan takes it up."""


class Aspiration(RecordModel):
    """A hope: one view of one speaker, never merged with another's (E ch. 2)."""

    id: str
    """The place of the view."""
    view: str
    words: str
    speaker: Speaker
    speaker_name: str = ""
    when: SoonOrFar = SoonOrFar.NOT_SAID
    shared: bool = False
    """Do child and family both say so, as they themselves agreed? (`together`)."""


class Outcome(Row):
    """A step towards a hope: SMART, with its `so that` (E outcomes; N 3.5)."""

    statement: Line | None = None
    so_that: Line | None = None
    hopes: tuple[str, ...] = ()
    """The places of the hopes that it is a step towards."""
    views: tuple[str, ...] = ()
    """The places of other views that it builds on: likes, interests, what matters."""
    needs: tuple[str, ...] = ()
    why: Line | None = None
    """Why it matters to the child."""
    baseline: Line | None = None
    target: Line | None = None
    method: Line | None = None
    """How progress is seen: what is counted, or watched for."""
    achievable: Line | None = None
    """How it can be reached without stress, and who helps (E: achievable)."""
    interest: Line | None = None
    """Which interest of the child it starts from (E: realistic)."""
    right_time: Line | None = None
    child_part: Line | None = None
    home_part: Line | None = None
    child_says: Line | None = None
    """Yes, change it, or no."""
    family_says: Line | None = None
    agreed_with: Line | None = None
    due: Line | None = None
    previous: tuple[str, ...] = ()
    """The places of the outcomes of earlier plans that it goes on from."""
    ehcp: Line | None = None
    """The longer-term outcome of an EHCP that it is a step towards (N 2)."""


class Provision(Row):
    """Who does what, when, how, how often, for how long (E ch. 5; N 3.5)."""

    outcomes: tuple[str, ...] = ()
    """The ids of the outcomes that it serves."""
    views: tuple[str, ...] = ()
    what: Line | None = None
    who: Line | None = None
    when: Line | None = None
    how: Line | None = None
    how_often: Line | None = None
    how_long: Line | None = None
    where: Line | None = None
    resources: Line | None = None
    start: Line | None = None
    end: Line | None = None
    independence: Line | None = None
    """What the adult does, and how it leads to doing it alone (N 3.5)."""


class Verdict(RecordModel):
    """What one person says of how it went, in their own words (E ch. 7: from everyone)."""

    speaker: Speaker
    speaker_name: str = ""
    worked: tuple[Line, ...] = ()
    not_worked: tuple[Line, ...] = ()
    said: tuple[Line, ...] = ()
    """Anything else they said of it."""


class Review(Row):
    """How one outcome, or the plan as a whole, went (E ch. 7; N 3.7).

    `id` is the place of the outcome, or the review talk's id for the whole.
    """

    on: datetime
    outcome: str | None = None
    achieved: Line | None = None
    done_as_planned: Line | None = None
    """Promised against delivered."""
    next: Line | None = None
    """Continue, change, stop, or something new."""
    learned: Line | None = None
    verdicts: tuple[Verdict, ...] = ()


class CutLink(RecordModel):
    """Links of one row that lead to nothing that may be seen here. They are told, never guessed."""

    row: str
    field: str
    """`outcome-hopes`, `provision-outcomes` and so on."""
    count: int = Field(ge=1)


class ScalePoint(RecordModel):
    """One answer on a scale, on one day, as it was given."""

    on: datetime
    point: int
    word: str = ""
    """The face's word, where the scale is faces."""
    words: str = ""
    """What was said beside it."""
    view: str


class ScaleOverTime(RecordModel):
    """One person's answers to one question; only where question, ends and version are the same.

    Raw points with their dates; nothing is averaged, and nobody is compared (rule 11).
    """

    asked: str
    low: str
    high: str
    top: int
    pack: str
    pack_version: str
    speaker: Speaker
    speaker_name: str = ""
    points: tuple[ScalePoint, ...]
    """Two at least, the oldest first."""


class Plan(RecordModel):
    """The plan of one cycle, and every view that may be seen beside it."""

    id: str
    """The id of the talk that holds the plan; empty, while no plan was begun."""
    pupil: str
    cycle: int = Field(ge=0)
    """1 for the first plan of this pupil; 0, while no plan was begun."""
    previous: str | None = None
    """The id of the plan of the cycle before."""
    started: datetime | None = None
    start: date | None = None
    """`must_know.start` as a date, where it can be read as one."""
    review_by: date | None = None
    must_know: MustKnow = MustKnow()
    contributors: tuple[Contributor, ...] = ()
    needs: tuple[Need, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    advice: tuple[ExternalAdvice, ...] = ()
    aspirations: tuple[Aspiration, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    provision: tuple[Provision, ...] = ()
    reviews: tuple[Review, ...] = ()
    views: tuple[View, ...] = ()
    """What was said by all, since the plan before was begun: oldest talk first, never merged."""
    silences: tuple[View, ...] = ()
    """What was asked in this cycle and not answered, and which silence it is (rule 8)."""
    scales: tuple[ScaleOverTime, ...] = ()
    """Answers on the same scale at several times, up to this cycle."""
    cut_links: tuple[CutLink, ...] = ()
