"""PDF: the one-page profile for the child to keep, and the plan; both PDF/UA-1."""

from __future__ import annotations

from voicebox.errors import ExportError
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.pdf.pictures import Pictures
from voicebox.exports.pdf.press import press

DOCUMENTS = {
    "profile": "profile",
    "plan": "one-plan",
    "one-plan": "one-plan",
    "sen-support-plan": "sen-support-plan",
    "ehc-views": "ehc-views",
}
"""The documents, and the mapping that each follows unless another is asked for."""


class PdfExporter:
    """One PDF file of one pupil."""

    name = "pdf"
    suffix = ".pdf"
    is_text = False

    def write(self, dossier: Dossier) -> bytes:
        """The document that was asked for; the profile, where none was.

        Raises:
            ExportError: there is no such document, the talks are of several pupils, or it cannot
                be set.
            NotFound: there is no such mapping.
        """
        document = dossier.wanted.document or "profile"
        if document not in DOCUMENTS:
            raise ExportError(
                f"There is no PDF `{document[:40]}`.", mend=f"There are: {', '.join(DOCUMENTS)}."
            )
        if len({talk.summary.header.pupil for talk in dossier.talks}) != 1:
            raise ExportError(
                "A PDF is about one pupil, and these talks are of several.",
                mend="Name talks of one pupil.",
            )
        mapping = load_mapping(dossier.wanted.mapping or DOCUMENTS[document])
        pictures = Pictures(dossier)
        if document == "profile":
            from voicebox.exports.pdf.profile_page import profile_page

            page = profile_page(mapping, dossier, pictures)
            return press("profile.typ", page, pictures.files, on=dossier.today)
        from voicebox.exports.pdf.plan_page import plan_page

        page = plan_page(mapping, dossier, pictures)
        return press("plan.typ", page, pictures.files, on=dossier.today)
