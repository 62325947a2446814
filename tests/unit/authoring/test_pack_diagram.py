"""The Mermaid drawing of a pack: whole, well formed, and no words of a pack break out of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voicebox.authoring.diagram import label, pack_diagram
from voicebox.prompts.loader import load_pack

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"

LABEL = r'"(?:[^"#<>&`\[\]{}()|;\\]|#\d+;|<br/>)*"'
NODE = r"(?:p\d+|begin|finish)"
LINES = re.compile(
    "|".join(
        (
            "flowchart TD",
            rf" {{4}}(?:begin|finish)\(\[{LABEL}\]\)",
            rf" {{4}}subgraph s\d+\[{LABEL}\]",
            rf" {{8}}p\d+\[{LABEL}\]",
            " {4}end",
            rf" {{4}}{NODE} -\.?->(?:\|{LABEL}\|)? {NODE}",
        )
    )
)


def test_every_line_is_mermaid() -> None:
    drawn = pack_diagram(load_pack(SMALL))
    assert drawn.endswith("\n")
    for line in drawn.splitlines():
        assert LINES.fullmatch(line), line
    assert drawn.count("subgraph") == drawn.count("    end\n") == 3


def test_prompts_follow_ups_and_routes_are_drawn() -> None:
    pack = load_pack(SMALL)
    drawn = pack_diagram(pack)
    node = {prompt.id: f"p{order}" for order, (_, prompt) in enumerate(pack.prompts())}
    for name, box in node.items():
        assert f'{box}["{name}<br/>' in drawn
    assert f'{node["good-day"]} -.->|"pets"| {node["which-pet"]}\n' in drawn
    assert f'{node["my-people"]} -->|"no-one-now"| {node["by-myself"]}\n' in drawn
    assert f"{node['good-day']} --> {node['places']}\n" in drawn
    assert f"{node['how-was-it']} --> finish\n" in drawn


@pytest.mark.parametrize(
    "words",
    ['a" ]--> b', "<script>x</script>", "end\nend", "%% no", "a#quot;b", "`**b**`", "- a", "1. a"],
)
def test_no_words_break_out_of_a_label(words: str) -> None:
    assert re.fullmatch(LABEL, f'"{label(words)}"')
    assert not re.match(r"-|\d+\.|%%", label(words))
    hostile = load_pack(SMALL).model_copy(update={"title": words})
    for line in pack_diagram(hostile).splitlines():
        assert LINES.fullmatch(line), line


def test_words_of_all_languages_stay_as_they_are() -> None:
    assert label("Beth sy'n dda? Tŷ, dŵr") == "Beth sy'n dda? Tŷ, dŵr"
    assert label("ما رأيك") == "ما رأيك"
