"""The page of one talk: what it was, its answers, what was not asked, how many are not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from voicebox.conversation.record import quotable
from voicebox.conversation.views import Placed, Point, Speaker, Status, View
from voicebox.exports import phrases
from voicebox.exports.page import Block, Facts, Listed, Section, Small, Title, text
from voicebox.exports.record_answers import RecordPage, sections
from voicebox.exports.sharing import Audience, Leaving, not_for

_FOR = {
    Audience.PLAN: "the school's plan",
    Audience.FAMILY: "the family",
    Audience.MEETING: "the meeting",
}
_NOT_DONE = {"paused": "on a break", "stopped": "stopped before its end", "finished": ""}
_PRACTICE = {
    "not_understood": "The scale was tried out first and was not understood, so what the adult"
    " saw stands in its place.",
    "not_tried": "The scale was not tried out first.",
}


def record_page(talk: Leaving) -> Iterator[Block]:
    """All blocks of a talk's page, in order."""
    page = RecordPage.of(talk)
    yield Title(text(_title(talk)))
    yield Facts(tuple((name, text(value)) for name, value in _facts(page)))
    yield from sections(page)
    yield from _not_asked(talk)
    yield from not_here([talk])


def _title(talk: Leaving) -> str:
    name = phrases.pupil(talk.summary)
    return f"What {name} said" if talk.by_child else f"What was said about {name}"


def _facts(page: RecordPage) -> Iterator[tuple[str, str]]:
    talk, header = page.talk, page.talk.summary.header
    views = talk.shared.views
    yield "For", for_whom([talk])
    yield "Date", ", ".join(page.days)
    if header.with_.strip():
        yield "With", header.with_
    yield "In the room", _room(page)
    if views:
        yield "How it was told", _how_told(views)
    yield "Language", phrases.language(header.language)
    if talk.translation:
        yield "Translation", talk.translation
    yield "Questions", f"{talk.pack_title or header.pack} ({header.pack} {header.pack_version})"
    state = _NOT_DONE.get(talk.summary.state, "not finished yet")
    yield "Talk", f"{header.id}{', ' + state if state else ''}"
    if any(isinstance(view.value, Placed | Point) or not quotable(view) for view in views):
        yield from (("", line) for line in filter(None, [_PRACTICE.get(talk.scale_practice)]))


def for_whom(talks: Sequence[Leaving]) -> str:
    """Whom it is for, and in whose hands some of it does not belong."""
    first = talks[0]
    whom = _FOR.get(first.audience) or phrases.pupil(first.summary)
    views = [view for talk in talks for view in talk.shared.views]
    warnings = [
        f" {phrases.answers(count)} here {'is' if count == 1 else 'are'} not for"
        f" {phrases.circle(circle)}."
        for circle, count in not_for(views, first.audience).items()
    ]
    return f"{whom}.{''.join(warnings)}"


def _room(page: RecordPage) -> str:
    views = page.talk.shared.views
    if not page.same_room:
        return "see each answer"
    present = views[0].present if views else ()
    return phrases.names(present) if present else "not written down"


def _how_told(views: Sequence[View]) -> str:
    given = [view for view in views if _is_told(view)]
    counted = Counter(mode for view in given for mode in view.modes)
    unknown = sum(not view.modes for view in given)
    told = phrases.modes(mode for mode, _ in counted.most_common())
    if not unknown:
        return told or "nothing was told"
    says = "does" if unknown == 1 else "do"
    not_said = f"{phrases.answers(unknown)} {says} not say how"
    return f"{told}; {not_said}" if told else not_said


def _is_told(view: View) -> bool:
    """Did the person whose talk it is tell it? Adults write theirs down themselves."""
    by_adult = view.speaker is Speaker.KEY_ADULT
    return view.status is Status.ANSWERED and quotable(view) and not by_adult


def _not_asked(talk: Leaving) -> Iterator[Block]:
    asked = dict.fromkeys(phrases.question(view) for view in talk.not_reached)
    if asked:
        yield Section(text("Not asked"))
        yield Listed(tuple(text(question) for question in asked))


def not_here(talks: Sequence[Leaving]) -> Iterator[Block]:
    """How many are not here, without saying which, or why for each."""
    count = sum(each.shared.held_back_count + each.shared.undecided_count for each in talks)
    if count:
        is_, they = ("is", "it was") if count == 1 else ("are", "they were")
        see, are = ("it", "is") if count == 1 else ("them", "are")
        yield Small(
            text(
                f"{phrases.answers(count)} {is_} not here: {they} kept back, {are} for others,"
                f" or nobody has been asked yet who may see {see}."
            )
        )
