"""What goes out: one module per format, one Protocol, one registry, one rule for sharing."""

from voicebox.exports.as_json import talks_json
from voicebox.exports.base import Exporter, export, exporter, formats
from voicebox.exports.sharing import Audience, Leaving, Shared, shared_views
from voicebox.exports.show import show_record
from voicebox.exports.talks import Exported, gather_talk

__all__ = [
    "Audience",
    "Exported",
    "Exporter",
    "Leaving",
    "Shared",
    "export",
    "exporter",
    "formats",
    "gather_talk",
    "shared_views",
    "show_record",
    "talks_json",
]
