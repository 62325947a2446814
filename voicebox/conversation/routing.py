"""Which prompts a talk leads through: a pure function of the pack and the answers so far.

Routes only go forward, so a path always ends. Nothing here changes anything: the engine asks where
the talk is heading, and the machine says whether it may go there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from voicebox.conversation.keys import Key
from voicebox.conversation.recalled import Recalled, matching
from voicebox.conversation.views import Choice, Chosen, Placed, Point, Status, View, said
from voicebox.prompts.models import (
    NOTICE_FIELDS,
    Condition,
    Draw,
    Form,
    Gather,
    KeepOrBin,
    Notice,
    Option,
    Pack,
    Pair,
    People,
    Prompt,
    Rows,
    Section,
    Signals,
    Sort,
    Working,
)

WHO, RING, PICTURE, ABOUT_PICTURE = "who", "ring", "picture", "words"
TO_ME, FOR_ME, WORKING, NOT_WORKING = "to-me", "for-me", "working", "not-working"
GATHER_WORDS, GATHER_WHO, GATHER_HOW, GATHER_MORE = "words", "who", "how", "more"
DO, MEANS, PLEASE = "do", "means", "please"
ANOTHER = "another"
"""The part that asks whether there is one more: of a form's rows, of signals."""
ASKS_FOR_MORE = frozenset({GATHER_MORE, ANOTHER})
"""The parts that ask whether there is one more: words of one more person, a row, a sign."""
MOST_ROWS = 40
"""How often a prompt that has no limit of its own may be asked again."""
IN_OTHER_WORDS = "in-words"
"""The id of a person who was named in words, not picked from the board."""


class Answers(Protocol):
    """The answers so far, by place and by prompt; a `Record` is one."""

    def at(self, prompt: str, part: str = "", item: str = "") -> View | None:
        """The answer at one place."""

    def of_prompt(self, prompt: str) -> Iterable[View]:
        """All answers of a prompt."""

    @property
    def recalled(self) -> tuple[Recalled, ...]:
        """What was said in earlier talks and is brought up in this one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of the path that lies in one section."""

    section: Section
    keys: tuple[Key, ...]


def shuffled(options: tuple[Option, ...], seed: int, prompt: str) -> tuple[Option, ...]:
    """Options in the order that the seed gives (rule 5): one seed, one order."""

    def rank(option: Option) -> bytes:
        return hashlib.sha256(f"{seed}:{prompt}:{option.id}".encode()).digest()

    return tuple(sorted(options, key=rank))


def path(pack: Pack, answers: Answers, seed: int) -> tuple[Stretch, ...]:
    """All the keys the talk leads through, by section, given what has been answered so far."""
    places = {section.id: (index, 0) for index, section in enumerate(pack.sections)}
    for index, section in enumerate(pack.sections):
        places |= {prompt.id: (index, at) for at, prompt in enumerate(section.prompts)}
    stretches: list[Stretch] = []
    start = (0, 0)
    for index, section in enumerate(pack.sections):
        if index < start[0]:
            continue
        first = start[1] if index == start[0] else 0
        keys, jump = _through(pack, section, first, index, places, answers, seed)
        stretches.append(Stretch(section, tuple(keys)))
        start = jump if jump is not None else (index + 1, 0)
    return tuple(stretches)


def _through(
    pack: Pack,
    section: Section,
    first: int,
    index: int,
    places: dict[str, tuple[int, int]],
    answers: Answers,
    seed: int,
) -> tuple[list[Key], tuple[int, int] | None]:
    keys: list[Key] = []
    at = first
    while at < len(section.prompts):
        prompt = section.prompts[at]
        at += 1
        if not holds(prompt.only_if, prompt, "", answers):
            continue
        keys.extend(_asked_of(prompt, pack, answers, seed))
        route = next((each for each in prompt.next if holds(each.if_, prompt, "", answers)), None)
        if route is None:
            continue
        if route.to == "end":
            break
        target = places[route.to]
        if target[0] != index:
            return keys, target
        at = target[1]
    return keys, None


def _asked_of(prompt: Prompt, pack: Pack, answers: Answers, seed: int) -> Iterator[Key]:
    """A prompt once, or once for each thing that it is about; not where it shows what is not there.

    A child is never told "this is what we will do" with nothing after it (rule 15).
    """
    items = [""]
    if prompt.recall is not None or isinstance(prompt, KeepOrBin):
        items = [each.id for each in items_of(prompt, pack, answers)]
    for item in items:
        shown = shown_at(prompt, item)
        if shown is None or _answered_at(answers, *shown):
            yield from prompt_keys(prompt, item, answers, seed)


def shown_at(prompt: Prompt, item: str) -> Key | None:
    """Where the words are that `{shown}` says again; none for a prompt that shows nothing."""
    if prompt.shows is None:
        return None
    source, _, part = prompt.shows.partition("/")
    return Key(source, part, item)


def items_of(prompt: Prompt, pack: Pack, answers: Answers) -> list[Choice]:
    """What a prompt is asked about: things said in earlier talks, or gathered in this one."""
    found: list[Choice] = []
    if prompt.recall is not None:
        recalled = matching(prompt.recall, answers.recalled, pack)
        found += [each.choice for each in recalled]
    if isinstance(prompt, KeepOrBin) and prompt.of is not None:
        found += [
            Choice(id=view.place, word=view.words)
            for view in answers.of_prompt(prompt.of)
            if view.part == GATHER_WORDS and view.status is Status.ANSWERED
        ]
    return found


def rows_of(named: str, answers: Answers) -> list[Choice]:
    """The rows of a form of this talk, by what its named field says: `steps/statement`."""
    form, _, part = named.partition("/")
    return [
        Choice(id=view.row, word=said(view))
        for view in answers.of_prompt(form)
        if view.part == part and view.status is Status.ANSWERED
    ]


def prompt_keys(prompt: Prompt, item: str, answers: Answers, seed: int) -> Iterator[Key]:
    """The keys of one prompt, its follow-ups where they hold, in the order they are asked."""
    if isinstance(prompt, Sort):
        cards = prompt.cards if prompt.fixed_order else shuffled(prompt.cards, seed, prompt.id)
        for card in cards:
            yield Key(prompt.id, "", card.id)
            yield from _follow_ups(prompt, card.id, answers, seed)
        return
    yield from _own_keys(prompt, item, answers)
    yield from _follow_ups(prompt, item, answers, seed)


def _follow_ups(prompt: Prompt, item: str, answers: Answers, seed: int) -> Iterator[Key]:
    for follow_up in prompt.then:
        if follow_up.only_if is None:
            asked = _is_answered(prompt, item, answers)
        else:
            asked = holds(follow_up.only_if, prompt, item, answers)
        if asked:
            yield from prompt_keys(follow_up, item, answers, seed)


def _is_answered(prompt: Prompt, item: str, answers: Answers) -> bool:
    """A follow-up with no condition of its own follows an answer, not a silence."""
    views = _views(prompt.id, item, answers)
    return any(view.status is Status.ANSWERED for view in views)


def _own_keys(prompt: Prompt, item: str, answers: Answers) -> Iterator[Key]:
    match prompt:
        case Pair():  # the child's side first (rule 12)
            yield from (Key(prompt.id, TO_ME, item), Key(prompt.id, FOR_ME, item))
        case Working():
            yield from (Key(prompt.id, WORKING, item), Key(prompt.id, NOT_WORKING, item))
        case People():
            yield Key(prompt.id, WHO, item)
            yield from (Key(prompt.id, RING, person) for person, _ in people(prompt, answers))
        case Draw():
            yield Key(prompt.id, PICTURE, item)
            if _answered_at(answers, prompt.id, PICTURE, item):
                yield Key(prompt.id, ABOUT_PICTURE, item)
        case Notice():
            yield Key(prompt.id, "seen", item)
            if _answered_at(answers, prompt.id, "seen", item):
                yield from (Key(prompt.id, each, item) for each in list(NOTICE_FIELDS)[1:])
        case Gather():
            parts = (GATHER_WHO, GATHER_WORDS, GATHER_HOW)
            most, yes = MOST_ROWS, prompt.yes.id
            yield from _repeated(prompt.id, parts, most, yes, answers, again=GATHER_MORE)
        case Signals():
            yield from _signal_keys(prompt, answers)
        case Form(rows=Rows(most=most, yes=Option(id=yes))):
            fields = tuple(each.id for each in prompt.fields)
            yield from _repeated(prompt.id, fields, most, yes, answers)
        case Form():
            yield from (Key(prompt.id, each.id, item) for each in prompt.fields)
        case _:
            yield Key(prompt.id, "", item)


def _signal_keys(prompt: Signals, answers: Answers) -> Iterator[Key]:
    parts = (DO, MEANS, PLEASE)
    yield from _repeated(prompt.id, parts, MOST_ROWS, prompt.yes.id, answers)
    yield from (Key(prompt.id, each.id) for each in prompt.my)


def _repeated(
    prompt: str,
    parts: tuple[str, ...],
    most: int,
    yes: str,
    answers: Answers,
    *,
    again: str = ANOTHER,
) -> Iterator[Key]:
    """One row after another, for as long as there is one more; without a first part, no row."""
    first, *rest = parts
    for number in range(1, most + 1):
        item = str(number)
        yield Key(prompt, first, item)
        if not _answered_at(answers, prompt, first, item):
            return
        yield from (Key(prompt, part, item) for part in rest)
        if number == most:
            return
        yield Key(prompt, again, item)
        answer = answers.at(prompt, again, item)
        if answer is None or _picked(answer) != (yes,):
            return


def frames_words(part: str, item: str) -> bool:
    """Does a part only frame what was said: is there one more, who sent it, how?"""
    return part in ASKS_FOR_MORE or (part in (GATHER_WHO, GATHER_HOW) and bool(item))


def people(prompt: People, answers: Answers) -> list[tuple[str, str]]:
    """The people picked or named so far: (id, word). Each is then put into a ring."""
    view = answers.at(prompt.id, WHO)
    if view is None or view.status is not Status.ANSWERED:
        return []
    picked = (
        [(choice.id, choice.word) for choice in view.value.choices]
        if isinstance(view.value, Chosen)
        else []
    )
    named = [(IN_OTHER_WORDS, view.words)] if view.words.strip() else []
    nobody = {option.id for option in prompt.options if option.id.startswith("no-one")}
    return [(id_, word) for id_, word in picked + named if id_ not in nobody]


def _answered_at(answers: Answers, prompt: str, part: str, item: str) -> bool:
    view = answers.at(prompt, part, item)
    return view is not None and view.status is Status.ANSWERED


def _views(prompt: str, item: str, answers: Answers) -> list[View]:
    views = list(answers.of_prompt(prompt))
    return [view for view in views if view.item == item] if item else views


def holds(condition: Condition | None, under: Prompt, item: str, answers: Answers) -> bool:
    """Does a condition hold? One about a prompt that has no answer yet does not."""
    if condition is None:
        return True
    own = condition.prompt is None or condition.prompt == under.id
    views = _views(condition.prompt or under.id, item if own else "", answers)
    answered = [view for view in views if view.status is Status.ANSWERED]
    if condition.answered is not None and bool(answered) is not condition.answered:
        return False
    if condition.answered is False:
        return bool(views)
    chosen = {id_ for view in answered for id_ in _picked(view)}
    points = [
        view.value.point
        for view in answered
        if isinstance(view.value, Point) and not view.value.word
    ]
    checks = (
        not condition.chose or bool(chosen & set(condition.chose)),
        not condition.not_chose or (bool(answered) and not chosen & set(condition.not_chose)),
        not condition.placed or bool(chosen & set(condition.placed)),
        condition.at_most is None or any(point <= condition.at_most for point in points),
        condition.at_least is None or any(point >= condition.at_least for point in points),
    )
    return all(checks)


def _picked(view: View) -> tuple[str, ...]:
    """The ids that conditions speak of: cards, a column, a face."""
    match view.value:
        case Chosen():
            return tuple(choice.id for choice in view.value.choices)
        case Placed():
            return (view.value.column.id,)
        case Point() if view.value.word:
            return (view.value.face,)
        case _:
            return ()


class PackIndex:
    """A pack with its prompts by id: their section, and for a follow-up its parent."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.section_of: dict[str, Section] = {}
        self.prompt: dict[str, Prompt] = {}
        self.parent: dict[str, Prompt] = {}
        for section, prompt in pack.prompts():
            self.section_of[prompt.id] = section
            self.prompt[prompt.id] = prompt
            self.parent.update((child.id, prompt) for child in prompt.then)

    def is_follow_up(self, prompt: str) -> bool:
        """Is it asked after another prompt's answer, and not in its own right?"""
        return prompt in self.parent
