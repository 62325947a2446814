"""Checks of each prompt by itself, and of the opening: sources, second wordings, blanks."""

from __future__ import annotations

from collections.abc import Iterator

from voicebox.authoring.findings import FOR_CHILDREN, Found, Severity
from voicebox.plan.feeds import FEEDS
from voicebox.plan.fields import PLAIN_FEEDS
from voicebox.prompts.models import Audience, Field_, Form, KeepOrBin, Kind, Pack, Sort, blanks
from voicebox.prompts.places import Path, Place, places
from voicebox.prompts.wording import near

_NO_SECOND_WORDING = (Kind.TELL_YOU, Kind.NOTICE, Kind.FORM, Kind.GATHER)
"""What is not a question put to one person: the wording of rule 6 is for answers of their own."""


def check_prompts(pack: Pack) -> Iterator[Found]:
    """What there is to mend in the opening and the prompts of `pack`."""
    yield from _opening(pack)
    for place in places(pack):
        yield from _prompt(place, pack)


def _opening(pack: Pack) -> Iterator[Found]:
    sources = [source for line in pack.opening for source in line.source]
    if pack.audience in FOR_CHILDREN and not any(_is_rule_14(source) for source in sources):
        yield Found(
            ("opening",),
            Severity.ERROR,
            "must-tell",
            "The opening does not say that an adult must tell someone if a person is not safe.",
            "Add a line that says so, with `source: rule 14`.",
        )
    for at, line in enumerate(pack.opening):
        if line.next or line.then or line.only_if:
            yield Found(
                ("opening", at),
                Severity.WARNING,
                "opening-branches",
                f"The opening line `{line.id}` has a condition, a route or a follow-up.",
                "Take it out: opening lines are always said, one after another.",
            )


def _is_rule_14(source: str) -> bool:
    return source.split()[:2] == ["rule", "14"]


def _prompt(place: Place, pack: Pack) -> Iterator[Found]:
    prompt = place.prompt
    if not prompt.source:
        yield Found(
            place.path,
            Severity.WARNING,
            "no-source",
            f"`{prompt.id}` names no source.",
            "Add the line it serves, such as `source: E ch. 2 q. 1`.",
        )
    said_once = prompt.another_way is None and prompt.kind not in _NO_SECOND_WORDING
    if said_once and pack.audience is not Audience.STAFF:
        yield Found(
            place.path,
            Severity.ADVICE,
            "another-way",
            f"`{prompt.id}` has no `another_way` (rule 6).",
            "Add the same question in other words.",
        )
    yield from _feeds(place)
    yield from _item(place, pack)


def _feeds(place: Place) -> Iterator[Found]:
    """What feeds a name that nothing takes up stands in no plan and in no document."""
    for path, feed in _fed(place):
        if feed not in FEEDS:
            yield Found(
                path,
                Severity.WARNING,
                "feed-unknown",
                f"`{place.prompt.id}` feeds `{feed}`, which no plan and no document takes up.",
                near(feed, FEEDS) or f"There are: {', '.join(PLAIN_FEEDS)}.",
            )


def _fields(place: Place) -> tuple[Field_, ...]:
    return place.prompt.fields if isinstance(place.prompt, Form) else ()


def _fed(place: Place) -> Iterator[tuple[Path, str]]:
    for at, feed in enumerate(place.prompt.feeds):
        yield (*place.path, "feeds", at), feed
    for number, asked in enumerate(_fields(place)):
        for at, feed in enumerate(asked.feeds):
            yield (*place.path, "fields", number, "feeds", at), feed


def _item(place: Place, pack: Pack) -> Iterator[Found]:
    """`{item}` stands for a card in hand: outside a sort it would be read out as it is written."""
    above = {each.prompt.id: each for each in places(pack)}
    around: Place | None = place
    while around is not None:
        if isinstance(around.prompt, Sort | KeepOrBin) or around.prompt.recall is not None:
            return
        around = above.get(around.parent) if around.parent else None
    for name in ("ask", "another_way"):
        if "item" in blanks(getattr(place.prompt, name) or ""):
            yield Found(
                (*place.path, name),
                Severity.WARNING,
                "no-item",
                f"`{place.prompt.id}` names {{item}}, but no card is in hand there.",
                "Write the words out: {item} is filled in only in a sort and its follow-ups.",
            )
