"""Where things lie: a checkout, an installed copy, the variables, and folders that cannot be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

import voicebox
from voicebox.errors import StoreError
from voicebox.locations import draft_private, locate, private_folder, write_private

CHECKOUT = Path(voicebox.__file__).resolve().parent.parent


def _tree(root: Path, *, project: str = 'name = "pupil-voicebox"') -> Path:
    """A checkout as it might lie; the package's folder."""
    for folder in ("prompts", "symbols", "voicebox"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").write_text(f"[project]\n{project}\n")
    return root / "voicebox"


@pytest.fixture
def user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("data", "config", "cache"):
        folder = tmp_path / "user" / kind / "voicebox"
        monkeypatch.setattr(platformdirs, f"user_{kind}_path", lambda *_, at=folder, **__: at)
    return tmp_path / "user"


def test_a_checkout_keeps_its_talks_in_sessions_and_its_keys_apart(
    tmp_path: Path, user_folders: Path
) -> None:
    where = locate({}, package=_tree(tmp_path / "clone"))
    sessions = tmp_path / "clone" / "sessions"
    assert where.checkout
    assert (where.data, where.cache) == (sessions, sessions / "cache")
    assert where.settings_file == sessions / "settings.toml"
    assert where.keys == user_folders / "config" / "voicebox" / "keys"
    assert where.prompts == tmp_path / "clone" / "prompts"
    assert where.symbols == tmp_path / "clone" / "symbols"


def test_an_installed_copy_uses_the_users_own_folders(tmp_path: Path, user_folders: Path) -> None:
    package = tmp_path / "site-packages" / "voicebox"
    where = locate({}, package=package)
    assert not where.checkout
    assert where.data == user_folders / "data" / "voicebox"
    assert where.settings_file == user_folders / "config" / "voicebox" / "settings.toml"
    assert where.cache == user_folders / "cache" / "voicebox"
    assert where.keys == user_folders / "config" / "voicebox" / "keys"
    assert where.prompts == package / "_data" / "prompts"
    assert where.symbols == package / "_data" / "symbols"


def test_keys_lie_apart_where_a_system_has_one_folder_for_data_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "Application Support" / "voicebox"
    for kind in ("data", "config", "cache"):
        monkeypatch.setattr(platformdirs, f"user_{kind}_path", lambda *_, **__: one)
    where = locate({}, package=tmp_path / "site-packages" / "voicebox")
    assert where.data == one
    assert where.keys == tmp_path / "Application Support" / "voicebox-keys"


@pytest.mark.parametrize("missing", ["prompts", "symbols", "pyproject.toml"])
def test_a_folder_that_lacks_a_part_is_no_checkout(
    tmp_path: Path, user_folders: Path, missing: str
) -> None:
    package = _tree(tmp_path / "clone")
    part = tmp_path / "clone" / missing
    part.rename(part.with_name("away"))
    assert not locate({}, package=package).checkout


def test_another_project_around_the_package_is_no_checkout(
    tmp_path: Path, user_folders: Path
) -> None:
    package = _tree(tmp_path / "clone", project='name = "school"\nx = ["pupil-voicebox"]')
    assert not locate({}, package=package).checkout


def test_the_current_folder_decides_nothing(
    tmp_path: Path, user_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tree(tmp_path / "clone")
    monkeypatch.chdir(tmp_path / "clone")
    assert not locate({}, package=tmp_path / "site-packages" / "voicebox").checkout
    monkeypatch.chdir(tmp_path)
    assert locate({}).prompts == CHECKOUT / "prompts"


def test_the_variables_name_the_folders(tmp_path: Path) -> None:
    where = locate({"VOICEBOX_HOME": str(tmp_path / "h"), "VOICEBOX_KEYS": str(tmp_path / "k")})
    assert (where.data, where.keys) == (tmp_path / "h", tmp_path / "k")
    assert where.settings_file == tmp_path / "h" / "settings.toml"
    assert where.cache == tmp_path / "h" / "cache"
    assert list(tmp_path.iterdir()) == []


def test_a_relative_variable_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    where = locate({"VOICEBOX_HOME": "talks", "VOICEBOX_KEYS": "../keys"})
    assert (where.data, where.keys) == (tmp_path / "talks", tmp_path.parent / "keys")


def test_an_empty_variable_names_nothing(user_folders: Path, tmp_path: Path) -> None:
    where = locate({"VOICEBOX_HOME": "", "VOICEBOX_KEYS": ""}, package=tmp_path / "voicebox")
    assert where.data == user_folders / "data" / "voicebox"


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: Path("~/.config"))
    with pytest.raises(StoreError, match=r"no home folder.*VOICEBOX_HOME.*VOICEBOX_KEYS"):
        locate({})


def test_private_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    for folder in (made, made.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    tmp_path.chmod(0o755)
    assert private_folder(tmp_path) == tmp_path
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_in_the_way_of_a_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(StoreError, match="a file of that name is in the way"):
        private_folder(tmp_path / "a")
    with pytest.raises(StoreError, match="in the way"):
        private_folder(tmp_path / "a" / "b")


def test_private_files_are_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "settings.toml"
    write_private(path, b"one")
    write_private(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "settings.toml" / "in the way").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written"):
        write_private(tmp_path / "settings.toml", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
    draft = draft_private(tmp_path / "other", b"one")
    assert draft.parent == tmp_path
    assert draft.read_bytes() == b"one"


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, voicebox.locations;"
        "print([m for m in ('platformdirs', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
