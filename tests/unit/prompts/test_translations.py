"""Packs in other languages: whole, offered only once allowed, and a talk that is theirs."""

from __future__ import annotations

import ast
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.fakes import FakeStore, FixedClock, play, usual
from voicebox.authoring.check_translations import check_translation, check_translations
from voicebox.authoring.findings import Severity
from voicebox.bootstrap import PackFolder
from voicebox.conversation.inputs import Give, Translate
from voicebox.conversation.shapes import Shape
from voicebox.conversation.states import State
from voicebox.conversation.views import Status, ViewKind
from voicebox.errors import AnswerRefused, NotFound, PackError, SymbolError
from voicebox.exports.base import export
from voicebox.exports.sharing import Audience
from voicebox.exports.show import show_record
from voicebox.exports.talks import gather_talk
from voicebox.locations import locate
from voicebox.plain.answers import numbered_cards
from voicebox.plain.commands import read_command
from voicebox.plain.lines import EndOfInput, Line, LineRead, Lines
from voicebox.plain.session import PlainTalk
from voicebox.plain.voice import Voice
from voicebox.ports import Preferences, SymbolSource
from voicebox.prompts.in_english import in_english
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.prompts.places import walk
from voicebox.prompts.program_words import PROGRAM_WORDS, program_words
from voicebox.prompts.translation import find_translations, words_of
from voicebox.runner import Runner, start

PROMPTS = Path(__file__).parents[3] / "prompts"
LANGUAGES = ("ar", "cy", "pl", "uk", "ur")
SAID = {"pl": "z moim psem Bruno 🐕", "ar": "مع كلبي Bruno 🐕"}


def pack(name: str, language: str = "") -> Pack:
    return load_pack(PROMPTS / f"{name}.yaml", language=language)


def begun(of: Pack, store: FakeStore | None = None) -> Runner:
    store = store or FakeStore()
    return start(store, FixedClock(), of, store.add_pupil("Amira"), with_="Mrs Okoye", seed=3)


# -- the translations that are shipped ------------------------------------------------------------


@pytest.mark.parametrize("name", ["family", "first-words"])
def test_each_is_whole_and_nothing_is_to_mend_but_that_nobody_has_checked_it(name: str) -> None:
    file = PROMPTS / f"{name}.yaml"
    assert tuple(find_translations(file)) == LANGUAGES
    for translation, found in check_translations(load_pack(file), file):
        assert [each.rule for each in found] == ["translation-not-checked"], (translation, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_words_is_the_same_in_every_language(language: str) -> None:
    english, other = pack("first-words"), pack("first-words", language)
    words = {line.words for line in words_of(english)}
    changed = {"language", "translation", "glossary", "to_adult"}
    for (path, was), (_, now) in zip(walk(_bare(english)), walk(_bare(other)), strict=True):
        if isinstance(was, str) and was not in words and not changed & set(map(str, path)):
            assert now == was, path


def _bare(of: Pack) -> Pack:
    return of.model_copy(update={"translation": None, "glossary": {}})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["family", "first-words"])
def test_each_has_every_word_of_the_program_with_its_blanks(name: str, language: str) -> None:
    other = pack(name, language)
    assert other.translation
    assert set(other.translation.program) == set(PROGRAM_WORDS)
    filled = program_words(other, "{pupil} with {adult}", pupil="Amira", adult="Mrs Okoye")
    assert "Amira" in filled
    assert "Mrs Okoye" in filled
    assert "with" not in filled
    english = program_words(pack(name), "{pupil} with {adult}", pupil="Amira", adult="Mr {item}")
    assert english == "Amira with Mr {item}"


def test_what_is_asked_for_in_the_program_is_among_its_words() -> None:
    """A word that is asked for and not listed would stay English in every language."""
    asked = {
        given.value
        for file in (PROMPTS.parent / "voicebox").rglob("*.py")
        if "prompts.program_words" in (text := file.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and _name(call.func) in ("program_words", "say", "program")
        for given in call.args[:2]
        if isinstance(given, ast.Constant) and isinstance(given.value, str)
    }
    assert asked - set(PROGRAM_WORDS) == set()
    assert "/skip leaves it as it is." in asked


def _name(called: ast.expr) -> str:
    return getattr(called, "id", "") or getattr(called, "attr", "")


# -- what the check finds -------------------------------------------------------------------------

LINES = """translation_of: first-words
language: pl
pack_version: "0.9"
translator: Zofia
words:
  - {en: start, to: zaczynamy}
  - {en: start, to: zaczynamy}
  - {en: "Hello {pupil}. This is your talk.", to: "Cześć. To jest twoja rozmowa."}
  - {en: these words were in the pack, to: te słowa były}
  - {en: hug, to: przytulanie się do kogoś bliskiego}
"""


def test_what_is_missing_or_out_of_date_or_lost_is_found_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "first-words.pl.yaml"
    file.write_text(LINES, encoding="utf-8")
    found = check_translation(pack("first-words"), file, "pl")
    by_rule = {each.rule: each for each in found}
    at = {rule.removeprefix("translation-"): each.line for rule, each in by_rule.items()}
    assert at == {
        "version": 3,
        "not-checked": 1,
        "twice": 7,
        "blanks": 8,
        "out-of-date": 9,
        "long-card": 10,
        "missing": 5,
        "program-words": 5,
    }
    errors = {rule for rule, each in by_rule.items() if each.severity is Severity.ERROR}
    assert errors == {"translation-blanks"}
    assert sum(each.rule == "translation-missing" for each in found) > 200
    note = by_rule["translation-program-words"]
    assert note.severity is Severity.ADVICE
    assert all(f"`{words}`" in note.what for words in PROGRAM_WORDS)


def test_a_line_that_lost_its_blank_or_is_missing_stays_english(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    for name in ("first-words", "my-voice"):
        text = (PROMPTS / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "translations" / "first-words.pl.yaml").write_text(LINES, encoding="utf-8")
    found = load_pack(tmp_path / "first-words.yaml", language="pl")
    assert found.opening[0].ask == "Hello {pupil}. This is your talk."
    assert (found.assent.start.word, found.assent.not_today.word) == ("zaczynamy", "not today")
    assert found.language == "pl"


def test_a_blank_that_is_not_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "first-words.yaml").write_bytes((PROMPTS / "first-words.yaml").read_bytes())
    file = tmp_path / "translations" / "first-words.pl.yaml"
    file.write_text(LINES.replace("Cześć.", "Cześć {pupil."), encoding="utf-8")
    [found] = check_translation(pack("first-words"), file, "pl")
    assert (found.line, found.severity, found.mend) == (
        8,
        Severity.ERROR,
        "Did you mean `{pupil}`?",
    )
    with pytest.raises(PackError, match=r"first-words.pl.yaml:8: A brace is never closed here"):
        load_pack(tmp_path / "first-words.yaml", language="pl", shelf=PROMPTS)


# -- where it is offered --------------------------------------------------------------------------


def test_what_nobody_has_checked_is_offered_once_a_setting_says_so(tmp_path: Path) -> None:
    where = replace(locate({"VOICEBOX_HOME": str(tmp_path)}), prompts=PROMPTS)
    assert Preferences().unchecked_translations is False
    careful, willing = PackFolder(where), PackFolder(where, lambda: True)
    assert careful.languages("family") == []
    with pytest.raises(NotFound, match="unchecked_translations = true"):
        careful.load("family", "pl")
    assert [each.tag for each in willing.languages("family")] == list(LANGUAGES)
    assert not any(each.is_checked for each in willing.languages("family"))
    opening = willing.load("family", "pl").opening[0].to_adult or ""
    assert "not yet been checked by a native speaker" in opening
    assert "nie sprawdził jeszcze" in opening


# -- a whole talk ---------------------------------------------------------------------------------


class Typist(Lines):
    """Types the plain way through a talk, in its language."""

    def __init__(self, runner: Runner, words: str) -> None:
        self._runner = runner
        self._words = words

    def read(self) -> LineRead:
        step = self._runner.step
        if not self._runner.is_open:
            return EndOfInput()
        wanted = usual(step)
        given = wanted if isinstance(wanted, Give) else self._answer()
        if given.choices:
            cards = [card.id for card in numbered_cards(step)]
            return Line(str(cards.index(given.choices[0]) + 1))
        return Line(given.words or self._words)

    def _answer(self) -> Give:
        step = self._runner.step
        if step.shape is Shape.BOARD:
            ids = [card.id for card in step.options]
            return Give(choices=(next((each for each in ("no",) if each in ids), ids[0]),))
        return Give(words=self._words)


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_a_whole_first_words_talk_by_lines_is_in_its_language(language: str) -> None:
    of = pack("first-words", language)
    runner, out = begun(of), io.StringIO()
    typist = Typist(runner, SAID[language])
    voice = Voice(None, Preferences(), pitch=50, language=language)
    PlainTalk(runner, typist, out, symbols=_no_symbols, voice=voice).hold()
    assert runner.talk.state is State.FINISHED
    views = [view for view in runner.record if view.status is Status.ANSWERED]
    assert len(views) > 40
    assert {view.language for view in views} == {language}
    assert {view.words for view in views if view.words} == {SAID[language]}
    for view in views:
        assert view.asked.isascii() is False or language != "ar"
        assert in_english(of, view.asked) not in ("", view.asked), view.asked
    printed = out.getvalue()
    english = {line.words for line in words_of(pack("first-words")) if len(line.words) > 20}
    assert [line for line in english if "{" not in line and line in printed] == []


def _no_symbols() -> SymbolSource:
    raise SymbolError("The pictures are not here.")


# -- a translation of an answer -------------------------------------------------------------------


def test_the_words_of_a_command_are_read_whole() -> None:
    given = read_command("/translate 12 en Mr Shah: With my dog: Bruno.")
    assert given == Translate(12, "With my dog: Bruno.", "en", "Mr Shah")
    for wrong in ("/translate", "/translate 12 en words", "/translate x en Mr Shah: words"):
        with pytest.raises(AnswerRefused):
            read_command(wrong)


def test_a_translation_stands_beside_the_words_and_names_its_translator() -> None:
    store = FakeStore()
    runner = begun(pack("family", "pl"), store)
    admired = "Jest cierpliwa i zabawna."
    script = {"admire": Give(words=admired), "hopes-soon": Give(words="spokój")}
    play(runner, script)
    answer = next(view for view in runner.record if view.words == admired)
    runner.handle(Translate(answer.seq, "She is patient and funny.", "en", "Mr Shah"))
    beside = next(view for view in runner.record if view.about == answer.id)
    assert (beside.kind, beside.language, beside.interpreter) == (
        ViewKind.TRANSLATED,
        "en",
        "Mr Shah",
    )
    assert runner.record.by_seq(answer.seq) == answer
    shown = show_record(gather_talk(store, runner.talk.id))
    assert f"“{admired}”" in shown
    assert "In English: “She is patient and funny.” (translated by Mr Shah)" in shown
    assert "In English: What do you like and admire about Amira?" in shown
    assert "not yet been checked by a native speaker" in shown
    for format_ in ("markdown", "html", "json", "csv"):
        talks = [gather_talk(store, runner.talk.id)]
        content = export(talks, format_, Audience.PLAN, today=date(2026, 11, 22)).decode()
        for words in (admired, "She is patient and funny.", "Mr Shah"):
            assert words in content, (format_, words)
