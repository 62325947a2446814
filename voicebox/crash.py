"""The last resort: what nobody foresaw is told in one line, and its places in the code are kept."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from voicebox.locations import locate, write_private

_MOST_CAUSES = 10


def report(error: BaseException) -> str:
    """Keep where it happened, in a private file, and give the line to show.

    The file holds the types of the errors and their places in the code; no message and no value,
    since those could hold a child's words.
    """
    name = type(error).__name__
    try:
        cache = locate(os.environ).cache
        path = cache / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        write_private(path, "\n".join(_places(error)).encode("utf-8", "backslashreplace"))
    except Exception:  # noqa: BLE001 - telling of one fault must not end in another
        return f"voicebox met a fault of its own ({name}). What was shown as kept is kept."
    return (
        f"voicebox met a fault of its own ({name}). What was shown as kept is kept. "
        f"Where it happened stands in {path}; it holds no words of a talk."
    )


def _places(error: BaseException) -> Iterator[str]:
    yield f"voicebox on Python {sys.version.split()[0]}, {sys.platform}"
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        cause = cause.__cause__ or cause.__context__
    yield ""
