"""What an export is: one Protocol, one registry, one way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from voicebox.errors import ExportError
from voicebox.exports.sharing import Audience, Leaving, leaving
from voicebox.exports.talks import Exported


class Exporter(Protocol):
    """One format. It is given only what may leave, so that no format can give away more."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    @property
    def suffix(self) -> str:
        """How its files end, with the dot."""

    @property
    def is_text(self) -> bool:
        """May it go to a terminal? Otherwise it needs a file."""

    def write(self, talks: Sequence[Leaving]) -> bytes:
        """The whole document.

        Raises:
            ExportError: it cannot be written.
        """


def _json() -> Exporter:
    from voicebox.exports.as_json import JsonExporter

    return JsonExporter()


def _markdown() -> Exporter:
    from voicebox.exports.as_markdown import MarkdownExporter

    return MarkdownExporter()


_FORMATS: dict[str, Callable[[], Exporter]] = {"json": _json, "markdown": _markdown}


def formats() -> tuple[str, ...]:
    """The names of all formats, in order."""
    return tuple(sorted(_FORMATS))


def exporter(name: str) -> Exporter:
    """The exporter of a format, by its name.

    Raises:
        ExportError: there is no such format; it names those that there are.
    """
    if name not in _FORMATS:
        known = ", ".join(formats())
        raise ExportError(f"There is no format `{name[:40]}`.", mend=f"There are: {known}.")
    return _FORMATS[name]()


def export(talks: Sequence[Exported], format_: str, audience: Audience = Audience.PLAN) -> bytes:
    """Talks as a document for an audience.

    Raises:
        ExportError: there is no such format, no talk, or it cannot be written.
    """
    if not talks:
        raise ExportError("No talk was named.", mend="See them with: voicebox talks")
    return exporter(format_).write([leaving(talk, audience) for talk in talks])
