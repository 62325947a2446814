"""The golden thread in words: what leads back, what does not, and what the lists ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Speaker, View, said
from voicebox.plan.checklists import Cover, Covered
from voicebox.plan.models import Line, Plan, Verdict
from voicebox.plan.thread import Thread

SHORT = 72
"""Characters of words in a line that only points to them; a cut is shown as three dots."""

_COVER = {
    Cover.COVERED: "covered",
    Cover.IN_PART: "in part",
    Cover.DECLINED: "not said: the child passed, skipped it or did not know",
    Cover.NOT_ASKED: "not asked",
}
_FIELDS = {
    "need-views": "a need",
    "adjustment-views": "an adjustment",
    "outcome-hopes": "the hopes of an outcome",
    "outcome-views": "an outcome",
    "outcome-needs": "the needs of an outcome",
    "outcome-previous": "the outcome that an outcome goes on from",
    "provision-outcomes": "the outcomes of provision",
    "provision-views": "provision",
}


def thread_lines(thread: Thread, *, unseen: int = 0, places: bool = True) -> Iterator[str]:
    """What `plan check` says, line by line; people's words are not painted yet.

    Args:
        thread: of one plan.
        places: are the places of answers named, for who looks them up by command?
        unseen: how many answers may not be seen here; they may cover more.
    """
    yield _title(thread.plan)
    if thread.plan.cycle:
        yield from _steps(thread)
    yield from _loose(thread, places=places)
    yield from _list("Essex, One Planning checklist", thread.essex)
    yield from _list("Norfolk, what a plan reflects", thread.norfolk)
    if unseen:
        yield ""
        yield (
            f"{_count(unseen, 'answer')} may not be seen here: kept back, or not decided yet. "
            "The lists above do not count them."
        )


def _title(plan: Plan) -> str:
    if not plan.cycle:
        return f"{plan.pupil} has no plan yet. This is what was said so far."
    began = f", begun {plan.started:%Y-%m-%d}" if plan.started else ""
    return f"{plan.pupil}, plan {plan.cycle}{began}"


def _steps(thread: Thread) -> Iterator[str]:
    plan = thread.plan
    named = {each.id: _short(each.statement) for each in plan.outcomes}
    named |= {each.id: _short(each.what) for each in plan.provision}
    lost = (*thread.lost_outcomes, *thread.lost_provision)
    yield ""
    yield "The golden thread"
    if not plan.outcomes and not plan.provision:
        yield "  There is no outcome and no provision yet."
    elif not lost:
        yield "  Every outcome and all provision leads back to something that was said."
    yield from (f"  Leads back to nothing that was said: {named[step]}" for step in lost)
    yield from (f"  Nothing is to be done for it yet: {named[step]}" for step in thread.unserved)
    for cut in thread.cut_links:
        yield (
            f"  {_count(cut.count, 'link')} of {_FIELDS[cut.field]} "
            "leads to nothing that may be seen here."
        )


def _loose(thread: Thread, *, places: bool) -> Iterator[str]:
    hopes = set(thread.lost_aspirations)
    support = {view.id for view in thread.support_only_said}
    yield ""
    yield "Said, and not taken up by any step yet"
    if not thread.leading_nowhere:
        yield "  Nothing: every answer leads on."
    for view in thread.leading_nowhere:
        mark = "hope, " if view.place in hopes else "support, " if view.id in support else ""
        asked = f"{view.asked} " if view.value is not None else ""
        place = f" ({view.place})" if places else ""
        yield f"  {mark}{speaker(view, thread.plan)}: {asked}{_quoted(view)}{place}"
    if support:
        yield (
            f"  {_count(len(support), 'answer')} about support "
            f"{'stands' if len(support) == 1 else 'stand'} only among what was said, "
            "and not among the provision."
        )


def _list(title: str, lines: Sequence[Covered]) -> Iterator[str]:
    yield ""
    yield title
    for number, each in enumerate(lines, start=1):
        yield f"  {number}. {_COVER[each.cover].capitalize()}. {each.asks}"
        if each.missing:
            yield f"     Missing: {'; '.join(each.missing)}."


def speaker(said: View | Verdict, plan: Plan) -> str:
    """Whose words they are, by name where there is one."""
    if said.speaker is Speaker.CHILD:
        return plan.pupil
    unnamed = {Speaker.PARENT_CARER: "parent or carer", Speaker.KEY_ADULT: "key adult"}
    return said.speaker_name or unnamed.get(said.speaker, "someone else")


def _quoted(view: View) -> str:
    """Cards are the board's words, and an adult's reading is nobody's quotation (rule 9)."""
    words = _cut(said(view))
    return f"“{words}”" if quotable(view) and view.words and view.value is None else words


def _short(line: Line | None) -> str:
    return _cut(line.words) if line else "(not written)"


def _cut(words: str) -> str:
    one = " ".join(words.split())
    return one if len(one) <= SHORT else f"{one[: SHORT - 3].rstrip()}..."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
