"""Word templates from strangers: what the corpus cannot say in one line each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.templates.word import blank, control, para, parts, raw, run, saved
from tests.hostile.makers.templates import RELS, related, with_lines
from voicebox.errors import ExportError
from voicebox.exports.docx_template import fill
from voicebox.exports.dossier import Dossier
from voicebox.exports.sharing import Audience

NOBODY = Dossier(talks=(), audience=Audience.PLAN, today=date(2026, 11, 22))


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
        fill(with_lines(*lines), NOBODY)
    assert "class '" not in str(refused.value)


def test_a_tag_beside_a_picture_is_refused() -> None:
    form = blank()
    raw(form, para(run("{{ full_name }}"), "<w:bookmarkStart w:id='1' w:name='{{ x }}'/>"))
    with pytest.raises(ExportError, match="where none can be filled"):
        fill(saved(form), NOBODY)


def test_a_local_template_is_forgotten_and_plain_links_stay() -> None:
    link = related("hyperlink", "https://school.example/")
    assert b"https://school.example/" in parts(fill(link, NOBODY))[RELS]
    local = related("attachedTemplate", "file:///C:\\Users\\Mrs%20Okoye\\Form.dotx")
    assert b"Form.dotx" not in parts(fill(local, NOBODY))[RELS]


def test_a_control_that_repeats_itself_without_end_is_filled_once() -> None:
    form = blank()
    deep = control("full-name")
    for _ in range(40):
        deep = control("full-name", deep)
    raw(form, para(deep))
    assert parts(fill(saved(form), NOBODY))
