"""JSON: the names and values that other programs rely on, and the schema that publishes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.exports import held as talk
from tests.fakes import FakeStore, FixedClock, play, small_pack
from voicebox.conversation.views import View
from voicebox.exports import Audience, export, gather_talk, talks_json
from voicebox.exports.as_json import VIEW_FIELDS, json_text, utc
from voicebox.exports.schema import (
    VIEW_MEANS,
    RecordOut,
    RecordsOut,
    TalksOut,
    pack_schema,
    record_schema,
)
from voicebox.runner import start

TALK_FIELDS = [
    *("id", "pupil", "with", "pack", "pack_version", "language", "started", "ended", "state")
]


def written(audience: Audience = Audience.CHILD) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(export([talk.hold_one_by_one().exported], "json", audience))
    return parsed


def test_the_envelope_has_these_names_and_no_others() -> None:
    envelope = written()
    assert list(envelope) == ["schema_version", "talk", "views"]
    assert envelope["schema_version"] == 1
    assert list(envelope["talk"]) == TALK_FIELDS
    assert envelope["talk"]["pupil"] == "Amira"
    assert all(list(view) == list(VIEW_FIELDS) for view in envelope["views"])


def test_every_field_of_a_view_is_written_and_explained() -> None:
    assert set(VIEW_FIELDS) == set(View.model_fields) == set(VIEW_MEANS)


def test_views_come_back_as_they_were() -> None:
    exported = talk.hold_for_everyone().exported
    envelope = json.loads(export([exported], "json", Audience.PLAN))
    sent = {view["id"]: view for view in envelope["views"]}
    for view in exported.record:
        if view.id in sent:
            assert View.model_validate_json(json.dumps(sent[view.id])) == view
    assert len(sent) > 10


def test_an_export_fits_the_schema() -> None:
    one = export([talk.hold_one_by_one().exported], "json", Audience.PLAN)
    record = RecordOut.model_validate_json(one)
    assert record.talk.with_ == "Mrs Okoye"
    two = export([talk.hold_one_by_one().exported] * 2, "json", Audience.PLAN)
    assert len(RecordsOut.model_validate_json(two).records) == 2
    assert list(json.loads(two)) == ["schema_version", "records"]


def test_the_schema_names_just_the_fields_that_are_written() -> None:
    schema = record_schema()
    assert schema["$schema"].endswith("/2020-12/schema")
    envelope = written()
    named = schema["$defs"]["RecordOut"]
    assert set(named["properties"]) == set(named["required"]) == set(envelope)
    assert set(schema["$defs"]["TalkOut"]["properties"]) == set(TALK_FIELDS)
    view = schema["$defs"]["View"]
    assert set(view["properties"]) == set(view["required"]) == set(VIEW_FIELDS)
    assert view["additionalProperties"] is False
    assert all(each["description"] for each in view["properties"].values())


def test_the_schema_of_a_pack_knows_the_short_forms() -> None:
    schema = pack_schema()
    word, whole = schema["$defs"]["Option"]["anyOf"]
    assert word["type"] == "string"
    assert whole["required"] == ["id"]
    assert "if" in schema["$defs"]["Route"]["properties"]
    one, several = schema["$defs"]["Tell"]["properties"]["source"]["anyOf"]
    assert (one["type"], several["type"]) == ("string", "array")
    assert {"pack", "title", "version", "sections"} <= set(schema["required"])


def test_times_are_utc_with_milliseconds() -> None:
    at = datetime(2026, 11, 22, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    assert utc(at) == "2026-11-22T09:30:00.123Z"
    assert utc(datetime(2026, 11, 22, tzinfo=UTC)) == "2026-11-22T00:00:00.000Z"


@pytest.mark.parametrize("words", ["\x9b31m", "\x7f", "\u202eabc", "ŵ 👩🏽‍🚀", "\u2066", "a\nb\tc"])
def test_control_characters_are_escaped_and_come_back(words: str) -> None:
    text = json_text({"words": words})
    assert json.loads(text) == {"words": words}
    assert all(
        character.isprintable()
        or character == "\n"
        or ord(character) > 0xFFFF
        or character == "\u200d"
        for character in text
    )


def test_talks_are_listed_newest_first() -> None:
    store = FakeStore()
    clock = FixedClock(tick=timedelta(hours=1))
    for name in ("Amira", "Tomos", "Zofia"):
        start(store, clock, small_pack(), store.add_pupil(name), with_="Mr Shah")
    listed = json.loads(talks_json(list(reversed(store.talks()))))
    assert list(listed) == ["schema_version", "talks"]
    assert [each["pupil"] for each in listed["talks"]] == ["Zofia", "Tomos", "Amira"]
    assert list(listed["talks"][0]) == TALK_FIELDS
    assert listed["talks"][0]["ended"] is None
    TalksOut.model_validate_json(json.dumps(listed))


def test_questions_never_asked_come_last_and_hold_nothing() -> None:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil("Amira"))
    play(runner, {}, until="what-matters/to-me")
    runner.pause()
    [*_, last] = json.loads(export([gather_talk(store, runner.header.id)], "json"))["views"]
    assert (last["status"], last["share"], last["words"]) == ("not_reached", None, "")
