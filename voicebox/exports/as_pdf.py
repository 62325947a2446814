"""PDF: the one-page profile for the child to keep, and the plan; both PDF/UA-1."""

from __future__ import annotations

from voicebox.exports.documents import PROFILE, wanted_document
from voicebox.exports.dossier import Dossier
from voicebox.exports.pdf.pictures import Pictures
from voicebox.exports.pdf.press import press


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
        document, mapping = wanted_document(dossier, "PDF", PROFILE)
        pictures = Pictures(dossier)
        if document == PROFILE:
            from voicebox.exports.pdf.profile_page import profile_page

            page = profile_page(mapping, dossier, pictures)
            return press("profile.typ", page, pictures.files, on=dossier.today)
        from voicebox.exports.pdf.plan_page import plan_page

        page = plan_page(mapping, dossier, pictures)
        return press("plan.typ", page, pictures.files, on=dossier.today)
