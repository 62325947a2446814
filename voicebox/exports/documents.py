"""The documents that are printed, and the mapping that each follows unless another is asked for."""

from __future__ import annotations

from voicebox.errors import ExportError
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.mapping_file import load_mapping

PROFILE = "profile"
MAPPING_OF = {
    PROFILE: PROFILE,
    "plan": "one-plan",
    "one-plan": "one-plan",
    "sen-support-plan": "sen-support-plan",
    "ehc-views": "ehc-views",
}


def wanted_document(dossier: Dossier, called: str, otherwise: str) -> tuple[str, Mapping]:
    """The document that was asked for, and what goes into it.

    Args:
        called: what such a document is called: `PDF`, `Word document`.
        otherwise: the document where none was asked for.

    Raises:
        ExportError: there is no such document, or the talks are of several pupils.
        NotFound: there is no such mapping.
    """
    document = dossier.wanted.document or otherwise
    if document not in MAPPING_OF:
        known = ", ".join(sorted(MAPPING_OF, key=lambda each: each != otherwise))
        raise ExportError(f"There is no {called} `{document[:40]}`.", mend=f"There are: {known}.")
    if len({talk.summary.header.pupil for talk in dossier.talks}) != 1:
        raise ExportError(
            f"A {called} is about one pupil, and these talks are of several.",
            mend="Name talks of one pupil.",
        )
    return document, load_mapping(dossier.wanted.mapping or MAPPING_OF[document])
