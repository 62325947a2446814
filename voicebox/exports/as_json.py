"""JSON, schema version 1: the names and values of a view, as `schema record` publishes them.

One talk is one envelope, `{"schema_version": 1, "talk": {...}, "views": [...]}`. Several talks are
`{"schema_version": 1, "records": [envelope, ...]}`. Times are UTC, with milliseconds and a Z. Text
is UTF-8; control characters are escaped, so that the file is safe to print and reads back the same.

Where the document `plan` is asked for, the same object has one key more, `plan`: the present plan,
as `schema plan` publishes it. The keys above stay as they are: whoever reads talks reads both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from voicebox.conversation.views import View
from voicebox.exports.dossier import Dossier
from voicebox.exports.pages import wants_plan
from voicebox.exports.sharing import Leaving
from voicebox.plan.models import Plan
from voicebox.ports import TalkSummary

SCHEMA_VERSION = 1

VIEW_FIELDS = (
    *("id", "talk", "prompt", "part", "item", "section", "asked", "language"),
    *("options_offered", "order_seed", "value", "words", "words_removed", "status"),
    *("speaker", "speaker_name", "kind", "about", "modes", "help", "present", "interpreter"),
    *("checked_back", "share", "share_decided_by", "share_decided_at", "theme", "feeds"),
    *("at", "recorder", "gathered", "replaces", "why"),
)
"""The fields of a view, in the order in which they are written."""

_NOT_PRINTED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class JsonExporter:
    """Everything that may leave, for another program."""

    name = "json"
    suffix = ".json"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """One envelope, or several under `records`; and the plan, where it is asked for.

        Raises:
            ExportError: another document than the record and the plan was asked for.
        """
        envelopes = [envelope(talk) for talk in dossier.talks]
        several = {"schema_version": SCHEMA_VERSION, "records": envelopes}
        whole = envelopes[0] if len(envelopes) == 1 else several
        if wants_plan(dossier, "json") and dossier.plan is not None:
            whole = {**whole, "plan": plan_fields(dossier.plan)}
        return json_text(whole).encode()


def envelope(talk: Leaving) -> dict[str, Any]:
    """One talk and its views, those that were never asked last."""
    views = (*talk.shared.views, *talk.not_reached)
    return {
        "schema_version": SCHEMA_VERSION,
        "talk": talk_fields(talk.summary),
        "views": [view_fields(view) for view in views],
    }


def talks_json(summaries: Sequence[TalkSummary]) -> str:
    """What `talks --json` prints: the talks, newest first."""
    newest_first = sorted(summaries, key=lambda each: each.header.started, reverse=True)
    talks = [talk_fields(summary) for summary in newest_first]
    return json_text({"schema_version": SCHEMA_VERSION, "talks": talks})


def talk_fields(summary: TalkSummary) -> dict[str, Any]:
    """What is said of a talk itself."""
    header = summary.header
    return {
        "id": header.id,
        "pupil": header.pupil.name,
        "with": header.with_,
        "pack": header.pack,
        "pack_version": header.pack_version,
        "language": header.language,
        "started": utc(header.started),
        "ended": utc(summary.ended) if summary.ended else None,
        "state": summary.state,
    }


def view_fields(view: View) -> dict[str, Any]:
    """A view by its own names and values."""
    plain = view.model_dump(mode="json")
    decided = view.share_decided_at
    times = {"at": utc(view.at), "share_decided_at": utc(decided) if decided else None}
    return {name: times.get(name, plain[name]) for name in VIEW_FIELDS}


def plan_fields(plan: Plan) -> dict[str, Any]:
    """A plan by its own names and values; its views as they are everywhere here."""
    plain = {name: _plain(value) for name, value in plan.model_dump(exclude={"views"}).items()}
    return {**plain, "views": [view_fields(view) for view in plan.views]}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case datetime():
            return utc(value)
        case date():
            return value.isoformat()
        case _:
            return value


def utc(at: datetime) -> str:
    """A moment as ISO 8601 in UTC: `2026-11-22T09:30:00.000Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def json_text(value: Any) -> str:
    """JSON in UTF-8, indented by two, ending in a newline."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
