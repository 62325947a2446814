"""Whom a document is for, and how much is not in it: two sentences for its foot."""

from __future__ import annotations

from collections.abc import Iterable

from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.paper.saying import Saying
from voicebox.exports.sharing import Audience, not_for

_FOR = {
    Audience.PLAN: "the plan, which the school holds",
    Audience.FAMILY: "the family",
    Audience.MEETING: "the meeting",
}


def for_whom(dossier: Dossier, told: Iterable[Saying]) -> str:
    """Whom it is for, and in whose hands some of what is told in it does not belong."""
    whom = _FOR.get(dossier.audience) or phrases.pupil(dossier.talks[0].summary)
    views = [each.view for each in told if each.view is not None]
    warnings = [
        f" {phrases.answers(count)} {'is' if count == 1 else 'are'} not for {phrases.circle(name)}."
        for name, count in not_for(views, dossier.audience).items()
    ]
    return f"{whom}.{''.join(warnings)}"


def more_is_held(dossier: Dossier) -> str:
    """That some answers are not here, without saying which, or why for each."""
    held = (each.shared for each in dossier.talks)
    count = sum(each.held_back_count + each.undecided_count for each in held)
    if not count:
        return ""
    is_ = "is" if count == 1 else "are"
    return f"{phrases.answers(count)} {is_} not for here, or not decided yet."
