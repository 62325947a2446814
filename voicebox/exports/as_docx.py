"""Word: a school's own template filled, or the document that is built in."""

from __future__ import annotations

from voicebox.exports.dossier import Dossier


class DocxExporter:
    """A Word document."""

    name = "docx"
    suffix = ".docx"
    is_text = False

    def write(self, dossier: Dossier) -> bytes:
        """The template that was asked for, filled; without one, the document built in.

        Raises:
            ExportError: the template cannot be used, or there is no document of this name.
            NotFound: there is no such mapping.
        """
        if dossier.wanted.template is not None:
            from voicebox.exports.docx_template import fill

            return fill(dossier.wanted.template, dossier)
        from voicebox.exports.docx_built import built_in

        return built_in(dossier)
