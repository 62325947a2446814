"""Keys: what names one thing on the screen: a prompt, a part of it, a card of it."""

from __future__ import annotations

from typing import NamedTuple

from voicebox.conversation.states import State

OPENING = "~opening"
ASSENT = "~assent"
PRACTICE = "~practice"
BETWEEN = "~between"
READ_BACK = "~read-back"
SHARING = "~sharing"
ENDING = "~ending"

_STATES = {
    OPENING: State.OPENING,
    ASSENT: State.ASSENT,
    PRACTICE: State.PRACTICE,
    BETWEEN: State.ASKING,
    READ_BACK: State.READING_BACK,
    SHARING: State.SHARING,
    ENDING: State.ENDING,
}


class Key(NamedTuple):
    """One thing to be answered. The talk's own prompts begin with `~`, which no pack's id can."""

    prompt: str
    part: str = ""
    item: str = ""

    def __str__(self) -> str:
        """`prompt`, `prompt/part` or `prompt/part@item`: `read` is its inverse."""
        part = f"/{self.part}" if self.part else ""
        item = f"@{self.item}" if self.item else ""
        return f"{self.prompt}{part}{item}"

    @classmethod
    def read(cls, text: str) -> Key:
        """The key that `str` made `text` of."""
        rest, _, item = text.partition("@")
        prompt, _, part = rest.partition("/")
        return cls(prompt, part, item)

    @property
    def own_state(self) -> State | None:
        """The state of one of the talk's own prompts; none where the prompt is the pack's."""
        return _STATES.get(self.prompt)
