"""What a command prints."""

from __future__ import annotations

import sys


def print_text(words: str) -> None:
    """Print words as they are, and nothing after them."""
    sys.stdout.write(words)
