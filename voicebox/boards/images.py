"""The pictures of a board: from its text or its archive, never from the web, each checked."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from voicebox.boards.archive import Archive
from voicebox.boards.page import ReadPage, licence_of
from voicebox.errors import BoardError, PictureRefused
from voicebox.ports import BoardPicture, Licence, Picture
from voicebox.symbols.stranger import StrangerSvgs

MOST_PICTURES = 3000
LARGEST_KEPT = 150_000_000
"""Bytes of all pictures together, as they will be kept."""

_INLINE = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w.+-]+=[^;,]{0,40}){0,3};base64,", re.ASCII)


class Images:
    """Pictures by image, each content decoded once; what could not be used is counted."""

    def __init__(
        self,
        archive: Archive | None,
        paths: Mapping[str, str],
        svgs: StrangerSvgs,
        on_picture: Callable[[int], None] | None = None,
    ) -> None:
        """Look for images in their own text and, by path, in an archive.

        Args:
            archive: where paths lead; None where there is none.
            paths: those of the archive's manifest, by the image's id.
            svgs: draws SVGs.
            on_picture: is told how many pictures have been looked at, after each.
        """
        self._svgs = svgs
        self._on_picture = on_picture
        self._archive = archive
        self._paths = paths
        self._by_place: dict[tuple[str, str], str | None] = {}
        self._read: dict[str, bytes] = {}
        self._by_content: dict[bytes, str | None] = {}
        self._kept: dict[str, Picture] = {}
        self._licences: dict[tuple[str, Licence | None], None] = {}
        self._bytes = 0
        self.left_out: Counter[str] = Counter()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that was taken."""
        return tuple(self._kept.values())

    def licensed(self) -> tuple[BoardPicture, ...]:
        """The digest of each picture, once for each of the terms on which it was given."""
        return tuple(BoardPicture(digest, licence) for digest, licence in self._licences)

    def picture(self, image: str, page: ReadPage) -> str | None:
        """The digest of the picture of an image of `page`; None where it cannot be had.

        Raises:
            BoardError: there are too many pictures.
        """
        place = (page.at, image)
        if place not in self._by_place:
            self._by_place[place] = self._found(image, page)
        return self._by_place[place]

    def _found(self, image: str, page: ReadPage) -> str | None:
        told = page.images.get(image, {})
        mark = self._looked_at(image, told, page.at)
        if isinstance(mark, str):
            self.left_out[mark] += 1
            return None
        digest = self._by_content[mark]
        if digest is None:
            self.left_out["refused"] += 1
        else:
            self._licences[digest, licence_of(told)] = None
        return digest

    def _looked_at(self, image: str, told: Mapping[str, Any], at: str) -> bytes | str:
        """The mark of an image's content in `_by_content`, or in one word why there is none."""
        inline = told.get("data")
        if isinstance(inline, str) and inline:
            content = _decoded(inline)
            return content if isinstance(content, str) else self._mark(content, at)
        for path in (told.get("path"), self._paths.get(image)):
            if self._archive is not None and isinstance(path, str) and path in self._archive:
                if path not in self._read:
                    self._read[path] = self._mark(self._archive.read(path), at)
                return self._read[path]
        if told.get("path"):
            return "missing"
        if told.get("url") or told.get("data_url"):
            return "url"
        return "symbol" if told.get("symbol") else "missing"

    def _mark(self, content: bytes, at: str) -> bytes:
        mark = hashlib.sha256(content).digest()
        if mark not in self._by_content:
            picture = self._checked(content)
            self._by_content[mark] = None if picture is None else picture.digest
            if picture is not None and picture.digest not in self._kept:
                self._kept[picture.digest] = picture
                self._bytes += len(picture.png)
            if len(self._by_content) > MOST_PICTURES or self._bytes > LARGEST_KEPT:
                raise _too_many(at)
            if self._on_picture is not None:
                self._on_picture(len(self._by_content))
        return mark

    def _checked(self, content: bytes) -> Picture | None:
        from voicebox.symbols.own_picture import picture_from_bytes
        from voicebox.symbols.own_svg import is_svg

        try:
            png = self._svgs.png(content) if is_svg(content) else content
            return picture_from_bytes(png, "")
        except PictureRefused:
            return None


def _decoded(inline: str) -> bytes | str:
    head = _INLINE.match(inline[:300])
    if head is None:
        return "refused"
    try:
        return base64.b64decode(inline[head.end() :])
    except (binascii.Error, ValueError):
        return "refused"


def _too_many(at: str) -> BoardError:
    return BoardError(
        f"{at}: there are too many or too large pictures for one board.",
        mend="Save fewer boards, or smaller pictures.",
    )
