"""The golden thread as a tree of lines: under what was said, the steps; under those, who helps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from voicebox.plan.nodes import NEEDS, SAID, Node, nodes
from voicebox.plan.thread import Thread

WIDTH = 76
"""Columns of a line."""


def tree(thread: Thread) -> Iterator[str]:
    """Lines to be painted; a person's words are folded, never cut."""
    every = {node.id: node for node in nodes(thread)}
    leads_to: dict[str, list[str]] = {}
    for edge in thread.edges:
        leads_to.setdefault(edge.back_to, []).append(edge.step)
    reached = {step for steps in leads_to.values() for step in steps}
    roots = [node for node in every.values() if node.column == SAID]
    loose = [each for each in every.values() if each.column != SAID and each.id not in reached]
    if not roots and not loose:
        yield "Nothing was said yet that a plan could lead back to."
    for node in roots:
        yield from _branch(node, every, leads_to, "", "", frozenset())
        yield ""
    if loose:
        yield "Leads back to nothing that was said:"
        for node in loose:
            yield from _branch(node, every, leads_to, "  ", "  ", frozenset())


def _branch(
    node: Node,
    every: dict[str, Node],
    leads_to: dict[str, list[str]],
    first: str,
    rest: str,
    above: frozenset[str],
) -> Iterator[str]:
    below = [every[id_] for id_ in leads_to.get(node.id, []) if id_ in every and id_ not in above]
    yield from _folded(_words(node), first, f"{rest}│  " if below else f"{rest}   ")
    for number, child in enumerate(below):
        is_last = number == len(below) - 1
        mark, after = ("└─ ", "   ") if is_last else ("├─ ", "│  ")
        yield from _branch(child, every, leads_to, rest + mark, rest + after, above | {node.id})


def _words(node: Node) -> str:
    words = f"“{node.words}”" if node.is_quoted else node.words
    kind = "need: " if node.column == NEEDS else ""
    by = f"  ({node.by})" if node.by else ""
    note = f"  ← {node.note}" if node.note else ""
    return f"{kind}{words}{by}{note}"


def _folded(words: str, first: str, rest: str) -> Iterator[str]:
    for number, line in enumerate(words.split("\n")):
        folded = textwrap.wrap(
            line,
            WIDTH,
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from folded or [rest]
