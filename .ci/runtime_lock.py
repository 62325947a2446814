"""Print the part of requirements.lock that an installed voicebox needs to run on this machine.

usage: runtime_lock.py REQUIREMENTS.LOCK, in an environment where the project is installed
"""

import sys
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed(distribution: str) -> set[str]:
    """The names of everything that `distribution` needs here, directly or not."""
    found: set[str] = set()
    waiting = [distribution]
    while waiting:
        for line in requires(waiting.pop()) or []:
            requirement = Requirement(line)
            name = canonicalize_name(requirement.name)
            is_needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if is_needed and name not in found:
                found.add(name)
                waiting.append(name)
    return found


def blocks(lock: str) -> dict[str, str]:
    """The lock's own lines for each name: the pinned version and its hashes."""
    found: dict[str, str] = {}
    name = ""
    for line in lock.splitlines(keepends=True):
        if not line.startswith((" ", "#")):
            name = canonicalize_name(line.partition("==")[0])
        found[name] = found.get(name, "") + line
    return found


pinned = blocks(Path(sys.argv[1]).read_text(encoding="utf-8"))
sys.stdout.write("".join(pinned[name] for name in sorted(needed("pupil-voicebox"))))
