"""The preview: every prompt, card and branch on one page that loads nothing and runs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from voicebox.authoring.lines import lines
from voicebox.authoring.preview import Drawn, preview
from voicebox.errors import NotFound
from voicebox.ports.pictures import CREDIT
from voicebox.prompts.loader import load_pack

SMALL = load_pack(Path(__file__).parents[2] / "fixtures" / "small.yaml")
HOSTILE = '<script src="https://x.example/a.js">x</script>"\'><img src=x onerror=x>&amp;'


def drawn(symbol: str) -> Drawn:
    """A picture for all symbols but one."""
    if symbol == "sun":
        raise NotFound("There is no such picture.", mend="Look for one.")
    return Drawn(f"<svg id='{symbol}'/>", f"what {symbol} looks like")


SAFE = ("lang", "dir", "charset", "http-equiv", "content", "name", "class", "role", "aria-label")


class Page(HTMLParser):
    """What a browser would make of a page: its words, its tags and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.open = "", [("", "")][:0], list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [(tag, f"{name}={value}") for name, value in attrs] or [(tag, "")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data + "\n"


def test_every_line_of_the_pack_is_on_the_page_and_every_tag_is_closed() -> None:
    page = Page(preview(SMALL, drawn))
    assert page.open == []
    missing = [line.words for line in lines(SMALL) if line.words not in page.words]
    assert missing == []
    assert CREDIT in page.words


def test_branches_and_who_is_asked_are_told() -> None:
    words = Page(preview(SMALL, drawn)).words
    assert "Only if: pets" in words
    assert "Then goes on to what-helps if no-one-now." in words
    assert "Then goes on to the next section." in words
    assert "child: a board of cards" in words
    assert "the adult: what was seen" in words


def test_pictures_are_in_the_page_once_each_and_a_missing_one_is_told() -> None:
    html = preview(SMALL, drawn)
    assert html.count(".p-music {") == 1
    assert "data:image/svg+xml;base64," in html
    assert "aria-label=what music looks like" in str(Page(html).tags)
    assert "no picture: sun" in html


def test_a_page_asks_no_network_and_words_of_a_pack_are_never_markup() -> None:
    section = SMALL.sections[0].model_copy(update={"title": HOSTILE})
    first = SMALL.sections[0].prompts[0].model_copy(update={"ask": HOSTILE, "to_adult": HOSTILE})
    section = section.model_copy(update={"prompts": (first,)})
    about = {"title": HOSTILE, "about": HOSTILE, "ages": "<b>&", "sections": (section,)}
    pack = SMALL.model_copy(update=about)
    html = preview(pack, lambda _: Drawn("</style><script>", HOSTILE))
    page = Page(html)
    assert page.open == []
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "link", "iframe", "object"})
    named = {each.partition("=")[0] for _, each in page.tags}
    assert named == {"", *SAFE}
    assert not re.search(r"url\((?!\"data:image/svg\+xml;base64,)", html)
    assert "default-src 'none'" in html
    assert HOSTILE in page.words


@pytest.mark.parametrize(("language", "way"), [("en-GB", "ltr"), ("ar", "rtl"), ("ur", "rtl")])
def test_a_page_reads_the_way_of_its_language(language: str, way: str) -> None:
    html = preview(SMALL.model_copy(update={"language": language}), drawn)
    assert f'<html lang="{language}" dir="{way}">' in html
