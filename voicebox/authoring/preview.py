"""A pack as one page of HTML to look through: every prompt, its cards and pictures, its branches.

The page holds all it shows, asks no network for anything, and runs nothing. Whatever comes from
the pack is escaped.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

from voicebox.authoring.diagram import when
from voicebox.authoring.findings import FOR_CHILDREN
from voicebox.authoring.lines import Ear, ear_of
from voicebox.errors import VoiceboxError
from voicebox.ports.pictures import CREDIT
from voicebox.prompts.models import Option, Pack, PackModel, Prompt, PromptBase, Section
from voicebox.prompts.translation import holds_words

RIGHT_TO_LEFT = ("ar", "ur", "fa", "he")
_KINDS = {
    "tell": "words",
    "choose": "a board of cards",
    "sort": "cards, sorted one at a time",
    "scale": "a ladder or faces",
    "finish": "a sentence to finish",
    "pair": "to me and for me",
    "people": "who matters",
    "working": "working, not working",
    "draw": "a drawing or photo",
    "notice": "what was seen",
    "gather": "words from others",
    "keep_or_bin": "others' words: keep or bin",
    "signals": "signs, and what they mean",
    "form": "a form",
    "tell_you": "told, not asked",
}
_LABELS = {
    "another_way": "in other words",
    "to_adult": "to the adult alone",
    "for_me": "important for me",
    "to_me": "important to me",
    "means": "what it may mean",
    "please": "please do",
    "my": "my own signs",
}
_ELSEWHERE = frozenset({"id", "ask", "then", "next", "only_if", "source", "feeds", "theme", "kind"})
_OWN_PARTS = ("assent", "practice", "between", "read_back", "sharing", "ending", "standing")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its SVG, and what can be seen on it."""

    svg: str
    alt: str


def preview(pack: Pack, drawn: Callable[[str], Drawn]) -> str:
    """The page.

    Args:
        pack: what to show.
        drawn: gives the picture of a symbol; where it raises a `VoiceboxError`, the page says
            that the picture is missing.
    """
    return _Page(pack, drawn).html()


@dataclass
class _Page:
    pack: Pack
    drawn: Callable[[str], Drawn]
    pictures: dict[str, Drawn | None] = field(default_factory=dict)

    def html(self) -> str:
        body = "\n".join(self._body())
        language = self.pack.language
        way = "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
        style = files("voicebox.authoring").joinpath("preview.css").read_text(encoding="utf-8")
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{way}">\n<head>\n'
            '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.pack.title)}</title>\n<style>\n{style}{self._pictures()}"
            f"</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )

    def _pictures(self) -> str:
        """Each picture once, however many cards show it."""
        return "".join(
            f".p-{symbol} {{ background-image: "
            f'url("data:image/svg+xml;base64,{b64encode(each.svg.encode()).decode()}"); }}\n'
            for symbol, each in self.pictures.items()
            if each is not None
        )

    def _body(self) -> Iterator[str]:
        pack = self.pack
        about = f"For: {_plain(pack.audience.value)}. {pack.ages and f'Ages {pack.ages}. '}"
        yield f"<h1>{escape(pack.title)}</h1>\n<p>{escape(pack.about)}</p>"
        yield (
            f'<p class="small">{escape(about)}About {pack.minutes} minutes. Pack '
            f"{escape(pack.pack)}, version {escape(pack.version)}, {escape(pack.language)}.</p>"
        )
        yield "<h2>Before the first question</h2>"
        yield from (self._prompt(line) for line in pack.opening)
        yield from (self._own_part(name) for name in ("assent", "practice"))
        for section in pack.sections:
            yield from self._section(section)
        yield "<h2>Between and after</h2>"
        yield from (self._own_part(name) for name in _OWN_PARTS[2:])
        yield from self._glossary()
        yield f'<p class="small">{CREDIT}</p>'

    def _section(self, section: Section) -> Iterator[str]:
        always = " (always asked)" if section.always else ""
        yield f"<h2>{escape(section.title)}{always}</h2>"
        yield from (self._prompt(prompt) for prompt in section.prompts)

    def _own_part(self, name: str) -> str:
        part = getattr(self.pack, name)
        if part is None:
            return ""
        inner = "".join(self._fields(part))
        return f"<article><h3>{escape(_label(name))}</h3>{inner}</article>"

    def _glossary(self) -> Iterator[str]:
        if self.pack.glossary:
            yield "<h2>Words explained</h2><dl>"
            for term, entry in self.pack.glossary.items():
                yield f"<dt>{escape(term)}</dt><dd>{escape(entry.means)}</dd>"
            yield "</dl>"

    def _prompt(self, prompt: Prompt, parent: Prompt | None = None) -> str:
        for_adult = self.pack.audience in FOR_CHILDREN and ear_of(prompt) is Ear.ADULT
        asked = "the adult" if for_adult else _plain(self.pack.audience.value)
        whose = "" if prompt.speaker is None else f", as {_plain(prompt.speaker)}"
        inner = "".join(
            (
                f'<p class="of">{escape(asked + whose)}: {escape(_KINDS.get(prompt.kind, ""))}</p>',
                self._way_in(prompt, parent),
                self._picture(prompt.symbol, "pic big") if prompt.symbol else "",
                f"<h3>{escape(prompt.ask)}</h3>",
                *self._fields(prompt),
                *self._scale(prompt),
                *_routes(prompt),
                _small(prompt),
                *(self._prompt(each, prompt) for each in prompt.then),
            )
        )
        return f"<article{' class=adult' if for_adult else ''}>{inner}</article>"

    def _way_in(self, prompt: Prompt, parent: Prompt | None) -> str:
        if prompt.only_if is not None:
            said = f"Only if: {when(prompt.only_if)}"
        else:
            said = "After any answer" if parent is not None else ""
        if prompt.recall is not None:
            said = f"{said}. About each thing said in earlier talks".removeprefix(". ")
        return f'<p class="way small">{escape(said)}</p>' if said else ""

    def _fields(self, value: PackModel) -> Iterator[str]:
        """What stands in a model of a pack: words with their labels, and cards."""
        cards = [
            each for name, each in value if isinstance(each, Option) and name not in _ELSEWHERE
        ]
        for name, info in type(value).model_fields.items():
            inner = getattr(value, name)
            if inner is None or (name in _ELSEWHERE and isinstance(value, PromptBase)):
                continue
            if holds_words(info):
                several = inner if isinstance(inner, tuple) else (inner,)
                yield _row(_label(name), (str(each) for each in several))
            elif isinstance(inner, PackModel) and not isinstance(inner, Option):
                yield from self._named(name, inner)
            elif isinstance(inner, tuple):
                yield from self._several(name, inner)
        yield self._cards(cards)

    def _named(self, name: str, inner: PackModel) -> Iterator[str]:
        told = "".join(self._fields(inner))
        if told and name != "recall":
            yield f'<p class="small">{escape(_label(name))}</p>{told}'

    def _several(self, name: str, inner: tuple[object, ...]) -> Iterator[str]:
        if name in _ELSEWHERE:
            return
        yield self._cards([each for each in inner if isinstance(each, Option)])
        for each in inner:
            if isinstance(each, PackModel) and not isinstance(each, Option):
                yield from self._fields(each)

    def _scale(self, prompt: Prompt) -> Iterator[str]:
        scale = self.pack.scales.get(getattr(prompt, "scale", ""))
        if scale is not None:
            yield from self._fields(scale)

    def _cards(self, cards: Iterable[Option]) -> str:
        listed = "".join(
            f"<li>{self._picture(card.symbol, 'pic')}{escape(card.word)}</li>" for card in cards
        )
        return f'<ul class="cards">{listed}</ul>' if listed else ""

    def _picture(self, symbol: str, classes: str) -> str:
        if symbol not in self.pictures:
            self.pictures[symbol] = self._found(symbol)
        found = self.pictures[symbol]
        if found is None:
            return f'<span class="small">no picture: {escape(symbol)}</span>'
        alt = escape(found.alt)
        return f'<span class="{classes} p-{symbol}" role="img" aria-label="{alt}"></span>'

    def _found(self, symbol: str) -> Drawn | None:
        try:
            return self.drawn(symbol)
        except VoiceboxError:
            return None


def _row(label: str, words: Iterable[str]) -> str:
    told = "".join(f"<dd>{escape(each)}</dd>" for each in words)
    return f"<dl><dt>{escape(label)}</dt>{told}</dl>"


def _routes(prompt: Prompt) -> Iterator[str]:
    for route in prompt.next:
        condition = f" if {when(route.if_)}" if route.if_ is not None else ""
        goal = "the next section" if route.to == "end" else route.to
        yield f'<p class="way small">{escape(f"Then goes on to {goal}{condition}.")}</p>'


def _small(prompt: Prompt) -> str:
    feeds = f"; goes to: {', '.join(prompt.feeds)}" if prompt.feeds else ""
    told = f"{prompt.id} ({', '.join(prompt.source)}{feeds})"
    return f'<p class="small">{escape(told)}</p>'


def _label(name: str) -> str:
    return _LABELS.get(name, _plain(name))


def _plain(name: str) -> str:
    return name.replace("_", " ")
