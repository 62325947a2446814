"""Every way through a pack: all the answers that matter to its conditions are tried together.

It follows the same rules as a talk: a condition about a prompt without an answer does not hold, a
follow-up without a condition follows an answer, routes go forward, the first that holds is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from voicebox.prompts.models import (
    Choose,
    Condition,
    Finish,
    Ladder,
    Pack,
    Prompt,
    Route,
    ScalePrompt,
    Sort,
)
from voicebox.prompts.structure import END, can_choose, can_place, scale_of

MOST_STATES = 5_000
"""Ways that are followed side by side; a pack with more is said to be too branched to check."""
_SUBSETS_OF = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """As much of an answer as conditions can ask about. `silent`: asked, and not answered."""

    picked: frozenset[str] = frozenset()
    point: int | None = None
    silent: bool = False


State = frozenset[tuple[str, Answer]]
"""The answers so far, by prompt, that a later condition still asks about."""
Step = tuple[int, int]
"""A prompt that follows no other: the number of its section, and its own in it."""


@dataclass(slots=True)
class Explored:
    """What was met on all the ways through a pack."""

    asked: set[str] = field(default_factory=set)
    """The ids of prompts that some way reaches."""
    taken: set[tuple[str, int]] = field(default_factory=set)
    """The routes that some way takes: the prompt's id, and the number of the route."""
    too_many: bool = False
    """There were more ways than could be followed, so what was not met may yet be reached."""


def explore(pack: Pack) -> Explored:
    """Follow every way through `pack`."""
    return _Exploring(pack).run()


class _Exploring:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.found = Explored()
        self.steps = [
            (at, number)
            for at, section in enumerate(pack.sections)
            for number in range(len(section.prompts))
        ]
        self.goals = _goals(pack)
        self.asking = list(_asking(pack))
        self.last = {about: step for about, step, _ in self.asking}

    def run(self) -> Explored:
        waiting: dict[Step, set[State]] = {self.steps[0]: {frozenset()}}
        for step in self.steps:
            states = waiting.pop(step, set())
            if self.found.too_many:
                break
            for goal, state in self._through(step, states):
                waiting.setdefault(goal, set()).add(self._still_asked_about(state, step))
        return self.found

    def _through(self, step: Step, states: set[State]) -> Iterator[tuple[Step, State]]:
        prompt = self.pack.sections[step[0]].prompts[step[1]]
        onward = (step[0], step[1] + 1)
        if onward not in self.steps:
            onward = (step[0] + 1, 0)
        here = {state for state in states if _holds(prompt.only_if, None, state)}
        yield from ((onward, state) for state in states - here)
        for state in self._ask(prompt, here):
            yield self._leave(prompt, state, step, onward), state

    def _leave(self, prompt: Prompt, state: State, step: Step, onward: Step) -> Step:
        for number, route in enumerate(prompt.next):
            if _holds(route.if_, prompt, state):
                self.found.taken.add((prompt.id, number))
                return (step[0] + 1, 0) if route.to == END else self.goals[route.to]
        return onward

    def _ask(self, prompt: Prompt, states: set[State]) -> set[State]:
        if not states:
            return states
        self.found.asked.add(prompt.id)
        if prompt.id in self.last:
            answers = self._told_apart(prompt)
            if len(states) * len(answers) > MOST_STATES:
                self.found.too_many = True
                return set()
            states = {state | {(prompt.id, answer)} for state in states for answer in answers}
        for follow_up in prompt.then:
            states = self._follow(follow_up, prompt, states)
        return states

    def _follow(self, follow_up: Prompt, parent: Prompt, states: set[State]) -> set[State]:
        asked = {state for state in states if _follows(follow_up, parent, state)}
        passed_by = states if parent.id not in self.last else states - asked
        if follow_up.only_if is None and parent.id not in self.last:
            asked = states
        return passed_by | self._ask(follow_up, asked)

    def _told_apart(self, prompt: Prompt) -> list[Answer]:
        """One answer to `prompt` of each sort that its conditions tell apart."""
        about = [condition for name, _, condition in self.asking if name == prompt.id]
        answers = list(self._answers(prompt, about))
        if isinstance(prompt, Sort):
            return answers
        after_any = any(follow_up.only_if is None for follow_up in prompt.then)
        apart: dict[tuple[bool, ...], Answer] = {}
        for answer in answers:
            state: State = frozenset({(prompt.id, answer)})
            outcome = (
                answer.silent and after_any,
                *(_holds(each, prompt, state) for each in about),
            )
            apart.setdefault(outcome, answer)
        return list(apart.values())

    def _answers(self, prompt: Prompt, about: list[Condition]) -> Iterator[Answer]:
        """The answers to `prompt` that use what the conditions `about` it name."""
        yield Answer(silent=True)
        scale = scale_of(prompt, self.pack)
        if isinstance(prompt, ScalePrompt) and isinstance(scale, Ladder):
            yield Answer()
            yield from (Answer(point=point) for point in _points(about, scale.top))
            return
        named = {each for one in about for each in (*one.chose, *one.not_chose, *one.placed)}
        possible = sorted(named & {*can_choose(prompt, self.pack), *can_place(prompt, self.pack)})
        one_only = isinstance(prompt, ScalePrompt | Finish) or (
            isinstance(prompt, Choose) and not prompt.many
        )
        yield from (Answer(picked) for picked in _subsets(possible, 1 if one_only else _SUBSETS_OF))

    def _still_asked_about(self, state: State, step: Step) -> State:
        return frozenset(each for each in state if self.last[each[0]] > step)


def _goals(pack: Pack) -> dict[str, Step]:
    goals: dict[str, Step] = {section.id: (at, 0) for at, section in enumerate(pack.sections)}
    for at, section in enumerate(pack.sections):
        goals |= {prompt.id: (at, number) for number, prompt in enumerate(section.prompts)}
    return goals


def _asking(pack: Pack) -> Iterator[tuple[str, Step, Condition]]:
    """Every condition in the order of the talk: the prompt it is about, and where it is asked."""
    for at, section in enumerate(pack.sections):
        for number, prompt in enumerate(section.prompts):
            for about, condition in _conditions(prompt, None):
                yield about, (at, number), condition


def _conditions(prompt: Prompt, parent: Prompt | None) -> Iterator[tuple[str, Condition]]:
    if prompt.only_if is not None:
        yield _about(prompt.only_if, parent), prompt.only_if
    for route in prompt.next:
        if route.if_ is not None:
            yield _about(route.if_, prompt), route.if_
    for follow_up in prompt.then:
        yield from _conditions(follow_up, prompt)


def _about(condition: Condition, under: Prompt | None) -> str:
    return condition.prompt or (under.id if under else "")


def _points(about: Iterable[Condition], top: int) -> list[int]:
    """Points of a ladder on either side of every bound."""
    bounds = {bound for one in about for bound in (one.at_most, one.at_least) if bound is not None}
    near = {0, top} | {bound + step for bound in bounds for step in (-1, 0, 1)}
    return sorted(point for point in near if 0 <= point <= top)


def _subsets(names: list[str], most: int) -> Iterator[frozenset[str]]:
    """Nothing (something else was said), and up to `most` of the names together."""
    if len(names) > _SUBSETS_OF and most > 1:
        most = 2
        yield frozenset(names)
    for size in range(min(most, len(names)) + 1):
        yield from (frozenset(some) for some in combinations(names, size))


def _follows(follow_up: Prompt, parent: Prompt, state: State) -> bool:
    """Is a follow-up asked? After a sort it is asked of one card at a time."""
    if follow_up.only_if is None:
        return any(name == parent.id and not answer.silent for name, answer in state)
    own = follow_up.only_if.prompt in (None, parent.id)
    if not (own and isinstance(parent, Sort)):
        return _holds(follow_up.only_if, parent, state)
    answer = dict(state).get(parent.id)
    columns = [frozenset({each}) for each in answer.picked] if answer else []
    return any(
        _holds(follow_up.only_if, parent, frozenset({(parent.id, Answer(one))})) for one in columns
    ) or _holds(follow_up.only_if, parent, state)


def _holds(condition: Condition | None, under: Prompt | None, state: State) -> bool:
    """Does a condition hold with these answers? (as `conversation.routing.holds`)"""
    if condition is None:
        return True
    answer = dict(state).get(_about(condition, under))
    if answer is None:
        return False
    if answer.silent or condition.answered is False:
        return answer.silent and condition.answered is False
    bounds = (condition.at_most, condition.at_least)
    if any(bound is not None for bound in bounds) and answer.point is None:
        return False
    point = answer.point or 0
    return (
        (not condition.chose or bool(answer.picked & set(condition.chose)))
        and not answer.picked & set(condition.not_chose)
        and (not condition.placed or bool(answer.picked & set(condition.placed)))
        and (condition.at_most is None or point <= condition.at_most)
        and (condition.at_least is None or point >= condition.at_least)
    )


def skipped_sections(pack: Pack, section: int, route: Route) -> list[str]:
    """The ids of `always` sections that a route out of the section of this number jumps over."""
    if route.to == END:
        return []
    goal = _goals(pack)[route.to][0]
    return [part.id for part in pack.sections[section + 1 : goal] if part.always]
