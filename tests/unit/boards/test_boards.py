"""Open Boards: what is on them comes in whole, and what cannot come in is told."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.unit.boards.making import SVG, board, button, inline, manifest, obf, obz, png
from voicebox.boards.reading import read_board
from voicebox.ports import BoardPicture, Licence


def test_a_board_comes_in_with_words_colours_and_places(tmp_path: Path) -> None:
    told = board(
        button("a", "happy", vocalization="I am happy", background_color="rgb(255, 0, 16)"),
        button("b", "sad", border_color="#0a0", background_color="rgba(0, 0, 0, 0.5)"),
        locale="en-GB",
        grid={"rows": 2, "columns": 2, "order": [["b", None], [None, "a"]]},
    )
    read = read_board(obf(tmp_path, told, "Tomos at home.obf"))
    (page,) = read.board.pages
    assert (read.board.name, read.board.locale, page.id) == ("Home", "en-GB", "home")
    assert read.source == "Tomos at home.obf"
    [[sad, nothing], [nothing_too, happy]] = page.rows
    assert nothing is nothing_too is None
    assert happy is not None
    assert sad is not None
    assert (happy.label, happy.spoken, happy.background) == ("happy", "I am happy", 0xFF0010)
    assert (sad.label, sad.spoken, sad.border) == ("sad", "sad", 0x00AA00)
    assert sad.background == 0x808080
    assert read.left_out == ()


def test_ids_may_be_numbers_and_rows_of_different_lengths(tmp_path: Path) -> None:
    told = board(button(0, "see"), button(1, "this"), button(2, "shout"))
    told["grid"] = {"rows": 2, "columns": 2, "order": [[0, "1"], [2]]}
    (page,) = read_board(obf(tmp_path, told)).board.pages
    assert [[each and each.label for each in row] for row in page.rows] == [
        ["see", "this"],
        ["shout", None],
    ]


def test_labels_are_translated_by_the_boards_own_list(tmp_path: Path) -> None:
    strings = {"cy": {"happy": "hapus", ":say": "dw i'n hapus"}, "en": {"happy": "glad"}}
    told = board(button("a", "happy", vocalization=":say"), button("b", "Brian"))
    (page,) = read_board(obf(tmp_path, {**told, "locale": "cy", "strings": strings})).board.pages
    assert [(each.label, each.spoken) for each in page.rows[0] if each] == [
        ("hapus", "dw i'n hapus"),
        ("Brian", "Brian"),
    ]


def test_pictures_in_the_text_come_in_with_their_licences(tmp_path: Path) -> None:
    by_sa = {
        "type": "CC BY-SA",
        "copyright_notice_url": "https://example.org/by-sa",
        "author_name": "Zofia\x1b[31m",
    }
    images = [
        {"id": "red", "data": inline(png("red")), "license": by_sa},
        {"id": "svg", "data": inline(SVG.encode(), "image/svg+xml")},
        {"id": "unused", "data": inline(png("green"))},
    ]
    told = board(
        button("a", image_id="red"), button("b", image_id="svg"), button("c", image_id="red"),
        images=images, license={"type": "private"},
    )  # fmt: skip
    read = read_board(obf(tmp_path, told))
    first, second, third = read.board.pages[0].rows[0]
    assert first
    assert second
    assert third
    assert first.picture == third.picture != second.picture
    assert {picture.digest for picture in read.pictures} == {first.picture, second.picture}
    assert read.board.pages[0].licence == Licence("private", "", "")
    licence = Licence("CC BY-SA", "Zofia[31m", "https://example.org/by-sa")
    assert read.board.pictures == (
        BoardPicture(str(first.picture), licence),
        BoardPicture(str(second.picture), None),
    )
    drawn = next(each for each in read.pictures if each.digest == second.picture)
    with Image.open(io.BytesIO(drawn.png)) as image:
        assert image.size == (512, 256)
        assert image.getpixel((100, 100)) == (255, 0, 0)
        assert image.getpixel((400, 100)) == (255, 255, 255)


def test_what_is_left_out_is_counted_and_the_labels_stay(tmp_path: Path) -> None:
    images = [
        {"id": "web", "url": "https://example.org/dog.png"},
        {"id": "web2", "data_url": "https://example.org/dog"},
        {"id": "set", "symbol": {"set": "symbolstix", "filename": "dog.png"}},
        {"id": "path", "path": "images/dog.png"},
        {"id": "bad", "data": inline(b"GIF89a")},
        {"id": "odd", "data": "javascript:alert(1)"},
    ]
    names = ["web", "web2", "set", "path", "bad", "odd", "none"]
    told = board(
        *(button(name, image_id=name) for name in names),
        button("go", load_board={"id": "other", "path": "boards/other.obf"}),
        button("shop", load_board={"url": "https://example.org"}),
        button("clear", action=":clear"),
        button("secret", hidden=True),
        images=images,
        sounds=[{"id": "1", "url": "https://example.org/bark.mp3"}],
    )
    told["buttons"].append(button("nowhere"))
    read = read_board(obf(tmp_path, told))
    labels = [each.label for each in read.board.pages[0].rows[0] if each]
    assert labels == [f"word {name}" for name in [*names, "go", "shop", "clear"]]
    assert read.pictures == ()
    assert read.left_out == (
        "2 pictures are on the web, not fetched",
        "1 picture belongs to a symbol set that is not here",
        "2 pictures are missing from the file",
        "2 pictures cannot be used",
        "2 buttons lead to boards that are not in the file",
        "1 button has an action, such as spelling or clearing: it only says its words",
        "2 buttons are hidden, empty, or have no place in the grid",
        "1 recorded sound: the words are said by voicebox's voice",
    )


def test_all_boards_of_an_archive_come_in_linked_the_root_first(tmp_path: Path) -> None:
    home = board(
        button("food", load_board={"path": "boards/2.obf"}),
        button("away", load_board={"id": "9"}),
        button("back", load_board={"id": "9", "path": "elsewhere/9.obf"}),
        id="1",
    )
    food = board(button("a", image_id="i"), id="food", name="Food", images=[{"id": "i"}])
    food["images"][0]["path"] = "images/apple.png"
    members = {
        "boards/0.obf": board(button("z"), id="loose"),
        "boards/2.obf": food,
        "boards/9.obf": board(button("b"), id="nine"),
        "boards/1.obf": home,
        "images/apple.png": png(),
        "manifest.json": manifest(
            {"1": "boards/1.obf", "2": "boards/2.obf", "9": "boards/9.obf"}
        ),
    }  # fmt: skip
    read = read_board(obz(tmp_path, members))
    assert [page.id for page in read.board.pages] == ["1", "food", "nine", "loose"]
    assert [each.opens for each in read.board.pages[0].rows[0] if each] == ["food", "nine", "nine"]
    (apple,) = read.pictures
    assert [each.picture for each in read.board.pages[1].rows[0] if each] == [apple.digest]
    assert read.left_out == ()


def test_paths_as_cboard_writes_them_are_found(tmp_path: Path) -> None:
    told = board(
        *(button(number, image_id=f"i{number}") for number in range(2)),
        images=[
            {"id": f"i{number}", "path": "/symbols/mulberry/cat_.svg", "content_type": "image/svg"}
            for number in range(2)
        ],
    )
    inside = "images//symbols/mulberry/cat_.svg"
    paths = manifest({"home": "boards/home.obf"}, {"i0": inside, "i1": inside})
    members = {"boards/home.obf": told, inside: SVG.encode(), "manifest.json": paths}
    read = read_board(obz(tmp_path, members))
    assert len(read.pictures) == 1
    assert [each.picture for each in read.board.pages[0].rows[0] if each] == [
        read.pictures[0].digest
    ] * 2


def test_one_board_alone_in_an_archive_needs_no_manifest(tmp_path: Path) -> None:
    path = obz(tmp_path, {"only.obf": board(button("a"))})
    assert [page.id for page in read_board(path).board.pages] == ["home"]


def test_control_characters_are_taken_out_and_the_rest_stays(tmp_path: Path) -> None:
    told = board(
        button("a", "\x1b]0;pwned\x07dog \U0001f436\u202e\n\ttwo"), name="\x1b[2JHome\ud800"
    )
    read = read_board(obf(tmp_path, told))
    (dog,) = read.board.pages[0].rows[0]
    assert dog
    assert dog.label == dog.spoken == "]0;pwneddog \U0001f436 two"
    assert read.board.name == "[2JHome"


def test_progress_is_told_for_each_picture(tmp_path: Path) -> None:
    images = [{"id": name, "data": inline(png(name))} for name in ("red", "green", "blue")]
    told = board(*(button(each["id"], image_id=each["id"]) for each in images), images=images)
    seen: list[int] = []
    read_board(obf(tmp_path, told), on_picture=seen.append)
    assert seen == [1, 2, 3]
