"""Reading a board: an `.obf` (one page) or an `.obz` (an archive of pages and pictures)."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicebox.boards.archive import Archive
from voicebox.boards.images import Images
from voicebox.boards.page import LONGEST_NAME, ReadButton, ReadPage, read_page
from voicebox.boards.strict_json import read_object
from voicebox.errors import BoardError
from voicebox.ports import Board, BoardButton, BoardPage, Picture
from voicebox.symbols.stranger import StrangerSvgs
from voicebox.text import paint_line

LARGEST_FILE = 200_000_000
"""Bytes."""
MOST_PAGES = 1000
MOST_BUTTONS = 50_000
"""On all pages together."""
_AGAIN = "Save the board again in the program it comes from, or ask for another copy."
_TOLD = {
    "url": ("picture is on the web, and was not fetched", "pictures are on the web, not fetched"),
    "symbol": (
        "picture belongs to a symbol set that is not here",
        "pictures belong to symbol sets that are not here",
    ),
    "missing": ("picture is missing from the file", "pictures are missing from the file"),
    "refused": ("picture cannot be used", "pictures cannot be used"),
    "link": (
        "button leads to a board that is not in the file",
        "buttons lead to boards that are not in the file",
    ),
    "action": (
        "button has an action, such as spelling or clearing: it only says its words",
        "buttons have actions, such as spelling or clearing: they only say their words",
    ),
    "button": (
        "button is hidden, empty, or has no place in the grid",
        "buttons are hidden, empty, or have no place in the grid",
    ),
    "sound": (
        "recorded sound: the words are said by voicebox's voice",
        "recorded sounds: the words are said by voicebox's voice",
    ),
}


@dataclass(frozen=True, slots=True)
class BoardRead:
    """A board, the pictures that it names, and a line for each kind of thing left out."""

    board: Board
    pictures: tuple[Picture, ...]
    left_out: tuple[str, ...]
    source: str
    """The name of the file; never a path."""


def read_board(path: Path, *, on_picture: Callable[[int], None] | None = None) -> BoardRead:
    """Read an `.obf` or `.obz` file, told by its content. Nothing is fetched or unpacked to disk.

    Args:
        path: the file.
        on_picture: is told how many pictures have been looked at, after each: there can be
            thousands, at about 30 ms.

    Raises:
        BoardError: it is not whole, not an Open Board, too large, or holds what no board needs.
    """
    source = paint_line(path.name)[:LONGEST_NAME]
    content = _content(path, source)
    with closing(StrangerSvgs()) as svgs:
        if not content.startswith(b"PK"):
            page = read_page(read_object(content, source), source)
            return _joined([page], {}, Images(None, {}, svgs, on_picture), source)
        archive = Archive(content, source)
        pages, paths, named = _archived(archive, source)
        return _joined(pages, paths, Images(archive, named, svgs, on_picture), source)


def _content(path: Path, source: str) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BoardError(f"{source}: this is no plain file.", mend="Give an .obf or .obz file.")
        if found.st_size > LARGEST_FILE:
            what = f"{source}: this has {found.st_size:,} bytes; {LARGEST_FILE:,} is the most."
            raise BoardError(what, mend="Save fewer boards, or smaller pictures.")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE)
    except FileNotFoundError as error:
        what = f"{source}: there is no such file."
        raise BoardError(what, mend="See how its name is spelt.") from error
    except (OSError, ValueError) as error:
        what = f"{source}: the file cannot be read."
        raise BoardError(what, mend="See that you may open it.") from error
    if not content:
        raise BoardError(f"{source}: this file is empty.", mend=_AGAIN)
    return content


def _archived(
    archive: Archive, source: str
) -> tuple[list[ReadPage], dict[str, ReadPage], dict[str, str]]:
    """The pages of an archive, the first one first; the same by path; paths of images by id."""
    files, boards, images = _listed(archive, source)
    if len(files) > MOST_PAGES:
        raise BoardError(
            f"{source}: it has {len(files):,} boards; {MOST_PAGES:,} is the most.", mend=_AGAIN
        )
    pages = [_page_in(archive, file, source) for file in files]
    by_path = dict(zip(map(_tidy, files), pages, strict=True))
    by_path |= {f"#{id_}": by_path[_tidy(file)] for id_, file in boards.items()}
    return pages, by_path, images


def _page_in(archive: Archive, file: str, source: str) -> ReadPage:
    at = f"{source}, {paint_line(file)[:80]}"
    return read_page(read_object(archive.read(file), at), at)


def _listed(archive: Archive, source: str) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """The files of the boards, the root first; boards' files by id; images' files by id."""
    loose = [name for name in archive.names if name.lower().endswith(".obf")]
    if "manifest.json" not in archive:
        if len(loose) != 1:
            what = f"{source}: there is no manifest.json in it."
            raise BoardError(what, mend=_AGAIN)
        return loose, {}, {}
    manifest = read_object(archive.read("manifest.json"), f"{source}, manifest.json")
    boards, images = _paths(manifest, "boards"), _paths(manifest, "images")
    root = manifest.get("root")
    if not isinstance(root, str):
        what = f"{source}: its manifest.json does not say which board comes first."
        raise BoardError(what, mend=_AGAIN)
    files = {_tidy(file): file for file in (root, *boards.values(), *loose)}
    return list(files.values()), boards, images


def _paths(manifest: dict[str, Any], kind: str) -> dict[str, str]:
    paths = manifest.get("paths")
    found = paths.get(kind) if isinstance(paths, dict) else None
    if not isinstance(found, dict):
        return {}
    return {id_: file for id_, file in found.items() if isinstance(file, str)}


def _tidy(path: str) -> str:
    return "/".join(part for part in path.split("/") if part not in ("", "."))


# -- joining -----------------------------------------------------------------------------------


def _joined(
    pages: list[ReadPage], by_path: dict[str, ReadPage], images: Images, source: str
) -> BoardRead:
    by_id = {page.id: page for page in pages}
    if len(by_id) != len(pages):
        twice = Counter(page.id for page in pages).most_common(1)[0][0]
        what = f"{source}: two of its boards have the id {twice[:40]}."
        raise BoardError(what, mend=_AGAIN)
    if sum(_placed(page) for page in pages) > MOST_BUTTONS:
        what = f"{source}: it has more than {MOST_BUTTONS:,} buttons."
        raise BoardError(what, mend="Save fewer boards.")
    links = {f"#{id_}": page for id_, page in by_id.items()} | by_path
    left_out: Counter[str] = Counter()
    joined = tuple(_page(page, links, images, left_out) for page in pages)
    name = pages[0].name or Path(source).stem
    board = Board(name, pages[0].locale, joined, images.licensed())
    return BoardRead(board, images.pictures, tuple(_told(left_out + images.left_out)), source)


def _placed(page: ReadPage) -> int:
    return sum(button is not None for row in page.rows for button in row)


def _page(
    page: ReadPage, links: dict[str, ReadPage], images: Images, left_out: Counter[str]
) -> BoardPage:
    left_out.update(page.left_out)
    rows = tuple(
        tuple(
            each if each is None else _button(each, page, links, images, left_out) for each in row
        )
        for row in page.rows
    )
    return BoardPage(page.id, page.name, page.locale, rows, page.licence)


def _button(
    read: ReadButton,
    page: ReadPage,
    links: dict[str, ReadPage],
    images: Images,
    left_out: Counter[str],
) -> BoardButton | None:
    picture = images.picture(read.image, page) if read.image is not None else None
    if not read.label and picture is None:
        left_out["button"] += 1
        return None
    opens = _opened(read, links)
    left_out["link"] += read.leads_to is not None and opens is None
    return BoardButton(
        read.id, read.label, read.spoken, picture, read.background, read.border, opens
    )


def _opened(read: ReadButton, links: dict[str, ReadPage]) -> str | None:
    """The id of the page that a button leads to, where it came in the same file."""
    path, id_ = read.leads_to or (None, None)
    page = links.get(_tidy(path)) if path is not None else None
    if page is None and id_ is not None:
        page = links.get(f"#{id_}")
    return page.id if page is not None else None


def _told(left_out: Counter[str]) -> Iterator[str]:
    for kind, (one, more) in _TOLD.items():
        if number := left_out[kind]:
            yield f"{number:,} {one if number == 1 else more}"
