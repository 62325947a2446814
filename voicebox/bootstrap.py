"""The only place that builds adapters and joins them: what a front end is given is made here.

Nothing heavy is imported before it is asked for, since the first prompt is waited for.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from voicebox.errors import NotFound
from voicebox.locations import Locations, locate
from voicebox.ports import (
    House,
    PackLanguage,
    PictureWay,
    Preferences,
    Speaker,
)
from voicebox.settings import load_settings, save_settings
from voicebox.store.keeper import Keeper

if TYPE_CHECKING:
    from voicebox.exports.dossier import Drawings
    from voicebox.passing.office import PassingOffice
    from voicebox.prompts.models import Pack
    from voicebox.rights.office import RightsOffice
    from voicebox.store.repository import SqlStore
    from voicebox.symbols.pictures import Pictures

T = TypeVar("T")

SEEDS = 2**31


class SystemClock:
    """`ports.Clock` of this computer."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def new_id(self) -> str:
        """An id that never repeats: 32 hexadecimal digits."""
        return uuid.uuid4().hex

    def new_seed(self) -> int:
        """A seed for the order of options, from 0 to 2**31 - 1."""
        return secrets.randbelow(SEEDS)


class PackFolder:
    """`ports.PackShelf` over the folder of packs, with a cache of those that were checked."""

    def __init__(self, where: Locations, offers_unchecked: Callable[[], bool] = bool) -> None:
        """Look nowhere yet; `offers_unchecked`: are translations offered that nobody checked?"""
        self._where = where
        self._offers_unchecked = offers_unchecked

    def names(self) -> list[str]:
        """The names of the packs, in order."""
        from voicebox.prompts.loader import find_packs

        return list(find_packs(self._where.prompts))

    def load(self, name: str, language: str = "") -> Pack:
        """The pack of this name, or in the file of this path; in a language, if one is named.

        Raises:
            NotFound: there is none, or none in this language that may be offered.
            PackError: it cannot be used.
        """
        from voicebox.prompts.loader import load_pack, resolve_pack

        file = resolve_pack(name, self._where.prompts)
        cache, shelf = self._where.cache / "packs", self._where.prompts
        pack = load_pack(file, cache=cache, language=language, shelf=shelf)
        if pack.translation is not None and not pack.translation.checked_by:
            self._refuse_unchecked(pack)
        return pack

    def _refuse_unchecked(self, pack: Pack) -> None:
        if not self._offers_unchecked():
            raise NotFound(
                f"`{pack.pack}` in `{pack.language}` has not been checked by a native speaker.",
                mend="To use it all the same, set in the settings: unchecked_translations = true.",
            )

    def languages(self, name: str) -> list[PackLanguage]:
        """The languages, beside its own, that this pack may be offered in.

        Raises:
            NotFound: there is no such pack.
        """
        from voicebox.prompts.loader import resolve_pack
        from voicebox.prompts.translation import checked_by, find_translations, own_name

        found = find_translations(resolve_pack(name, self._where.prompts))
        every = [
            PackLanguage(tag, own_name(tag), is_checked=bool(checked_by(file)))
            for tag, file in found.items()
        ]
        return [each for each in every if each.is_checked or self._offers_unchecked()]


class _Once(Generic[T]):
    """A thing made by the first call from any thread; a failure is not kept."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._turn = Lock()
        self.made: T | None = None

    def __call__(self) -> T:
        with self._turn:
            if self.made is None:
                self.made = self._make()
            return self.made


def build_house(environ: Mapping[str, str], *, speech: bool = True) -> House:
    """Everything a front end needs, with nothing opened yet.

    Args:
        environ: names the folders (`locations.locate`); `VOICEBOX_SPEECH=off` is silence.
        speech: may it speak? The settings may still say no.

    Raises:
        SettingsError: the settings file cannot be used.
        StoreError: there is no folder to keep anything in.
    """
    where = locate(environ)
    preferences = load_settings(where.settings_file)
    keeper = Keeper(where, lambda: preferences.adult)
    speaks = speech and preferences.speech and environ.get("VOICEBOX_SPEECH") != "off"
    speaker = _speaker(speaks=speaks)

    def save(changed: Preferences) -> None:
        nonlocal preferences
        has_new_pin = changed.pin != preferences.pin
        save_settings(where.settings_file, changed)
        preferences = changed
        if has_new_pin:
            keeper.store().note("pin-changed")

    def close() -> None:
        speaker.close()
        keeper.close()

    return House(
        clock=SystemClock(),
        speaker=speaker,
        packs=PackFolder(where, lambda: preferences.unchecked_translations),
        preferences=preferences,
        save_preferences=save,
        store=keeper.store,
        symbols=_Once(lambda: open_pictures(where, environ, preferences.pictures)),
        close=close,
        keeping=keeper,
        passing=_Once(lambda: open_passing(keeper.store, lambda: preferences.adult)),
        rights=_Once(lambda: open_rights(where, keeper.store, lambda: preferences)),
    )


def open_store(where: Locations, secret: str | None = None) -> SqlStore:
    """The store; made on the first run.

    Args:
        where: its folders.
        secret: the passphrase or the recovery key; None: whatever opens it without a question.

    Raises:
        StoreError: as `SqlStore.open` says.
    """
    from voicebox.store.repository import SqlStore

    return SqlStore.open(where, secret, adult=lambda: load_settings(where.settings_file).adult)


def open_passing(store: Callable[[], SqlStore], adult: Callable[[], str]) -> PassingOffice:
    """Sending and receiving, over this store; `adult` names whom the settings name."""
    from voicebox.passing.office import PassingOffice

    return PassingOffice(store, adult)


def open_rights(
    where: Locations, store: Callable[[], SqlStore], preferences: Callable[[], Preferences]
) -> RightsOffice:
    """Giving access and forgetting, over this store, by the preferences as they are when asked."""
    from voicebox.rights.office import RightsOffice

    return RightsOffice(where, store, preferences, lambda: open_drawings(where))


def open_pictures(
    where: Locations, environ: Mapping[str, str], way: PictureWay = "auto"
) -> Pictures:
    """The pictures, painted with the finest blocks that the terminal is known to draw.

    Raises:
        SymbolError: the library of symbols cannot be used.
    """
    from voicebox.symbols.library import SymbolLibrary
    from voicebox.symbols.pictures import Pictures
    from voicebox.tui.drawing import decide
    from voicebox.tui.terminal import known_terminal

    cache = where.cache / "pictures"
    blocks = decide(known_terminal(), environ, way).blocks
    return Pictures(SymbolLibrary.load(where.symbols, cache=cache), cache=cache, blocks=blocks)


def open_drawings(where: Locations) -> Drawings:
    """The pictures for paper, with nothing read yet."""
    from voicebox.symbols.paper import PaperPictures

    return PaperPictures(where.symbols, where.cache / "pictures")


def _speaker(*, speaks: bool) -> Speaker:
    from voicebox.speech.speaker import SilentSpeaker, WorkerSpeaker

    return WorkerSpeaker() if speaks else SilentSpeaker()
