"""The voice beside the lines: what is asked is said aloud, where a person sits at a terminal."""

from __future__ import annotations

from voicebox.conversation.steps import Step, words_to_say
from voicebox.ports import Preferences, Speaker, SpeechEvent, Utterance, VoiceLost, VoiceReady


class Voice:
    """Says steps and lines. Without a speaker it is silent."""

    def __init__(
        self,
        speaker: Speaker | None,
        preferences: Preferences,
        *,
        pitch: int = 50,
        language: str = "",
    ) -> None:
        """Wake the speaker, without waiting for it."""
        self._speaker = speaker
        self._preferences = preferences
        self._pitch = pitch
        self._language = language
        self._news: list[str] = []
        if speaker is not None:
            speaker.start(self._hear)

    def say_step(self, step: Step, *, another_way: bool = False) -> None:
        """Say what is asked, and the cards where they are to be said; never the adult's."""
        if step.for_adult:
            self.hush()
            return
        words = words_to_say(step, another_way=another_way)
        if not self._preferences.options_aloud:
            words = words[:1]
        self.say(". ".join(words))

    def say(self, words: str) -> None:
        """Say words, instead of what is being said."""
        if self._speaker is not None:
            preferences = self._preferences
            self._speaker.say(
                Utterance(words, preferences.voice, preferences.rate, self._pitch, self._language)
            )

    def hush(self) -> None:
        """Be silent at once."""
        if self._speaker is not None:
            self._speaker.hush()

    def news(self) -> list[str]:
        """What there is to tell about the voice since this was last asked, once each."""
        news, self._news = self._news, []
        return list(dict.fromkeys(news))

    def _hear(self, event: SpeechEvent) -> None:
        if isinstance(event, VoiceLost | VoiceReady) and event.message:
            self._news.append(event.message)
