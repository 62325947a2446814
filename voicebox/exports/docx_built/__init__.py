"""The Word documents that are built in: One Plan, SEN Support Plan, profile, views for an EHCNA."""

from __future__ import annotations

from voicebox.exports.dossier import Dossier


def built_in(dossier: Dossier) -> bytes:
    """The document that was asked for; One Plan, where none was.

    Raises:
        ExportError: there is no such document, or the talks are of several pupils.
        NotFound: there is no such mapping.
    """
    from voicebox.exports.documents import PROFILE, wanted_document
    from voicebox.exports.docx_built.plan_document import plan_document
    from voicebox.exports.docx_built.profile_document import profile_document

    document, mapping = wanted_document(dossier, "Word document", "one-plan")
    if document == PROFILE:
        return profile_document(mapping, dossier)
    return plan_document(mapping, dossier)
