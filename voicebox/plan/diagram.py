"""The golden thread as a picture in words: a Mermaid flowchart, from what was said to provision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voicebox.plan.nodes import COLUMNS, Node, nodes
from voicebox.plan.thread import Thread

_NOT_PLAIN = re.compile(r"[^\w .,;:!?'’()/-]|_")
LONGEST = 60
"""Characters of one label."""


def mermaid(thread: Thread) -> str:
    """A flowchart that reads from left to right; it ends in a newline.

    Every character that Mermaid could take for its own is written as its number, so that no word
    of anyone's comes to life in it.
    """
    return "\n".join(_lines(thread)) + "\n"


def _lines(thread: Thread) -> Iterator[str]:
    found = nodes(thread)
    ids = {node.id: f"n{number}" for number, node in enumerate(found, start=1)}
    yield "flowchart LR"
    for column, title in enumerate(COLUMNS):
        inside = [node for node in found if node.column == column]
        if inside:
            yield f'  subgraph c{column}["{_label(title)}"]'
            yield from (f'    {ids[node.id]}["{_text(node)}"]' for node in inside)
            yield "  end"
    for edge in thread.edges:
        if edge.step in ids and edge.back_to in ids:
            yield f"  {ids[edge.back_to]} --> {ids[edge.step]}"
    lost = [ids[node.id] for node in found if node.is_lost]
    if lost:
        yield "  classDef lost stroke-dasharray: 6 4,stroke-width: 3px"
        yield f"  class {','.join(lost)} lost"


def _text(node: Node) -> str:
    words = " ".join(node.words.split())
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 3].rstrip()}..."
    note = f"<br/>({_label(node.note)})" if node.note else ""
    return f"{_label(node.by)}: {_label(short)}{note}" if node.by else f"{_label(short)}{note}"


def _label(words: str) -> str:
    return _NOT_PLAIN.sub(lambda found: f"#{ord(found[0])};", words)
