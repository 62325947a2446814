"""Is there anything to stand in a plan or a profile? Where not, nobody needs the sheet of paper."""

from __future__ import annotations

from voicebox.exports.documents import MAPPING_OF, PROFILE
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.paper.ending import charts, pairs
from voicebox.exports.paper.profile import profile
from voicebox.exports.paper.sheet import parts


def is_blank(dossier: Dossier, document: str) -> bool:
    """Would this document hold nothing that somebody said or wrote?

    Args:
        dossier: of one pupil.
        document: one of `MAPPING_OF`, made by its own mapping.
    """
    if not any(dossier.answers()):
        return True
    mapping = load_mapping(MAPPING_OF[document])
    if document == PROFILE:
        return not profile(mapping, dossier).sections
    made, _ = parts(mapping, dossier)
    return not (made or pairs(dossier) or charts(dossier.plan))
