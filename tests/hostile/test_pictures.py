"""Pictures from a stranger, as answers; those that are refused stand in the corpus."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.hostile.conftest import Home
from tests.hostile.makers.pictures import PICTURES, TAKEN, good
from voicebox.symbols.own_picture import read_picture


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "my dog.png"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.filterwarnings("error")
def test_an_odd_picture_is_taken_and_made_anew(tmp_path: Path, name: str) -> None:
    picture = read_picture(_file(tmp_path, TAKEN[name]))
    assert (picture.width, picture.height) == (40, 30)
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (40, 30))
    assert b"script" not in picture.png


def test_hostile_pictures_as_answers_are_told_and_the_next_is_kept(home: Home) -> None:
    talk = home.talk_at("my-picture/picture")
    names = ["144 megapixels", "absurd size", "png cut to 100", "a gif", "words blown up"]
    given = []
    for at, name in enumerate([*names, "good"]):
        path = home.folder / f"{at}.png"
        path.write_bytes(good("PNG") if name == "good" else PICTURES[name])
        given.append(str(path))
    done = home.run("resume", talk, "--plain", typed="\n".join([*given, ""]).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"kept ") == 1
    assert done.stdout.count(b"too large") == 2
    assert done.stdout.count(b"damaged") == 2
    assert b"GIF" in done.stdout
