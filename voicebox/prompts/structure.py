"""What makes a well-formed pack unrunnable: ids given twice, routes that go back, unknown names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from voicebox.prompts.asked_about import asked_about_flaws
from voicebox.prompts.blanks import blank_flaws
from voicebox.prompts.models import (
    Choose,
    Condition,
    Faces,
    Finish,
    Form,
    KeepOrBin,
    Ladder,
    Option,
    Pack,
    Pair,
    People,
    Prompt,
    Route,
    ScalePrompt,
    Side,
    Signals,
    Sort,
    Working,
)
from voicebox.prompts.places import Flaw, Path, Place, boards, places
from voicebox.prompts.wording import near

END = "end"
"""Where a route goes that leaves its section; no prompt may be called so."""
RESERVED = ("something-else", "dont-know", "wont-say")
"""The ids of the choices that stand on every board."""


def flaws(pack: Pack) -> Iterator[Flaw]:
    """Everything that makes this pack unrunnable."""
    twice = list(_twice(pack))
    yield from twice
    yield from _boards(pack)
    yield from blank_flaws(pack)
    yield from _scales(pack)
    yield from asked_about_flaws(pack)
    if not twice:
        yield from _routes(pack)
        yield from _conditions(pack)


def _twice(pack: Pack) -> Iterator[Flaw]:
    opening = [(("opening", at, "id"), line.id, "prompt") for at, line in enumerate(pack.opening)]
    sections = [
        (("sections", at, "id"), part.id, "section") for at, part in enumerate(pack.sections)
    ]
    prompts = [((*place.path, "id"), place.prompt.id, "prompt") for place in places(pack)]
    seen: dict[str, str] = {}
    everything: list[tuple[Path, str, str]] = [*opening, *sections, *prompts]
    for path, name, noun in everything:
        if name == END:
            what = "`end` means the end of a section in routes, so nothing else may be called that."
            yield Flaw(path, what, "Give it another id.")
        if name in seen:
            what = f"`{name}` is the id of a {noun} here and of a {seen[name]} elsewhere."
            yield Flaw(path, what, "Give one of them another id.")
        seen.setdefault(name, noun)


def _boards(pack: Pack) -> Iterator[Flaw]:
    for path, board in boards(pack):
        seen = Counter[str]()
        for at, option in enumerate(board):
            seen[option.id] += 1
            if seen[option.id] == 2:
                what = f"The card `{option.id}` is on this board twice."
                yield Flaw((*path, at), what, "Take one away, or give it another id.")
            if option.id in RESERVED:
                what = f"`{option.id}` stands on every board already."
                yield Flaw((*path, at), what, "Take this card away.")
    for name, scale in pack.scales.items():
        if isinstance(scale, Ladder) and scale.low.id == scale.high.id:
            what = f"Both ends of the ladder `{name}` have the id `{scale.low.id}`."
            yield Flaw(("scales", name, "high"), what, "Give one of them another id.")
    yield from _form_fields(pack)


def _form_fields(pack: Pack) -> Iterator[Flaw]:
    for place in places(pack):
        seen = set[str]()
        for at, asked in enumerate(place.prompt.fields if isinstance(place.prompt, Form) else ()):
            if asked.id in seen:
                what = f"The form `{place.prompt.id}` has two fields `{asked.id}`."
                yield Flaw((*place.path, "fields", at), what, "Give one of them another id.")
            seen.add(asked.id)


def _scales(pack: Pack) -> Iterator[Flaw]:
    named: list[tuple[Path, str]] = [
        ((*place.path, "scale"), place.prompt.scale)
        for place in places(pack)
        if isinstance(place.prompt, Sort | ScalePrompt)
    ]
    if pack.practice is not None:
        named.append((("practice", "scale"), pack.practice.scale))
    for path, name in named:
        if name not in pack.scales:
            known = f"There are: {', '.join(pack.scales)}." if pack.scales else "Add it to scales."
            yield Flaw(path, f"There is no scale `{name}`.", near(name, pack.scales) or known)
    for place in places(pack):
        scale = pack.scales.get(place.prompt.scale) if isinstance(place.prompt, Sort) else None
        if isinstance(scale, Ladder):
            what = f"`{place.prompt.id}` sorts cards, but its scale is a ladder."
            mend = "Name a scale of faces: its points become the columns."
            yield Flaw((*place.path, "scale"), what, mend)


def _routes(pack: Pack) -> Iterator[Flaw]:
    order = {place.prompt.id: place.order for place in places(pack)}
    starts = {section.id: order[section.prompts[0].id] for section in pack.sections}
    parents = {place.prompt.id: place.parent for place in places(pack) if place.parent}
    for place in places(pack):
        for at, route in enumerate(place.prompt.next):
            path: Path = (*place.path, "next", at, "to")
            if place.parent is not None:
                what = (
                    f"`{place.prompt.id}` is a follow-up, and a follow-up leads back to its place."
                )
                yield Flaw(path, what, "Move this route to the prompt it serves, above it.")
                continue
            yield from _route(route, place, path, order | starts, parents)


def _route(
    route: Route, place: Place, path: Path, order: dict[str, int], parents: dict[str, str]
) -> Iterator[Flaw]:
    me = place.prompt.id
    if route.to == END:
        return
    if route.to not in order:
        what = f"`{me}` goes on to `{route.to}`, which is no prompt and no section."
        yield Flaw(path, what, near(route.to, [*order, END]) or "Name one, or `end`.")
    elif order[route.to] <= place.order:
        what = f"`{me}` goes back to `{route.to}`: routes only go forward."
        yield Flaw(path, what, "Name a prompt or section that comes later, or `end`.")
    elif route.to in parents:
        what = f"`{me}` goes on to `{route.to}`, a follow-up of `{parents[route.to]}`."
        yield Flaw(path, what, "Name a prompt that follows no other, a section, or `end`.")


def _conditions(pack: Pack) -> Iterator[Flaw]:
    known = {place.prompt.id: place for place in places(pack)}
    for place in known.values():
        if place.prompt.only_if is not None:
            path = (*place.path, "only_if")
            yield from _condition(place.prompt.only_if, place, path, place.parent, known, pack)
        for at, route in enumerate(place.prompt.next):
            if route.if_ is not None:
                path = (*place.path, "next", at, "if")
                yield from _condition(route.if_, place, path, place.prompt.id, known, pack)


def _condition(
    asked: Condition,
    holder: Place,
    path: Path,
    stands_under: str | None,
    known: dict[str, Place],
    pack: Pack,
) -> Iterator[Flaw]:
    about, me = asked.prompt or stands_under, holder.prompt.id
    named = (*path, "prompt") if asked.prompt else path
    if about is None:
        what = f"The condition of `{me}` does not say which prompt it speaks of."
        yield Flaw(named, what, "Add a line `prompt: ...` with the id of an earlier prompt.")
    elif about not in known:
        what = f"The condition of `{me}` speaks of `{about}`, which is no prompt."
        yield Flaw(named, what, near(about, known) or "Name an earlier prompt.")
    elif known[about].order > holder.order or (about == me and path[-1] == "only_if"):
        what = f"The condition of `{me}` speaks of `{about}`, which comes no earlier."
        yield Flaw(named, what, "Name an earlier prompt.")
    else:
        yield from _said(asked, known[about].prompt, path, pack)


def _said(asked: Condition, prompt: Prompt, path: Path, pack: Pack) -> Iterator[Flaw]:
    cards, columns, scale = (
        can_choose(prompt, pack),
        can_place(prompt, pack),
        scale_of(prompt, pack),
    )
    for name, ids, known in (
        ("chose", asked.chose, cards),
        ("not_chose", asked.not_chose, cards),
        ("placed", asked.placed, columns),
    ):
        for at, wanted in enumerate(ids):
            if wanted not in known:
                what = f"`{prompt.id}` has no `{wanted}` for `{name}`."
                yield Flaw((*path, name, at), what, near(wanted, known) or _has(prompt, known))
    for name, point in (("at_most", asked.at_most), ("at_least", asked.at_least)):
        if point is None:
            continue
        if isinstance(prompt, Sort | ScalePrompt) and scale is None:
            continue
        if not isinstance(scale, Ladder):
            what = f"`{name}` speaks of a ladder, and `{prompt.id}` has none."
            yield Flaw((*path, name), what, "Use chose, placed or answered.")
        elif not 0 <= point <= scale.top:
            what = f"The ladder of `{prompt.id}` has no {point}."
            yield Flaw((*path, name), what, f"It goes from 0 to {scale.top}.")


def _has(prompt: Prompt, known: tuple[str, ...]) -> str:
    if known:
        return f"It has: {', '.join(known)}."
    return f"A prompt of the kind {prompt.kind} has none: use answered: true or false."


def scale_of(prompt: Prompt, pack: Pack) -> Faces | Ladder | None:
    """The scale that a prompt uses, if it uses one that there is."""
    return pack.scales.get(prompt.scale) if isinstance(prompt, Sort | ScalePrompt) else None


def can_choose(prompt: Prompt, pack: Pack) -> tuple[str, ...]:
    """The ids that `chose` and `not_chose` may name of this prompt: options, columns, or faces."""
    if isinstance(prompt, Sort | ScalePrompt | KeepOrBin):
        return can_place(prompt, pack)
    if isinstance(prompt, Choose | Finish | People | Signals):
        return _ids(prompt.options)
    if isinstance(prompt, Form):
        return tuple(each for asked in prompt.fields for each in _ids(asked.options))
    return tuple(each for side in sides(prompt) for each in _ids(side.options))


def can_place(prompt: Prompt, pack: Pack) -> tuple[str, ...]:
    """The ids that `placed` may name of this prompt: columns, faces, or rings of people."""
    if isinstance(prompt, People):
        return _ids(prompt.rings)
    if isinstance(prompt, KeepOrBin):
        return _ids((prompt.keep, prompt.bin, prompt.not_sure))
    scale = scale_of(prompt, pack)
    return _ids(scale.points) if isinstance(scale, Faces) else ()


def sides(prompt: Prompt) -> tuple[Side, ...]:
    """The two sides of a pair or of working / not working."""
    if isinstance(prompt, Pair):
        return prompt.to_me, prompt.for_me
    return (prompt.working, prompt.not_working) if isinstance(prompt, Working) else ()


def _ids(options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(option.id for option in options)
