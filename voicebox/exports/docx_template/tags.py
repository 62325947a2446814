"""Reading `{{ tags }}`: docxtpl puts split ones together; each is checked and looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from voicebox.errors import ExportError
from voicebox.exports.docx_template import grammar
from voicebox.exports.docx_template.grammar import Tag
from voicebox.exports.docx_template.landing import Found, Landing, part_name
from voicebox.exports.docx_template.names import Names, Table
from voicebox.exports.docx_template.package import Package
from voicebox.exports.docx_template.spoken import Content
from voicebox.exports.docx_template.wml import Element, P, text_of

LOOP = frozenset({"index", "first", "last", "length"})
"""What a tag may ask of the loop around it."""
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
        if first == "loop" and scopes and rest in LOOP:
            return None
        for variable, over in reversed(scopes):
            if variable == first:
                return self._in_row(tag, over, rest)
        content = self.names.find(tag.path)
        if content is None:
            self.found.miss(f"{{{{ {tag.path} }}}}", self.where, self._why(tag.path))
        else:
            self.part.context[root(tag.path)] = content
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

        if name.endswith("photo"):
            return "a tag is for words alone; put a photo in with Word"
        return near(name, self.names.known()) or "there is no box and no field of this name"


def _column(table: Table, name: str) -> Content:
    cells = [row[name] for row in table.rows]
    lines = tuple(line for cell in cells for line in cell.lines)
    return Content(lines, frozenset().union(*(cell.views for cell in cells)))


def root(path: str) -> str:
    """The one word by which the sandbox knows a name: `must_know__teacher`."""
    return path.replace(".", "__")
