"""voicebox with another `synchronous`: `python -m bench.torture.mutant NORMAL talk --plain ...`.

For the harness alone: power cuts that find nothing wrong with NORMAL and OFF find nothing at all.
"""

from __future__ import annotations

import sys

from voicebox.cli import main
from voicebox.store import engine


def sabotage(synchronous: str) -> None:
    """Let commits go on before their bytes are safe."""
    kept = [each for each in engine._PRAGMAS if not each.startswith("synchronous=")]
    engine._PRAGMAS = (f"synchronous={synchronous}", *kept)  # type: ignore[assignment]


if __name__ == "__main__":
    sabotage(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
