"""When a follow-up is to be filled in, said in words: on paper nobody turns the page for you."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from voicebox.prompts.models import Condition, Faces, Ladder, Pack, Prompt, own_options


def when(prompt: Prompt, parent: Prompt | None, pack: Pack) -> str:
    """A line such as `If you picked: noise.`; empty where the prompt is for everybody."""
    condition = prompt.only_if
    if condition is None:
        return ""
    asked = {each.id: each for _, each in pack.prompts()}
    of = asked.get(condition.prompt) if condition.prompt else parent
    lines = [*_lines(condition, of, pack)]
    at = f"At “{of.ask}” " if condition.prompt and of is not None and lines else ""
    return f"{at}{' '.join(lines)}".strip()


def _lines(condition: Condition, of: Prompt | None, pack: Pack) -> Iterator[str]:
    names = _names(of, pack)
    if condition.chose:
        yield f"If you picked: {_named(condition.chose, names)}."
    if condition.not_chose:
        yield f"Leave this out if you picked: {_named(condition.not_chose, names)}."
    if condition.placed:
        yield f"For each card in: {_named(condition.placed, names)}."
    scale = pack.scales.get(getattr(of, "scale", ""))
    for limit, way in ((condition.at_most, "before"), (condition.at_least, "after")):
        if limit is not None:
            yield f"If you are at {_point(limit, scale)}, or {way} it."


def _named(ids: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(each, each) for each in ids)


def _names(prompt: Prompt | None, pack: Pack) -> dict[str, str]:
    scale = pack.scales.get(getattr(prompt, "scale", ""))
    parts = (pack.standing, scale, prompt)
    return {o.id: o.word for part in parts if part is not None for o in own_options(part)}


def _point(point: int, scale: Faces | Ladder | None) -> str:
    if isinstance(scale, Faces) and point < len(scale.points):
        return scale.points[point].word
    if isinstance(scale, Ladder):
        return f"step {point} of {scale.top} ({scale.low.word} is step 0)"
    return str(point)
