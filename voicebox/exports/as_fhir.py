"""FHIR R4: one Bundle (a collection) of who, what each answered, what is aimed at and done.

For systems of health and care. Every entry is named by a URL of its own (`urn:uuid:...`) that is
the same in each export. What FHIR has no field for stands in extensions (`fhir/names.py`).
"""

from __future__ import annotations

from voicebox.exports.as_json import json_text
from voicebox.exports.dossier import Dossier
from voicebox.exports.fhir.answers import responses
from voicebox.exports.fhir.names import Resource
from voicebox.exports.fhir.people import People
from voicebox.exports.fhir.plans import plan_entries


class FhirExporter:
    """A Bundle for another system."""

    name = "fhir"
    suffix = ".json"
    is_text = True

    def write(self, dossier: Dossier) -> bytes:
        """The Bundle as JSON: people first, then answers, then goals and plans."""
        return json_text(bundle(dossier)).encode()


def bundle(dossier: Dossier) -> Resource:
    """The Bundle."""
    people = People()
    answered = [
        entry for talk in dossier.talks for entry in responses(talk, people, dossier.picture)
    ]
    planned: list[tuple[str, Resource]] = []
    if dossier.plans:
        child = people.child(dossier.talks[0].summary.header.pupil)
        summaries = (talk.summary for talk in dossier.talks)
        finished = frozenset(each.header.id for each in summaries if each.state == "finished")
        said = [url for url, _ in answered]
        planned = [*plan_entries(dossier.plans, child, finished, said)]
    entries = (*people.entries.items(), *answered, *planned)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }
