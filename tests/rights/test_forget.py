"""Forgetting one pupil: all of theirs is gone from every file, and nobody else is touched."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from tests.fakes import BEGAN
from tests.passing.homes import bundle_of, places, receive
from tests.rights.conftest import CHILD, NAME, UNIQUE, Kept
from voicebox.errors import RightsError, StoreError
from voicebox.exports import Audience, gather_talk
from voicebox.exports.base import export, formats
from voicebox.passing.bundle import encode
from voicebox.passing.receiving import open_bundle
from voicebox.ports import Pupil
from voicebox.rights import forgetting
from voicebox.rights.forgetting import finish, forget, held, tombstones
from voicebox.store import direct, leavers, tables
from voicebox.store.repository import SqlStore

REASON = "the family asked, letter of 3 November"


def _everything_of(store: SqlStore, pupil: Pupil) -> list[bytes]:
    """Every export of a pupil, and their rows as they are kept."""
    talks = [gather_talk(store, each.header.id) for each in store.talks(pupil=pupil.id)]
    day = BEGAN.date()
    made = [
        export(talks, name, Audience.CHILD, today=day)
        for name in formats()
        if name not in ("pdf", "docx")
    ]
    return [*made, repr([store.events(t.summary.header.id) for t in talks]).encode()]


def _plain_copy(kept: Kept, path: Path) -> bytes:
    """The whole database without its encryption, free pages and all, by sqlcipher's own export."""
    connection = sqlcipher.connect(str(kept.store.path))
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{kept.store.data_key.hex()}'\"")
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    assert free == 0
    return path.read_bytes()


def _pages(kept: Kept) -> list[bytes]:
    """Every page of the file as it lies there, decrypted one by one: also what no table holds."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content, key = kept.store.path.read_bytes(), kept.store.data_key
    found = []
    for at in range(0, len(content), 4096):
        page = content[at : at + 4096]
        body, iv = page[16 if at == 0 else 0 : 4096 - 80], page[4096 - 80 : 4096 - 64]
        opened = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        found.append(opened.update(body) + opened.finalize())
    return found


def test_nothing_is_left_and_nobody_else_is_touched(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    packs = kept.where.cache / "packs"
    packs.mkdir(parents=True)
    (packs / "mine.json").write_text(UNIQUE)
    before = _everything_of(kept.store, kept.other)
    assert UNIQUE.encode() in b"".join(_pages(kept)).lower()
    kept.sign_worry()
    counts = held(kept.store, kept.pupil.id)
    assert (counts.talks, counts.boards, counts.preferences, counts.concerns) == (1, 1, 1, 1)
    told: list[str] = []
    forget(kept.store, kept.pupil, authority=REASON, by="Mr Shah", now=BEGAN, tell=told.append)
    assert len(told) == 2
    assert _everything_of(kept.store, kept.other) == before
    assert [pupil.name for pupil in kept.store.pupils()] == ["Tomos"]
    assert UNIQUE.encode() not in b"".join(_pages(kept)).lower()
    plain = _plain_copy(kept, tmp_path / "plain.db").lower()
    assert UNIQUE.encode() not in plain
    assert kept.own.png not in plain
    assert b"tomos" in plain
    for root, _, names in os.walk(tmp_path):
        for name in names:
            assert UNIQUE not in name.lower()
            assert UNIQUE.encode() not in (Path(root) / name).read_bytes().lower()
    (stone,) = tombstones(kept.store)
    assert (stone.pupil, stone.authority, stone.swept) == (kept.pupil.id, REASON, True)
    assert stone.counts["talks"] == 1
    account = kept.store.account(pupil=kept.pupil.id)
    assert account.broken_at is None
    assert account.lines[0].act == "forgotten"


def test_a_worry_that_nobody_has_is_not_taken_out(kept: Kept) -> None:
    with pytest.raises(RightsError, match=re.escape("voicebox worries sign")):
        forget(kept.store, kept.pupil, authority=REASON, by="", now=BEGAN)
    assert len(kept.store.concerns()) == 1
    assert held(kept.store, kept.pupil.id).talks == 1


@pytest.mark.parametrize("reason", ["", " \n", "x" * 201, f"{NAME.upper()}'s mum asked"])
def test_a_reason_is_there_and_does_not_name_the_child(kept: Kept, reason: str) -> None:
    kept.sign_worry()
    with pytest.raises(RightsError):
        forget(kept.store, kept.pupil, authority=reason, by="", now=BEGAN)
    assert held(kept.store, kept.pupil.id).talks == 1


def test_events_stay_append_only_after_it_and_when_it_fails(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.sign_worry()
    before = held(kept.store, kept.pupil.id)

    def fail(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(leavers, "drop_unused_pictures", fail)
        with pytest.raises(StoreError, match="full"):
            forget(kept.store, kept.pupil, authority=REASON, by="", now=BEGAN)
    assert held(kept.store, kept.pupil.id) == before
    _refuses_deletion(kept.store)
    with monkeypatch.context() as broken:
        broken.setattr(forgetting, "make_anew", fail)
        with pytest.raises(StoreError, match="full"):
            forget(kept.store, kept.pupil, authority=REASON, by="", now=BEGAN)
    assert [stone.swept for stone in tombstones(kept.store)] == [False]
    assert finish(kept.store, BEGAN)
    assert not finish(kept.store, BEGAN)
    assert [stone.swept for stone in tombstones(kept.store)] == [True]
    assert UNIQUE.encode() not in b"".join(_pages(kept)).lower()
    _refuses_deletion(kept.store)


def test_how_far_it_is_is_told_to_the_end(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(direct, "_BETWEEN_LOOKS", 0)
    far: list[float] = []
    direct.make_anew(kept.store, far.append)
    assert far == sorted(far)
    assert far[0] >= 0
    assert far[-1] == 1.0
    stopped = KeyboardInterrupt()

    def stop(_: float) -> None:
        raise stopped

    with pytest.raises(KeyboardInterrupt):
        direct.make_anew(kept.store, stop)
    direct.make_anew(kept.store)


def test_the_quarters_are_told_in_lines_where_nobody_draws_them(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_anew(_: SqlStore, progress: direct.Progress) -> None:
        for far in (0.0, 0.3, 0.4, 0.8, 1.0):
            progress(far)

    monkeypatch.setattr(forgetting, "make_anew", make_anew)
    kept.sign_worry()
    told: list[str] = []
    forget(kept.store, kept.pupil, authority=REASON, by="", now=BEGAN, tell=told.append)
    assert [line[-3:] for line in told if "%" in line] == ["25%", "75%"]


def _refuses_deletion(store: SqlStore) -> None:
    for table in (tables.event, tables.pack, tables.audit):
        with pytest.raises(StoreError), direct.writing(store) as connection:
            connection.execute(table.delete())


def test_who_was_forgotten_is_known_when_a_bundle_brings_them_back(
    kept: Kept, tmp_path: Path
) -> None:
    kept.sign_worry()
    bundle = bundle_of(kept.store)
    forget(kept.store, kept.pupil, authority=REASON, by="", now=BEGAN)
    opened = open_bundle(kept.store, encode(bundle))
    assert {each.pupil.name: each.forgotten for each in opened.pupils} == {
        NAME: "2026-11-22",
        "Tomos": "",
    }
    elsewhere = SqlStore.open(places(tmp_path / "elsewhere"))
    receive(elsewhere, bundle)
    (there,) = [pupil for pupil in elsewhere.pupils() if pupil.name == NAME]
    forget(elsewhere, there, authority=REASON, by="", now=BEGAN)
    with direct.reading(elsewhere) as connection:
        assert len(connection.execute(select(tables.known_pupil)).all()) == 1
        assert CHILD not in repr(connection.execute(select(tables.event)).all())
    elsewhere.close()
