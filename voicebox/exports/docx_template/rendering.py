"""Repeating and leaving out, as the tags of one part say, and then the words in their places.

The sandbox never sees anybody's words: each tag becomes a mark, and the marks are replaced by the
words afterwards, so that nothing in words can be taken for a tag, and each keeps its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from voicebox.errors import ExportError
from voicebox.exports.docx_template.grammar import Tag
from voicebox.exports.docx_template.names import Table
from voicebox.exports.docx_template.package import Package, parser
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.tags import LOOP, TaggedPart, root
from voicebox.exports.docx_template.wml import Element, P, R, T, text_of
from voicebox.exports.docx_template.writing import set_text, write_over

LARGEST_RESULT = 40_000_000
"""Characters of one part, once its loops have run."""
MOST_IN_A_LINE = 400

_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")


@dataclass
class _Marks:
    """What each mark stands for, by its number."""

    contents: list[Content] = field(default_factory=list)

    def mark(self, content: Content) -> _Slot:
        self.contents.append(content)
        return _Slot(self, content, len(self.contents) - 1)


@dataclass(frozen=True)
class _Slot:
    """What the sandbox sees of some words: are there any, and a mark in their place."""

    marks: _Marks
    content: Content
    number: int

    def __str__(self) -> str:
        return f"\ufdd0{self.number}\ufdd1" if self.content.lines else ""

    def __bool__(self) -> bool:
        return bool(self.content.lines)

    def __iter__(self) -> Iterator[_Slot]:
        for line in self.content.lines:
            yield self.marks.mark(Content((line,), self.content.views, self.content.plain))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reads columns of rows and the count of a loop, and nothing else of anything."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.undefined(obj=obj, name=argument)


def render(package: Package, part: TaggedPart) -> None:
    """Fill one part, whose tags are all known.

    Raises:
        ExportError: its tags cut through the structure of the page.
    """
    marks = _Marks()
    made = _run(part, marks)
    try:
        tree = etree.fromstring(made, parser())
    except etree.XMLSyntaxError as error:
        raise _cut_through() from error
    _house_marks(tree)
    for paragraph in list(tree.iter(P)):
        found = list(_MARK.finditer(text_of(paragraph)))
        if len(found) > MOST_IN_A_LINE:
            raise ExportError(
                f"The template's loops put more than {MOST_IN_A_LINE} tags into one line.",
                mend="Repeat rows or paragraphs instead.",
            )
        for mark in reversed(found):
            write_over(paragraph, *mark.span(), marks.contents[int(mark[1])])
    package.trees[part.name] = tree


def _run(part: TaggedPart, marks: _Marks) -> bytes:
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined)
    context = {name: _given(marks, of) for name, of in part.context.items()}
    pieces: list[str] = []
    left = LARGEST_RESULT
    try:
        for piece in environment.from_string(_jinja(part)).generate(context):
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                raise ExportError("The template's loops make it too large.", mend="Take some out.")
    except (TemplateError, RecursionError) as error:
        raise _cut_through() from error
    return "".join(pieces).encode()


def _cut_through() -> ExportError:
    return ExportError(
        "A loop or a condition of the template begins in one place and ends in another.",
        mend="Begin and end it in rows ({%tr ... %}) or in paragraphs ({%p ... %}) of their own.",
    )


def _given(marks: _Marks, of: Content | Table) -> object:
    if isinstance(of, Content):
        return marks.mark(of)
    return [{name: marks.mark(cell) for name, cell in row.items()} for row in of.rows]


def _jinja(part: TaggedPart) -> str:
    """The source with each tag written anew, from what was read of it."""
    pieces: list[str] = []
    position = 0
    variables: list[str] = []
    for tag in part.tags:
        if tag.kind == "for":
            variables.append(tag.each)
        first = tag.path.partition(".")[0]
        path = tag.path if first in (*variables, "loop") else root(tag.path)
        if tag.kind == "for":
            path = root(tag.path) if first not in variables[:-1] else tag.path
        elif tag.kind == "endfor":
            variables.pop()
        pieces += [part.source[position : tag.start], _written(tag, path)]
        position = tag.end
    return "".join([*pieces, part.source[position:]])


def _written(tag: Tag, path: str) -> str:
    match tag.kind:
        case "show":
            return f"{{{{ {path} }}}}"
        case "for":
            return f"{{% for {tag.each} in {path} %}}"
        case "if" | "elif":
            return f"{{% {tag.kind} {'not ' if tag.negated else ''}{path} %}}"
        case "comment":
            return ""
        case _:
            return f"{{% {tag.kind} %}}"


def _house_marks(tree: Element) -> None:
    """Give a mark that stands outside a run (`{{r name }}`, `{{p name }}`) one of its own."""
    for element in list(tree.iter()):
        if element.tag != T and element.text and "\ufdd0" in element.text:
            _house(element, None, element.text)
            element.text = None
        parent = element.getparent()
        if parent is not None and element.tail and "\ufdd0" in element.tail:
            _house(parent, element, element.tail)
            element.tail = None


def _house(parent: Element, before: Element | None, words: str) -> None:
    run = etree.Element(R)
    set_text(etree.SubElement(run, T), words)
    made = run
    if parent.tag != P:
        made = etree.Element(P)
        made.append(run)
    if before is None:
        parent.insert(0, made)
    else:
        tail, before.tail = before.tail, None
        before.addnext(made)
        before.tail = tail
