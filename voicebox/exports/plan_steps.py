"""The plan itself on its page: what must be known, each step with its thread, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from voicebox.exports import phrases
from voicebox.exports.page import Block, Line, Section, Small, Table, Words, text
from voicebox.exports.plan_words import PlanWords
from voicebox.plan.models import Line as PlanLine
from voicebox.plan.models import Outcome, Plan, Provision, Review, Verdict
from voicebox.plan.thread import thread

_MUST_KNOW: tuple[tuple[str, str], ...] = (
    ("setting", "School or setting"),
    ("full_name", "Full name"),
    ("preferred_name", "Likes to be called"),
    ("date_of_birth", "Date of birth"),
    ("year_group", "Year group"),
    ("chronological_year", "Taught with their own age"),
    ("class_name", "Class"),
    ("teacher", "Teacher who answers for the plan"),
    ("sen_stage", "Stage"),
    ("start", "Start"),
    ("review", "Review"),
    ("number", "Plan number"),
    ("english_additional", "English as an additional language"),
    ("pupil_premium", "Pupil premium"),
    ("child_in_care", "Child in care"),
    ("young_carer", "Young carer"),
    ("medical_need", "Medical need"),
    ("other", "Other"),
    ("linked_plans", "Linked plans"),
)
_TABLES: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("contributors", "Who made this plan together", "name", (("role", "Role"), ("how", "How"))),
    (
        *("needs", "What is known", "what"),
        (
            *(("area", "Area"), ("known_from", "Known from"), ("with_support", "With support")),
            *(("new", "New"), ("views", "Takes up")),
        ),
    ),
    (
        *("adjustments", "In class", "what"),
        (
            *(("where", "Where"), ("who", "Who"), ("access_arrangement", "Access arrangement")),
            ("views", "Takes up"),
        ),
    ),
    (
        *("advice", "Advice from outside", "who"),
        (("when", "When"), ("advice", "Advice"), ("taken_up", "Taken up")),
    ),
)
_STEP: tuple[tuple[str, str], ...] = (
    ("so_that", "The difference it makes"),
    ("hopes", "A step towards"),
    ("views", "Builds on"),
    ("needs", "For the need"),
    ("why", "Why it matters"),
    ("baseline", "Now"),
    ("target", "Target"),
    ("method", "How it is seen"),
    ("achievable", "How it can be reached"),
    ("interest", "Starts from the interest"),
    ("right_time", "Is now the time"),
    ("child_part", "{who}'s part"),
    ("home_part", "Home's part"),
    ("child_says", "{who} says"),
    ("family_says", "The family says"),
    ("agreed_with", "Agreed with"),
    ("due", "By"),
    ("previous", "Goes on from"),
    ("ehcp", "Towards the EHCP outcome"),
)
_PROVISION: tuple[tuple[str, str], ...] = (
    *(("who", "who"), ("when", "when"), ("how", "how"), ("how_often", "how often")),
    *(("how_long", "how long"), ("where", "where"), ("resources", "with"), ("start", "from")),
    *(("end", "until"), ("independence", "towards independence"), ("views", "takes up")),
)


def must_know(page: PlanWords) -> Iterator[Block]:
    """What must be known (N 3.2)."""
    rows = page.filled(page.plan.must_know, _MUST_KNOW)
    if rows:
        yield Section(text("What must be known"))
        yield Table(rows)


def tables(page: PlanWords) -> Iterator[Block]:
    """Who made it, what is known, what is done in class, advice."""
    for table, title, first, names in _TABLES:
        rows = page.rows.of(page.plan, table)
        if rows:
            yield Section(text(title))
        for row in rows:
            named = page.filled(row, ((first, "What" if first == "what" else "Who"), *names))
            if named:
                yield Table(named)


def steps(page: PlanWords) -> Iterator[Block]:
    """Each step with its thread: the words it leads back to, and who does what for it."""
    plan, lost = page.plan, thread(page.plan).lost_outcomes
    if plan.outcomes or plan.provision:
        yield Section(text("Steps"))
    for number, outcome in enumerate(plan.outcomes, 1):
        yield Section(text(f"Step {number}"), level=3)
        yield from page.words(outcome, "statement")
        if outcome.id in lost:
            yield Line(text("This step leads back to nothing that may be shown here."))
        yield Table(page.filled(outcome, _STEP))
        yield from _who_does_what(page, _serving(plan, outcome))
    rest = [each for each in plan.provision if not _served(plan, each)]
    if rest:
        yield Section(text("For no step yet"), level=3)
        yield from _who_does_what(page, rest)


def _serving(plan: Plan, outcome: Outcome) -> list[Provision]:
    return [each for each in plan.provision if outcome.id in each.outcomes]


def _served(plan: Plan, provision: Provision) -> bool:
    return any(outcome.id in provision.outcomes for outcome in plan.outcomes)


def _who_does_what(page: PlanWords, provision: Iterable[Provision]) -> Iterator[Block]:
    for each in provision:
        rows = page.filled(each, (("what", "Help"), *_PROVISION))
        if rows:
            yield Table(tuple((label[:1].upper() + label[1:], words) for label, words in rows))


def went(page: PlanWords) -> Iterator[Block]:
    """How each outcome went, in each person's own words."""
    if page.plan.reviews:
        yield Section(text("How it went"))
    for review in page.plan.reviews:
        yield from _review(page, review)


def _review(page: PlanWords, review: Review) -> Iterator[Block]:
    of = page.rows.field(review, "outcome")
    yield from (page.of(each, spoken=False) for each in of)
    names = (
        *(("achieved", "Achieved"), ("done_as_planned", "Done as planned")),
        *(("next", "Next"), ("learned", "Learned")),
    )
    rows = [*page.filled(review, names)]
    for verdict in review.verdicts:
        rows += _verdict(page, verdict)
    if rows:
        yield Table(tuple(rows))
    yield Small(text(f"reviewed on {phrases.uk_date(review.on)}"))


def _verdict(page: PlanWords, verdict: Verdict) -> Iterator[tuple[str, tuple[Words, ...]]]:
    for label, lines in (
        ("Worked", verdict.worked),
        ("Did not work", verdict.not_worked),
        ("Said of it", verdict.said),
    ):
        views = (page.rows.field(_Holder(line=line), "line") for line in lines)
        words = tuple(page.of(passage) for found in views for passage in found)
        if words:
            yield label, words


class _Holder(BaseModel):
    """One line, where a row is wanted."""

    line: PlanLine


def only_said(page: PlanWords) -> Iterator[Block]:
    """Support that the child named, and that no help in the plan takes up."""
    said = thread(page.plan).support_only_said if page.plan.cycle else ()
    if said:
        yield Section(text("Said to help, and not in the plan"))
        yield Line(text("This support stands among what was said, and no help above takes it up."))
        yield from (page.said(view, with_question=True) for view in said)
