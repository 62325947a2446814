"""Settings: read from TOML with plain errors, written whole, and the same when read again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from voicebox.errors import SettingsError
from voicebox.ports import Preferences
from voicebox.settings import load_settings, save_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.toml"


def _written(path: Path, words: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def test_without_a_file_all_is_as_at_first(path: Path) -> None:
    assert load_settings(path) == Preferences()
    assert not path.parent.exists()


def test_every_setting_is_read(path: Path) -> None:
    _written(
        path,
        'theme = "calm"\nspeech = "off"\nrate = 90\nvoice = "cel/cy"\n'
        'options_aloud = false\nadult = "Mrs Okoye"\ncards = 3\n',
    )
    assert load_settings(path) == Preferences(
        theme="calm",
        speech=False,
        rate=90,
        voice="cel/cy",
        options_aloud=False,
        adult="Mrs Okoye",
        cards=3,
    )


@pytest.mark.parametrize(
    "preferences",
    [
        Preferences(),
        Preferences(adult='Mr "Shah"\\\n\x7f Zofia é 👩‍🚒', cards=5, theme="dark", speech=False),
    ],
)
def test_what_is_written_is_read_again(path: Path, preferences: Preferences) -> None:
    save_settings(path, preferences)
    assert load_settings(path) == preferences


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_file_is_the_users_own(path: Path) -> None:
    save_settings(path, Preferences())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("line", "key", "mend"),
    [
        ('theme = "pink"', "theme", "cream, dark, high-contrast, calm"),
        ("theme = 3", "theme", "cream"),
        ("theme = []", "theme", "cream"),
        ("speech = true", "speech", '"on" or "off"'),
        ('rate = "fast"', "rate", "80 to 450"),
        ("rate = 20", "rate", "80 to 450"),
        ("rate = true", "rate", "80 to 450"),
        ('voice = "../../etc"', "voice", "speech voices"),
        ('options_aloud = "yes"', "options_aloud", "true or false"),
        (f'adult = "{"a" * 201}"', "adult", "200"),
        ("cards = 4", "cards", "2, 3 or 5"),
        ("cards = true", "cards", "2, 3 or 5"),
        ("colour = 1", "colour", "theme, speech"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(path: Path, line: str, key: str, mend: str) -> None:
    _written(path, line)
    with pytest.raises(SettingsError) as told:
        load_settings(path)
    assert str(path) in str(told.value)
    assert f"`{key}`" in str(told.value)
    assert mend in str(told.value)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"theme = dark", "is not TOML"),
        (b"theme = 'dark'\ntheme = 'calm'", "is not TOML"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"#" * 200_000, "too large"),
        (b"a = " + b"[" * 50_000, "is not TOML"),
    ],
)
def test_what_is_no_settings_file_is_one_line(path: Path, content: bytes, what: str) -> None:
    _written(path, "")
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=what) as told:
        load_settings(path)
    assert "\n" not in str(told.value)


def test_a_folder_in_its_place_is_one_line(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path)
    with pytest.raises(SettingsError, match="were not kept"):
        save_settings(path, Preferences())


def test_a_file_that_cannot_be_written_leaves_the_old_one(path: Path) -> None:
    save_settings(path, Preferences(rate=90))
    blocked = path.parent / "settings.toml" / "settings.toml"
    with pytest.raises(SettingsError, match="were not kept"):
        save_settings(blocked, Preferences())
    assert load_settings(path).rate == 90
