"""The booklet: every prompt on paper, none split, each page asking how it was told and by whom."""

from __future__ import annotations

import json
import re
import subprocess
from argparse import Namespace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pdfua
import pytest

from tests.exports.held import give
from tests.exports.test_everywhere import drawings, flat
from tests.fakes import SMALL_PACK, FakeStore, FixedClock, play, small_pack
from voicebox.commands.booklet import booklet
from voicebox.conversation.views import Help, Mode
from voicebox.errors import ExportError
from voicebox.exports import export, gather_talk
from voicebox.exports.booklet.book import HELP, MODES, book, booklet_pdf
from voicebox.exports.booklet.conditions import when
from voicebox.exports.booklet.drawn import Cards
from voicebox.exports.booklet.questions import FIELDS_A_BLOCK
from voicebox.locations import locate
from voicebox.prompts.loader import find_packs, load_pack
from voicebox.prompts.models import (
    Condition,
    Form,
    Gather,
    Option,
    Pack,
    Prompt,
    Signals,
    TellYou,
    own_options,
)
from voicebox.runner import start

ON = date(2026, 11, 22)


def text_pages(content: bytes) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return [flat(page) for page in done.stdout.decode().split("\f")[:-1]]


@cache
def small() -> bytes:
    return booklet_pdf(small_pack(), drawings(), on=ON, pupil="Amira", adult="Mrs Okoye")


def questions(pack: Pack) -> list[dict[str, Any]]:
    page = book(pack, Cards(drawings()), pupil="Amira", adult="Mrs Okoye")
    return [each for section in page["sections"] for each in section["questions"]]


def test_it_is_fit_for_a_screen_reader_and_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "small.pdf"
    file.write_bytes(small())
    assert [each.message for each in pdfua.validate(str(file)).findings] == []
    again = booklet_pdf(small_pack(), drawings(), on=ON, pupil="Amira", adult="Mrs Okoye")
    assert small() == again


def test_no_prompt_is_split_across_pages() -> None:
    pages = [re.sub("At “[^”]*”", "", page) for page in text_pages(small())]
    pages = [page for page in pages if "Before we begin" not in page and "faces" not in page]
    for question in questions(small_pack()):
        [page] = [page for page in pages if flat(question["ask"]) in page]
        for part in question["parts"]:
            for card in part.get("cards", ()):
                assert card["word"] in page
    asked = [q for q in questions(small_pack()) if not q["tells"] and not q["for_adult"]]
    assert sum(page.count("keep this back") for page in pages[:-1]) == len(asked)
    for page in pages[:-1]:
        whole = [q for q in asked if flat(q["ask"]) in page]
        assert page.count("keep this back") == len(whole)


def test_each_page_asks_how_it_was_told_and_who_wrote_it() -> None:
    first, *rest = text_pages(small())
    assert "Amira" in first
    assert "Mrs Okoye" in first
    assert len(rest) > 8
    for page in rest:
        for asked in ("How was this told?", "Help:", "Who wrote it?", "Who was there?", "Date"):
            assert page.count(asked) == 1
        assert "CC BY-SA 4.0" in page
    assert set(MODES) == set(Mode)
    assert set(HELP) == set(Help)


def test_every_kind_of_prompt_has_its_own_way_on_paper() -> None:
    found = {q["ask"]: [part["type"] for part in q["parts"]] for q in questions(small_pack())}
    assert found == {
        "Think of a good day. What are you doing?": ["cards", "standing"],
        "Which pet is it?": ["lines", "standing"],
        "What is the best bit?": ["lines", "standing"],
        "Here is … Where does it go?": ["grid"],
        "What would make it better?": ["lines", "standing"],
        "I feel calm when": ["lines", "cards", "standing"],
        "Two things side by side.": ["sides"],
        "Who matters to you? Pets count.": ["cards", "rings", "standing"],
        "Where are you on this ladder?": ["ladder", "lines", "standing"],
        "What gets you through?": ["lines", "standing"],
        "What is one step up? Or stay?": ["lines", "standing"],
        "Think of time with friends.": ["sides"],
        "Is there a picture you want to show?": ["frame", "lines"],
        "What have you seen in class?": ["lines"] * 7,
        "What do people like about Amira?": ["lines"] * 6,
        "Some facts for the plan.": ["lines", "ticks"],
        "Soon you will hear what happens.": ["told"],
        "How was this talk?": ["faces", "lines", "standing"],
    }


def test_a_question_that_is_taller_than_a_page_loses_nothing() -> None:
    pack = small_pack()
    [facts] = [each for _, each in pack.prompts() if isinstance(each, Form)]
    words = [f"word number {number} of very many" for number in range(24)]
    options = [Option(id=f"w{at}", word=word, symbol="x") for at, word in enumerate(words)]
    field = facts.fields[0].model_copy(update={"options": tuple(options)})
    many = tuple(field.model_copy(update={"id": f"f{at}"}) for at in range(FIELDS_A_BLOCK))
    long = facts.model_copy(update={"fields": many})
    section = pack.sections[1].model_copy(update={"prompts": (long,)})
    content = booklet_pdf(pack.model_copy(update={"sections": (section,)}), drawings(), on=ON)
    assert " ".join(text_pages(content)).count(words[-1]) == FIELDS_A_BLOCK


def test_rings_are_drawn_with_the_nearest_in_the_middle() -> None:
    [rings] = [p["rings"] for q in questions(small_pack()) for p in q["parts"] if "rings" in p]
    assert rings == ["nearest", "nearer", "near"]


def test_a_grid_has_a_row_for_each_card_and_a_column_for_each_face() -> None:
    [grid] = [p for q in questions(small_pack()) for p in q["parts"] if p["type"] == "grid"]
    assert [row["word"] for row in grid["rows"]] == ["dinner hall", "playground", "reading"]
    assert [column["word"] for column in grid["columns"]] == ["like", "so-so", "don't like"]


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("which-pet", "If you picked: pets."),
        ("make-better", "For each card in: don't like."),
        ("get-through", "If you are at step 1 of 5 (lots of help is step 0), or before it."),
        ("one-step-up", "If you are at step 2 of 5 (lots of help is step 0), or after it."),
        ("best-bit", ""),
        (
            "how-was-it",
            "At “Think of a good day. What are you doing?” Leave this out if you picked: music.",
        ),
    ],
)
def test_when_a_follow_up_is_filled_in_is_said_in_words(prompt: str, told: str) -> None:
    pack = small_pack()
    parents = {each.id: parent for _, parent in pack.prompts() for each in parent.then}
    asked = {each.id: each for _, each in pack.prompts()}
    assert when(asked[prompt], parents.get(prompt), pack) == told


def test_every_card_of_every_pack_is_on_paper() -> None:
    for file in find_packs(locate({}).prompts).values():
        pack = load_pack(file)
        page = json.dumps(book(pack, Cards(drawings()), pupil="", adult=""), ensure_ascii=False)
        for _, prompt in pack.prompts():
            own = [prompt.ok, prompt.ask_more] if isinstance(prompt, TellYou) else []
            own += [prompt.yes, prompt.no] if isinstance(prompt, Gather | Signals) else []
            for option in own_options(prompt):
                if option not in own and not _is_about_more(prompt, option):
                    assert json.dumps(option.word, ensure_ascii=False) in page


def _is_about_more(prompt: Prompt, option: Option) -> bool:
    """Is it a card that asks for one more row? On paper the page is copied."""
    return isinstance(prompt, Form) and prompt.rows is not None and option.id in ("yes", "no")


def test_every_condition_of_the_packs_can_be_said() -> None:
    for file in find_packs(locate({}).prompts).values():
        pack = load_pack(file)
        parents = {each.id: parent for _, parent in pack.prompts() for each in parent.then}
        for _, prompt in pack.prompts():
            only = prompt.only_if
            if only is not None and only != Condition(answered=True, prompt=only.prompt):
                assert when(prompt, parents.get(prompt.id), pack), f"{pack.pack}: {prompt.id}"


def test_some_sections_can_be_printed_alone_with_the_last_word() -> None:
    part = booklet_pdf(small_pack(), drawings(), on=ON, sections=["what-helps"])
    text = " ".join(text_pages(part))
    assert "Where are you on this ladder?" in text
    assert "How was this talk?" in text
    assert "Which pet is it?" not in text
    with pytest.raises(ExportError, match="It has: important-to-me, what-helps, last-word"):
        booklet_pdf(small_pack(), drawings(), on=ON, sections=["nothing"])


def test_the_command_writes_the_file_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOICEBOX_HOME", str(tmp_path / "home"))
    out = tmp_path / "small.pdf"
    given = Namespace(
        **{"pack": str(SMALL_PACK), "out": str(out), "force": False, "language": None},
        **{"pupil": None, "with_": None, "section": None},
    )
    assert booklet(given) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert capsys.readouterr().out == f"Written: {out}\n"
    with pytest.raises(ExportError, match="there already"):
        booklet(given)


def test_what_was_told_on_paper_is_marked_wherever_it_goes() -> None:
    store = FakeStore()
    amira = store.add_pupil("Amira")
    runner = start(store, FixedClock(), small_pack(), amira, with_="Mrs Okoye", on_paper=True)
    play(runner, {"calm": give(words="it is quiet")})
    talk = [gather_talk(store, runner.header.id)]
    assert "told on paper and written in later" in export(talk, "markdown").decode()
    assert "told on paper and written in later" in export(talk, "html").decode()
    for format_ in ("json", "csv", "fhir"):
        assert b"paper" in export(talk, format_)
