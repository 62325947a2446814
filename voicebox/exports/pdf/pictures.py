"""The pictures of a page, as SVG, each under a name of ours: symbols, and a person's own."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from voicebox.errors import NotFound, SymbolError
from voicebox.exports.dossier import Dossier
from voicebox.exports.paper.saying import PaperCard
from voicebox.ports import Picture


@dataclass(frozen=True)
class Pictures:
    """Gathers the files of a page while it is made; each picture once."""

    dossier: Dossier
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def has_symbols(self) -> bool:
        """Does any picture need a credit?"""
        return any(name.startswith("symbol-") for name in self.files)

    def symbol(self, name: str) -> tuple[str, str]:
        """The file of a symbol and what it shows; empty where there is none to draw."""
        if not name or self.dossier.drawings is None:
            return "", ""
        try:
            card = self.dossier.drawings.card(name)
            file = f"symbol-{name}.svg"
            if file not in self.files:
                self.files[file] = self.dossier.drawings.svg(name).encode()
        except (NotFound, SymbolError):
            return "", ""
        return file, card.alt or card.word

    def card(self, card: PaperCard) -> dict[str, str]:
        """A card for a template."""
        file, alt = self.symbol(card.symbol)
        return {"word": card.word, "file": file, "alt": alt}

    def own(self, digest: str) -> str:
        """The file of a person's own picture; empty where it is not here."""
        if not digest or self.dossier.picture is None:
            return ""
        try:
            picture = self.dossier.picture(digest)
        except NotFound:
            return ""
        file = f"picture-{digest[:16]}.svg"
        self.files[file] = _in_svg(picture)
        return file


def photo_of(dossier: Dossier, pictures: Pictures) -> str:
    """The file of the child's photo, where it was asked for and they chose one."""
    plan = dossier.plan
    if plan is None or not dossier.wanted.photo:
        return ""
    return pictures.own(plan.must_know.photo or "")


def _in_svg(picture: Picture) -> bytes:
    """A PNG within an SVG: typst takes files of text alone from memory."""
    size = f'width="{picture.width}" height="{picture.height}"'
    png = base64.b64encode(picture.png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/png;base64,{png}"/></svg>'
    ).encode()
