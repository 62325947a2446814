"""A Word file taken apart, within limits: what is no Word file, damaged or too large is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree

from voicebox.errors import ExportError
from voicebox.exports.docx_template.package import parser
from voicebox.exports.docx_template.wml import Element

LARGEST_FILE = 20_000_000
"""Bytes in a template."""
LARGEST_WHOLE = 60_000_000
"""Bytes in all its parts, unpacked."""
LARGEST_PART = 8_000_000
"""Bytes in one part that holds text."""
MOST_PARTS = 2_000

SAVE_AGAIN = "Open it in Word and save it again as a Word document (.docx)."
TAKE_OUT = "Take that out in Word, and save it again as a Word document (.docx)."

_DOCTYPES = [
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
]


def refuse(problem: str, mend: str = SAVE_AGAIN) -> ExportError:
    """A refusal of a template, to be raised."""
    return ExportError(problem, mend=mend)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their names, in its order.

    Raises:
        ExportError: it is none, is damaged or too large, or names lead out of it.
    """
    if len(content) > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise refuse(f"The template has more than {most} million bytes.", "Make it smaller.")
    if not content.startswith(b"PK"):
        raise refuse(f"The template is {_what_else(content)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return _members(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refuse("The template is damaged: it cannot be unpacked.") from error
    except (OSError, ValueError, struct.error, MemoryError) as error:
        raise refuse("The template is damaged: it cannot be unpacked.") from error


def _what_else(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Word file (.doc), or one with a password"
    if content.startswith(b"{\\rtf"):
        return "an RTF file"
    if content.startswith(b"%PDF"):
        return "a PDF"
    return "no Word document" if content else "empty"


def _members(file: zipfile.ZipFile) -> dict[str, bytes]:
    members = [each for each in file.infolist() if not each.is_dir()]
    if len(members) > MOST_PARTS:
        raise refuse(f"The template has more than {MOST_PARTS:,} parts.")
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for member in members:
        name = member.filename
        if not _is_plain_name(name) or name.casefold() in map(str.casefold, parts):
            raise refuse("The template holds a part whose name leads elsewhere, or is there twice.")
        if member.flag_bits & 1:
            raise refuse("The template has a password.", "Save it again without one.")
        with file.open(member) as opened:
            part = opened.read(left + 1)
        left -= len(part)
        if left < 0:
            most = LARGEST_WHOLE // 1_000_000
            raise refuse(f"The template unpacks to more than {most} million bytes.")
        parts[name] = part
    return parts


def _is_plain_name(name: str) -> bool:
    path = PurePosixPath(name)
    bad = "\\" in name or ":" in name or not name.isprintable()
    return not (bad or path.is_absolute() or ".." in path.parts or len(name) > 260)


def parsed(parts: dict[str, bytes], name: str) -> Element:
    """One part as XML, no entity resolved.

    Raises:
        ExportError: it is missing, damaged or too large, or holds entities.
    """
    content = parts.get(name)
    if content is None:
        raise refuse(f"The template has no {name}: it is no Word document.")
    if len(content) > LARGEST_PART:
        most = LARGEST_PART // 1_000_000
        raise refuse(f"A part of the template ({name}) has more than {most} million bytes.")
    if any(mark in content for mark in _DOCTYPES):
        raise refuse(f"A part of the template ({name}) holds entities, which no Word file has.")
    try:
        tree = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse(f"A part of the template ({name}) is damaged.") from error
    return tree
