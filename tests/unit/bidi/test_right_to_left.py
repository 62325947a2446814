"""Words that run from right to left: their order, their shapes, and who is to paint them."""

from __future__ import annotations

import unicodedata

import pytest

from voicebox.bidi import screen
from voicebox.bidi.joining import joined
from voicebox.bidi.lines import in_order
from voicebox.bidi.ordering import by_words, painted, runs_right
from voicebox.bidi.screen import decide, glyphs, seen


def order(line: str, *, right: bool) -> str:
    return "".join(glyph.text for glyph in painted(line, right=right, shaped=False))


@pytest.mark.parametrize(
    ("line", "right", "shown"),
    [
        ("abc", True, "abc"),
        ("אבג", False, "גבא"),
        ("אב abc גד", True, "דג abc בא"),
        ("abc אב גד def", False, "abc דג בא def"),
        ("אב 12 גד", True, "דג 12 בא"),
        ("אב 12.5% גד", True, "דג 12.5% בא"),
        ("ש 1-2", True, "1-2 ש"),
        ("אב (גד).", True, ".(דג) בא"),
        ("אב (abc) גד", True, "דג (abc) בא"),
        ("a (אב) b", False, "a (בא) b"),
        ("3 אב", True, "בא 3"),
        ("אב   ", True, "   בא"),
        ("אב   ", False, "בא   "),
        ("س ١٢ ص", True, "ص ١٢ س"),
        ("س 1/2", True, "1/2 س"),
    ],
)
def test_lines_are_ordered_as_the_bidirectional_algorithm_says(
    line: str, right: bool, shown: str
) -> None:
    assert order(line, right=right) == shown


def test_a_mark_stays_on_its_letter_and_each_glyph_knows_its_place() -> None:
    found = painted("حسنًا 1", right=True)
    assert [(glyph.start, glyph.end) for glyph in found] == [
        (6, 7),
        (5, 6),
        (4, 5),
        (2, 4),
        (1, 2),
        (0, 1),
    ]
    assert found[3].text[1:] == "\u064b"


def test_letters_take_the_shapes_that_their_neighbours_give_them() -> None:
    names = [unicodedata.name(each[:1], "") for each in joined(list("بيت")) if each]
    assert [name.removeprefix("ARABIC LETTER ") for name in names] == [
        "BEH INITIAL FORM",
        "YEH MEDIAL FORM",
        "TEH FINAL FORM",
    ]
    assert joined(list("دار")) == ["\ufea9", "\ufe8d", "\ufead"]
    assert joined(list("لا")) == ["\ufefb", ""]
    assert "".join(joined(list("ٹھیک"))).isalpha()


def test_nothing_is_painted_otherwise_than_it_is_where_all_runs_left() -> None:
    for words in ("", "I like Bruno.", "Jest cierpliwa", "Привіт", "👩‍🚒 🏴"):
        assert seen(words) is words


@pytest.mark.parametrize(
    ("name", "environ", "way"),
    [
        ("VTE", {}, "letters"),
        ("mlterm", {}, "letters"),
        ("kitty", {}, "words"),
        ("", {"TERM": "xterm-kitty"}, "words"),
        ("", {"TERM_PROGRAM": "Apple_Terminal"}, "terminal"),
        ("", {"TERM": "xterm-256color"}, "letters"),
    ],
)
def test_the_terminal_says_who_puts_letters_in_order(
    name: str, environ: dict[str, str], way: str
) -> None:
    assert decide(name, environ) == way
    assert decide(name, environ, "terminal") == "terminal"


@pytest.fixture
def _letters_again() -> object:
    yield
    screen.use("letters")


@pytest.mark.usefixtures("_letters_again")
def test_a_terminal_that_orders_by_itself_is_kept_from_mixing_neighbours() -> None:
    screen.use("terminal")
    assert seen("نعم") == "\u200e\u200fنعم\u200f\u200e"
    assert [glyph.text for glyph in glyphs("نعم")] == list("نعم")
    screen.use("words")
    assert seen("نعم لا") == "لا نعم"


def test_plain_lines_are_changed_only_where_the_terminal_is_known_to_need_it() -> None:
    asked = "For the adult: Amira\nهل نبدأ؟"
    assert in_order({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "auto", 40)(asked) == asked
    foot = in_order({"TERM": "foot"}, "auto", 40)(asked).split("\n")
    assert foot[0] == "For the adult: Amira"
    assert len(foot[1]) == 40
    assert foot[1].lstrip().startswith("؟")
    kitty = in_order({"TERM": "xterm-kitty"}, "auto", 12)("هل نبدأ؟ نعم")
    assert kitty.strip() == "نعم نبدأ؟ هل"
    assert runs_right("هل")
    assert "".join(glyph.text for glyph in by_words("ab هل", right=False)) == "ab هل"
