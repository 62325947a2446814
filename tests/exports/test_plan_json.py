"""JSON with the plan: one key more, and only where it was asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from tests.plan import held, words
from voicebox.errors import ExportError
from voicebox.exports import Audience, export
from voicebox.exports.as_json import VIEW_FIELDS, plan_fields
from voicebox.exports.dossier import Wanted
from voicebox.plan.models import Plan


@cache
def written(document: str) -> dict[str, Any]:
    wanted = Wanted(document=document)
    content = export(held.talks(), "json", Audience.PLAN, today=held.TODAY, wanted=wanted)
    parsed: dict[str, Any] = json.loads(content)
    return parsed


def test_the_plan_is_one_key_more_and_nothing_else_changes() -> None:
    record, plan = written(""), written("plan")
    assert list(record) == ["schema_version", "records"]
    assert list(plan) == [*record, "plan"]
    assert plan["records"] == record["records"] == written("record")["records"]


def test_the_plan_reads_back_as_it_was() -> None:
    plan = written("plan")["plan"]
    whole = held.dossier().plan
    assert whole is not None
    assert set(plan) == set(Plan.model_fields)
    assert Plan.model_validate_json(json.dumps(plan)) == whole
    assert words.OUTCOME_1 in [each["statement"]["words"] for each in plan["outcomes"]]
    assert all(list(view) == list(VIEW_FIELDS) for view in plan["views"])


def test_moments_and_days_are_written_as_everywhere_in_json() -> None:
    at = datetime(2026, 9, 24, 9, 30, tzinfo=UTC)
    plan = plan_fields(Plan(id="t", pupil="Amira", cycle=1, started=at, start=at.date()))
    assert (plan["started"], plan["start"]) == ("2026-09-24T09:30:00.000Z", "2026-09-24")


def test_another_document_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="It has: record, plan"):
        export(held.talks(), "json", wanted=Wanted(document="one-plan"))
