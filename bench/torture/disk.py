"""A disk as it may be found after a power cut: what was not synced is lost, torn or out of order.

Strict, as POSIX is: a file's bytes are safe after it was synced, a name after its folder was. What
was not synced may be there or not, each write by itself, each sector of a write by itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bench.torture.recording import Op

SECTORS = (512, 4096)
_FATES = ("lost", "kept", "some", "torn")
"""What becomes of the writes that were not synced: none, all, any of them, any sectors of them."""


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


def _apply(content: bytearray, op: Op, piece: slice | None = None) -> None:
    if op.kind == "T":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
        return
    start = op.at + (piece.start if piece else 0)
    written = op.content[piece] if piece else op.content
    if len(content) < start:
        content.extend(bytes(start - len(content)))
    content[start : start + len(written)] = written


def _tear(content: bytearray, op: Op, chance: random.Random) -> None:
    sector = chance.choice(SECTORS)
    for start in range(0, len(op.content), sector):
        if chance.random() < 0.5:
            _apply(content, op, slice(start, min(start + sector, len(op.content))))


class Disk:
    """Takes what was recorded, one act after another; `cut` gives what a power cut leaves."""

    def __init__(self, root: Path) -> None:
        """An empty disk.

        Args:
            root: the folder below which was recorded.
        """
        self._root = str(root)
        self._files: list[_File] = []
        self._by_inode: dict[int, int] = {}
        self._names: dict[str, int | None] = {}
        """What the program sees: the file of each name; None for a folder."""
        self._safe: dict[str, int | None] = {}
        self._waiting: list[Op] = []
        """Acts on names that were not synced."""
        self.told = ""

    def already(self) -> None:
        """Take what lies below the root now as safe on the disk, before anything is recorded."""
        for path in sorted(Path(self._root).rglob("*")):
            number = None
            if path.is_file():
                number = len(self._files)
                self._files.append(_File(bytearray(path.read_bytes())))
                self._by_inode[path.stat().st_ino] = number
            self._names[str(path)] = self._safe[str(path)] = number

    def take(self, op: Op) -> None:
        """What the program did next."""
        match op.kind:
            case "A":
                self.told += op.content.decode("utf-8", "replace")
            case "W" | "T":
                self._file(op).waiting.append(op)
            case "S":
                file = self._file(op)
                for each in file.waiting:
                    _apply(file.safe, each)
                file.waiting.clear()
            case "D":
                self._sync_folder(op.path)
            case _:
                made = self._made(op)
                self._name(self._names, made)
                self._waiting.append(made)

    def whole(self) -> dict[str, bytes | None]:
        """What a kill leaves: all that was done, as the program saw it."""
        return self._gather(self._names, lambda file: self._end(file, None))

    def cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """What one power cut leaves; None stands for a folder."""
        names = dict(self._safe)
        for op in self._waiting[: chance.randint(0, len(self._waiting))]:
            self._name(names, op)
        return self._gather(names, lambda file: self._end(file, chance))

    def _gather(
        self, names: dict[str, int | None], end: Callable[[_File], bytes]
    ) -> dict[str, bytes | None]:
        ends: dict[int, bytes] = {}
        left: dict[str, bytes | None] = {}
        for name, number in names.items():
            if number is None:
                left[name] = None
            elif self._reachable(names, name):
                if number not in ends:
                    ends[number] = end(self._files[number])
                left[name] = ends[number]
        return left

    def _reachable(self, names: dict[str, int | None], name: str) -> bool:
        folder = str(PurePosixPath(name).parent)
        return folder == self._root or (folder in names and self._reachable(names, folder))

    @staticmethod
    def _end(file: _File, chance: random.Random | None) -> bytes:
        content = bytearray(file.safe)
        fate = "kept" if chance is None else chance.choice(_FATES)
        for op in file.waiting if fate != "lost" else ():
            if chance is None or fate == "kept":
                _apply(content, op)
            elif fate == "torn" and op.kind == "W":
                _tear(content, op, chance)
            elif chance.random() < 0.5:
                _apply(content, op)
        return bytes(content)

    def _file(self, op: Op) -> _File:
        return self._files[self._by_inode[op.file]]

    def _made(self, op: Op) -> Op:
        """A new file gets a number of its own here: the system gives a freed one away again."""
        if op.kind != "C":
            return op
        if self._names.get(op.path) is None:
            self._files.append(_File())
            self._by_inode[op.file] = len(self._files) - 1
        return Op("C", self._by_inode[op.file], 0, op.content)

    @staticmethod
    def _name(names: dict[str, int | None], op: Op) -> None:
        match op.kind:
            case "C":
                names[op.path] = op.file
            case "M":
                names[op.path] = None
            case "U" | "X":
                names.pop(op.path, None)
            case "L" | "R":
                old, new = op.paths
                if old in names:
                    names[new] = names[old]
                    if op.kind == "R":
                        del names[old]

    def _sync_folder(self, folder: str) -> None:
        still = []
        for op in self._waiting:
            touched = op.paths if op.kind in "LR" else (op.path,)
            if any(str(PurePosixPath(path).parent) == folder for path in touched):
                self._name(self._safe, op)
            else:
                still.append(op)
        self._waiting = still


def lay_out(left: dict[str, bytes | None], root: Path, into: Path) -> None:
    """Write what was left of `root` into the empty folder `into`."""
    for name in sorted(left, key=lambda each: each.count("/")):
        path, content = into / PurePosixPath(name).relative_to(root), left[name]
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        elif path.parent.is_dir():
            path.write_bytes(content)
