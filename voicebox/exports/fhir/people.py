"""Who is in a bundle: the child, those who know them, and staff. Names alone, nothing more."""

from __future__ import annotations

from voicebox.conversation.views import Speaker, View
from voicebox.exports.fhir.names import Resource, reference, url_of, without_empty
from voicebox.ports import Pupil

_RELATED = {
    Speaker.PARENT_CARER: "parent or carer",
    Speaker.OTHER: "someone who knows the child",
}


class People:
    """The people of one bundle; each is written once, when first named."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.entries: dict[str, Resource] = {}

    def child(self, pupil: Pupil) -> str:
        """The URL of the child."""
        url = url_of("patient", pupil.id, pupil.name)
        name = [{"text": pupil.name}] if pupil.name else []
        patient: Resource = {"resourceType": "Patient", "active": True, "name": name}
        self.entries.setdefault(url, without_empty(patient))
        return url

    def adult(self, name: str) -> str:
        """The URL of a member of staff."""
        url = url_of("practitioner", name)
        named = [{"text": name}] if name else []
        staff: Resource = {"resourceType": "Practitioner", "active": True, "name": named}
        self.entries.setdefault(url, without_empty(staff))
        return url

    def who_answered(self, view: View, pupil: Pupil, beside: str) -> str:
        """The URL of the person whose answer it is.

        Args:
            view: the answer.
            pupil: whose talk it is.
            beside: the adult of the talk, for answers of an adult who is not named.
        """
        match view.speaker:
            case Speaker.CHILD:
                return self.child(pupil)
            case Speaker.KEY_ADULT:
                return self.adult(view.speaker_name or view.recorder or beside)
            case related:
                return self._related(related, view.speaker_name, pupil)

    def _related(self, speaker: Speaker, name: str, pupil: Pupil) -> str:
        url = url_of("related", pupil.id, speaker.value, name)
        person: Resource = {
            "resourceType": "RelatedPerson",
            "patient": reference(self.child(pupil)),
            "relationship": [{"text": _RELATED[speaker]}],
            "name": [{"text": name}] if name else [],
        }
        self.entries.setdefault(url, without_empty(person))
        return url
