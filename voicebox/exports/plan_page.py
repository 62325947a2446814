"""The page of a plan: what the child said first, then each step with the words it leads back to.

The order is E's: who, what matters, what others admire, what is known, steps, who does what, how it
went. What a person said is quoted; what staff wrote as the plan itself is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from pydantic import BaseModel

from voicebox.conversation.routing import GATHER_HOW, GATHER_MORE, GATHER_WHO
from voicebox.conversation.views import Speaker, View, ViewKind, value_words
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier, is_quoted
from voicebox.exports.mapping import Passage
from voicebox.exports.mapping_rows import Rows
from voicebox.exports.page import Block, Facts, Line, Section, Small, Table, Title, Words, text
from voicebox.exports.record_page import for_whom, not_here
from voicebox.exports.sharing import Leaving
from voicebox.plan.models import Outcome, Plan, Provision, Review, Verdict
from voicebox.plan.thread import thread

THEMES: tuple[tuple[str, str], ...] = (
    ("aspirations", "Hopes"),
    ("important-to-me", "What matters to {who}"),
    ("people", "People"),
    ("strengths", "Likes, and what goes well"),
    ("appreciation", "What people admire"),
    ("communication", "How {who} tells things best"),
    ("participation", "Taking part"),
    ("important-for-me", "To keep safe, healthy and happy"),
    ("needs", "What is hard"),
    ("provision", "What helps"),
    ("outcomes", "What {who} would like to do next"),
    ("review", "How it has gone"),
)
"""The plain feeds in the order of the page, and their headings; a view stands under the first."""

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
_SPOKEN = frozenset({"hopes", "views"})
"""Fields that lead back to what people said, and are no words of the plan itself."""


def plan_page(dossier: Dossier) -> Iterator[Block]:
    """All blocks of the page of the present plan; nothing, where there is none."""
    plan = dossier.plan
    if plan is None:
        return
    page = _Page(dossier, plan, phrases.pupil(dossier.talks[0].summary))
    yield Title(text(f"Plan for {page.pupil}"))
    yield Facts(tuple((name, text(value)) for name, value in _facts(page)))
    yield from _voices(page)
    yield from _must_know(page)
    yield from _tables(page)
    yield from _steps(page)
    yield from _went(page)
    yield from _only_said(page)
    yield from not_here(dossier.talks)


@dataclass(frozen=True)
class _Page:
    dossier: Dossier
    plan: Plan
    pupil: str
    rows: Rows = field(init=False)
    talks: dict[str, Leaving] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", Rows(self.dossier))
        named = {talk.summary.header.id: talk for talk in self.dossier.talks}
        object.__setattr__(self, "talks", named)

    def words(self, row: BaseModel, name: str) -> tuple[Words, ...]:
        """A field's words; what staff wrote as the plan stands without quotation marks."""
        passages = self.rows.field(row, name)
        return tuple(self.of(each, spoken=name in _SPOKEN) for each in passages)

    def of(self, passage: Passage, *, spoken: bool = True) -> Words:
        view = passage.view
        if view is None or (view.speaker is Speaker.KEY_ADULT and not spoken):
            return Words(passage.words, quoted=False, language=view.language if view else "")
        return self.said(view)

    def said(self, view: View) -> Words:
        """An answer: whose it is, what was picked, and of which day (rule 16)."""
        summary = self.talks[view.talk].summary
        shown = value_words(view.value)
        name, day = phrases.who(view, summary), phrases.uk_date(view.at)
        if not is_quoted(view) and view.kind in (ViewKind.INTERPRETATION, ViewKind.OBSERVATION):
            label = f"{phrases.reading(view, summary)}, {day}: "
            return Words(_read(view), False, view.language, text(label), reading=True)
        if not view.words:
            return Words(shown, False, view.language, text(f"{name} picked, {day}: "))
        carried = phrases.interpreter(view)
        before = f"{name}, picked {shown}, {day}: " if shown else f"{name}, {day}: "
        after = text(f" ({carried})") if carried else ()
        return Words(view.words, True, view.language, text(before), after)


def _read(view: View) -> str:
    """A reading's or an observation's words, with what was picked before them."""
    shown = value_words(view.value)
    return f"{shown}: {view.words}" if shown and view.words else shown or view.words


def _facts(page: _Page) -> Iterator[tuple[str, str]]:
    plan, today = page.plan, page.dossier.today
    yield "For", for_whom(page.dossier.talks)
    yield "Written", phrases.uk_date(datetime.combine(today, time(12), UTC))
    if plan.cycle:
        yield "Cycle", str(plan.cycle)
    else:
        yield "", "No plan was begun yet: here is what was said."
    for name, day in (("Start", plan.start), ("Review by", plan.review_by)):
        if day is not None:
            yield name, phrases.uk_date(datetime.combine(day, time(12), UTC))
    talks = sorted(page.talks.values(), key=lambda each: each.summary.header.started)
    told = [f"{each.pack_title or each.summary.header.pack} on {_day(each)}" for each in talks]
    yield "From", "; ".join(told)


def _day(talk: Leaving) -> str:
    return phrases.uk_date(talk.summary.header.started)


# -- what was said ------------------------------------------------------------------------------


def _voices(page: _Page) -> Iterator[Block]:
    """The child first, then each other person alone, never merged into one voice."""
    spoken = [view for view in page.plan.views if _is_voice(view)]
    for speaker, title in (
        (Speaker.CHILD, f"What {page.pupil} said"),
        (Speaker.PARENT_CARER, "What the family said"),
        (Speaker.OTHER, "What others said"),
        (Speaker.KEY_ADULT, "What staff said and saw"),
    ):
        views = [view for view in spoken if view.speaker is speaker]
        if views:
            yield Section(text(title))
            yield from _by_theme(page, views)


def _is_voice(view: View) -> bool:
    """Is it said beside the plan, and no field of it?"""
    by_child = view.speaker is Speaker.CHILD
    is_frame = not by_child and view.part in (GATHER_WHO, GATHER_HOW, GATHER_MORE)
    return view.about is None and not is_frame and bool({*view.feeds} & {*dict(THEMES)})


def _by_theme(page: _Page, views: Sequence[View]) -> Iterator[Block]:
    left = list(views)
    for feed, title in THEMES:
        here = [view for view in left if feed in view.feeds]
        left = [view for view in left if feed not in view.feeds]
        if here:
            yield Section(text(title.format(who=page.pupil)), level=3)
            for question, group in _asked(here).items():
                yield Table(((question, tuple(map(page.said, group))),))
                yield from _notes(page, group)


def _asked(views: Iterable[View]) -> dict[str, list[View]]:
    asked: dict[str, list[View]] = {}
    for view in views:
        asked.setdefault(phrases.question(view), []).append(view)
    return asked


def _notes(page: _Page, views: Sequence[View]) -> Iterator[Block]:
    about = {view.id for view in views}
    yield from (page.said(note) for note in page.plan.views if note.about in about)


# -- the plan -----------------------------------------------------------------------------------


def _must_know(page: _Page) -> Iterator[Block]:
    rows = _filled(page, page.plan.must_know, _MUST_KNOW)
    if rows:
        yield Section(text("What must be known"))
        yield Table(rows)


def _filled(
    page: _Page, row: BaseModel, names: Iterable[tuple[str, str]]
) -> tuple[tuple[str, tuple[Words, ...]], ...]:
    """The fields of a row that hold something, each with its label."""
    found = ((label.format(who=page.pupil), page.words(row, name)) for name, label in names)
    return tuple((label, words) for label, words in found if words)


def _tables(page: _Page) -> Iterator[Block]:
    for table, title, first, names in _TABLES:
        rows = page.rows.of(page.plan, table)
        if rows:
            yield Section(text(title))
        for row in rows:
            named = _filled(page, row, ((first, "What" if first == "what" else "Who"), *names))
            if named:
                yield Table(named)


def _steps(page: _Page) -> Iterator[Block]:
    """Each step with its thread: the words it leads back to, and who does what for it."""
    plan, lost = page.plan, thread(page.plan).lost_outcomes
    if plan.outcomes or plan.provision:
        yield Section(text("Steps"))
    for number, outcome in enumerate(plan.outcomes, 1):
        yield Section(text(f"Step {number}"), level=3)
        yield from page.words(outcome, "statement")
        if outcome.id in lost:
            yield Line(text("This step leads back to nothing that may be shown here."))
        yield Table(_filled(page, outcome, _STEP))
        yield from _who_does_what(page, _serving(plan, outcome))
    rest = [each for each in plan.provision if not _served(plan, each)]
    if rest:
        yield Section(text("For no step yet"), level=3)
        yield from _who_does_what(page, rest)


def _serving(plan: Plan, outcome: Outcome) -> list[Provision]:
    return [each for each in plan.provision if outcome.id in each.outcomes]


def _served(plan: Plan, provision: Provision) -> bool:
    return any(outcome.id in provision.outcomes for outcome in plan.outcomes)


def _who_does_what(page: _Page, provision: Iterable[Provision]) -> Iterator[Block]:
    for each in provision:
        rows = _filled(page, each, (("what", "Help"), *_PROVISION))
        if rows:
            yield Table(tuple((label[:1].upper() + label[1:], words) for label, words in rows))


# -- how it went --------------------------------------------------------------------------------


def _went(page: _Page) -> Iterator[Block]:
    if page.plan.reviews:
        yield Section(text("How it went"))
    for review in page.plan.reviews:
        yield from _review(page, review)


def _review(page: _Page, review: Review) -> Iterator[Block]:
    of = page.rows.field(review, "outcome")
    yield from (page.of(each, spoken=False) for each in of)
    names = (
        *(("achieved", "Achieved"), ("done_as_planned", "Done as planned")),
        *(("next", "Next"), ("learned", "Learned")),
    )
    rows = [*_filled(page, review, names)]
    for verdict in review.verdicts:
        rows += _verdict(page, verdict)
    if rows:
        yield Table(tuple(rows))
    yield Small(text(f"reviewed on {phrases.uk_date(review.on)}"))


def _verdict(page: _Page, verdict: Verdict) -> Iterator[tuple[str, tuple[Words, ...]]]:
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

    line: object


def _only_said(page: _Page) -> Iterator[Block]:
    """Support that the child named, and that no help in the plan takes up."""
    said = thread(page.plan).support_only_said if page.plan.cycle else ()
    if said:
        yield Section(text("Said to help, and not in the plan"))
        yield Line(text("This support stands among what was said, and no help above takes it up."))
        yield from (page.said(view) for view in said)
