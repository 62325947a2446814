"""Packs from a stranger that no short line of data could say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.hostile.conftest import SMALL

WORDS = Path(SMALL).read_text(encoding="utf-8")
LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{chr(98 + at)}: &{chr(98 + at)} [*{chr(97 + at)}, *{chr(97 + at)}]\n" for at in range(12)
)


def _route_in_a_circle(words: str) -> str:
    """The last section's first prompt leads back to a prompt before it."""
    at = words.index("      - id: next-steps\n        kind: tell_you\n")
    end = words.index("\n", words.index("        kind: tell_you", at)) + 1
    return words[:end] + "        next: [{go_to: good-day}]\n" + words[end:]


PACKS: dict[str, bytes | Callable[[str], str]] = {
    "aliases": LAUGHS.encode(),
    "an alias to itself": b"pack: &a [*a]\n",
    "a name twice": lambda words: words + "\ntitle: Another title\n",
    "50 MB": b"#" + b" " * 50_000_000,
    "routes in a circle": _route_in_a_circle,
    "an unknown field": lambda words: words.replace("minutes: 5", "minutes: 5\nrun: rm"),
    "a python object": b"pack: !!python/object/apply:os.system [touch /tmp/owned]\n",
    "binary": bytes(range(256)) * 40,
    "deep lists": b"pack: " + b"[" * 100_000,
    "deep maps": "\n".join(" " * n + "a:" for n in range(500)).encode(),
    "an escape in a question": lambda words: words.replace("ask: Hello", 'ask: "a \\e[2J" #', 1),
    "nothing": b"",
    "a blank that nobody fills": lambda words: words.replace("{pupil}", "{password}", 1),
}
