"""Word templates from strangers: nothing in them runs, and each gives one clear line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from tests.exports.templates.word import NAMES, blank, control, para, parts, raw, run, saved
from voicebox.errors import ExportError
from voicebox.exports.docx_template import fill
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Audience

NOBODY = Dossier(talks=(), audience=Audience.PLAN, today=date(2026, 11, 22))
_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with(*lines: str, table: bool = False) -> bytes:
    form = blank()
    for line in lines:
        form.add_paragraph(line)
    return saved(form)


PLAIN = _with("Name: ________")


def _changed(changes: dict[str, Callable[[bytes], bytes]] | None = None, **added: bytes) -> bytes:
    """A harmless template with some parts changed, and others added."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts(PLAIN).items():
            file.writestr(name, (changes or {}).get(name, bytes)(content))
        for name, content in added.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def _related(kind: str, target: str, *, outside: bool = True) -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    line = f'<Relationship Id="rX" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    closing = b"</Relationships>"
    return _changed({_RELS: lambda rels: rels.replace(closing, line.encode() + closing)})


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

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "an old .doc": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), r"old Word file \(.doc\)"),
    "a PDF": (lambda: b"%PDF-1.7", "is a PDF"),
    "RTF": (lambda: b"{\\rtf1 }", "is an RTF"),
    "words": (lambda: b"Name: ____", "no Word document"),
    "an .odt": (lambda: _changed(mimetype=_ODT), "OpenDocument"),
    "another archive": (lambda: _zip({"a.txt": b"x"}), r"no \[Content_Types\].xml"),
    "a torn archive": (lambda: PLAIN[: len(PLAIN) // 2], "damaged"),
    "a damaged member": (lambda: PLAIN.replace(b"PK\x03\x04", b"PK\x03\x05", 3), "damaged"),
    "a spreadsheet": (lambda: _typed(b"wordprocessingml.document", b"sheet"), "no Word document"),
    "macros by type": (lambda: _typed(_MAIN, _MACRO), "macros"),
    "macros by part": (lambda: _changed(word__vbaProject_dot_bin=b"x"), "macros"),
    "macros by relation": (lambda: _related("vbaProject", "x.bin", outside=False), "macros"),
    "a remote template": (
        lambda: _related("attachedTemplate", "https://x.example/t.dotm"),
        "fetch its own template from elsewhere",
    ),
    "a template on a server": (
        lambda: _related("attachedTemplate", r"file://\\x.example\t.dotm"),
        "fetch its own template",
    ),
    "a picture by address": (lambda: _related("image", "http://x.example/a.png"), "a picture"),
    "a page in a frame": (lambda: _related("frame", "http://x.example/"), "fetch something"),
    "a link to a file": (lambda: _related("hyperlink", "file:///c:/x.exe"), "fetch something"),
    "a link to a script": (lambda: _related("hyperlink", "javascript:x"), "fetch something"),
    "a part outside": (lambda: _related("image", "../../../x.png", outside=False), "outside it"),
    "an embedded object": (
        lambda: _related("oleObject", "embeddings/o.bin", outside=False),
        "embedded object",
    ),
    "an ActiveX control": (lambda: _related("control", "a.xml", outside=False), "ActiveX"),
    "another document": (lambda: _related("aFChunk", "x.html", outside=False), "another document"),
    "an object in the text": (lambda: _body(para("<w:r><w:object/></w:r>")), "embedded object"),
    "an HTML chunk": (lambda: _body("<w:altChunk/>"), "another document"),
    "a DDE field": (lambda: _body(_field("DDEAUTO c:\\\\cmd.exe")), "DDEAUTO"),
    "a split DDE field": (lambda: _body(_field(" D", "D", "E cmd x")), r"\(DDE\)"),
    "a picture field": (
        lambda: _body(_field('INCLUDEPICTURE "http://x.example/a.png"')),
        "INCLUDEPICTURE",
    ),
    "a file in a field": (
        lambda: _body(para('<w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/>', run("Name: ____"))),
        "INCLUDETEXT",
    ),
    "a path upwards": (lambda: _named("../../evil.txt"), "leads elsewhere"),
    "an absolute path": (lambda: _named("/etc/evil.txt"), "leads elsewhere"),
    "a path of Windows": (lambda: _named("..\\evil.txt"), "leads elsewhere"),
    "a part twice": (_twice, "there twice"),
    "many parts": (lambda: _zip({f"{n}": b"" for n in range(2_001)}), "more than 2,000 parts"),
    "an archive that swells": (lambda: _bomb(61_000_000), "unpacks to more than"),
    "a huge part": (
        lambda: _document(b"<a>" + b" " * 8_000_001 + b"</a>"),
        "more than 8 million bytes",
    ),
    "entities that laugh": (lambda: _document(_LAUGHS), "entities"),
    "an entity of a file": (lambda: _document(_PASSWD), "entities"),
    "an entity in UTF-16": (lambda: _document(_PASSWD.decode().encode("utf-16")), "entities"),
    "broken XML": (lambda: _document(b"<w:document><w:p></w:document>"), "is damaged"),
    "XML too deep": (lambda: _body("<w:p>" * 400 + "</w:p>" * 400), "is damaged"),
    "broken properties": (lambda: _changed({"docProps/core.xml": lambda _: b"<a>"}), "is damaged"),
    "no text at all": (lambda: _document(b""), "is damaged"),
    "Strict Open XML": (
        lambda: _document(
            b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body/></d>'
        ),
        "Strict",
    ),
}


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_template_gives_one_clear_line(kind: str) -> None:
    make, said = HOSTILE[kind]
    content = make()
    with pytest.raises(ExportError, match=said) as refused:
        fill(content, NOBODY)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


TAGS = {
    "{{ ''.__class__ }}": "may not: `{{ ''.__class__ }}`",
    "{{ full_name.__class__.__mro__ }}": "may not",
    "{{ full_name._slot }}": "not known",
    "{{ outcomes.append }}": "not known",
    "{{ self }}": "not known",
    "{{ cycler }}": "not known",
    "{{ lipsum.globals }}": "not known",
    "{{ full_name|attr('x') }}": "may not",
    "{{ range(1000000000) }}": "may not",
    "{% for x in range(1000000000) %}a{% endfor %}": "may not",
    "{{ 9**9**9 }}": "may not",
    "{{ 'a' * 1000000000 }}": "may not",
    "{% include '/etc/passwd' %}": "may not",
    "{% import 'os' as os %}": "may not",
    "{% extends 'x' %}": "may not",
    "{% set x = 1 %}": "may not",
    "{% raw %}{{ x }}{% endraw %}": "may not",
    "{% macro a() %}{% endmacro %}": "may not",
    "{{ " + "(" * 5000 + ")" * 5000 + " }}": "may not",
    "{{ " + "a." * 3000 + "a }}": "may not",
    "{% if full_name %}" * 20 + "{% endif %}" * 20: "too deep",
    "{% for a in needs %}" * 3 + "{% endfor %}" * 3: "too deep",
    "{% if full_name %}": "without its end",
    "{% endfor %}": "belongs to nothing",
    "{{ full_name": "never closes",
    "{{ today }} \ufdd05\ufdd1": "where none can be filled",
    "{{ full-nome }}": "Did you mean `full_name`",
    "{{ outcomes }}": "is a table",
    "{% for row in outcomes %}{{ row.statemint }}{% endfor %}": "A row has: ",
    "{{ full_name }}" * 2_001: "more than 2,000 tags",
    "{%colspan full_name%}": "may not",
    "{{ today }}" * 401: "more than 400 tags into one line",
}


@pytest.mark.parametrize("tag", TAGS, ids=lambda tag: tag[:40])
def test_a_tag_says_only_what_it_may(tag: str) -> None:
    with pytest.raises(ExportError, match=re.escape(TAGS[tag])) as refused:
        fill(_with(tag), NOBODY)
    assert len(str(refused.value)) < 900


def test_tags_cut_into_pieces_are_read_as_one() -> None:
    form = blank()
    for words in ("{", "{ ''.__cl", "ass__ }", "}"):
        (form.paragraphs[0] if form.paragraphs else form.add_paragraph()).add_run(words)
    with pytest.raises(ExportError, match="may not"):
        fill(saved(form), NOBODY)


@pytest.mark.parametrize(
    "lines",
    [("{", "{ ''.__class__ }}"), ("{{ full_name }}", "{", "% include 'x' %}")],
    ids=["across two lines", "after a good one"],
)
def test_tags_cut_over_lines_do_not_run(lines: tuple[str, ...]) -> None:
    """They are no tags, or they are refused; never are they run."""
    with pytest.raises(ExportError) as refused:
        fill(_with(*lines), NOBODY)
    assert "class '" not in str(refused.value)


def test_a_tag_beside_a_picture_is_refused() -> None:
    form = blank()
    raw(form, para(run("{{ full_name }}"), "<w:bookmarkStart w:id='1' w:name='{{ x }}'/>"))
    with pytest.raises(ExportError, match="where none can be filled"):
        fill(saved(form), NOBODY)


def test_a_local_template_is_forgotten_and_plain_links_stay() -> None:
    link = _related("hyperlink", "https://school.example/")
    assert b"https://school.example/" in parts(fill(link, NOBODY))[_RELS]
    local = _related("attachedTemplate", "file:///C:\\Users\\Mrs%20Okoye\\Form.dotx")
    assert b"Form.dotx" not in parts(fill(local, NOBODY))[_RELS]


def test_a_control_that_repeats_itself_without_end_is_filled_once() -> None:
    form = blank()
    deep = control("full-name")
    for _ in range(40):
        deep = control("full-name", deep)
    raw(form, para(deep))
    assert parts(fill(saved(form), NOBODY))
