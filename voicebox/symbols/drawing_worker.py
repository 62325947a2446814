"""The process that draws a stranger's SVGs: what goes wrong in it ends it, and nothing else.

It reads SVGs and writes PNGs, each after its length in four bytes, the first one first; a length of
0 says that it cannot be drawn.
"""

from __future__ import annotations

import struct
import sys
from contextlib import suppress
from typing import BinaryIO

MEMORY = 1_500_000_000
"""Bytes of address space."""
LENGTH = struct.Struct(">I")


def main() -> None:
    """Draw until there is nothing more to read."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(asked: BinaryIO, drawn: BinaryIO) -> None:
    """Answer each SVG of `asked` with a PNG in `drawn`."""
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        png = _png(asked.read(LENGTH.unpack(head)[0]).decode())
        drawn.write(LENGTH.pack(len(png)) + png)
        drawn.flush()


def _png(svg: str) -> bytes:
    import resvg_py

    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    except BaseException:  # noqa: BLE001 - resvg's panics are no Exception, and end one drawing only
        return b""


if __name__ == "__main__":
    main()
