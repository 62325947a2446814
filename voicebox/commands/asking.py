"""Asking for a passphrase: at the terminal, from a file, or from standard input. Never in argv."""

from __future__ import annotations

import getpass
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from voicebox.bootstrap import open_store
from voicebox.errors import StoreError, StoreLocked
from voicebox.text import paint_line
from voicebox.writing import read_whole

if TYPE_CHECKING:
    from voicebox.locations import Locations
    from voicebox.store.repository import SqlStore

FROM_FILE = "VOICEBOX_PASSPHRASE_FILE"
_LARGEST = 100_000


class Secrets:
    """Secrets, one after the other: each is a line of a file or of standard input, or is typed."""

    def __init__(
        self, environ: Mapping[str, str] = os.environ, stdin: TextIO | None = None
    ) -> None:
        """Look nowhere yet."""
        self._file = environ.get(FROM_FILE, "")
        self._stdin = stdin or sys.stdin
        self._lines: Iterator[str] | None = None

    @property
    def are_typed(self) -> bool:
        """Does somebody sit at a terminal, and no file speaks for them?"""
        return not self._file and self._stdin.isatty()

    def one(self, what: str) -> str:
        """A secret there is already; `what` it is, as `Passphrase`.

        Raises:
            StoreError: none was given.
        """
        given = getpass.getpass(f"{what}: ") if self.are_typed else self._next_line()
        if not given:
            raise StoreError(
                f"No {what[0].lower()}{what[1:]} was given.",
                mend=f"Type it, or put it into a file and name that in {FROM_FILE}.",
            )
        return given

    def new(self, what: str) -> str:
        """A secret that is to be set; asked for twice where it is typed, since nobody sees it.

        Raises:
            StoreError: none was given, or the two are not the same.
        """
        given = self.one(what)
        if self.are_typed and getpass.getpass("The same again: ") != given:
            raise StoreError("The two are not the same; nothing was changed.", mend="Try again.")
        return given

    def _next_line(self) -> str:
        if not self._file:
            return self._stdin.readline().rstrip("\r\n")
        if self._lines is None:
            path = Path(self._file).expanduser()
            content = read_whole(path, most=_LARGEST)
            _warn_of_others(path)
            self._lines = iter(content.decode("utf-8", "surrogateescape").splitlines())
        return next(self._lines, "")


def _warn_of_others(path: Path) -> None:
    """Say it where other users of the computer may read a file of secrets; it is taken still."""
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        name = paint_line(str(path))
        print(f"Others can read {name}. Mend it with: chmod 600 {name}", file=sys.stderr)


def opened(where: Locations, secrets: Secrets) -> SqlStore:
    """The store; where it is locked, the passphrase is asked for.

    Raises:
        StoreLocked: it is locked, and no passphrase was given.
        StoreError: as `SqlStore.open` says.
    """
    try:
        return open_store(where)
    except StoreLocked as locked:
        try:
            secret = secrets.one("Passphrase")
        except StoreError:
            raise locked from None
        return open_store(where, secret)


def ask_yes(question: str) -> bool:
    """Ask at the terminal; Enter is yes."""
    return not input(f"{question} [Y/n] ").strip().lower().startswith("n")


def typed_yes(question: str) -> bool:
    """Ask at the terminal about what cannot be taken back: only the word yes is a yes."""
    try:
        return input(f"{question} Type yes to go on: ").strip().lower() == "yes"
    except EOFError:
        return False


def shown(path: Path) -> str:
    """A path, fit to be printed."""
    return paint_line(str(path))
