"""What makes a pack unrunnable in prompts about things said before: recalls, rows, keep or bin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from voicebox.prompts.models import Form, Gather, KeepOrBin, Kind, Pack
from voicebox.prompts.places import Flaw, Path, Place, places
from voicebox.prompts.wording import near

CAN_RECALL = frozenset(
    {
        Kind.TELL,
        Kind.CHOOSE,
        Kind.SCALE,
        Kind.FINISH,
        Kind.PAIR,
        Kind.WORKING,
        Kind.DRAW,
        Kind.FORM,
        Kind.KEEP_OR_BIN,
        Kind.TELL_YOU,
    }
)
"""Kinds that can be asked about one thing after another; the others have items of their own."""
ANOTHER = "another"
"""The part that asks for one more row; no field of a form with rows can have this id."""


def asked_about_flaws(pack: Pack) -> Iterator[Flaw]:
    """Every recall, row and keep-or-bin that cannot work."""
    known = {place.prompt.id: place for place in places(pack)}
    for place in known.values():
        yield from _recall(place)
        yield from _source(place, known)
        yield from _shows(place, known)
        if isinstance(place.prompt, Form):
            yield from _fields(place, place.prompt, known)


def _recall(place: Place) -> Iterator[Flaw]:
    prompt = place.prompt
    if prompt.recall is None:
        return
    path = (*place.path, "recall")
    if prompt.kind not in CAN_RECALL:
        what = f"A prompt of the kind {prompt.kind} cannot be asked about earlier answers."
        yield Flaw(path, what, "Use tell, choose, scale, working, pair, form or tell_you.")
    if place.parent is not None:
        what = f"`{prompt.id}` is a follow-up: it is about what its prompt is about."
        yield Flaw(path, what, f"Take the recall away, or give it to `{place.parent}`.")
    if isinstance(prompt, Form) and prompt.rows is not None:
        what = f"The form `{prompt.id}` has rows and a recall."
        yield Flaw(path, what, "Take one of them away: rows are numbered, recalls are named.")


def _source(place: Place, known: Mapping[str, Place]) -> Iterator[Flaw]:
    """Where the words of a keep_or_bin come from."""
    prompt = place.prompt
    if not isinstance(prompt, KeepOrBin) or prompt.of is None:
        return
    path = (*place.path, "of")
    source = known.get(prompt.of)
    if source is None or not isinstance(source.prompt, Gather):
        gathers = [each for each, at in known.items() if isinstance(at.prompt, Gather)]
        what = f"`{prompt.id}` shows the words of `{prompt.of}`, which is no gather of this pack."
        yield Flaw(path, what, near(prompt.of, gathers) or "Name a prompt of the kind gather.")
    elif source.order > place.order:
        what = f"`{prompt.id}` shows the words of `{prompt.of}`, which comes no earlier."
        yield Flaw(path, what, "Move the gather before it.")


def _shows(place: Place, known: Mapping[str, Place]) -> Iterator[Flaw]:
    """What `{shown}` says again: an earlier prompt, or a field of an earlier form."""
    named, path = place.prompt.shows, (*place.path, "shows")
    if named is None:
        return
    name, _, part = named.partition("/")
    source = known.get(name)
    if source is None or source.order >= place.order:
        what = f"`{place.prompt.id}` shows the answer of `{name}`, which is no earlier prompt."
        yield Flaw(path, what, near(name, known) or "Name an earlier prompt.")
    elif isinstance(source.prompt, Form):
        ids = [field.id for field in source.prompt.fields]
        if part not in ids:
            what = f"The form `{name}` has no field `{part}`."
            yield Flaw(path, what, near(part, ids) or f"It has: {', '.join(ids)}.")


def _fields(place: Place, form: Form, known: Mapping[str, Place]) -> Iterator[Flaw]:
    for at, field in enumerate(form.fields):
        path: Path = (*place.path, "fields", at)
        if form.rows is not None and field.id == ANOTHER:
            what = f"`{ANOTHER}` asks for one more row of `{form.id}`."
            yield Flaw((*path, "id"), what, "Give the field another id.")
        if field.rows_of is not None:
            yield from _rows_of(field.rows_of, place, (*path, "rows_of"), known)


def _rows_of(named: str, place: Place, path: Path, known: Mapping[str, Place]) -> Iterator[Flaw]:
    name, _, part = named.partition("/")
    source = known.get(name)
    if source is None or not isinstance(source.prompt, Form) or source.prompt.rows is None:
        what = f"`{named}` names rows of `{name}`, which is no form with rows."
        yield Flaw(path, what, near(name, known) or "Name a form that has rows, and its field.")
    elif source.order >= place.order:
        yield Flaw(path, f"The rows of `{name}` come no earlier.", "Move that form before it.")
    elif part not in {field.id for field in source.prompt.fields}:
        ids = [field.id for field in source.prompt.fields]
        what = f"The form `{name}` has no field `{part}`."
        yield Flaw(path, what, near(part, ids) or f"It has: {', '.join(ids)}.")
