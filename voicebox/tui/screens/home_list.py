"""Home's list: someone new, then who was here, each with as much as there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content
from textual.widgets.option_list import Option as ListOption

from voicebox.text import paint_line
from voicebox.tui.screens.home_lines import PupilLine, say_talk, say_unfinished
from voicebox.tui.voices import say_voices
from voicebox.tui.widgets.marked_list import MarkedList
from voicebox.voices_heard import Heard

NEW = "~new"
"""The line for someone new."""
_WIDE, _BESIDE = 110, 33
"""From so many columns on a line says all of the talk; so many are the name's and the edges'."""


class PupilList(MarkedList):
    """Who is here."""

    DEFAULT_CSS = """
    PupilList, PupilList:focus { border: none; }
    PupilList {
        height: 1fr; background: $vb-background; color: $vb-text; padding: 0 2;
    }
    PupilList:focus { background-tint: $vb-background 0%; }
    PupilList > .option-list--option-highlighted {
        background: $vb-accent; color: $vb-accent-text; text-style: bold;
    }
    """

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self._pupils: dict[str, PupilLine] = {}
        self._names: Counter[str] = Counter()
        self._heard: Mapping[str, Heard] = {}
        self._today = date.max

    def show_pupils(self, lines: Sequence[PupilLine]) -> None:
        """List these; the one that had the focus keeps it, else the first of them has it."""
        before = self._focused_id()
        self._pupils = {line.pupil.id: line for line in lines}
        self._names = Counter(line.pupil.name for line in lines)
        self.clear_options()
        self.add_option(ListOption(Content("  + Someone new: start a talk"), id=NEW))
        for line in lines:
            self.add_option(ListOption(Content(self._say_line(line)), id=line.pupil.id))
        ids = [NEW, *(line.pupil.id for line in lines)]
        self.highlighted = ids.index(before) if before in ids else min(len(lines), 1)

    def _focused_id(self) -> str | None:
        at = self.highlighted
        return self.get_option_at_index(at).id if at is not None else None

    def show_heard(self, heard: Mapping[str, Heard], today: date) -> None:
        """Say whose voice is here, by pupils' ids."""
        self._heard, self._today = heard, today
        self.say_anew()

    def say_anew(self) -> None:
        """As much of each line as there is room for now."""
        for line in self._pupils.values():
            self.replace_option_prompt(line.pupil.id, Content(self._say_line(line)))

    def _say_line(self, line: PupilLine) -> str:
        name = paint_line(line.pupil.name)
        if self._names[line.pupil.name] > 1:
            name = f"{name} ({line.pupil.id[:4]})"
        return f"    {name:<22} {self._say_voices(line)}"

    def _say_voices(self, line: PupilLine) -> str:
        heard = self._heard.get(line.pupil.id)
        if heard is None or line.latest is None:
            return say_talk(line.latest)
        is_wide = self.app.size.width >= _WIDE
        state = say_talk(line.latest) if is_wide else say_unfinished(line.latest)
        return say_voices(heard, self._today, state=state, room=self.app.size.width - _BESIDE)
