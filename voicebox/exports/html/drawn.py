"""Pictures for a page: each drawing put in once, from plain shapes alone, and shown by its name."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from voicebox.errors import NotFound, SymbolError
from voicebox.exports.dossier import Drawings
from voicebox.exports.html.markup import escaped
from voicebox.text import paint_line

_SHAPES = frozenset(
    {"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "svg"}
)
_MEASURES = frozenset(
    {
        *("d", "points", "x", "y", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2"),
        *("width", "height", "transform", "fill", "stroke", "opacity", "fill-opacity"),
        *("stroke-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-dasharray", "fill-rule", "clip-rule"),
    }
)
_PLAIN = re.compile(r"[\w\s.,#%()+-]*\Z")
_SVG = "{http://www.w3.org/2000/svg}"
_STYLED = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")


class Sprites:
    """The pictures that a page shows, gathered while it is written."""

    def __init__(self, drawings: Drawings | None) -> None:
        """Show none, where there are no drawings to take them from."""
        self._drawings = drawings
        self._drawn: dict[str, str] = {}

    def show(self, symbol: str) -> str:
        """The markup that shows a symbol; empty where there is no such picture."""
        if self._drawings is None or not symbol:
            return ""
        try:
            alt = self._drawings.card(symbol).alt
            if symbol not in self._drawn:
                self._drawn[symbol] = plain_symbol(self._drawings.svg(symbol), _name(symbol))
        except (NotFound, SymbolError):
            return ""
        told = escaped(paint_line(alt))
        return (
            f'<svg class="picture" role="img" aria-label="{told}" viewBox="0 0 72 72">'
            f'<title>{told}</title><use href="#{_name(symbol)}"/></svg>'
        )

    @property
    def is_empty(self) -> bool:
        """Was no picture shown?"""
        return not self._drawn

    def definitions(self) -> str:
        """All drawings shown, once each."""
        if self.is_empty:
            return ""
        shapes = "\n".join(self._drawn.values())
        return f'<svg class="drawings" aria-hidden="true" focusable="false">\n{shapes}\n</svg>\n'


def _name(symbol: str) -> str:
    return "picture-" + re.sub(r"[^a-z0-9-]", "-", symbol.lower())


def plain_symbol(svg: str, name: str) -> str:
    """The shapes of a drawing as an SVG `symbol`; whatever is no shape stays out.

    Raises:
        SymbolError: it is no SVG.
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise SymbolError("The drawing defines words of its own.")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError:
        raise SymbolError("The drawing is not whole.") from None
    box = root.get("viewBox", "")
    box = box if _PLAIN.match(box) and box else "0 0 72 72"
    return f'<symbol id="{name}" viewBox="{box}">{"".join(map(_shape, root))}</symbol>'


def _shape(element: Element) -> str:
    tag = str(element.tag).removeprefix(_SVG)
    if tag not in _SHAPES:
        return ""
    styled = dict(_STYLED.findall(element.get("style", "")))
    kept = {
        name: value.strip()
        for name, value in {**element.attrib, **styled}.items()
        if name in _MEASURES and _PLAIN.match(value.strip()) and "url" not in value
    }
    if styled.get("display", "").strip() == "none" or element.get("display") == "none":
        return ""
    tag = "g" if tag == "svg" else tag
    written = "".join(f' {name}="{value}"' for name, value in kept.items())
    inner = "".join(map(_shape, element))
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"
