"""Where everything lies: talks, settings, cache, keys, packs and symbols. Nothing else chooses."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from voicebox.errors import StoreError
from voicebox.writing import settle_folder

FOLDER_NAME = "voicebox"
_OUR_PROJECT = re.compile(r"""(?m)^name\s*=\s*["']pupil-voicebox["']""")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Locations:
    """Absolute paths. None of the folders need exist yet, but `prompts` and `symbols` do."""

    data: Path
    """The folder of the talks file and its key slots."""
    settings_file: Path
    cache: Path
    keys: Path
    """The folder of the device keys, each named by its store's id."""
    prompts: Path
    symbols: Path
    checkout: bool
    """Whether the package that runs lies in a checkout of the project."""


def locate(environ: Mapping[str, str], *, package: Path = _PACKAGE) -> Locations:
    """Choose every folder, and make none.

    Args:
        environ: `VOICEBOX_HOME` names one folder for data, settings and cache; `VOICEBOX_KEYS`
            names the folder of the device keys.
        package: the folder of the imported package, on which a checkout depends.

    Raises:
        StoreError: no variable names a folder, and the user has no home folder.
    """
    checkout = _is_checkout(package.parent)
    home = _named(environ, "VOICEBOX_HOME")
    if home is None and checkout:
        home = package.parent / "sessions"
    root = package.parent if checkout else package / "_data"
    return Locations(
        data=home or _user_folder("user_data_path"),
        settings_file=(home or _user_folder("user_config_path")) / "settings.toml",
        cache=home / "cache" if home else _user_folder("user_cache_path"),
        keys=_named(environ, "VOICEBOX_KEYS") or _keys_folder(),
        prompts=root / "prompts",
        symbols=root / "symbols",
        checkout=checkout,
    )


def private_folder(path: Path) -> Path:
    """Make a folder, and those above it, that only this user can enter (0700), and onto the disk.

    A folder that is already there is left as it is.

    Raises:
        StoreError: it cannot be made; the line says why and what to do.
    """
    if path.is_dir():
        return path
    if path.parent != path:
        private_folder(path.parent)
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        raise StoreError(
            f"{path} should be a folder, but a file of that name is in the way.",
            mend="Move it away, or name other folders with VOICEBOX_HOME and VOICEBOX_KEYS.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"The folder {path} cannot be made: {error.strerror}.",
            mend="Name folders that can be written to with VOICEBOX_HOME and VOICEBOX_KEYS.",
        ) from error
    with suppress(OSError):  # a folder above that may be entered and not read
        settle_folder(path.parent)
    return path


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read (0600), whole or not at all, and onto the disk.

    Raises:
        StoreError: it cannot be written; what was there before still stands.
    """
    draft = draft_private(path, content)
    try:
        draft.replace(path)
        settle_folder(path.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def draft_private(path: Path, content: bytes) -> Path:
    """Write `content` beside `path` under a name of its own, and onto the disk.

    Returns:
        The draft, for the caller to move to `path`.

    Raises:
        StoreError: it cannot be written; no draft is left behind.
    """
    private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error
    return draft


def _cannot_write(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path} cannot be written: {error.strerror}.",
        mend="Make room there, or name other folders with VOICEBOX_HOME and VOICEBOX_KEYS.",
    )


def _is_checkout(root: Path) -> bool:
    if not ((root / "prompts").is_dir() and (root / "symbols").is_dir()):
        return False
    try:
        project = (root / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return _OUR_PROJECT.search(project) is not None


def _named(environ: Mapping[str, str], variable: str) -> Path | None:
    """The folder that a variable names; an empty variable names none."""
    named = environ.get(variable, "")
    if not named:
        return None
    return Path(os.path.abspath(os.path.expanduser(named)))  # noqa: PTH100, PTH111 - no RuntimeError without HOME


def _keys_folder() -> Path:
    """Apart from the talks, so that a copy of those has no key in it.

    macOS and Windows have one folder for both data and settings, so the keys lie beside it there.
    """
    settings = _user_folder("user_config_path")
    if settings == _user_folder("user_data_path"):
        return settings.with_name(f"{FOLDER_NAME}-keys")
    return settings / "keys"


def _user_folder(kind: str) -> Path:
    import platformdirs

    folder: Path = getattr(platformdirs, kind)(FOLDER_NAME, appauthor=False)
    if not folder.is_absolute():
        raise StoreError(
            "This user has no home folder, so there is no place to keep talks.",
            mend="Name a folder with VOICEBOX_HOME, and one for the keys with VOICEBOX_KEYS.",
        )
    return folder
