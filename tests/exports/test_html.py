"""HTML: one file that runs and fetches nothing; words stand in it as they were given, as text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.exports import held as talk
from tests.exports.held import give
from tests.exports.pages import quoted, text_of
from tests.exports.test_markdown import HOSTILE
from tests.fakes import FakeStore, FixedClock, play, small_pack
from voicebox.conversation.inputs import TakeNote
from voicebox.errors import ExportError
from voicebox.exports import Audience, export, gather_talk
from voicebox.exports.dossier import Wanted
from voicebox.exports.html.drawn import Sprites, plain_symbol
from voicebox.exports.html.markup import direction, language_of
from voicebox.ports import SymbolCard
from voicebox.runner import start

LIVE = {"script", "iframe", "object", "embed", "link", "form", "base", "audio", "video"}


class _Tags(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


class _Drawn:
    """A drawing with everything in it that must not come along."""

    SVG = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" onload="x()"><script>x()'
        '</script><g id="a" style="fill:#f00;display:inline" onclick="x()"><path d="M1 1L2 2"/>'
        '<image href="http://example.org/x.png"/><rect fill="url(http://example.org)" width="3"/>'
        "</g></svg>"
    )

    def card(self, symbol: str) -> SymbolCard:
        return SymbolCard(symbol, symbol, f'A picture of "{symbol}" <here>')

    def svg(self, symbol: str) -> str:
        return self.SVG


def html_of(words: str, *, pupil: str = "Amira") -> bytes:
    store = FakeStore()
    runner = start(store, FixedClock(), small_pack(), store.add_pupil(pupil), with_="Mrs <b> Okoye")
    play(runner, {"good-day": give("play"), "calm": [give(words=words), TakeNote(words)]})
    return export([gather_talk(store, runner.header.id)], "html", Audience.PLAN, drawings=_Drawn())


@pytest.mark.parametrize("words", [*HOSTILE, 'a " onmouseover="x" b', "</bdi></style>", "\n first"])
def test_words_are_text_and_nothing_else(words: str) -> None:
    page = html_of(words, pupil="<i>Amira")
    assert text_of(page, "html").count(words) >= 2
    tags = _Tags(page).found
    assert not LIVE & {tag for tag, _ in tags}
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
    assert not {"b", "i", "strong", "a"} & {tag for tag, _ in tags}


def test_the_page_forbids_scripts_and_the_network_and_has_none_to_forbid() -> None:
    page = html_of("quiet").decode()
    tags = _Tags(page.encode()).found
    [policy] = [a["content"] for tag, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
    [style] = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "url(" not in style
    assert "@import" not in style
    addresses = [a[name] for _, a in tags for name in ("src", "href") if name in a]
    assert addresses
    assert all(each.startswith(("#", "data:image/png;base64,")) for each in addresses)
    assert not [a for _, a in tags if "style" in a]
    assert "@media print" in style


def test_a_drawing_is_shapes_alone_and_has_its_words() -> None:
    drawn = plain_symbol(_Drawn.SVG, "p")
    assert "<path" in drawn
    assert 'fill="#f00"' in drawn
    for forbidden in ("script", "onclick", "image", "url", "example", "style", "onload"):
        assert forbidden not in drawn
    sprites = Sprites(_Drawn())
    first, second = sprites.show("a"), sprites.show("a")
    assert first == second
    assert 'aria-label="A picture of &quot;a&quot; &lt;here&gt;"' in first
    assert sprites.definitions().count("<symbol") == 1


@pytest.mark.parametrize(
    ("words", "language", "way", "said"),
    [
        ("with my dog", "en-GB", "ltr", "en-GB"),
        ("🐕 مرحبا", "ar", "rtl", "ar"),
        ("میں خوش ہوں", "ur", "rtl", "ur"),
        ("مرحبا", "en-GB", "rtl", "und-Arab"),
        ("Мені подобається", "en-GB", "ltr", "und-Cyrl"),
        ("Мені подобається", "uk", "ltr", "uk"),
        ("hello", "ar", "ltr", "und-Latn"),
        ("zażółć ŵ", "pl", "ltr", "pl"),
        ("🙂 7", "en-GB", "ltr", "en-GB"),
    ],
)
def test_each_passage_says_its_language_and_direction(
    words: str, language: str, way: str, said: str
) -> None:
    assert (direction(words), language_of(words, language)) == (way, said)
    if language == "en-GB":
        assert (
            f'<bdi class="own" lang="{said}" dir="{way}">{words}</bdi>' in html_of(words).decode()
        )


def test_only_a_persons_own_words_stand_in_quotation_marks() -> None:
    text = text_of(export([talk.hold_for_everyone().exported], "html"), "html")
    inside = "\n".join(quoted(text))
    assert talk.TO_ALL in inside
    assert talk.TO_ALL_LINES in inside
    assert talk.READING not in inside
    assert talk.SEEN not in inside


def test_another_document_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="record, plan"):
        export([talk.hold_for_everyone().exported], "html", wanted=Wanted(document="profile"))
