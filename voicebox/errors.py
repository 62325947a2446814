"""Every error that a person may meet: one line that says what is wrong and what to do next."""

from __future__ import annotations


class VoiceboxError(Exception):
    """Base of all named errors. `str(error)` is one clear line, fit to show to a person."""

    def __init__(self, problem: str, *, mend: str = "") -> None:
        """Join what is wrong and what to do next into one line without control characters.

        Args:
            problem: what is wrong, as a sentence.
            mend: what to do next, as a sentence.
        """
        line = " ".join(f"{problem} {mend}".split())
        super().__init__("".join(c if c.isprintable() else "?" for c in line))


class PackError(VoiceboxError):
    """A prompt pack cannot be used. The line begins with `file:line:`."""


class AnswerRefused(VoiceboxError):
    """What was given cannot be kept as an answer; nothing was changed."""


class NotNow(VoiceboxError):
    """The talk is in a state in which this cannot be done; nothing was changed."""


class StoreError(VoiceboxError):
    """The store cannot be opened, read or written."""


class WrongKey(StoreError):
    """No key slot opens this store."""


class KeyMissing(WrongKey):
    """The key that should open this store on this computer is not there."""


class StoreLocked(WrongKey):
    """The store is locked: it opens with a passphrase or a recovery key."""


class WrongPassphrase(WrongKey):
    """Neither the passphrase nor the recovery key of this store."""


class StoreDamaged(StoreError):
    """The store, or its key file, is not as it was written."""


class StoreSwapped(StoreDamaged):
    """The talks file and the key slots beside it belong to two different stores."""


class AnswersMissing(StoreDamaged):
    """What was kept last is not in the talks any more: their log is damaged, older or gone."""


class BackupError(StoreError):
    """A backup cannot be made, read or brought back; nothing was changed."""


class StoreTooNew(StoreError):
    """A newer voicebox wrote this store."""


class Conflict(StoreError):
    """Another window wrote to this talk first."""


class NotFound(VoiceboxError):
    """There is no such talk, pupil, pack, prompt or symbol here."""


class PictureRefused(VoiceboxError):
    """A picture cannot be used: wrong type, too large, or damaged."""


class BoardError(VoiceboxError):
    """A board cannot be used. The line begins with the name of its file."""


class SymbolError(VoiceboxError):
    """The symbol library or one of its drawings cannot be used."""


class SpeechUnavailable(VoiceboxError):
    """There is no voice here. The talk goes on without it."""


class SettingsError(VoiceboxError):
    """The settings file cannot be used."""


class NoTerminal(VoiceboxError):
    """The app cannot be drawn here; plain mode can."""


class ExportError(VoiceboxError):
    """A document cannot be written."""


class BundleError(VoiceboxError):
    """A bundle of talks cannot be made, opened or received; nothing was changed."""


class RightsError(VoiceboxError):
    """What is held about a pupil cannot be given out or taken out; nothing was changed."""
