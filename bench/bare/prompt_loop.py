"""The least prompt loop: print a prompt, read a line, with the terminal's line editing."""

from __future__ import annotations

import readline  # noqa: F401 - importing it is what switches line editing on


def main() -> None:
    """Ask until the input ends."""
    shown = 0
    while True:
        print(f"Shown {shown}.")
        try:
            input("> ")
        except EOFError:
            return
        shown += 1


if __name__ == "__main__":
    main()
