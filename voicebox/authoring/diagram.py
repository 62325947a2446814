"""Draw a pack's sections, prompts, follow-ups and routes as a Mermaid flowchart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from voicebox.prompts.models import Condition, Pack, Prompt, Route
from voicebox.prompts.places import Place, places
from voicebox.prompts.structure import END

_LONGEST_LABEL = 60
_PLAIN_MARKS = " ,?!'-.…’"


def pack_diagram(pack: Pack) -> str:
    """The routes of `pack` as Mermaid, ending with a newline.

    Solid arrows are the way of a talk, dotted ones lead to follow-ups; after a follow-up the talk
    goes on from the prompt it follows. Nothing from the pack can break out of its label.
    """
    return "\n".join(_Drawing(pack).lines()) + "\n"


class _Drawing:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.places = places(pack)
        self.node = {place.prompt.id: f"p{place.order}" for place in self.places}
        firsts = {section.id: self.node[section.prompts[0].id] for section in pack.sections}
        self.goal = self.node | firsts
        self.main = [place for place in self.places if place.parent is None]

    def lines(self) -> Iterator[str]:
        yield "flowchart TD"
        yield f'    begin(["{label(self.pack.title)}"])'
        for number, section in enumerate(self.pack.sections):
            yield f'    subgraph s{number}["{label(section.title)}"]'
            for place in self.places:
                if place.section is section:
                    yield f"        {self._box(place)}"
            yield "    end"
        yield '    finish(["the ending"])'
        yield f"    begin --> {self.node[self.main[0].prompt.id]}"
        for number, place in enumerate(self.main):
            onward = self.main[number + 1 :]
            yield from self._ways(place, onward)
        for place in self.places:
            yield from self._follow_ups(place.prompt)

    def _box(self, place: Place) -> str:
        prompt = place.prompt
        words = label(prompt.ask)
        if prompt.only_if is not None and place.parent is None:
            words += f"<br/>only if {label(when(prompt.only_if))}"
        return f'{self.node[prompt.id]}["{label(prompt.id)}<br/>{words}"]'

    def _ways(self, place: Place, onward: list[Place]) -> Iterator[str]:
        node, routes = self.node[place.prompt.id], place.prompt.next
        for route in routes:
            said = f'|"{label(when(route.if_))}"|' if route.if_ else ""
            yield f"    {node} -->{said} {self._goal(route, place, onward)}"
            if route.if_ is None:
                return
        following = self.node[onward[0].prompt.id] if onward else "finish"
        otherwise = '|"otherwise"|' if routes else ""
        yield f"    {node} -->{otherwise} {following}"

    def _goal(self, route: Route, place: Place, onward: list[Place]) -> str:
        if route.to != END:
            return self.goal[route.to]
        later = [each for each in onward if each.section is not place.section]
        return self.node[later[0].prompt.id] if later else "finish"

    def _follow_ups(self, prompt: Prompt) -> Iterator[str]:
        for follow_up in prompt.then:
            said = when(follow_up.only_if) if follow_up.only_if else "answered"
            yield f'    {self.node[prompt.id]} -.->|"{label(said)}"| {self.node[follow_up.id]}'


def when(condition: Condition) -> str:
    """A condition in words: `pets or music`, `not pets`, `2 or more`."""
    parts = []
    if condition.answered is not None:
        parts.append("answered" if condition.answered else "not answered")
    if condition.chose:
        parts.append(" or ".join(condition.chose))
    if condition.not_chose:
        parts.append("not " + " or ".join(condition.not_chose))
    if condition.placed:
        parts.append("some in " + " or ".join(condition.placed))
    if condition.at_least is not None:
        parts.append(f"{condition.at_least} or more")
    if condition.at_most is not None:
        parts.append(f"{condition.at_most} or less")
    about = f"{condition.prompt}, " if condition.prompt else ""
    return about + " and ".join(parts)


def label(words: str) -> str:
    """Words as they may stand between the quotation marks of a Mermaid label, on one line.

    All but letters, digits and a few marks become Mermaid's character codes, so that words can
    neither end the label nor be taken for markup, a list, a link or a comment.
    """
    line = " ".join(words.split())
    if len(line) > _LONGEST_LABEL:
        line = line[:_LONGEST_LABEL].rstrip() + "…"
    return "".join(_coded(mark, line[:at]) for at, mark in enumerate(line))


def _coded(mark: str, before: str) -> str:
    begins_a_list = (mark == "-" and not before) or (mark == "." and before.isdigit())
    plain = unicodedata.category(mark)[0] in "LMN" or mark in _PLAIN_MARKS
    return mark if plain and not begins_a_list else f"#{ord(mark)};"
