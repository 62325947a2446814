"""Draw the life of a talk as Mermaid, from the table that the machine runs on."""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.conversation.states import OPEN, TABLE, State, Trigger

_BOX = "life_open"


def life_diagram() -> str:
    """The states of a talk and what moves it between them, ending with a newline.

    They are lines of a flowchart, to stand below `pack_diagram`. A trigger that leads from many
    open states, or to whichever was there before, stands once, on the box around them.
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '    subgraph life["the life of a talk"]'
    yield f'    subgraph {_BOX}["an open talk, in which back leads to what was there before"]'
    for state in OPEN:
        yield f"        {_box(state)}"
    for here, there in dict.fromkeys(_onward()):
        yield f"        {_node(here)} --> {_node(there)}"
    yield "    end"
    for state in State:
        if state not in OPEN:
            yield f"    {_box(state)}"
    for source, dest, trigger in dict.fromkeys(_other_ways()):
        yield f'    {source} -->|"{trigger.value.replace("_", " ")}"| {dest}'
    yield "    end"


def _node(state: State) -> str:
    return f"life_{state.value}"


def _box(state: State) -> str:
    return f'{_node(state)}(["{state.value.replace("_", " ")}"])'


def _onward() -> Iterator[tuple[State, State]]:
    """Moving on, in the order of a talk."""
    for row in TABLE:
        if row.trigger is Trigger.MOVE_ON:
            later = (source for source in row.sources if OPEN.index(source) < OPEN.index(row.dest))
            yield from ((source, row.dest) for source in later)


def _other_ways() -> Iterator[tuple[str, str, Trigger]]:
    for row in TABLE:
        if row.trigger in (Trigger.MOVE_ON, Trigger.GO_BACK):
            continue
        to_where_it_was = row.trigger is Trigger.CARRY_ON and State.PAUSED in row.sources
        dest = _BOX if to_where_it_was else _node(row.dest)
        many = set(OPEN) <= set(row.sources)
        if many:
            yield _BOX, dest, row.trigger
        for source in row.sources:
            if not (many and source in OPEN):
                yield _node(source), dest, row.trigger
