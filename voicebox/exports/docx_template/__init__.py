"""A school's own Word template, filled: by `{{ tags }}`, by content controls, or by its labels."""

from voicebox.exports.docx_template.fill import MAPPING, Checked, check, fill

__all__ = ["MAPPING", "Checked", "check", "fill"]
