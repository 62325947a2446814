"""Noting in the account of who did what that a document was made: for whom, and how many answers.

The name of its file is not noted: it may be a pupil's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicebox.conversation.views import Status
from voicebox.exports.dossier import Wanted
from voicebox.exports.sharing import Audience, shared_views
from voicebox.exports.talks import Exported
from voicebox.ports import Store

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def note_export(
    store: Store,
    talks: Sequence[Exported],
    format_: str,
    audience: Audience,
    wanted: Wanted | None = None,
) -> None:
    """Note a document of these talks, one line for each pupil; once it was given out.

    Raises:
        StoreError: it could not be noted.
    """
    document = "template" if wanted and wanted.template else wanted.document if wanted else ""
    of: dict[str, list[Exported]] = {}
    for talk in talks:
        of.setdefault(talk.summary.header.pupil.id, []).append(talk)
    for pupil, theirs in of.items():
        facts: dict[str, str | int] = {"format": format_, "audience": audience.value}
        if _PLAIN.fullmatch(document):
            facts["document"] = document
        facts |= {"talks": len(theirs), "answers": _answers(theirs, audience)}
        only = theirs[0].summary.header.id if len(theirs) == 1 else ""
        store.note("exported", pupil=pupil, talk=only, facts=facts)


def _answers(talks: Sequence[Exported], audience: Audience) -> int:
    """How many answers may go to the audience: what was said, not notes about it."""
    return sum(
        view.status is Status.ANSWERED and view.about is None
        for talk in talks
        for view in shared_views(talk, audience).views
    )
