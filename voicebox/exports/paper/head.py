"""What stands under the title and at the foot of a document: cycle, days, who told it, how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from voicebox.conversation.views import CheckedBack, View
from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.paper.saying import Saying
from voicebox.exports.paper.whose import for_whom, more_is_held
from voicebox.text import paint_line

READINGS = "Words without quotation marks are cards that were picked, or what a grown-up wrote."
ONLY_SAID = "This support stands only among views, not among provision."
NO_PLAN = "No plan was begun yet. Here is what was said."


def day(dossier: Dossier) -> str:
    """The day it is written."""
    return phrases.uk_date(datetime.combine(dossier.today, time(12), UTC))


def under_title(dossier: Dossier) -> Iterator[str]:
    """The cycle, its days, and the talks that it comes from."""
    plan = dossier.plan
    if plan is None or not plan.cycle:
        yield NO_PLAN
    else:
        yield f"Cycle {plan.cycle}"
    for label, on in (("start", plan and plan.start), ("review by", plan and plan.review_by)):
        if on:
            yield f"{label} {on.day} {on:%B %Y}"
    told = {view.talk for view in (plan.views if plan else ())}
    headers = sorted((each.summary.header.started, each) for each in dossier.talks)
    names = [
        f"{talk.pack_title or talk.summary.header.pack} ({phrases.uk_date(started)})"
        for started, talk in headers
        if talk.summary.header.id in told
    ]
    if names:
        yield f"from {', '.join(names)}"


def foot_line(dossier: Dossier, said: Sequence[Saying], *, held: bool = True) -> str:
    """When it was written, whom it is for, and (`held`) how many answers are not in it."""
    more = more_is_held(dossier) if held else ""
    return f"Written {day(dossier)}. For: {for_whom(dossier, said)} {more}".strip()


def child_told(name: str, views: Sequence[View]) -> str:
    """How and when the child told what stands on a page, and who was there."""
    counted = Counter(mode for view in views for mode in view.modes)
    how = phrases.modes(mode for mode, _ in counted.most_common())
    room = dict.fromkeys(each for view in views for each in view.present if each != name)
    parts = [f"{name} told this on {phrases.joined(phrases.days(views, views[0].at))}"]
    parts += [f"by {how}"] if how else []
    parts += [f"with {phrases.joined(map(paint_line, room))} in the room"] if room else []
    if all(view.checked_back is CheckedBack.CONFIRMED for view in views):
        parts.append("and it was read back and confirmed")
    return f"{', '.join(parts)}."
