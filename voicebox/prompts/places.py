"""Where each part of a pack stands: its prompts in order, its boards, and the paths to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicebox.prompts.models import Option, Pack, PackModel, Prompt, Section
from voicebox.prompts.yaml_source import Key

Path = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault, and the path in the pack where it stands (`("sections", 0, "id")`)."""

    path: Path
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Place:
    """A prompt and where it stands.

    `order` counts the prompts of the pack from 0, follow-ups after the prompt they follow;
    `parent` is the id of that prompt, None where the prompt follows none.
    """

    prompt: Prompt
    section: Section
    path: Path
    order: int
    parent: str | None


def places(pack: Pack) -> list[Place]:
    """Every prompt of every section in the order in which a talk meets them."""
    found: list[Place] = []

    def visit(prompt: Prompt, section: Section, path: Path, parent: str | None) -> None:
        found.append(Place(prompt, section, path, len(found), parent))
        for number, follow_up in enumerate(prompt.then):
            visit(follow_up, section, (*path, "then", number), prompt.id)

    for at, section in enumerate(pack.sections):
        for number, prompt in enumerate(section.prompts):
            visit(prompt, section, ("sections", at, "prompts", number), None)
    return found


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value of a pack with its path, each before what is within it."""
    yield path, value
    if isinstance(value, PackModel):
        for name, inner in value:
            key = type(value).model_fields[name].alias or name
            yield from walk(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from walk(inner, (*path, number))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, (*path, name))


def boards(pack: Pack) -> Iterator[tuple[Path, tuple[Option, ...]]]:
    """Every board of the pack: options, cards, points, rings, choices."""
    for path, value in walk(pack):
        if isinstance(value, tuple) and value and all(isinstance(each, Option) for each in value):
            yield path, value
