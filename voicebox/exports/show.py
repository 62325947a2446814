"""The record as it is read back on this computer: everything that stands, numbered and marked.

For the adult beside the child, never for sending out: kept-back and undecided answers are here,
marked as such, and so is what the adult may want to think about (rule 7).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from voicebox.conversation.patterns import patterns
from voicebox.conversation.record import quotable
from voicebox.conversation.states import State, say_state
from voicebox.conversation.views import Status, View
from voicebox.exports import phrases
from voicebox.exports.talks import Exported
from voicebox.text import paint, paint_line

WIDTH = 78
"""Columns; only our own lines are folded, a person's words never are."""


def show_record(exported: Exported) -> str:
    """The whole record as plain text, safe to print on a terminal; it ends in a newline.

    `[N]` before an answer is the number by which it can be changed, moved or removed.
    """
    parts = [*_head(exported), *_sections(exported), *_not_asked(exported), *_for_adult(exported)]
    return "\n".join(parts) + "\n"


def _head(exported: Exported) -> Iterator[str]:
    summary, record = exported.summary, exported.record
    header = summary.header
    said_by_child = record.opened is None or record.opened.speaker == "child"
    name = phrases.pupil(summary)
    yield f"What {name} said" if said_by_child else f"What was said about {name}"
    yield from _folded(", ".join(phrases.days(record, header.started)))
    beside = f"with {paint_line(header.with_)}, " if header.with_.strip() else ""
    title = paint_line(exported.pack_title or header.pack)
    questions = f"{title} ({paint_line(header.pack)} {paint_line(header.pack_version)})"
    yield from _folded(f"{beside}{questions}, {phrases.language(header.language)}")
    if exported.translation:
        yield from _folded(paint_line(exported.translation))
    present = next((view.present for view in exported.record), ())
    if present and _rooms(exported) == 1:
        yield from _folded(f"In the room: {phrases.names(present)}")
    yield from _folded(_state(exported))


def _state(exported: Exported) -> str:
    id_, state = paint_line(exported.summary.header.id), exported.summary.state
    if state == State.FINISHED:
        return f"Talk {id_}, finished."
    return f"Talk {id_}, {say_state(state)}. Carry it on with: voicebox resume {id_}"


def _sections(exported: Exported) -> Iterator[str]:
    known = dict(exported.sections)
    in_order = [*exported.sections, ("", "Along the way")]
    for id_, title in in_order:
        views = [
            view
            for view in exported.record
            if not _is_note_on_standing(view, exported)
            and (view.section if view.section in known else "") == id_
        ]
        if views:
            yield ""
            yield paint_line(title)
            for view in views:
                yield from _answer(exported, view)


def _is_note_on_standing(view: View, exported: Exported) -> bool:
    return view.about is not None and view.about in exported.record.views


def _answer(exported: Exported, view: View) -> Iterator[str]:
    summary = exported.summary
    number = f"[{view.seq}]"
    yield from _folded(phrases.question(view), first=f"  {number} ", rest=" " * (len(number) + 3))
    english = phrases.in_english(view, exported.in_english)
    if english:
        yield from _folded(english, first="      ", rest="      ")
    if view.status is not Status.ANSWERED:
        silent = f"{phrases.silence(view, summary)}. ({phrases.shared_with(view.share)})"
        yield from _folded(silent, first="      ", rest="      ")
        return
    yield from _given(exported, view)
    told = phrases.provenance(view, summary, day=_only_day(exported), room=_rooms(exported) > 1)
    about = f"({told}; {phrases.shared_with(view.share)})"
    yield from _folded(about, first="      ", rest="      ")
    for note in exported.record:
        if note.about == view.id:
            yield from _given(exported, note, number=f"[{note.seq}] ")


def _only_day(exported: Exported) -> str:
    """The day of the talk, where it was held in one."""
    days = phrases.days(exported.record, exported.summary.header.started)
    return days[0] if len(days) == 1 else ""


def _rooms(exported: Exported) -> int:
    return len({view.present for view in exported.record})


def _given(exported: Exported, view: View, *, number: str = "") -> Iterator[str]:
    indent = "      "
    shown = phrases.picked(view, exported.standing)
    if not quotable(view):
        label = f"{number}{phrases.reading(view, exported.summary)}: {shown}".rstrip()
        yield from _labelled(label, paint(view.words), indent)
        return
    if shown:
        yield from _folded(f"Picked: {shown}", first=indent, rest=indent)
    if view.words:
        carried_over = phrases.interpreter(view)
        after = f" ({carried_over})" if carried_over else ""
        before = f"{number}{phrases.translation(view)}: " if view.about is not None else ""
        yield _own_words(f"{before}“{paint(view.words)}”{after}", indent)


def _labelled(label: str, words: str, indent: str) -> Iterator[str]:
    line = f"{label} {words}".rstrip()
    if "\n" in words or len(indent + line) > WIDTH:
        yield from _folded(label, first=indent, rest=indent)
        if words:
            yield _own_words(words, indent + "  ")
    else:
        yield indent + line


def _own_words(words: str, indent: str) -> str:
    """Lines as they were given: where they would be folded is for the terminal to say."""
    return "\n".join(indent + line for line in words.split("\n"))


def _not_asked(exported: Exported) -> Iterator[str]:
    asked = dict.fromkeys(phrases.question(view) for view in exported.not_reached)
    if asked:
        yield ""
        is_over = exported.summary.state == State.FINISHED
        yield "Not asked" if is_over else "Not asked yet"
        for question in asked:
            yield from _folded(question, first="  - ", rest="    ")


def _for_adult(exported: Exported) -> Iterator[str]:
    found = [*patterns(exported.record, standing=exported.standing)]
    if exported.record.scale_practice == "not_understood":
        found.append("The scale was tried out and not understood: what you saw stands instead.")
    if found:
        yield ""
        yield "For you alone"
        for sentence in found:
            yield from _folded(paint_line(sentence), first="  - ", rest="    ")


def _folded(line: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        line,
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
