"""The Word documents that are built in: One Plan, SEN Support Plan, profile, views for an EHCNA."""

from __future__ import annotations

from voicebox.errors import ExportError
from voicebox.exports.dossier import Dossier

DOCUMENTS = {
    "one-plan": "one-plan",
    "plan": "one-plan",
    "sen-support-plan": "sen-support-plan",
    "profile": "profile",
    "ehc-views": "ehc-views",
}
"""The documents, and the mapping that each follows unless another is asked for."""


def built_in(dossier: Dossier) -> bytes:
    """The document that was asked for; One Plan, where none was.

    Raises:
        ExportError: there is no such document, or the talks are of several pupils.
        NotFound: there is no such mapping.
    """
    from voicebox.exports.docx_built.plan_document import plan_document
    from voicebox.exports.docx_built.profile_document import profile_document
    from voicebox.exports.mapping_file import load_mapping

    document = dossier.wanted.document or "one-plan"
    if document not in DOCUMENTS:
        raise ExportError(
            f"There is no Word document `{document[:40]}`.",
            mend=f"There are: {', '.join(DOCUMENTS)}.",
        )
    if len({talk.summary.header.pupil for talk in dossier.talks}) != 1:
        raise ExportError(
            "A Word document is about one pupil, and these talks are of several.",
            mend="Name talks of one pupil.",
        )
    mapping = load_mapping(dossier.wanted.mapping or DOCUMENTS[document])
    if document == "profile":
        return profile_document(mapping, dossier)
    return plan_document(mapping, dossier)
