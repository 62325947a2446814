"""Every voice of this computer: the library's, and the natural ones where they are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voicebox.speech import natural
from voicebox.speech.espeak import Espeak
from voicebox.speech.languages import by_tag, voice_for
from voicebox.speech.natural import Natural
from voicebox.speech.sound import NamedVoice, Sound, with_times_of
from voicebox.speech.words import pieces, sentences


class Voices:
    """Chooses the voice for a language, and speaks with it."""

    def __init__(self, library: Espeak, pico: Natural | None) -> None:
        """Speak with the library until a natural voice is chosen."""
        self.library = library
        self._pico = pico
        self._natural = ""
        """The natural voice that is chosen; empty: the library's is."""

    @property
    def frame_rate(self) -> int:
        """Frames a second, of everything that is spoken."""
        return self.library.frame_rate

    @property
    def chosen(self) -> str:
        """The id of the voice that speaks."""
        return self._natural or self.library.voice

    def for_language(self, language: str, preferred: str) -> str | None:
        """The id of the voice for a language, as `languages.voice_for` chooses it.

        Where a natural voice is liked, a natural one of that language goes before the library's. A
        voice that is not here gives way to the language's own.
        """
        if preferred.startswith(f"{natural.FAMILY}/"):
            found = voice_for(language, preferred, by_tag(v.id for v in self._naturals()))
            if found:
                return found
        known = self.library.by_language
        is_here = preferred.partition("+")[0] in known.values()
        return voice_for(language, preferred if is_here or not language else "", known)

    def choose(self, voice: str) -> None:
        """Choose a voice; the library's of the same language where a natural one is not installed.

        Raises:
            ValueError: there is no such voice; the one before stays.
        """
        named = next((v for v in natural.VOICES if v.id == voice), None)
        if named is None:
            self.library.set_voice(voice)
            self._natural = ""
            return
        # The library's voice of the same language says when each word comes, and takes over.
        alike = voice_for(named.language, "", self.library.by_language)
        self.library.set_voice(alike or self.library.voice)
        self._natural = named.id if self._pico else ""

    def listed(self) -> list[NamedVoice]:
        """Every voice there is."""
        return [*self.library.voices(), *self._naturals()]

    def cut(self, words: str) -> Iterator[tuple[int, str]]:
        """The words in pieces to be spoken one after another, each with the place it begins at.

        A natural voice speaks sentence by sentence, so that the library's word times, which are
        scaled to it, are right again at the beginning of each.
        """
        if not self._natural:
            yield from pieces(words)
            return
        for start, sentence in sentences(words):
            for more, piece in pieces(sentence, natural.LONGEST_CUT):
                yield start + more, piece

    def speak(self, words: str, halted: Callable[[], bool]) -> Sound:
        """Speech for a piece, cut short once `halted()`."""
        sound = self.library.synthesise(words, halted)
        if not self._natural or self._pico is None or halted() or not sound.words:
            return sound
        rate, pitch = self.library.rate(), self.library.pitch()
        try:
            frames = self._pico.frames(words, self._natural, rate, pitch, self.frame_rate)
        except (RuntimeError, ValueError):  # what it cannot say, the library says
            return sound
        return with_times_of(frames, self.frame_rate, sound) if frames else sound

    def _naturals(self) -> tuple[NamedVoice, ...]:
        return natural.VOICES if self._pico else ()


def open_voices() -> Voices:
    """The library, and the natural voices where they are installed.

    Raises:
        OSError: the library could not be loaded.
    """
    library = Espeak()
    try:
        return Voices(library, Natural())
    except Exception:  # noqa: BLE001 an extra that does not load must not silence the library
        return Voices(library, None)
