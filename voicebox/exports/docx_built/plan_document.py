"""A plan as a Word document: the mapping's headings in their order, then what stands at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicebox.exports import phrases
from voicebox.exports.docx_built.drawing import Drawn, chart_png
from voicebox.exports.docx_built.page import WordPage
from voicebox.exports.docx_built.speaking import Writer, cell, photo
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.paper.ending import Chart, Ending, Pair, ending
from voicebox.exports.paper.head import ONLY_SAID, READINGS, foot_line, under_title
from voicebox.exports.paper.saying import Saying
from voicebox.exports.paper.sheet import Facts, Grid, Heard, Part, Steps, Voice, parts
from voicebox.exports.paper.steps import HelpTable, Labelled, Step
from voicebox.exports.paper.texts import all_sayings
from voicebox.ports.pictures import CREDIT

WIDEST = 6
"""Columns that a page holds; a wider table is written as one list for each row."""


def plan_document(mapping: Mapping, dossier: Dossier) -> bytes:
    """The whole file."""
    name = phrases.pupil(dossier.talks[0].summary)
    page = WordPage(f"{name}: {mapping.title}", name, mapping.about, dossier.today)
    writer = Writer(page, dossier, Drawn(dossier.drawings))
    made, empty = parts(mapping, dossier)
    photo(page, dossier, name)
    page.title(f"{mapping.title} for {name}")
    page.line("Under the title", "  ·  ".join(under_title(dossier)))
    document = _PlanDocument(page, writer, dossier)
    for part in made:
        document.part(part)
    said = [saying for part in made for saying in all_sayings(part)]
    document.ending(ending(made, empty, dossier))
    page.line("Told", foot_line(dossier, said))
    if any(each.mark for each in said):
        page.line("Told", READINGS)
    if any(writer.drawn.kept.values()):
        page.line("Told", CREDIT)
    page.foot(f"{name}, {mapping.title}")
    return page.saved()


@dataclass(frozen=True)
class _PlanDocument:
    page: WordPage
    writer: Writer
    dossier: Dossier

    def part(self, part: Part) -> None:
        """One part of the mapping."""
        match part:
            case Facts(lines=lines):
                self._labelled("What must be known", lines)
            case Heard(label=label, voices=voices):
                self.page.heading(label)
                for voice in voices:
                    self._voice(voice)
            case Grid(label=label, head=head, rows=rows):
                self.page.heading(label)
                self._table(label, head, rows)
            case Steps(label=label, steps=steps):
                self.page.heading(label)
                for step in steps:
                    self._step(step)

    def _voice(self, voice: Voice) -> None:
        """What one person said, under their name; how it was told once where it is the same."""
        self.page.heading(voice.who, 2)
        told = {each.told for each in voice.sayings}
        together = len(told) == 1 and len(voice.sayings) > 1
        for saying in voice.sayings:
            self.writer.saying(saying, by=not together)
        if together:
            self.page.line("Told", told.pop())

    def _labelled(self, about: str, lines: Labelled) -> None:
        if lines:
            rows = [(label, cell(told)) for label, told in lines]
            self.page.table(about, ("About", "Written"), rows, (0.3, 0.7))

    def _table(
        self, about: str, head: Sequence[str], rows: Sequence[Sequence[Sequence[Saying]]]
    ) -> None:
        if len(head) <= WIDEST:
            self.page.table(about, head, [[cell(told) for told in row] for row in rows])
            return
        for row in rows:
            lines = [(label, told) for label, told in zip(head, row, strict=True) if told]
            self._labelled(about, tuple((label, tuple(told)) for label, told in lines))

    def _step(self, step: Step) -> None:
        self.page.heading(f"Step {step.number}", 2)
        for saying in step.statement:
            self.page.line("Own words", saying.plain, saying.lang)
        for saying in step.so_that:
            self.page.line("Written", saying.plain, saying.lang)
        self.page.heading("It goes back to these words", 3)
        for saying in step.thread:
            self.writer.saying(saying, asked=not saying.words)
        if not step.thread:
            self.page.line("Written", "This step leads back to nothing that may be shown here.")
        self._labelled(f"Step {step.number}", (*step.facts, *step.verdicts, *step.went))
        self._help(step.number, step.help)

    def _help(self, number: int, help_: HelpTable) -> None:
        if help_.rows:
            self.page.heading("Who does what", 3)
            self._table(f"Who does what for step {number}", help_.head, help_.rows)

    def ending(self, last: Ending) -> None:
        """What stands after the mapping's parts; each only where there is something."""
        self._pairs("To me, and for me", last.beside)
        self._pairs("Where people do not agree", last.disagreed)
        self._charts(last.charts)
        if last.only_said:
            self.page.heading("Said to help, and not in the plan")
            self.page.line("Written", ONLY_SAID)
            for saying in last.only_said:
                self.writer.saying(saying)
        self._list("Not said, or not asked", last.not_said)
        self._list("Short words", last.short_words)

    def _pairs(self, label: str, found: Sequence[Pair]) -> None:
        """Both sides in one row, so that neither stands above the other (rule 12)."""
        if not found:
            return
        self.page.heading(label)
        for pair in found:
            self.page.heading(pair.about, 2)
            one, other = pair.sides
            row = (cell(one.told), cell(other.told))
            self.page.table(f"{label}: {pair.about}", (one.label, other.label), [row])

    def _charts(self, drawn: Sequence[Chart]) -> None:
        if drawn:
            self.page.heading("The same question, over time")
        for chart in drawn:
            self.page.heading(chart.asked, 2)
            ends = self.page.line("Told", f"0 is {chart.low}, {chart.top} is {chart.high}")
            ends.paragraph_format.keep_with_next = True
            paragraph = self.page.line("Cards", "")
            high = 8.0 * len(chart.points)
            self.page.picture(paragraph, chart_png(chart), height=high, alt=chart.alt)
            rows = [(day, shown) for day, _, shown in chart.points]
            self.page.table(chart.asked, ("Day", "Point"), rows)

    def _list(self, label: str, lines: Sequence[str]) -> None:
        if lines:
            self.page.heading(label)
        for line in lines:
            self.page.line("List Bullet", line)
