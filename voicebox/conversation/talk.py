"""A talk at one moment: everything that decides what is on the screen and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from voicebox.conversation.events import (
    ContextSet,
)
from voicebox.conversation.keys import (
    OPENING,
    Key,
)
from voicebox.conversation.practice import Practising
from voicebox.conversation.record import Record
from voicebox.conversation.routing import PackIndex, Stretch, path
from voicebox.conversation.states import State
from voicebox.conversation.views import Speaker, Status, View, ViewKind
from voicebox.prompts.models import Audience, Form, Gather, Notice, Pack, Prompt

CARDS_A_PAGE = 5
"""How many answers are read back at a time (rule 13)."""

FIRST = Key(OPENING, "0")
PART = "part"
"""The part of sharing that is about all answers of one section."""
SEEN = "seen"
"""The part of sharing that is about what adults wrote down."""
ALL = "~all"
"""All sections together, where a section's id would stand; no id can be this."""
WHO_TELLS, BY_WHEN, NEXT_STEPS, LAST_CHOICE = "who", "when", "next", "choice"
AFTER_STOP = "after-stop"


@dataclass(frozen=True)
class Talk:
    """Everything that decides what is on the screen and what comes next."""

    index: PackIndex
    id: str = ""
    seq: int = 0
    record: Record = field(default_factory=Record)
    state: State = State.OPENING
    at: Key = FIRST
    trail: tuple[Key, ...] = ()
    """What was on the screen before, oldest first."""
    context: ContextSet = field(default_factory=lambda: ContextSet(speaker=Speaker.CHILD))
    heard: int = 0
    """How often what is on the screen was said again."""
    agreed: bool = False
    practice: Practising = field(default_factory=Practising)
    read: frozenset[Key] = frozenset()
    """Pages that were read, and own prompts that were settled."""
    told_more: frozenset[Key] = frozenset()
    skips: dict[Key, int] = field(default_factory=dict)
    held_over: frozenset[Key] = frozenset()
    """Skipped at the very end of a section: offered once more at the end of the talk."""
    changing: Key | None = None
    """What is being given anew because somebody asked to change it."""
    stretches: tuple[Stretch, ...] = ()
    """What the talk leads through, given the answers so far."""
    enough: bool = False
    """The child said it is enough for now: only what is always asked is still asked."""
    read_back: dict[str, frozenset[str]] = field(default_factory=dict)
    """The views that were read back: by section, and for the whole."""
    kept_back: frozenset[str] = frozenset()
    """Views that were kept back one by one; a choice for all does not touch them."""
    one_by_one: bool = False
    by_part: bool = False
    """Who may see it is asked section by section."""
    one_by_one_in: frozenset[str] = frozenset()
    """Sections in which it is asked answer by answer."""
    stopped_at: Key | None = None
    """What was on the screen when the talk was stopped last (rule 21)."""
    ending: dict[str, str] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        """The pack, as it was when the talk began."""
        return self.index.pack

    @property
    def seed(self) -> int:
        """The seed that gives options their order (rule 5)."""
        return self.record.opened.seed if self.record.opened else 0

    @property
    def adult(self) -> str:
        """The adult beside the child, as they were named when the talk began."""
        return self.record.opened.with_ if self.record.opened else ""

    @property
    def on_paper(self) -> bool:
        """Is what was told on paper being written in? Then nobody is asked, and nothing tried."""
        return self.record.opened is not None and self.record.opened.on_paper

    @property
    def is_over(self) -> bool:
        """Has it come to its end?"""
        return self.state is State.FINISHED

    def cards(self, part: str) -> list[View]:
        """The answers to read back: of one section, or all of them."""
        return self._cards.get(part, [])

    @property
    def parts(self) -> list[str]:
        """The sections that have answers to read back, in the order of the pack."""
        return [section.id for section in self.pack.sections if self.cards(section.id)]

    @cached_property
    def _cards(self) -> dict[str, list[View]]:
        cards: dict[str, list[View]] = {}
        for view in self.record:
            if (
                view.status is Status.ANSWERED
                and view.about is None
                and view.kind in (ViewKind.VERBATIM, ViewKind.TRANSLATED)
                and not self.is_for_adult(view.prompt)
            ):
                cards.setdefault(view.section, []).append(view)
                cards.setdefault(ALL, []).append(view)
        return cards

    def is_for_adult(self, prompt: str) -> bool:
        """Is it the adult's to answer, in a talk that is the child's?"""
        return for_adult(self.index.prompt.get(prompt), self.pack)

    def skipped_once(self, key: Key) -> bool:
        """Was it skipped, and may be offered once more? (rule 8)."""
        view = self.record.at(*key)
        return (
            view is not None
            and view.status is Status.SKIPPED
            and self.skips.get(key, 0) < 2
            and not self.is_for_adult(key.prompt)
        )


def for_adult(prompt: Prompt | None, pack: Pack) -> bool:
    """Is a prompt for the adult alone? In a pack for adults nothing is."""
    child_led = pack.audience in (Audience.CHILD, Audience.YOUNG_PERSON)
    return child_led and isinstance(prompt, Notice | Gather | Form)


def begin(pack: Pack) -> Talk:
    """A talk before its first event."""
    return Talk(index=PackIndex(pack), stretches=path(pack, Record(), 0))
