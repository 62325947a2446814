"""A checked pack is kept beside its YAML's digest, and a damaged or old one is never used."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from voicebox.errors import PackError
from voicebox.prompts.loader import load_pack, pack_digest, pack_from_json, pack_json

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"


def test_the_cache_gives_the_same_pack(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "cache"
    first = load_pack(SMALL, cache=cache)
    assert load_pack(SMALL, cache=cache) == first == load_pack(SMALL)
    assert len(list(cache.iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_every_folder_made_for_the_cache_is_private(tmp_path: Path) -> None:
    load_pack(SMALL, cache=tmp_path / "home" / "cache" / "packs")
    made = [tmp_path / "home", tmp_path / "home" / "cache", tmp_path / "home" / "cache" / "packs"]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in made] == [0o700] * 3


def test_a_kept_pack_is_used_and_needs_no_yaml(tmp_path: Path) -> None:
    load_pack(SMALL, cache=tmp_path)
    code = (
        "import sys; from pathlib import Path; from voicebox.prompts.loader import load_pack;"
        f"print(load_pack(Path({str(SMALL)!r}), cache=Path({str(tmp_path)!r})).pack,"
        "'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["small", "False"]


def test_a_changed_pack_is_read_again(tmp_path: Path) -> None:
    mine = tmp_path / "small.yaml"
    shutil.copy(SMALL, mine)
    load_pack(mine, cache=tmp_path / "cache")
    mine.write_text(mine.read_text("utf-8").replace("A small talk", "A changed talk"), "utf-8")
    assert load_pack(mine, cache=tmp_path / "cache").title == "A changed talk"


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\x00junk", b'"\\ud800"'])
def test_a_damaged_entry_is_ignored_and_written_again(tmp_path: Path, harm: bytes) -> None:
    good = load_pack(SMALL, cache=tmp_path)
    [kept] = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(harm)
    assert load_pack(SMALL, cache=tmp_path) == good
    assert kept.read_bytes() == whole


def test_an_entry_changed_by_hand_is_not_believed(tmp_path: Path) -> None:
    good = load_pack(SMALL, cache=tmp_path)
    [kept] = tmp_path.iterdir()
    kept.write_text(kept.read_text("utf-8").replace("A small talk", "Another talk"), "utf-8")
    assert load_pack(SMALL, cache=tmp_path) == good


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert load_pack(SMALL, cache=tmp_path / "file" / "cache").pack == "small"
    assert load_pack(SMALL, cache=tmp_path / "file").pack == "small"


def test_a_faulty_pack_is_not_kept(tmp_path: Path) -> None:
    mine = tmp_path / "small.yaml"
    mine.write_text("pack: x\n", encoding="utf-8")
    with pytest.raises(PackError):
        load_pack(mine, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_json_of_a_pack_goes_there_and_back() -> None:
    pack = load_pack(SMALL)
    text = pack_json(pack)
    assert pack_from_json(text) == pack
    assert pack_json(pack_from_json(text)) == text
    assert pack_digest(pack) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("text", ["", "{}", "[" * 5_000, '{"pack": 1}', "\0"])
def test_json_that_is_no_pack_is_the_named_error(text: str) -> None:
    with pytest.raises(PackError, match=r"cannot be read.*Load it again"):
        pack_from_json(text)
