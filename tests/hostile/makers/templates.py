"""Word templates from a stranger."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.exports.templates.word import NAMES, blank, para, parts, run, saved

RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_lines(*lines: str, table: bool = False) -> bytes:
    form = blank()
    for line in lines:
        form.add_paragraph(line)
    return saved(form)


PLAIN = with_lines("Name: ________")


def _changed(changes: dict[str, Callable[[bytes], bytes]] | None = None, **added: bytes) -> bytes:
    """A harmless template with some parts changed, and others added."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts(PLAIN).items():
            file.writestr(name, (changes or {}).get(name, bytes)(content))
        for name, content in added.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def related(kind: str, target: str, *, outside: bool = True) -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    line = f'<Relationship Id="rX" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    closing = b"</Relationships>"
    return _changed({RELS: lambda rels: rels.replace(closing, line.encode() + closing)})


def _typed(before: bytes, after: bytes) -> bytes:
    return _changed({_TYPES: lambda types: types.replace(before, after)})


def _document(content: bytes) -> bytes:
    return _changed({"word/document.xml": lambda _: content})


def _body(xml: str) -> bytes:
    return _document(f"<w:document {NAMES}><w:body>{xml}</w:body></w:document>".encode())


def _field(*instructions: str) -> str:
    split = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instructions)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return para(run("Name: ____"), begin, split, end)


def _bomb(size: int) -> bytes:
    return _changed(word__big_dot_xml=b"<a>" + b" " * size + b"</a>")


def _named(name: str) -> bytes:
    made = io.BytesIO(PLAIN)
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(name, b"x")
    return made.getvalue()


def _twice() -> bytes:
    made = io.BytesIO(PLAIN)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("word/document.xml", b"<x/>")
    return made.getvalue()


_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document ' + NAMES.encode() + b">&c;"
    b"</w:document>"
)
_PASSWD = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
_MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODT = b"application/vnd.oasis.opendocument.text"


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "an old .doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "a PDF": lambda: b"%PDF-1.7",
    "RTF": lambda: b"{\\rtf1 }",
    "words": lambda: b"Name: ____",
    "an .odt": lambda: _changed(mimetype=_ODT),
    "another archive": lambda: _zip({"a.txt": b"x"}),
    "a torn archive": lambda: PLAIN[: len(PLAIN) // 2],
    "a damaged member": lambda: PLAIN.replace(b"PK\x03\x04", b"PK\x03\x05", 3),
    "a spreadsheet": lambda: _typed(b"wordprocessingml.document", b"sheet"),
    "macros by type": lambda: _typed(_MAIN, _MACRO),
    "macros by part": lambda: _changed(word__vbaProject_dot_bin=b"x"),
    "macros by relation": lambda: related("vbaProject", "x.bin", outside=False),
    "a remote template": lambda: related("attachedTemplate", "https://x.example/t.dotm"),
    "a template on a server": lambda: related("attachedTemplate", r"file://\\x.example\t.dotm"),
    "a picture by address": lambda: related("image", "http://x.example/a.png"),
    "a page in a frame": lambda: related("frame", "http://x.example/"),
    "a link to a file": lambda: related("hyperlink", "file:///c:/x.exe"),
    "a link to a script": lambda: related("hyperlink", "javascript:x"),
    "a part outside": lambda: related("image", "../../../x.png", outside=False),
    "an embedded object": lambda: related("oleObject", "embeddings/o.bin", outside=False),
    "an ActiveX control": lambda: related("control", "a.xml", outside=False),
    "another document": lambda: related("aFChunk", "x.html", outside=False),
    "an object in the text": lambda: _body(para("<w:r><w:object/></w:r>")),
    "an HTML chunk": lambda: _body("<w:altChunk/>"),
    "a DDE field": lambda: _body(_field("DDEAUTO c:\\\\cmd.exe")),
    "a split DDE field": lambda: _body(_field(" D", "D", "E cmd x")),
    "a picture field": lambda: _body(_field('INCLUDEPICTURE "http://x.example/a.png"')),
    "a file in a field": lambda: _body(
        para('<w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/>', run("Name: ____"))
    ),
    "a path upwards": lambda: _named("../../evil.txt"),
    "an absolute path": lambda: _named("/etc/evil.txt"),
    "a path of Windows": lambda: _named("..\\evil.txt"),
    "a part twice": _twice,
    "many parts": lambda: _zip({f"{n}": b"" for n in range(2_001)}),
    "an archive that swells": lambda: _bomb(61_000_000),
    "a huge part": lambda: _document(b"<a>" + b" " * 8_000_001 + b"</a>"),
    "entities that laugh": lambda: _document(_LAUGHS),
    "an entity of a file": lambda: _document(_PASSWD),
    "an entity in UTF-16": lambda: _document(_PASSWD.decode().encode("utf-16")),
    "broken XML": lambda: _document(b"<w:document><w:p></w:document>"),
    "XML too deep": lambda: _body("<w:p>" * 400 + "</w:p>" * 400),
    "broken properties": lambda: _changed({"docProps/core.xml": lambda _: b"<a>"}),
    "no text at all": lambda: _document(b""),
    "Strict Open XML": lambda: _document(
        b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body/></d>'
    ),
}
