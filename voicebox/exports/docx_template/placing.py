"""What was found in one form so far: each place for a box, and what is to be done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from voicebox.exports.docx_template.label_words import Labels
from voicebox.exports.docx_template.landing import Found, Landing
from voicebox.exports.docx_template.names import Names
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.mapping import Box

Write = Callable[[], None]


@dataclass
class Placing:
    """What was found in one template so far."""

    names: Names
    labels: Labels
    found: Found
    writes: list[Write] = field(default_factory=list)
    _filled: set[str] = field(default_factory=set)

    def land(self, box: Box, label: str, where: str, write: Callable[[Content], None]) -> None:
        """A place for a box. What somebody said is written once; a fact, wherever it is asked."""
        content = self.names.box(box)
        assert isinstance(content, Content)
        if box.id in self._filled and not content.plain:
            self.found.miss(label, where, "these words stand further up already")
            return
        self._filled.add(box.id)
        self.found.landings.append(
            Landing(box.id, " ".join(label.split())[:120], where, "label", (content,))
        )
        if content.lines:
            self.writes.append(lambda: write(content))
