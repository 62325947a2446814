"""Checks of the ways through a pack: what no child can reach, and ways that leave out the end."""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.authoring.findings import FOR_CHILDREN, Found, Severity
from voicebox.authoring.routes import explore, skipped_sections
from voicebox.prompts.models import Pack, Prompt, Route
from voicebox.prompts.places import Place, places


def check_ways(pack: Pack) -> Iterator[Found]:
    """What no child can reach, and ways that leave out the last word."""
    explored = explore(pack)
    yield from _always(pack)
    for place in places(pack):
        yield from _skipping(place, pack)
    if explored.too_many:
        yield Found(
            (),
            Severity.ADVICE,
            "too-branched",
            "There are too many ways through this pack to follow them all.",
            "Fewer conditions about earlier prompts are easier to check, and to talk through.",
        )
        return
    asked = explored.asked
    for place in places(pack):
        prompt = place.prompt
        if prompt.id not in asked and (place.parent is None or place.parent in asked):
            yield _unreachable(prompt, place)
        for number, route in enumerate(prompt.next):
            if prompt.id in asked and (prompt.id, number) not in explored.taken:
                yield _never_taken(prompt, route, place, number)


def _unreachable(prompt: Prompt, place: Place) -> Found:
    if prompt.only_if is not None:
        return Found(
            (*place.path, "only_if"),
            Severity.ERROR,
            "unreachable",
            f"No answers lead to `{prompt.id}`: its condition never holds.",
            "Mend the condition, or the routes that pass by what it speaks of.",
        )
    return Found(
        place.path,
        Severity.ERROR,
        "unreachable",
        f"No answers lead to `{prompt.id}`: every route passes it by.",
        "Let a route lead to it, or take it out.",
    )


def _never_taken(prompt: Prompt, route: Route, place: Place, number: int) -> Found:
    first = next((at for at, each in enumerate(prompt.next) if each.if_ is None), number)
    why = "a route before it has no condition" if first < number else "its condition never holds"
    return Found(
        (*place.path, "next", number),
        Severity.ERROR,
        "never-taken",
        f"`{prompt.id}` never goes on to `{route.to}`: {why}.",
        "Mend the condition, or put a route without one last.",
    )


def _always(pack: Pack) -> Iterator[Found]:
    if pack.audience in FOR_CHILDREN and not any(section.always for section in pack.sections):
        yield Found(
            ("sections",),
            Severity.ADVICE,
            "no-last-word",
            "No section is marked `always: true`, so a talk ended early has no last word.",
            "Mark the child's last word with `always: true`.",
        )


def _skipping(place: Place, pack: Pack) -> Iterator[Found]:
    section = pack.sections.index(place.section)
    for number, route in enumerate(place.prompt.next):
        for missed in skipped_sections(pack, section, route):
            yield Found(
                (*place.path, "next", number),
                Severity.ERROR,
                "dead-end",
                f"`{place.prompt.id}` goes on to `{route.to}` and leaves out `{missed}`, "
                "which is always asked.",
                f"Let the route lead to `{missed}` or before it.",
            )
