"""Whole pictures: kitty's cells and escapes, Sixel, and what is drawn over which frame."""

import base64
import io
import random
import re
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.tui.chair import pictures
from voicebox.symbols.sixel import sixels
from voicebox.tui.cells import MARK, MarkedMosaic, mosaic_lines
from voicebox.tui.late_answers import LateAnswers
from voicebox.tui.overlay import Overlay, Placed, Rewritten
from voicebox.tui.placeholders import LARGEST, MARKS, PLACEHOLDER, placeholder_lines
from voicebox.tui.real_pictures import (
    KittyPictures,
    SixelPictures,
    WholePictures,
    sent_to_kitty,
)

CREAM = 0xFFF8E7
CELL = (9, 18)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> WholePictures:
    folder: Path = tmp_path_factory.mktemp("pictures")
    return cast(WholePictures, pictures(folder))


# -- kitty ---------------------------------------------------------------------------------------


def test_each_placeholder_is_a_cell_and_tells_its_place() -> None:
    lines = placeholder_lines(16, 8)
    assert [cell_len(line) for line in lines] == [16] * 8
    assert lines[3][:6] == f"{PLACEHOLDER}{MARKS[3]}{MARKS[0]}{PLACEHOLDER}{MARKS[3]}{MARKS[1]}"
    assert Strip([Segment(lines[0])]).crop(5, 6).text == f"{PLACEHOLDER}{MARKS[0]}{MARKS[5]}"
    assert (MARKS[0], MARKS[1], MARKS[5]) == ("\u0305", "\u030d", "\u033d")
    assert len(set(MARKS)) == LARGEST
    with pytest.raises(ValueError, match="more than"):
        placeholder_lines(LARGEST + 1, 4)


def test_a_picture_is_sent_whole_in_pieces_and_no_answer_is_asked_for() -> None:
    png = bytes(range(256)) * 40
    pieces = re.findall(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\", sent_to_kitty(77, png, 16, 8))
    assert base64.b64decode("".join(text for _, text in pieces)) == png
    assert pieces[0][0] == "a=T,U=1,f=100,t=d,i=77,c=16,r=8,q=2,m=1"
    assert all(keys == "q=2,m=1" for keys, _ in pieces[1:-1])
    assert pieces[-1][0] == "q=2,m=0"
    assert all(len(text) <= 4096 for _, text in pieces)


def test_a_kitty_is_sent_each_picture_once_and_told_to_drop_it(source: WholePictures) -> None:
    sent: list[str] = []
    kitty = KittyPictures(source, sent.append, CELL)
    first = kitty.mosaic("music", 16, CREAM)
    assert kitty.mosaic("music", 16, CREAM) is first
    assert kitty.mosaic("music", 20, CREAM) != first
    assert len(sent) == 2
    number = first.lines[0][0].fg
    assert f"i={number},c=16,r=8," in sent[0]
    assert {run.bg for line in first.lines for run in line} == {CREAM}
    colour = mosaic_lines(first)[0][0].style
    assert colour is not None
    assert colour.color is not None
    assert colour.color.triplet is not None
    assert int.from_bytes(bytes(colour.color.triplet), "big") == number
    assert kitty.farewell().count("a=d,d=I") == 2
    assert kitty.farewell() == ""


def test_what_is_sent_is_an_opaque_png_on_the_card(source: WholePictures) -> None:
    with Image.open(io.BytesIO(source.whole("music", 144, CREAM))) as image:
        assert image.size == (144, 144)
        assert image.mode == "RGB"
        assert CREAM in {
            int.from_bytes(bytes(cast(tuple[int, int, int], colour)), "big")
            for _, colour in image.getcolors(144 * 144) or []
        }


# -- Sixel ---------------------------------------------------------------------------------------


def read_sixel(text: str) -> Image.Image:
    """The picture that a Sixel paints: a reader apart from the writer."""
    found = re.fullmatch(r'\x1bP0;1q"1;1;(\d+);(\d+)(.*)\x1b\\', text, re.DOTALL)
    assert found is not None
    width, height, body = int(found[1]), int(found[2]), found[3]
    image = Image.new("RGB", (width, height), "magenta")
    colours: dict[int, tuple[int, ...]] = {}
    pen, x, top = 0, 0, 0
    for number, rgb, count, part, control in re.findall(
        r"#(\d+)(?:;2;(\d+;\d+;\d+))?|!(\d+)(?=([?-~]))|([?-~$-])", body
    ):
        if rgb:
            colours[int(number)] = tuple(round(int(each) * 2.55) for each in rgb.split(";"))
        elif number:
            pen = int(number)
        elif count:
            x = _paint(image, x, top, ord(part) - 63, int(count) - 1, colours[pen])
        elif control == "$":
            x = 0
        elif control == "-":
            x, top = 0, top + 6
        else:
            x = _paint(image, x, top, ord(control) - 63, 1, colours[pen])
    return image


def _paint(
    image: Image.Image, x: int, top: int, bits: int, times: int, colour: tuple[int, ...]
) -> int:
    for column in range(x, x + times):
        for row in range(6):
            if bits >> row & 1:
                assert image.getpixel((column, top + row)) == (255, 0, 255), "painted twice"
                image.putpixel((column, top + row), colour)
    return x + times


def png_of(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_sixel_paints_every_pixel_once_in_its_own_colour() -> None:
    drawn = Image.new("RGB", (40, 40), "#fff8e7")
    drawn.paste((210, 47, 39), (5, 5, 30, 30))
    drawn.paste((0, 0, 0), (10, 10, 11, 40))
    seen = read_sixel(sixels(png_of(drawn), 40, 43, CREAM))
    assert seen.size == (40, 43)
    for at in [(0, 0), (0, 42), (39, 42), (6, 8), (28, 20), (10, 25)]:
        inside = drawn.getpixel((at[0], at[1] - 1)) if 1 <= at[1] < 41 else (255, 248, 231)
        expected, found = cast(tuple[int, ...], inside), cast(tuple[int, ...], seen.getpixel(at))
        assert all(abs(a - b) <= 3 for a, b in zip(expected, found, strict=True)), at


def test_real_pictures_survive_sixel(source: WholePictures) -> None:
    for symbol in ("music", "dog", "yes"):
        png = source.whole(symbol, 72, CREAM)
        seen = read_sixel(sixels(png, 72, 76, CREAM))
        with Image.open(io.BytesIO(png)) as opened:
            meant = opened.convert("RGB")
        pairs = zip(meant.tobytes(), seen.crop((0, 2, 72, 74)).tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / (72 * 72 * 3) < 4, symbol


def test_blocks_are_marked_and_the_picture_is_made_when_asked_for(source: WholePictures) -> None:
    marked = SixelPictures(source)
    mosaic = marked.mosaic("music", 16, CREAM)
    plain = source.mosaic("music", 16, CREAM)
    assert isinstance(mosaic, MarkedMosaic)
    assert mosaic.lines == plain.lines
    style = mosaic_lines(mosaic)[2][0].style
    assert style is not None
    assert style.meta[MARK] == (mosaic.name, 16, 8, 2)
    placed = Placed(mosaic.name, 0, 0, 16, 8)
    assert marked.made(placed, CELL) is None
    assert marked.make(placed, CELL)
    made = marked.made(placed, CELL)
    assert made is not None
    assert read_sixel(made).size == (144, 144)
    assert not marked.make(Placed("nobody asked for it", 0, 0, 16, 8), CELL)


# -- what is drawn over a frame --------------------------------------------------------------------

WIDTH, HEIGHT = 40, 14
SIZE = (6, 3)
"""Columns and rows of a picture in these tests."""


class Glass:
    """A screen like a terminal's: text erases pictures, a picture covers text."""

    def __init__(self, slots: int = 0) -> None:
        self.cells = {(x, y): " " for x in range(WIDTH) for y in range(HEIGHT)}
        self.pictures: dict[tuple[int, int], Placed] = {}
        self.sent = 0
        self.overlay = Overlay(lambda placed: f"<{placed.name}>", slots)

    def show(self, update: CompositorUpdate) -> None:
        written = self.overlay.frame(update)
        assert isinstance(written, Rewritten)
        for x, y, strip in written.pieces:
            for column, letter in enumerate(strip.text, x):
                self.cells[column, y] = letter
                self.pictures.pop((column, y), None)
        self.draw()

    def draw(self) -> None:
        for y, x, name in re.findall(r"\x1b\[(\d+);(\d+)H<(\w+)>", self.overlay.drawing()):
            placed = Placed(name, int(x) - 1, int(y) - 1, *SIZE)
            self.sent += 1
            for column in range(placed.x, placed.x + SIZE[0]):
                for row in range(placed.y, placed.y + SIZE[1]):
                    self.pictures[column, row] = placed


def strip_of(line: int, places: dict[str, tuple[int, int]], word: str = "") -> Strip:
    """A line of text in which the pictures at `places` have their blocks; later ones cover."""
    cells: list[tuple[str, str, int]] = [(".", "", 0)] * WIDTH
    for name, (left, top) in places.items():
        if top <= line < top + SIZE[1]:
            cells[left : left + SIZE[0]] = [("#", name, line - top)] * SIZE[0]
    cells[: len(word)] = [(letter, "", 0) for letter in word]
    return Strip(
        [
            Segment(letter, Style(meta={MARK: (name, *SIZE, row)}) if name else Style.null())
            for letter, name, row in cells
        ]
    )


def whole(places: dict[str, tuple[int, int]], words: dict[int, str] | None = None) -> LayoutUpdate:
    lines = [[strip_of(y, places, (words or {}).get(y, ""))] for y in range(HEIGHT)]
    return LayoutUpdate(list(lines), Region(0, 0, WIDTH, HEIGHT))


def test_a_picture_is_sent_once_whatever_is_written_beside_it() -> None:
    glass = Glass()
    glass.show(whole({"a": (4, 2), "b": (14, 2)}))
    for _ in range(5):
        glass.show(whole({"a": (4, 2), "b": (14, 2)}))
    assert glass.sent == 2
    assert glass.pictures[4, 2] == Placed("a", 4, 2, *SIZE)
    assert glass.pictures[19, 4] == Placed("b", 14, 2, *SIZE)
    assert len(glass.pictures) == 2 * SIZE[0] * SIZE[1]


def test_a_covered_picture_gives_way_to_its_blocks_and_comes_back() -> None:
    glass = Glass()
    glass.show(whole({"a": (4, 2)}))
    glass.show(whole({"a": (4, 2)}, {3: "dialog"}))
    assert glass.cells[5, 3] == "g"
    assert (5, 3) not in glass.pictures
    glass.show(whole({"a": (4, 2)}))
    assert len(glass.pictures) == SIZE[0] * SIZE[1]
    assert glass.sent == 2


def test_a_picture_that_is_not_ready_is_drawn_later() -> None:
    glass = Glass()
    ready: set[str] = set()
    glass.overlay = Overlay(lambda placed: f"<{placed.name}>" if placed.name in ready else None)
    glass.show(whole({"a": (4, 2)}))
    assert glass.sent == 0
    ready.add("a")
    glass.draw()
    assert glass.sent == 1


def test_a_frame_of_some_lines_that_cuts_through_a_picture() -> None:
    glass = Glass()
    places = {"a": (4, 2), "b": (14, 2)}
    glass.show(whole(places))
    chops = [
        {0: strip_of(y, places).crop(0, 17), 17: strip_of(y, places).crop(17)} for y in range(6)
    ]
    ends = [[17, WIDTH]] * 6
    glass.show(ChopsUpdate(chops, [(y, 0, 10) for y in range(6)], ends))
    assert glass.sent == 2, "what stands is left alone"
    glass.show(ChopsUpdate(chops, [(y, 0, WIDTH) for y in range(6)], ends))
    assert glass.sent == 2, "two strips that lie side by side are one row of a picture"
    glass.show(ChopsUpdate(chops, [(3, 0, 16)], ends))
    assert {placed.name for placed in glass.pictures.values()} == {"a", "b"}
    glass.show(whole(places))
    assert len(glass.pictures) == 2 * SIZE[0] * SIZE[1]


def test_what_the_terminal_drops_is_drawn_again() -> None:
    glass = Glass(slots=3)
    glass.show(whole({"a": (0, 0), "b": (8, 0)}))
    glass.show(whole({"a": (0, 0), "c": (8, 0)}))
    assert glass.sent == 3
    glass.show(whole({"a": (0, 0), "d": (8, 0)}))
    assert glass.sent == 5, "the fourth pushed out the first, which is drawn once more"
    glass.show(whole({"a": (0, 0), "e": (8, 0)}))
    assert glass.sent == 6


@pytest.mark.parametrize("seed", range(60))
def test_after_any_frames_what_is_whole_is_drawn_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    glass = Glass()
    for _ in range(12):
        places = {
            name: (chance.randrange(WIDTH - SIZE[0]), chance.randrange(HEIGHT - SIZE[1]))
            for name in chance.sample("abcdef", chance.randrange(5))
        }
        words = {chance.randrange(HEIGHT): "w" * chance.randrange(1, WIDTH) for _ in range(2)}
        glass.show(whole(places, words))
        true = [strip_of(y, places, words.get(y, "")) for y in range(HEIGHT)]
        for name, (left, top) in places.items():
            placed = Placed(name, left, top, *SIZE)
            inside = [(x, y) for x in range(left, left + 6) for y in range(top, top + 3)]
            seen = all(marked(true[y], x) == (name, *SIZE, y - top) for x, y in inside)
            assert all(glass.pictures.get(at) == placed for at in inside) == seen
        for (x, y), letter in glass.cells.items():
            if (x, y) in glass.pictures:
                assert true[y].text[x] == "#"
            else:
                assert letter == true[y].text[x]


def marked(strip: Strip, x: int) -> object:
    style = list(strip)[x].style
    return style.meta.get(MARK) if style is not None else None


def test_a_rewritten_frame_moves_to_each_piece() -> None:
    text = Rewritten([(2, 1, Strip([Segment("word")]))]).render_segments(Console())
    assert text == "\x1b[2;3Hword"


# -- answers that come late ------------------------------------------------------------------------


def test_the_letters_of_a_late_answer_are_no_keys() -> None:
    moment = [0.0]
    late = LateAnswers(lambda: moment[0])
    answer = ["circumflex_accent", "underscore", "G", "3", "1", "circumflex_accent", "1", "c"]
    assert not late.hold(events.Key("1", "1"))
    assert [late.hold(events.Key(key, None)) for key in answer] == [True] * len(answer)
    assert not late.hold(events.Key("ctrl+c", None))
    moment[0] = 1.0
    assert not late.hold(events.Key("1", "1")), "a card that is picked later is picked"
    moment[0] = 6.0
    assert not late.hold(events.Key("circumflex_accent", "^"))
    assert not late.hold(events.AppFocus())
