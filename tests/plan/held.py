"""Amira's three talks (hers, her mum's, key adult's), two plans and the review between them.

`talks()` gives them as they stand in the store; `dossier(audience)` as an exporter is given them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.plan.child import child, spring
from tests.plan.others import adult, family, review
from tests.plan.plans import first_plan, second_plan
from tests.unit.boards.making import png
from voicebox.exports.base import gather_dossier
from voicebox.exports.dossier import Dossier, Drawings, Wanted
from voicebox.exports.sharing import Audience
from voicebox.exports.talks import Exported
from voicebox.ports import Picture

TODAY = date(2026, 11, 22)
PHOTO = png("red")
DIGEST = "0" * 63 + "1"


def talks() -> tuple[Exported, ...]:
    """Every talk, oldest first: spring, plan-1, review-1, child, family, adult, plan-2."""
    held = (spring(), first_plan(), review(), child(), family(), adult(), second_plan())
    shares = {view.place: view.share for talk in held for view in talk.record}
    return tuple(replace(talk, recalled=shares) for talk in held)


def dossier(
    audience: Audience = Audience.PLAN,
    *,
    wanted: Wanted | None = None,
    drawings: Drawings | None = None,
) -> Dossier:
    """All of it, as far as it may leave for this audience."""
    gathered = gather_dossier(talks(), audience, today=TODAY)
    return replace(gathered, wanted=wanted or Wanted(), drawings=drawings, picture=picture)


def picture(digest: str) -> Picture:
    """Amira's photo: the only picture there is."""
    assert digest == DIGEST
    return Picture(digest, PHOTO, 8, 8, "me.png")
