"""The golden thread as plain values, for JSON: ids and places, and no words that a view holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voicebox.plan.checklists import Covered
from voicebox.plan.thread import Thread

THREAD_SCHEMA = 1
"""The version of this shape."""


def thread_value(thread: Thread) -> dict[str, Any]:
    """What `plan check --json` prints."""
    plan = thread.plan
    return {
        "schema_version": THREAD_SCHEMA,
        "pupil": plan.pupil,
        "plan": plan.id,
        "cycle": plan.cycle,
        "edges": [{"step": edge.step, "back_to": edge.back_to} for edge in thread.edges],
        "lost_outcomes": list(thread.lost_outcomes),
        "lost_provision": list(thread.lost_provision),
        "lost_aspirations": list(thread.lost_aspirations),
        "unserved": list(thread.unserved),
        "leading_nowhere": [view.place for view in thread.leading_nowhere],
        "support_only_said": [view.place for view in thread.support_only_said],
        "cut_links": [link.model_dump() for link in thread.cut_links],
        "essex": _lines(thread.essex),
        "norfolk": _lines(thread.norfolk),
    }


def _lines(lines: Sequence[Covered]) -> list[dict[str, Any]]:
    return [
        {
            "source": each.source,
            "asks": each.asks,
            "cover": each.cover.value,
            "views": list(each.views),
            "missing": list(each.missing),
        }
        for each in lines
    ]
