"""The plan as the template takes it: parts in the mapping's order, then what stands at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebox.exports import phrases
from voicebox.exports.dossier import Dossier
from voicebox.exports.mapping import Mapping
from voicebox.exports.paper.ending import Chart, Ending, Pair, ending
from voicebox.exports.paper.head import (
    ONLY_SAID,
    READINGS,
    day,
    foot_line,
    under_title,
)
from voicebox.exports.paper.saying import Saying, is_rtl, language_of
from voicebox.exports.paper.sheet import Facts, Grid, Heard, Part, Steps, Voice, parts
from voicebox.exports.paper.steps import Labelled, Step
from voicebox.exports.paper.texts import all_sayings
from voicebox.exports.pdf.pictures import Pictures, photo_of
from voicebox.ports.pictures import CREDIT

Json = dict[str, object]


def plan_page(mapping: Mapping, dossier: Dossier, pictures: Pictures) -> Json:
    """All that `plan.typ` prints. Pictures are gathered in `pictures`."""
    made, empty = parts(mapping, dossier)
    page = _Page(dossier, pictures)
    name = phrases.pupil(dossier.talks[0].summary)
    said = [saying for part in made for saying in all_sayings(part)]
    last = list(page.ending(ending(made, empty, dossier)))
    shown = [page.part(part) for part in made]
    return {
        "title": f"{name}: {mapping.title}",
        "heading": f"{mapping.title} for {name}",
        "author": name,
        "about": mapping.about,
        "made": {
            "year": dossier.today.year,
            "month": dossier.today.month,
            "day": dossier.today.day,
        },
        "photo": photo_of(dossier, pictures),
        "photo-alt": f"A photo of {name}",
        "under": "  ·  ".join(under_title(dossier)),
        "running": f"{name}, {mapping.title}, {day(dossier)}",
        "parts": [*shown, *last],
        "foot": [words(line) for line in _foot(dossier, said, pictures)],
    }


def words(text: str, told: str = "en") -> Json:
    """A text with its language and direction."""
    return {"words": text, "lang": language_of(text, told), "rtl": is_rtl(text)}


def _foot(dossier: Dossier, said: Sequence[Saying], pictures: Pictures) -> Iterator[str]:
    yield foot_line(dossier, said)
    if any(each.mark for each in said):
        yield READINGS
    if pictures.has_symbols:
        yield CREDIT


@dataclass(frozen=True)
class _Page:
    dossier: Dossier
    pictures: Pictures

    def part(self, part: Part) -> Json:
        """A part for the template."""
        match part:
            case Facts(lines=lines):
                return {"kind": "facts", "label": "", "lines": self._labelled(lines)}
            case Heard(label=label, voices=voices):
                return {"kind": "heard", "label": label, "voices": [*map(self._voice, voices)]}
            case Grid(label=label, head=head, rows=rows):
                return {"kind": "grid", "label": label, "head": head, "rows": self._rows(rows)}
            case Steps(label=label, steps=steps):
                return {"kind": "steps", "label": label, "steps": [self._step(s) for s in steps]}

    def _voice(self, voice: Voice) -> Json:
        """What one person said; how it was told once, where it is the same for all of it."""
        told = {each.told for each in voice.sayings}
        return {
            "who": voice.who,
            "speaker": voice.speaker or "",
            "sayings": self._all(voice.sayings),
            "told": told.pop() if len(told) == 1 and len(voice.sayings) > 1 else "",
        }

    def _step(self, step: Step) -> Json:
        return {
            "number": step.number,
            "statement": self._all(step.statement),
            "so_that": self._all(step.so_that),
            "thread": self._all(step.thread),
            "facts": self._labelled(step.facts),
            "verdicts": self._labelled(step.verdicts),
            "went": self._labelled(step.went),
            "help": {"head": step.help.head, "rows": self._rows(step.help.rows)},
        }

    def ending(self, last: Ending) -> Iterator[Json]:
        """What stands after the mapping's parts; each only where there is something."""
        for label, found in (
            ("To me, and for me", last.beside),
            ("Where people do not agree", last.disagreed),
        ):
            if found:
                yield {"kind": "pairs", "label": label, "pairs": [self._pair(p) for p in found]}
        if last.charts:
            label = "The same question, over time"
            yield {"kind": "charts", "label": label, "charts": [*map(_chart, last.charts)]}
        if last.only_said:
            lines = [_only_said(each) for each in last.only_said]
            yield _list("Said to help, and not in the plan", [ONLY_SAID, *lines])
        if last.not_said:
            yield _list("Not said, or not asked", last.not_said)
        if last.short_words:
            yield _list("Short words", last.short_words)

    def _pair(self, pair: Pair) -> Json:
        sides = [{"label": side.label, "told": self._all(side.told)} for side in pair.sides]
        return {"about": pair.about, "sides": sides}

    def _rows(self, rows: Sequence[Sequence[Sequence[Saying]]]) -> list[list[Json]]:
        return [[{"told": self._all(cell)} for cell in row] for row in rows]

    def _labelled(self, lines: Labelled) -> list[Json]:
        return [{"label": label, "told": self._all(told)} for label, told in lines]

    def _all(self, sayings: Sequence[Saying]) -> list[Json]:
        return [self._saying(each) for each in sayings]

    def _saying(self, told: Saying) -> Json:
        return {
            **words(told.words, told.lang),
            "quoted": told.quoted,
            "mark": told.mark,
            "asked": told.asked,
            "who": told.who,
            "told": told.told,
            "cards": [self.pictures.card(card) for card in told.cards],
            "placed": told.placed,
            "photo": self.pictures.own(told.picture),
            "alt": f"A picture that {told.who} gave",
            "notes": self._all(told.notes),
        }


def _only_said(told: Saying) -> str:
    """Who named it, and the question, where cards were picked: alone they may mean anything."""
    asked = f' (asked "{told.asked}")' if told.asked and not told.words else ""
    return f"{told.who}: {told.plain}{asked}"


def _chart(chart: Chart) -> Json:
    points = [{"on": day, "point": point, "shown": shown} for day, point, shown in chart.points]
    return {
        "asked": chart.asked,
        "low": chart.low,
        "high": chart.high,
        "top": chart.top,
        "points": points,
        "alt": chart.alt,
    }


def _list(label: str, lines: Sequence[str]) -> Json:
    return {"kind": "list", "label": label, "lines": [words(line) for line in lines]}
