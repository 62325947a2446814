"""FHIR: accepted by two validators, one response a talk and person, words byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.exports import held as talk
from tests.plan import held, words
from voicebox.exports import Audience, export
from voicebox.exports.fhir.names import LADDER, OUTCOME, PROVENANCE

NPM = """
const { Fhir } = require('fhir');
const bundle = JSON.parse(require('fs').readFileSync(0));
const { valid, messages } = new Fhir().validate(bundle, { errorOnUnexpected: true });
console.log(JSON.stringify({ valid, messages }));
"""


@cache
def bundle(audience: Audience = Audience.PLAN) -> dict[str, Any]:
    content = export(held.talks(), "fhir", audience, today=held.TODAY, picture=held.picture)
    parsed: dict[str, Any] = json.loads(content)
    return parsed


def resources(kind: str) -> list[dict[str, Any]]:
    found = (entry["resource"] for entry in bundle()["entry"])
    return [each for each in found if each["resourceType"] == kind]


def named(url: str) -> dict[str, Any]:
    [found] = [each["resource"] for each in bundle()["entry"] if each["fullUrl"] == url]
    return dict(found)


def items(response: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for section in response["item"] for item in section["item"]]


def part(item: dict[str, Any], url: str, name: str) -> list[Any]:
    """The values of one part of a complex extension."""
    [found] = [each for each in item["extension"] if each["url"] == url]
    parts = [each for each in found["extension"] if each["url"] == name]
    return [value for each in parts for key, value in each.items() if key != "url"]


@pytest.mark.parametrize("audience", Audience)
def test_the_models_of_r4b_accept_it(audience: Audience) -> None:
    from fhir.resources.R4B.bundle import Bundle

    made = bundle(audience)
    read = Bundle.model_validate_json(json.dumps(made))
    assert len(read.entry or ()) == len(made["entry"]) > 10
    small = export([talk.hold_one_by_one().exported], "fhir", audience)
    Bundle.model_validate_json(small)


def test_the_validator_of_npm_accepts_it() -> None:
    """Skipped where it is not: `npm install fhir`, and NODE_PATH names its node_modules."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not there")
    done = subprocess.run(
        [node, "-e", NPM], input=json.dumps(bundle()).encode(), capture_output=True
    )
    if b"Cannot find module 'fhir'" in done.stderr:
        pytest.skip("the validator is not there: npm install fhir")
    assert json.loads(done.stdout) == {"valid": True, "messages": []}


def test_each_person_of_a_talk_has_one_response_with_source_and_author() -> None:
    responses = resources("QuestionnaireResponse")
    keys = Counter(
        (each["questionnaire"], each["authored"], str(each["source"])) for each in responses
    )
    assert set(keys.values()) == {1}
    told = {
        (named(each["source"]["reference"])["resourceType"], _name(each["source"])): each
        for each in responses
    }
    assert ("Patient", "Amira") in told
    assert any(kind == "RelatedPerson" and "mum" in name for kind, name in told)
    assert any(kind == "Practitioner" for kind, _ in told)
    for each in responses:
        assert named(each["author"]["reference"])["resourceType"] == "Practitioner"
        assert named(each["subject"]["reference"])["resourceType"] == "Patient"


def _name(reference: dict[str, str]) -> str:
    return str(named(reference["reference"])["name"][0]["text"])


def test_every_reference_is_to_an_entry_and_every_entry_has_a_name_of_its_own() -> None:
    entries = bundle()["entry"]
    urls = [each["fullUrl"] for each in entries]
    assert len(set(urls)) == len(urls)
    assert set(_references(entries)) <= set(urls)


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["reference"])] if "reference" in value else []
        return own + [each for inner in value.values() for each in _references(inner)]
    return (
        [each for inner in value for each in _references(inner)] if isinstance(value, list) else []
    )


def test_words_are_answers_byte_for_byte_with_how_they_were_told() -> None:
    by_words = {
        answer["valueString"]: item
        for response in resources("QuestionnaireResponse")
        for item in items(response)
        for answer in item.get("answer", [])
        if "valueString" in answer
    }
    assert {words.DOG, words.HELPS, words.URDU, words.UKRAINIAN} <= set(by_words)
    signed = by_words[words.SIGNED]
    assert part(signed, PROVENANCE, "kind") == ["translated"]
    assert part(signed, PROVENANCE, "interpreter") == ["Olena Koval"]
    assert part(by_words[words.FOR_SCHOOL], PROVENANCE, "share") == ["school"]
    reading = by_words[words.READING]
    assert part(reading, PROVENANCE, "kind") == ["interpretation"]
    [about] = part(reading, PROVENANCE, "about")
    assert about == by_words[words.HARD]["linkId"]
    [ladder] = [a for a in by_words[words.LADDER_SAID]["answer"] if "valueInteger" in a]
    assert ladder["valueInteger"] == 3
    assert part(ladder, LADDER, "top") == [5]


def test_a_silence_is_an_item_without_an_answer_that_says_which() -> None:
    made = json.loads(export([talk.hold_for_everyone().exported], "fhir"))
    found = [
        item
        for entry in made["entry"]
        if entry["resource"]["resourceType"] == "QuestionnaireResponse"
        for item in items(entry["resource"])
        if "answer" not in item
    ]
    assert {part(item, PROVENANCE, "status")[0] for item in found} >= {"passed", "dont_know"}


def test_goals_lead_back_to_answers_and_plans_to_goals() -> None:
    goals = {each["description"]["text"]: each for each in resources("Goal")}
    assert {words.OUTCOME_1, words.OUTCOME_2, words.SPRING_OUTCOME} == set(goals)
    first = goals[words.OUTCOME_1]
    assert part(first, OUTCOME, "soThat") == [words.SO_THAT_1]
    [hope] = part(first, OUTCOME, "hope")
    linked = [
        item
        for response in resources("QuestionnaireResponse")
        for item in items(response)
        if item["linkId"] == hope
    ]
    assert words.HOPE_SOON in str(linked)
    earlier, present = resources("CarePlan")
    assert (earlier["status"], present["status"]) == ("completed", "active")
    assert [named(each["reference"]) for each in present["replaces"]] == [earlier]
    done = {each["detail"]["description"]: each["detail"] for each in present["activity"]}
    assert {words.PROVISION_1, words.PROVISION_2, words.PROVISION_3} <= set(done)
    assert [named(each["reference"]) for each in done[words.PROVISION_1]["goal"]] == [first]
