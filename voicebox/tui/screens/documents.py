"""Documents of a pupil's plan: what each would hold, for whom, and into which file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, ProgressBar, Select, Static

from voicebox.errors import VoiceboxError
from voicebox.exports.base import export, exporter
from voicebox.exports.documents import MAPPING_OF
from voicebox.exports.dossier import Dossier, Wanted
from voicebox.exports.mapping import Box, Passage, passages
from voicebox.exports.mapping_file import load_mapping
from voicebox.exports.mapping_rows import table_rows
from voicebox.exports.noting import note_export
from voicebox.exports.sharing import Audience
from voicebox.exports.talks import talks_of
from voicebox.ports import House, Pupil
from voicebox.text import paint_line
from voicebox.tui.screens.dialog import Choice, Dialog, Menu
from voicebox.writing import read_whole, write_whole


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document, and the mapping that says what goes into it."""

    id: str
    title: str
    about: str
    format: str
    document: str = ""
    mapping: str = ""

    @property
    def follows(self) -> str:
        """The name of its mapping."""
        return self.mapping or MAPPING_OF[self.document]


DOCUMENTS = (
    Document(
        id="profile",
        title="the one-page profile",
        about="PDF, for the child to keep",
        format="pdf",
        document="profile",
    ),
    Document(
        id="plan",
        title="the plan",
        about="PDF",
        format="pdf",
        document="plan",
    ),
    Document(
        id="one-plan",
        title="a One Plan",
        about="Word, in Essex's order",
        format="docx",
        document="one-plan",
    ),
    Document(
        id="ssp",
        title="a SEN Support Plan",
        about="Word, in Norfolk's order",
        format="docx",
        document="sen-support-plan",
    ),
    Document(
        id="ehc",
        title="views for an EHC plan",
        about="Word",
        format="docx",
        document="ehc-views",
    ),
    Document(
        id="template",
        title="the school's own form",
        about="Word, filled",
        format="docx",
        mapping="school-form",
    ),
    Document(
        id="portal-essex",
        title="Essex's web form",
        about="text, box by box",
        format="paste",
        mapping="essex-portal",
    ),
    Document(
        id="portal-norfolk",
        title="Norfolk's web form",
        about="text, box by box",
        format="paste",
        mapping="norfolk-portal",
    ),
)
"""What can be made, and previewed, here; the command line has the other formats."""
_BY_ID = {each.id: each for each in DOCUMENTS}


def preview(id_: str, dossier: Dossier) -> Iterator[str]:
    """What a document would hold, box by box, in the words that would stand in it."""
    document = _BY_ID[id_]
    mapping = load_mapping(document.follows)
    yield f"{mapping.title.upper()}: what would stand in it, for {dossier.audience.value}"
    empty = []
    for box in mapping.boxes:
        lines = list(_box_lines(box, dossier))
        if lines:
            yield from ("", box.label, *lines)
        else:
            empty.append(box.label)
    if empty:
        yield from ("", "Nothing yet for:", *(f"  {label}" for label in empty))


def _box_lines(box: Box, dossier: Dossier) -> Iterator[str]:
    if box.rows is None:
        yield from (f"  {_told(each)}" for each in passages(box, dossier))
        return
    for number, row in enumerate(table_rows(box, dossier), start=1):
        cells = [
            f"{column.label}: {'; '.join(map(_told, cell))}"
            for column, cell in zip(box.columns, row, strict=True)
            if cell
        ]
        yield from (f"  {number if at == 0 else ' '}  {cell}" for at, cell in enumerate(cells))


def _told(passage: Passage) -> str:
    words = f"“{passage.words}”" if passage.quoted else passage.words
    return f"{words} ({passage.by})" if passage.by else words


class ForWhom(Menu):
    """For whom a document is."""

    title_words = "For whom is it?"
    about = "What was kept back, and what nobody has decided, leaves for nobody."

    def choices(self) -> list[Choice]:
        """The audiences."""
        words = {
            Audience.PLAN: "The plan: what the school may have",
            Audience.FAMILY: "The family",
            Audience.CHILD: "The child",
            Audience.MEETING: "The meeting",
        }
        return [Choice(audience.value, said, said[4].lower()) for audience, said in words.items()]


class MakeDocument(Dialog[str]):
    """Which document, into which file. Gives a line that says what was written."""

    def __init__(self, house: House, pupil: Pupil, audience: Audience, first: str = "") -> None:
        """For this pupil and audience; `first` is the document that is named at first."""
        super().__init__()
        self._house = house
        self._pupil = pupil
        self._audience = audience
        self._first = first if first in _BY_ID else DOCUMENTS[0].id
        self._over = False

    def compose(self) -> ComposeResult:
        """The document, the file, a template where one is to be filled."""
        with Vertical():
            yield Static("Make a document", classes="title")
            yield Static(
                Content(f"For: {self._audience.value} (a, before, for another)"), classes="about"
            )
            yield Select[str](
                [(f"{each.title}, {each.about}", each.id) for each in DOCUMENTS],
                value=self._first,
                allow_blank=False,
            )
            yield Label("Into this file")
            yield Input(str(self._file_for(self._first)), id="file")
            yield Label("The school's own Word file, to be filled", id="template-label")
            yield Input(placeholder="path of a .docx", id="template")
            yield Static("", classes="about", id="problem")
            yield ProgressBar(show_eta=False, show_percentage=False, id="progress")
            with Horizontal(classes="row"):
                yield Button("Leave", id="leave")
                yield Button("Make it", variant="primary", id="make")

    def on_mount(self) -> None:
        """Only what is needed is shown."""
        super().on_mount()
        self._show_for(self._first)
        self.query_one("#file", Input).focus()

    def _show_for(self, id_: str) -> None:
        fills = id_ == "template"
        for each in ("#template", "#template-label"):
            self.query_one(each).display = fills
        self.query_one("#progress").display = False

    def _file_for(self, id_: str) -> Path:
        document = _BY_ID[id_]
        name = re.sub(r"[^\w]+", "-", self._pupil.name).strip("-") or "pupil"
        return Path.home() / f"{name}-{document.id}{exporter(document.format).suffix}"

    @on(Select.Changed)
    def pick_document(self, message: Select.Changed) -> None:
        """Another document has another file."""
        id_ = str(message.value)
        self.query_one("#file", Input).value = str(self._file_for(id_))
        self._over = False
        self._show_for(id_)

    @on(Input.Changed, "#file")
    def name_file(self) -> None:
        """Another file is asked about anew."""
        self._over = False

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter makes it."""
        self._begin()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """Make it, or leave."""
        if message.button.id == "make":
            self._begin()
        else:
            self.dismiss(None)

    def _begin(self) -> None:
        file = Path(self.query_one("#file", Input).value.strip()).expanduser()
        if file.exists() and not self._over:
            self._over = True
            self._say("That file is there already. Make it once more to write over it.")
            return
        self._say("")
        bar = self.query_one("#progress", ProgressBar)
        bar.display = True
        bar.update(total=None)
        template = self.query_one("#template", Input).value.strip()
        self._make(_BY_ID[str(self.query_one(Select).value)], file, template)

    def _say(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(words))

    @work(thread=True, exclusive=True)
    def _make(self, document: Document, file: Path, template: str) -> None:
        """Away from the screen's own thread: a document can take a while."""
        try:
            self._make_and_note(document, file, template)
        except VoiceboxError as error:
            self.app.call_from_thread(self._refuse, str(error))
            return
        self.app.call_from_thread(self.dismiss, f"Written: {paint_line(str(file))}")

    def _make_and_note(self, document: Document, file: Path, template: str) -> None:
        """Write it; only what was written is noted."""
        store = self._house.store()
        held = talks_of(store, self._pupil.id)
        fills = document.id == "template"
        wanted = Wanted(
            document=document.document,
            template=read_whole(Path(template).expanduser()) if fills else None,
            mapping=document.mapping,
            photo=True,
        )
        content = export(
            held,
            document.format,
            self._audience,
            wanted=wanted,
            drawings=self._house.symbols(),
            picture=store.picture,
        )
        write_whole(file, content, force=self._over)
        note_export(store, held, document.format, self._audience, wanted)

    def _refuse(self, words: str) -> None:
        self.query_one("#progress").display = False
        self._say(words)
