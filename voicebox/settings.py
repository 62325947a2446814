"""What a person may set, in one TOML file: written by hand or by the app, read at every start."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from voicebox.bidi.screen import WISHES
from voicebox.errors import SettingsError, StoreError
from voicebox.locations import write_private
from voicebox.ports import CardsPerScreen, PictureWay, Preferences, Retention, Theme

LARGEST_FILE = 100_000
"""Bytes in a settings file."""
RATES = range(80, 451)
"""Words a minute that the voice can speak."""
QUIET = range(241)
"""Minutes after which a locked store locks itself again; 0: never."""
BACKUP_DAYS = range(366)
"""Days between two backups; 0: no reminder."""
LONGEST_NAME = 200
"""Characters in the adult's name."""

_VOICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+/-]{0,59}")
_PIN = re.compile(r"(scrypt:14:8:1:[0-9a-f]{32}:[0-9a-f]{64})?")
_HEADER = (
    "# The settings of voicebox. The app writes this file anew when a setting is changed there;\n"
    "# what is taken out goes back to what it was at first.\n"
)


def load_settings(path: Path) -> Preferences:
    """The preferences in the TOML file `path`; those of the first run where there is no file.

    Raises:
        SettingsError: the file cannot be read, or a key or value in it is not known; the line
            names the file, the key and the mend.
    """
    given = _read(path)
    known = [field.name for field in fields(Preferences)]
    for key in given:
        if key not in known:
            raise SettingsError(
                f"{path}: there is no setting `{key[:60]}`.",
                mend=f"Take it out. The settings are: {', '.join(known)}.",
            )
    return Preferences(**{key: _value(path, key, value) for key, value in given.items()})


def save_settings(path: Path, preferences: Preferences) -> None:
    """Write the settings file whole; what was there stands until the new one is on the disk.

    Raises:
        SettingsError: it cannot be written.
    """
    lines = [f"{key} = {_toml(value)}\n" for key, value in _written(preferences).items()]
    try:
        write_private(path, (_HEADER + "".join(lines)).encode())
    except StoreError as error:
        raise SettingsError(f"The settings were not kept: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):  # a file in the folder's way: the store says so
        return {}
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read: {error.strerror}.", mend="See that you may open it."
        ) from error
    if len(content) > LARGEST_FILE:
        raise SettingsError(f"{path} is too large for a settings file.", mend="Move it away.")
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text.", mend="Save it again as UTF-8.") from error
    except (ValueError, RecursionError) as error:  # a number without end is a ValueError
        raise SettingsError(
            f"{path} is not TOML: {str(error)[:200]}.",
            mend='Each line reads `name = value`, with words in quotation marks: theme = "dark".',
        ) from error


def _value(path: Path, key: str, value: object) -> Any:
    read, mend = _SETTINGS[key]
    try:
        return read(value)
    except (TypeError, ValueError, KeyError) as error:
        raise SettingsError(
            f"{path}: `{key}` has a value that it cannot have.", mend=mend
        ) from error


def _one_of(*allowed: object) -> Callable[[object], object]:
    def read(value: object) -> object:
        if isinstance(value, bool) or value not in allowed:
            raise ValueError
        return value

    return read


def _speech(value: object) -> bool:
    return {"on": True, "off": False}[_words(value)]


def _number(allowed: range) -> Callable[[object], object]:
    def read(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            raise ValueError
        return value

    return read


def _voice(value: object) -> str:
    if not _VOICE.fullmatch(_words(value)):
        raise ValueError
    return _words(value)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _adult(value: object) -> str:
    if len(_words(value)) > LONGEST_NAME:
        raise ValueError
    return _words(value)


def _pin(value: object) -> str:
    if not _PIN.fullmatch(_words(value)):
        raise ValueError
    return _words(value)


def _cards(value: object) -> object:
    return None if value == "auto" else _one_of(*get_args(CardsPerScreen))(value)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


_SETTINGS: dict[str, tuple[Callable[[object], object], str]] = {
    "theme": (
        _one_of(*get_args(Theme)),
        f"It is one of these, in quotation marks: {', '.join(get_args(Theme))}.",
    ),
    "speech": (_speech, 'It is "on" or "off", in quotation marks.'),
    "rate": (_number(RATES), f"It is a number of words a minute, {RATES[0]} to {RATES[-1]}."),
    "voice": (_voice, "It is a name in quotation marks that `voicebox speech voices` lists."),
    "options_aloud": (_yes_or_no, "It is true or false, without quotation marks."),
    "adult": (_adult, f"It is a name in quotation marks, {LONGEST_NAME} characters at most."),
    "cards": (_cards, 'It is 2, 3 or 5, or "auto".'),
    "pictures": (
        _one_of(*get_args(PictureWay)),
        f"It is one of these, in quotation marks: {', '.join(get_args(PictureWay))}.",
    ),
    "unchecked_translations": (_yes_or_no, "It is true or false, without quotation marks."),
    "right_to_left": (
        _one_of(*WISHES),
        f"It is one of these, in quotation marks: {', '.join(WISHES)}.",
    ),
    "pin": (_pin, "Set a PIN in the app; to be without one, take this line out."),
    "lock_after": (_number(QUIET), f"It is a number of minutes, 0 to {QUIET[-1]}; 0 is never."),
    "backup_every": (
        _number(BACKUP_DAYS),
        f"It is a number of days, 0 to {BACKUP_DAYS[-1]}; 0 is no reminder.",
    ),
    "retention": (
        _one_of(*get_args(Retention)),
        'It is "dob+25" or "dob+31"; "" is no rule.',
    ),
}


def _written(preferences: Preferences) -> dict[str, str | int | bool]:
    written: dict[str, str | int | bool] = {
        "theme": preferences.theme,
        "speech": "on" if preferences.speech else "off",
        "rate": preferences.rate,
        "voice": preferences.voice,
        "options_aloud": preferences.options_aloud,
        "adult": preferences.adult,
        "cards": preferences.cards or "auto",
        "pictures": preferences.pictures,
        "unchecked_translations": preferences.unchecked_translations,
        "right_to_left": preferences.right_to_left,
        "lock_after": preferences.lock_after,
        "backup_every": preferences.backup_every,
        "retention": preferences.retention,
    }
    if preferences.pin:
        written["pin"] = preferences.pin
    return written


def _toml(value: str | int | bool) -> str:
    """A value as TOML has it; a JSON string is a TOML string, but for DEL, which TOML escapes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
