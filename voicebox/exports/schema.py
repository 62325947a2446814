"""The published shapes: what a JSON export holds, and what a prompt pack may hold.

JSON Schema, draft 2020-12, made from the models themselves, so that it cannot fall behind them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from voicebox.conversation.states import State
from voicebox.conversation.views import View
from voicebox.exports.pack_fields import describe
from voicebox.exports.pack_taking import allow_taking
from voicebox.plan.models import PLAN_SCHEMA, Plan
from voicebox.prompts.models import PACK_SCHEMA, Pack

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Published(BaseModel):
    """Base of the envelopes: an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class TalkOut(_Published):
    """What is said of a talk itself."""

    model_config = ConfigDict(title="Talk")

    id: str = Field(description="Short, and sorts by time.")
    pupil: str = Field(description="The child's name.")
    with_: str = Field(alias="with", description="The adult beside the child; may be empty.")
    pack: str = Field(description="The prompt pack that was used.")
    pack_version: str
    language: str = Field(description="The language of the questions: `en-GB`.")
    started: datetime = Field(description="UTC, with milliseconds.")
    ended: datetime | None = Field(description="Null while the talk can be carried on.")
    state: State = Field(description="Where the talk stands; `finished` at its end.")


class RecordOut(_Published):
    """One talk and the views of it that may leave. Kept-back and undecided ones are not here."""

    model_config = ConfigDict(title="Record")

    schema_version: Literal[1]
    talk: TalkOut
    views: list[View] = Field(description="In order; those that were never asked come last.")


class RecordsOut(_Published):
    """Several talks."""

    model_config = ConfigDict(title="Records")

    schema_version: Literal[1]
    records: list[RecordOut]


class TalksOut(_Published):
    """A list of talks, newest first: what `talks --json` prints."""

    model_config = ConfigDict(title="Talks")

    schema_version: Literal[1]
    talks: list[TalkOut]


VIEW_MEANS: dict[str, str] = {
    "id": "The talk's id and a number; for a question never asked, the talk's id and its place.",
    "talk": "The id of the talk.",
    "prompt": "The id of the prompt in the pack.",
    "part": "Which part of a prompt with several: `to-me`, `ring`, a form's field.",
    "item": "The id of the card or person that it is about.",
    "section": "The id of the section of the pack.",
    "asked": "The question in the words that were shown.",
    "language": "The language of the question.",
    "options_offered": "What was on the board, in the order shown.",
    "order_seed": "The seed that gave the options their order; null where the order is fixed.",
    "value": "Cards picked, a card placed, a point on a scale, or a picture; null for words alone.",
    "words": "The words exactly as they were given.",
    "words_removed": "How many control characters were taken out before the words were kept.",
    "status": "Answered, or which silence it is. Silence is not agreement.",
    "speaker": "Whose words they are.",
    "speaker_name": "Name and relationship, where the speaker is not the child.",
    "kind": "Verbatim and translated words may be quoted; interpretation and observation never.",
    "about": "The id of the view that a note is about.",
    "modes": "How it was told.",
    "help": "With how much help.",
    "present": "Who was in the room.",
    "interpreter": "Who carried the words over from another language or from sign.",
    "checked_back": "Whether it was read back to the child, and what they said.",
    "share": "Whom the child wants to see it; null only for a question that was never asked.",
    "share_decided_by": "Who decided.",
    "share_decided_at": "When it was decided.",
    "theme": "The area of life.",
    "feeds": "The fields of a plan that it feeds.",
    "at": "When it was given. A view is of a day.",
    "recorder": "Who wrote it down.",
    "gathered": "`paper` where it was told on paper and written in later.",
    "replaces": "The id of the view that it was given in place of.",
    "why": "Why it replaces that one.",
}
"""What each field of a view means, as the design's table has it."""


def record_schema() -> dict[str, Any]:
    """The schema of a JSON export: one talk, or several under `records`."""
    adapter: TypeAdapter[RecordOut | RecordsOut] = TypeAdapter(RecordOut | RecordsOut)
    schema = adapter.json_schema(by_alias=True, mode="serialization")
    view = schema["$defs"]["View"]
    for name, means in VIEW_MEANS.items():
        view["properties"][name]["description"] = means
    view["required"] = list(VIEW_MEANS)
    return _published(
        schema,
        "record:1",
        "voicebox record, schema version 1",
        "What a child said in one talk or several, exactly, with how it was told and for whom.",
    )


def pack_schema() -> dict[str, Any]:
    """The schema of a prompt pack, as its YAML is written.

    It says what a pack's parts are; `packs check` finds what no schema can: dead ends, missing
    pictures, questions that nobody reaches.
    """
    schema = Pack.model_json_schema(by_alias=True, mode="validation")
    _allow_short_forms(schema["$defs"])
    describe({**schema["$defs"], "Pack": schema})
    allow_taking(schema)
    title = "voicebox prompt pack"
    about = "The words, pictures, order and branches of a talk. A plain word is a whole option."
    return _published(schema, f"pack:{PACK_SCHEMA}", title, about)


def plan_schema() -> dict[str, Any]:
    """The schema of a plan, as a JSON export holds it under `plan`."""
    schema = Plan.model_json_schema(mode="serialization")
    for name, means in VIEW_MEANS.items():
        schema["$defs"]["View"]["properties"][name]["description"] = means
    title = "voicebox plan"
    about = "One cycle: steps, who does what, how it went, and the views that they lead back to."
    return _published(schema, f"plan:{PLAN_SCHEMA}", title, about)


def _allow_short_forms(models: dict[str, Any]) -> None:
    """What a pack's author may write short: an option as its word, one source without a list."""
    option = models["Option"]
    whole = {**option, "required": ["id"]}
    word = {"type": "string", "minLength": 1, "description": "The word; id and symbol follow it."}
    models["Option"] = {"title": "Option", "anyOf": [word, whole]}
    for model in models.values():
        source = model.get("properties", {}).get("source")
        if source is not None:
            one = dict(source["items"])
            several = {key: source.pop(key) for key in ("type", "items", "maxItems")}
            source["anyOf"] = [one, several]


def _published(schema: dict[str, Any], name: str, title: str, about: str) -> dict[str, Any]:
    head = {"$schema": DRAFT, "$id": f"urn:voicebox:schema:{name}"}
    rest = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return {**head, "title": title, "description": about, **rest}
