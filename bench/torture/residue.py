"""After `forget`: nothing of the pupil in any file, page, free page, log or temporary folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bench.house import VOICEBOX, BenchHome, bench_home
from bench.torture.figures import Figure
from voicebox.store import keys
from voicebox.store.engine import PAGE_BYTES
from voicebox.store.repository import SqlStore

_RESERVE, _IV, _SALT = 80, 16, 16
"""At the end of each SQLCipher page stand its initial vector and its check."""
NAME, ANSWER, WORRY = "Zofia Wisniewska", "the quokka of Llewelyn", "a sousaphone in me"
_SECRETS = [words.encode() for words in ("Zofia", "Wisniewska", "quokka", "Llewelyn", "sousaphone")]
_NOTES = 40


def search_after_forget() -> Figure:
    """Hold talks with two pupils, forget one, and search everything for what was theirs."""
    figure = Figure("words of a forgotten pupil, searched for in every file and page", "places")
    with bench_home() as home:
        (home.folder / "tmp").mkdir()
        hold(home, "Amira Khan", "with my dog at nans", "")
        mine = hold(home, NAME, ANSWER, WORRY)
        run(home, "export", mine, "--format", "pdf", "-o", str(home.folder / "export.pdf"))
        (home.folder / "export.pdf").unlink()  # what was exported is no longer voicebox's
        others = _others(home)
        before = found(home)
        figure.must(bool(before), "BLIND: the words are not found while they are there")
        sign(home)
        words = ("--yes-forget", NAME, "--reason", "the family asked")
        done = run(home, "forget", NAME, *words)
        figure.must(done.returncode == 0, f"not forgotten: {done.stderr[-300:]}")
        figure.count = sum(1 for _ in places(home))
        left = found(home)
        figure.must(not left, f"left in {left}")
        figure.must(_others(home) == others, "another pupil's record is not as it was")
        figure.kept = _NOTES
        figure.note = f"found in {len(before)} places before, in none after"
    return figure


def hold(home: BenchHome, pupil: str, words: str, worry: str, *, notes: int = _NOTES) -> str:
    """Hold a talk in plain mode, with these words in each of its notes; its id."""
    lines = ["1"] * 5 + [f"/note {words} {n}" for n in range(notes)]
    lines += [f"/worry {worry}"] if worry else []
    done = run(home, "talk", "--plain", "--no-speech", "--pupil", pupil, typed="\n".join(lines))
    found = re.search(r"Talk (\w+) with", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(done.stderr[-300:])
    return found[1]


def run(home: BenchHome, *argv: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command, with a temporary folder in the home."""
    environ = {**home.environ, "TMPDIR": str(home.folder / "tmp")}
    return subprocess.run(
        [*VOICEBOX, *argv], input=typed, env=environ, capture_output=True, text=True, timeout=120
    )


def sign(home: BenchHome) -> None:
    """A worry has to be passed on before its pupil can be forgotten."""
    store = SqlStore.open(home.where)
    for concern in store.concerns():
        store.pass_on_concern(concern.id, to="Mrs Okoye", at=datetime.now(UTC))
    store.close()


def _others(home: BenchHome) -> list[str]:
    """What there is to read of the pupil who is not forgotten."""
    talks = run(home, "talks", "--pupil", "Amira Khan", "--json").stdout
    ids = re.findall(r'"id": "(\w{10})"', talks)
    return [talks, *(run(home, "show", id_).stdout for id_ in ids)]


def found(home: BenchHome) -> list[str]:
    """Where the words of the pupil to be forgotten stand."""
    return [
        place
        for place, content in places(home)
        if any(secret.lower() in content.lower() for secret in _SECRETS)
    ]


def places(home: BenchHome) -> Iterator[tuple[str, bytes]]:
    """Every file with its name, and every page of the talks file and its log, decrypted."""
    key = keys.data_key(keys.read_slots(home.where.data / keys.FILE_NAME), home.where.keys)
    for path in sorted(home.folder.rglob("*")):
        name = str(path.relative_to(home.folder))
        yield f"the name {name}", name.encode()
        if path.is_file():
            content = path.read_bytes()
            yield name, content
            if path.name.startswith("voicebox.db") and not path.name.endswith("-shm"):
                log = path.name.endswith("-wal")
                yield from ((f"{name}, page {at}", page) for at, page in _pages(content, key, log))


def _pages(content: bytes, key: bytes, is_log: bool) -> Iterator[tuple[int, bytes]]:
    head, step = (32 + 24, PAGE_BYTES + 24) if is_log else (0, PAGE_BYTES)
    for at, start in enumerate(range(head, len(content) - PAGE_BYTES + 1, step)):
        page = content[start : start + PAGE_BYTES]
        skip = _SALT if start == 0 else 0
        vector = page[-_RESERVE : -_RESERVE + _IV]
        opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        yield at + 1, opened.update(page[skip:-_RESERVE]) + opened.finalize()
