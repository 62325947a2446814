"""What of earlier talks a talk takes along: "last time you said", never as today's (rule 16)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from voicebox.conversation.views import (
    Choice,
    Point,
    RecordModel,
    Speaker,
    Status,
    Value,
    View,
    ViewKind,
    said,
    value_words,
)
from voicebox.prompts.models import Audience, Faces, Pack, Recall, Scale

CIRCLE_OF: dict[Audience, str] = {
    Audience.FAMILY: "family",
    Audience.STAFF: "school",
    Audience.CHILD: "school",
    Audience.YOUNG_PERSON: "school",
    Audience.ANYONE: "meeting",
}
"""Who may be looking at the screen of a talk. What was not shared with them is not brought up."""


class Recalled(RecordModel):
    """A view of an earlier talk, as this talk shows it."""

    place: str
    """`View.place`: it stays the same when the view is corrected later."""
    view: str
    talk: str
    pack: str
    prompt: str
    part: str = ""
    asked: str
    said: str
    """The answer in its own words, byte for byte."""
    value: Value | None = None
    speaker: Speaker
    speaker_name: str = ""
    kind: ViewKind
    language: str
    theme: str = ""
    feeds: tuple[str, ...] = ()
    at: datetime

    @property
    def choice(self) -> Choice:
        """It as a card: its place, and its words.

        Cards that were picked are said with their question: alone they may mean anything.
        """
        own = self.value is None or self.said != value_words(self.value)
        return Choice(id=self.place, word=self.said if own else f"{self.said} ({self.asked})")


def recalled_of(view: View, pack: str) -> Recalled:
    """A view as later talks recall it."""
    return Recalled(
        place=view.place,
        view=view.id,
        talk=view.talk,
        pack=pack,
        prompt=view.prompt,
        part=view.part,
        asked=view.asked,
        said=said(view),
        value=view.value,
        speaker=view.speaker,
        speaker_name=view.speaker_name,
        kind=view.kind,
        language=view.language,
        theme=view.theme,
        feeds=view.feeds,
        at=view.at,
    )


def may_be_recalled(view: View, audience: Audience) -> bool:
    """Was it answered, and may those who sit at such a talk see it? Undecided stays unsaid."""
    shared = view.share == "everyone" or (
        isinstance(view.share, tuple) and CIRCLE_OF[audience] in view.share
    )
    return view.status is Status.ANSWERED and view.about is None and shared


def to_recall(pack: Pack, earlier: Iterable[Recalled]) -> tuple[Recalled, ...]:
    """What a talk with this pack takes along, each thing once.

    Args:
        pack: says what it recalls.
        earlier: what may be recalled, the newest talk first.
    """
    newest = list(_newest(earlier))
    found: dict[str, Recalled] = {}
    for _, recall in pack.recalls():
        found |= {each.place: each for each in matching(recall, newest, pack)}
    return tuple(each for each in newest if each.place in found)


def _newest(earlier: Iterable[Recalled]) -> Iterator[Recalled]:
    """Of one question's answers by one person in several talks, the newest talk's alone.

    A scale asked again stands in another pack, and is the same question all the same.
    """
    seen: dict[tuple[str, ...], str] = {}
    for each in earlier:
        scale = each.value.scale if isinstance(each.value, Point) else ""
        where = (scale,) if scale else (each.pack, each.prompt, each.part)
        asked = (*where, each.asked, each.speaker, each.speaker_name)
        if seen.setdefault(asked, each.talk) == each.talk:
            yield each


def matching(recall: Recall, recalled: Sequence[Recalled], pack: Pack) -> list[Recalled]:
    """What a prompt is asked about, at most `recall.most`."""
    found = [each for each in recalled if _fits(recall, each, pack)]
    return found[: recall.most]


def _fits(recall: Recall, each: Recalled, pack: Pack) -> bool:
    return all(
        (
            not recall.feeds or bool(set(recall.feeds) & set(each.feeds)),
            not recall.prompts or each.prompt in recall.prompts,
            not recall.parts or each.part in recall.parts,
            not recall.themes or each.theme in recall.themes,
            not recall.packs or each.pack in recall.packs,
            not recall.speakers or each.speaker in recall.speakers,
            not recall.scales or same_scale(each.value, pack) is not None,
        )
    )


def same_scale(value: Value | None, pack: Pack) -> str | None:
    """The id of the pack's scale that a point was given on; none where it is another (rule 11)."""
    if not isinstance(value, Point) or value.scale not in pack.scales:
        return None
    return value.scale if _ends(pack.scales[value.scale]) == _ends_of(value) else None


def _ends(scale: Scale) -> tuple[str, str, int]:
    if isinstance(scale, Faces):
        return scale.points[-1].word, scale.points[0].word, len(scale.points) - 1
    return scale.low.word, scale.high.word, scale.top


def _ends_of(point: Point) -> tuple[str, str, int]:
    return point.low, point.high, point.top
