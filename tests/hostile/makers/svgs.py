"""Drawings from a stranger that are more than shapes."""

from __future__ import annotations

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, head: str = 'viewBox="0 0 10 10"', before: str = "") -> bytes:
    return f"{before}<svg {NS} {head}>{inside}</svg>".encode()


RECT = '<rect width="10" height="10"/>'
SVGS: dict[str, bytes] = {
    "entities": svg(
        "&b;", before='<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    ),
    "outside entity": svg("&b;", before='<!DOCTYPE svg [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
    "a file of this machine": svg('<image href="/etc/hostname" width="10" height="10"/>'),
    "a picture from the web": svg('<image xlink:href="https://example.org/a.png" width="9"/>'),
    "copies of copies": svg('<g id="a"><use href="#a"/><use href="#a"/></g>'),
    "copies by another name": svg('<s:use xmlns:s="http://www.w3.org/2000/svg" href="#a"/>' + RECT),
    "a filter": svg('<filter id="f"><feGaussianBlur stdDeviation="99999"/></filter>' + RECT),
    "a pattern": svg('<pattern id="p" width=".0001" height=".0001"/>' + RECT),
    "cuts of cuts": svg('<clipPath id="a"><g clip-path="url(#a)"/></clipPath>' + RECT),
    "cuts of cuts by style": svg('<style>g{clip-path:url(#a)}</style><clipPath id="a"/>' + RECT),
    "style from elsewhere": svg("<style>@import url(file:///etc/passwd);</style>" + RECT),
    "deep": svg("<g>" * 60 + RECT + "</g>" * 60),
    "deep and unclosed": svg("<g>" * 100_000),
    "many": svg(RECT * 3000),
    "heavy": svg(f'<path d="{"M0 0L9 9" * 100_000}"/>'),
    "very long": svg(RECT, 'viewBox="0 0 1 100000"'),
    "no size": svg(RECT, ""),
    "a size of nothing": svg(RECT, 'viewBox="0 0 0 0"'),
    "a size that is no number": svg(RECT, 'viewBox="nan nan nan nan"'),
    "infinite": svg(RECT, 'width="1e308" height="1e308"'),
    "cut short": svg(RECT)[:-8],
    "not UTF-8": svg(RECT).decode().encode("utf-16"),
    "HTML": b"<html><body/></html>",
}
