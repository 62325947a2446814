"""Filling `{{ tags }}`: docxtpl puts split tags together, a sandbox repeats and leaves out.

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
from voicebox.exports.docx_template import grammar
from voicebox.exports.docx_template.grammar import Tag
from voicebox.exports.docx_template.landing import Found, Landing, part_name
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.package import Package, parser
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import Element, P, R, T, text_of
from voicebox.exports.docx_template.writing import set_text, write_over

LARGEST_RESULT = 40_000_000
"""Characters of one part, once its loops have run."""
MOST_IN_A_LINE = 400

_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")
_LOOP = frozenset({"index", "first", "last", "length"})
_MISPLACED = "A tag stands where none can be filled: in a field, or beside a picture."


@dataclass
class TaggedPart:
    """One part of a template, its tags read and checked; nothing is written yet."""

    name: str
    source: str
    tags: list[Tag]
    context: dict[str, Content | Table] = field(default_factory=dict)


def read_tags(package: Package, names: Names, found: Found) -> list[TaggedPart]:
    """The tags of all parts; what they land on, and what is unknown, goes to `found`.

    Raises:
        ExportError: a tag says something that none may say.
    """
    parts = []
    for name, tree in package.trees.items():
        if not any(grammar.has_tags(text_of(paragraph)) for paragraph in tree.iter(P)):
            continue
        part = _read_part(name, tree)
        _Reading(names, found, part_name(package, name), part).read()
        parts.append(part)
    return parts


def _read_part(name: str, tree: Element) -> TaggedPart:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    opened = sum(grammar.check_closed(text_of(paragraph)) for paragraph in tree.iter(P))
    if opened > grammar.MOST_TAGS:
        raise ExportError(f"The template has more than {grammar.MOST_TAGS:,} tags in one part.")
    raw = etree.tostring(tree, encoding="unicode")
    if len(re.findall(r"\{[{%#]", raw)) > opened or "\ufdd0" in raw:
        raise ExportError(_MISPLACED, mend="Move it into the text.")
    source = DocxTemplate("").patch_xml(raw)
    tags = list(grammar.tags_in(source))
    grammar.check_nesting(tags)
    return TaggedPart(name, source, tags)


@dataclass
class _Reading:
    """Finds what each tag of a part stands for."""

    names: Names
    found: Found
    where: str
    part: TaggedPart

    def read(self) -> None:
        scopes: list[tuple[str, Content | Table | None]] = []
        for tag in self.part.tags:
            if tag.kind == "for":
                scopes.append((tag.each, self._looked_up(tag, scopes)))
            elif tag.kind == "endfor":
                scopes.pop()
            elif tag.kind in ("show", "if", "elif"):
                self._show(tag, scopes)

    def _show(self, tag: Tag, scopes: list[tuple[str, Content | Table | None]]) -> None:
        content = self._looked_up(tag, scopes)
        if tag.kind == "show" and isinstance(content, Table):
            raise ExportError(
                f"`{tag.path}` is a table, and this tag is for words.",
                mend=f"Repeat a row: {{%tr for row in {tag.path} %}} and {{%tr endfor %}}.",
            )
        if tag.kind == "show" and isinstance(content, Content):
            self.found.landings.append(
                Landing(tag.path, f"{{{{ {tag.path} }}}}", self.where, "tag", (content,))
            )

    def _looked_up(
        self, tag: Tag, scopes: list[tuple[str, Content | Table | None]]
    ) -> Content | Table | None:
        first, _, rest = tag.path.partition(".")
        if first == "loop" and scopes and rest in _LOOP:
            return None
        for variable, over in reversed(scopes):
            if variable == first:
                return self._in_row(tag, over, rest)
        content = self.names.find(tag.path)
        if content is None:
            self.found.miss(f"{{{{ {tag.path} }}}}", self.where, self._why(tag.path))
        else:
            self.part.context[_root(tag.path)] = content
        return content

    def _in_row(self, tag: Tag, over: Content | Table | None, rest: str) -> Content | None:
        if isinstance(over, Table) and rest in over.columns:
            return _column(over, rest)
        if isinstance(over, Content) and not rest:
            return over
        if over is not None:
            known = ", ".join(sorted(over.columns)) if isinstance(over, Table) else "no columns"
            self.found.miss(f"{{{{ {tag.path} }}}}", self.where, f"a row has: {known}")
        return None

    def _why(self, name: str) -> str:
        from voicebox.prompts.wording import near

        return near(name, self.names.known()) or "there is no box and no field of this name"


def _column(table: Table, name: str) -> Content:
    cells = [row[name] for row in table.rows]
    lines = tuple(line for cell in cells for line in cell.lines)
    return Content(lines, frozenset().union(*(cell.views for cell in cells)))


def _root(path: str) -> str:
    return path.replace(".", "__")


# -- rendering ----------------------------------------------------------------------------------


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
        if isinstance(obj, LoopContext) and attribute in _LOOP:
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
        path = tag.path if first in (*variables, "loop") else _root(tag.path)
        if tag.kind == "for":
            path = _root(tag.path) if first not in variables[:-1] else tag.path
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
