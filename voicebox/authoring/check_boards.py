"""Checks of cards, pictures and scales: what there is no picture of, and what is too much."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from voicebox.authoring.findings import FOR_CHILDREN, Found, Severity
from voicebox.prompts.models import Faces, Option, Pack, Prompt, ScalePrompt, Sort
from voicebox.prompts.places import boards, places, walk
from voicebox.prompts.structure import scale_of
from voicebox.prompts.wording import near

MOST_CARDS = 12
LONGEST_WORD = 22
"""Letters that fit under a card of 16 columns, on two lines with a space."""
MOST_COLUMNS = 3


def check_boards(pack: Pack, known_symbols: Container[str]) -> Iterator[Found]:
    """What there is to mend in the boards of `pack`, given the ids of the symbols there are."""
    yield from _symbols(pack, known_symbols)
    yield from _words(pack)
    yield from _scales(pack)


def _symbols(pack: Pack, known: Container[str]) -> Iterator[Found]:
    names = known if isinstance(known, Iterable) else ()
    for path, value in walk(pack):
        if path and path[-1] == "symbol" and isinstance(value, str) and value not in known:
            yield Found(
                path,
                Severity.ERROR,
                "unknown-symbol",
                f"There is no symbol `{value}`.",
                near(value, names) or "Look for one: voicebox symbols find WORD.",
            )


def _words(pack: Pack) -> Iterator[Found]:
    for path, board in boards(pack):
        if len(board) > MOST_CARDS:
            yield Found(
                path,
                Severity.WARNING,
                "wide-board",
                f"This board has {len(board)} cards; {MOST_CARDS} are many already.",
                "Keep those that matter most. `something else` is always there.",
            )
    for path, value in walk(pack):
        if isinstance(value, Option) and len(value.word) > LONGEST_WORD:
            yield Found(
                path,
                Severity.ADVICE,
                "long-word",
                f"`{value.word}` has {len(value.word)} letters; {LONGEST_WORD} fit under a card.",
                "Find a shorter word.",
            )


def _scales(pack: Pack) -> Iterator[Found]:
    for place in places(pack):
        scale = scale_of(place.prompt, pack)
        columns = len(scale.points) if isinstance(scale, Faces) else 0
        if isinstance(place.prompt, Sort) and columns > MOST_COLUMNS:
            yield Found(
                (*place.path, "scale"),
                Severity.WARNING,
                "many-columns",
                f"`{place.prompt.id}` sorts into {columns} columns.",
                f"Name a scale of two or {MOST_COLUMNS} points.",
            )
    used = [
        each
        for each in places(pack)
        if isinstance(each.prompt, Sort | ScalePrompt) and not _was_tried(each.prompt)
    ]
    if used and pack.practice is None and pack.audience in FOR_CHILDREN:
        yield Found(
            (*used[0].path, "scale"),
            Severity.WARNING,
            "no-practice",
            f"`{used[0].prompt.id}` uses a scale, and the pack has no `practice` (rule 3).",
            "Add `practice`, so that the scale is tried with a like and a dislike first.",
        )


def _was_tried(prompt: Prompt) -> bool:
    """A ladder that is asked again was tried when it was first asked, in the talk that it is of."""
    return prompt.recall is not None and prompt.recall.scales
