"""Is the scale understood? Tried out with this child's own like and dislike (rule 3).

The adult names a thing the child likes and one they do not. With three points or more, one right
round is enough, and a wrong one is asked once more in the other order. With two points it is always
asked again in the other order, since half of all guesses would be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from voicebox.conversation.events import PracticeAnswered, PracticeOutcome
from voicebox.prompts.models import Faces, Pack

LIKE, DISLIKE, RESULT = "like", "dislike", "result"
TRIES = ("try-like", "try-dislike", "again-dislike", "again-like")


@dataclass(frozen=True, slots=True)
class Practising:
    """What has been tried so far: words named by the adult, points shown by the child."""

    named: dict[str, str] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    skipped: bool = False
    shown: bool = False
    """The result was shown to the adult."""

    def with_answer(self, event: PracticeAnswered) -> Practising:
        """After one more answer; an earlier one to the same part gives way."""
        if event.skipped:
            return replace(self, skipped=True, shown=True)
        if event.part == RESULT:
            return replace(self, shown=True)
        if event.point is not None:
            points = self.points | {event.part: event.point}
            return replace(self, points=points, skipped=False, shown=False)
        return self._with_name(event.part, event.words)

    def _with_name(self, part: str, words: str) -> Practising:
        """Another thing is tried out anew: what was shown for the first says nothing of it."""
        points = self.points if self.named.get(part) in (None, words) else {}
        named = self.named | {part: words}
        return replace(self, named=named, points=points, skipped=False, shown=False)

    def waiting(self, pack: Pack) -> Iterator[str]:
        """The parts still to be done, in order."""
        if self.skipped:
            return
        yield from (part for part in (LIKE, DISLIKE) if part not in self.named)
        yield from (part for part in TRIES[:2] if part not in self.points)
        if self._needs_second_round(pack):
            yield from (part for part in TRIES[2:] if part not in self.points)
        if not self.shown:
            yield RESULT

    def outcome(self, pack: Pack) -> PracticeOutcome:
        """What it showed; empty while it is going on."""
        if self.skipped:
            return "not_understood" if self._was_wrong() else "not_tried"
        if any(part != RESULT for part in self.waiting(pack)):
            return ""
        if self._needs_second_round(pack):
            second = self._is_right(TRIES[3], TRIES[2])
            first = self._is_right(TRIES[0], TRIES[1])
            both = first and second if _has_two_points(pack) else second
            return "understood" if both else "not_understood"
        return "understood"

    def _needs_second_round(self, pack: Pack) -> bool:
        if not all(part in self.points for part in TRIES[:2]):
            return False
        return _has_two_points(pack) or not self._is_right(TRIES[0], TRIES[1])

    def _was_wrong(self) -> bool:
        """Was the first round tried and not right? Leaving it there is no understanding."""
        tried = all(part in self.points for part in TRIES[:2])
        return tried and not self._is_right(TRIES[0], TRIES[1])

    def _is_right(self, like: str, dislike: str) -> bool:
        return self.points[like] > self.points[dislike]


def _has_two_points(pack: Pack) -> bool:
    scale = pack.scales.get(pack.practice.scale) if pack.practice else None
    return isinstance(scale, Faces) and len(scale.points) == 2


def tried_thing(part: str, practising: Practising) -> str:
    """The thing that a try is about, in the adult's words."""
    return practising.named.get(LIKE if part.endswith("-like") else DISLIKE, "")
