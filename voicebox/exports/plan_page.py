"""The page of a plan: what the child said first, then each step with the words it leads back to.

The order is E's: who, what matters, what others admire, what is known, steps, who does what, how it
went. What a person said is quoted; what staff wrote as the plan itself is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time

from voicebox.conversation.routing import frames_words
from voicebox.conversation.views import Speaker, View
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.page import Block, Facts, Section, Table, Title, text
from voicebox.exports.plan_steps import must_know, only_said, steps, tables, went
from voicebox.exports.plan_words import PlanWords
from voicebox.exports.record_page import for_whom, not_here
from voicebox.exports.sharing import Leaving

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


def plan_page(dossier: Dossier) -> Iterator[Block]:
    """All blocks of the page of the present plan; nothing, where there is none."""
    plan = dossier.plan
    if plan is None:
        return
    page = PlanWords(dossier, plan, phrases.pupil(dossier.talks[0].summary))
    yield Title(text(f"Plan for {page.pupil}"))
    yield Facts(tuple((name, text(value)) for name, value in _facts(page)))
    yield from _voices(page)
    yield from must_know(page)
    yield from tables(page)
    yield from steps(page)
    yield from went(page)
    yield from only_said(page)
    yield from not_here(dossier.talks)


def _facts(page: PlanWords) -> Iterator[tuple[str, str]]:
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


def _voices(page: PlanWords) -> Iterator[Block]:
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
    """Is it said beside the plan: no field of it, and not about words that were sent?"""
    is_frame = frames_words(view.part, view.item)
    return view.about is None and not is_frame and bool({*view.feeds} & {*dict(THEMES)})


def _by_theme(page: PlanWords, views: Sequence[View]) -> Iterator[Block]:
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


def _notes(page: PlanWords, views: Sequence[View]) -> Iterator[Block]:
    about = {view.id for view in views}
    yield from (page.said(note) for note in page.plan.views if note.about in about)
