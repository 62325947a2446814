"""Boards as other programs write them, small enough to read."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

SVG = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!-- drawn by hand -->\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    '<style>.a{fill:#ff0000;stroke-dasharray:none}</style>'
    '<g><rect class="a" width="10" height="10"/></g></svg>'
)  # fmt: skip


@cache
def png(colour: str = "red", size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def inline(content: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def button(id_: object, label: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id_, "label": f"word {id_}" if label is None else label, **more}


def board(*buttons: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A board of one row."""
    order = [[each["id"] for each in buttons]]
    return {
        "format": "open-board-0.1",
        "id": "home",
        "locale": "en",
        "name": "Home",
        "buttons": list(buttons),
        "grid": {"rows": 1, "columns": len(buttons), "order": order},
        "images": [],
        "sounds": [],
        **more,
    }


def obf(folder: Path, told: object, name: str = "home.obf") -> Path:
    path = folder / name
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    path.write_bytes(content)
    return path


def obz(
    folder: Path,
    members: dict[str, Any],
    *,
    name: str = "set.obz",
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", method) as archive:
        for member, told in members.items():
            archive.writestr(member, told if isinstance(told, bytes) else json.dumps(told))
    return path


def manifest(boards: dict[str, str], images: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "format": "open-board-0.1",
        "root": next(iter(boards.values())),
        "paths": {"boards": boards, "images": images or {}, "sounds": {}},
    }
