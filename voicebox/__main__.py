"""`python -m voicebox`: the same as the command `voicebox`."""

from __future__ import annotations

import sys

from voicebox.cli import main

if __name__ == "__main__":
    sys.exit(main())
