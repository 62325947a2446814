"""The reading gate: what stops a pack, with the line, the words to change and easier ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicebox.authoring.checks import check_pack
from voicebox.authoring.findings import Finding, Severity
from voicebox.authoring.reading import easier, grade, hard_words, is_easy, rare_words, sentences
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Audience, Pack
from voicebox.prompts.places import walk

SMALL = Path(__file__).parents[2] / "fixtures" / "small.yaml"
WORDS = SMALL.read_text(encoding="utf-8")
SYMBOLS = {str(value) for path, value in walk(load_pack(SMALL)) if path[-1:] == ("symbol",)}
ASKED = "ask: Think of a good day. What are you doing?"
ANOTHER = "another_way: Who do you like to be with?"
READING = ("long-sentence", "hard-word", "rare-word", "reading-grade", "acronym", "explained-twice")


def found(tmp_path: Path, *changes: tuple[str, str]) -> list[Finding]:
    """What the gate finds in the small pack with these changes."""
    text = WORDS
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return [each for each in check_pack(path, SYMBOLS) if each.rule in READING]


def line_of(mark: str) -> int:
    return WORDS[: WORDS.index(mark)].count("\n") + 1


def test_words_of_any_length_that_children_know_are_easy() -> None:
    assert all(is_easy(word) for word in ("family", "important", "animal", "Animals", "stopped"))
    assert all(
        is_easy(word) for word in ("carries", "making", "easier", "won’t", "mum's", "playtime")
    )
    assert not any(is_easy(word) for word in ("government", "provision", "co-production"))


def test_a_hard_word_is_named_with_easier_ones(tmp_path: Path) -> None:
    [hard] = found(tmp_path, (ASKED, "ask: What assistance do you get?"))
    assert (hard.line, hard.severity, hard.rule) == (line_of(ASKED), Severity.ERROR, "hard-word")
    assert "`assistance`" in hard.what
    assert "Try: help." in hard.mend


def test_a_hard_word_that_the_pack_explains_is_no_fault(tmp_path: Path) -> None:
    explained = "glossary:\n  assistance: {means: Help., symbol: meeting}\n"
    changes = [("glossary:\n", explained), (ASKED, "ask: What assistance do you get?")]
    assert found(tmp_path, *changes) == []
    assert not list(hard_words("Your social communication time", {"social communication"}))


def test_what_explains_a_word_is_held_to_the_same(tmp_path: Path) -> None:
    means = "means: People sit and talk about what helps."
    [hard] = found(tmp_path, (means, "means: A formal consultation."))
    assert (hard.rule, hard.line) == ("hard-word", line_of(means))


def test_cards_are_read_too(tmp_path: Path) -> None:
    [hard] = found(tmp_path, ("word: resting", "word: meditating"))
    assert (hard.rule, hard.line) == ("hard-word", line_of("word: resting"))


def test_a_sentence_of_thirteen_words_is_too_long_for_a_child(tmp_path: Path) -> None:
    twelve = "What do you do with the dog and the cat at home"
    assert found(tmp_path, (ASKED, f"ask: {twelve}?")) == []
    [long] = found(tmp_path, (ASKED, f"ask: Hello. {twelve} now?"))
    assert (long.rule, long.severity) == ("long-sentence", Severity.ERROR)
    assert "13 words" in long.what
    young = ("audience: child", "audience: young_person")
    assert found(tmp_path, young, (ASKED, f"ask: {twelve} all day long?")) == []
    [long] = found(tmp_path, young, (ASKED, f"ask: {twelve} all day long now?"))
    assert "16 words" in long.what


def test_a_short_word_that_is_not_common_is_advice_and_told_once(tmp_path: Path) -> None:
    changes = (ASKED, "ask: What is your verdict?"), (ANOTHER, "another_way: Your verdict?")
    [rare] = found(tmp_path, *changes)
    assert (rare.rule, rare.severity) == ("rare-word", Severity.ADVICE)
    assert list(rare_words("Then Zofia went with Mr Shah to Peru.", ())) == []


def test_lines_for_the_adult_are_not_held_to_a_childs_level(tmp_path: Path) -> None:
    long = "Consider the environment before the conversation, and its probable consequences for us."
    told = f"{ASKED}\n        to_adult: {long}"
    assert found(tmp_path, (ASKED, told), ("Who will tell {pupil}", "Which professional")) == []


def with_talk(audience: str, words: str) -> Pack:
    """The small pack for this audience, with these words on every page of its opening."""
    pack = load_pack(SMALL)
    opening = tuple(line.model_copy(update={"ask": words, "more": None}) for line in pack.opening)
    return pack.model_copy(update={"audience": Audience(audience), "opening": opening * 20})


STEADY = "Every family remembers another important animal together. "


@pytest.mark.parametrize(
    ("audience", "words", "most"),
    [
        ("child", STEADY, "3"),
        ("young_person", STEADY, "5"),
        ("family", "Considerable organisational difficulties necessitate preparation. ", "7"),
        ("staff", "Considerable organisational difficulties necessitate preparation. ", "7"),
    ],
)
def test_the_whole_pack_has_a_grade(audience: str, words: str, most: str) -> None:
    [hard] = [
        each
        for each in check_pack(with_talk(audience, words * 3), SYMBOLS)
        if each.rule == "reading-grade"
    ]
    assert f"should be {most} or lower" in hard.what
    assert words.split()[2].casefold() in hard.mend or "family" in hard.mend
    assert "reading-grade" not in {
        each.rule for each in check_pack(with_talk(audience, "We sit and talk."), SYMBOLS)
    }


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """By hand: 12 words, 2 sentences, 15 syllables."""
    said = sentences("Think of a good morning. What are you doing with your family?")
    assert [len(each.split()) for each in said] == [5, 7]
    assert grade(said) == pytest.approx(0.39 * 12 / 2 + 11.8 * 16 / 12 - 15.59)
    assert grade([]) is None


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Mr. Shah and Mrs. Okoye sat. Then they left.", 2),
        ('You can say "I won\'t say". You can stop.', 2),
        ("Really?! Yes...", 2),
        ("{pupil}, this is your day.", 1),
        ("?", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(words: str, count: int) -> None:
    assert len(sentences(words)) == count


@pytest.mark.parametrize("word", ["SEN", "SENCo", "PEaSS", "WellComm", "EHCPs", "THRIVE", "XYZ"])
def test_acronyms_of_grown_up_packs_are_explained(tmp_path: Path, word: str) -> None:
    grown_up = ("audience: child", "audience: family")
    asked = (ASKED, f"ask: What does the {word} say? And the {word}?")
    [told] = found(tmp_path, grown_up, asked)
    plain = word.removesuffix("s") if word == "EHCPs" else word
    assert (told.rule, told.line, f"`{plain}`" in told.what) == ("acronym", line_of(ASKED), True)
    explained = ("glossary:\n", f"glossary:\n  {plain}: {{means: Help at school.}}\n")
    assert found(tmp_path, grown_up, asked, explained) == []
    both = ("glossary:\n", f"{explained[1]}  {plain.swapcase()}: {{means: Help.}}\n")
    assert {each.rule for each in found(tmp_path, grown_up, asked, both)} == {"explained-twice"}


def test_another_language_is_not_judged_by_english_words(tmp_path: Path) -> None:
    polish = ("audience: child", "language: pl\naudience: child")
    assert found(tmp_path, polish, (ASKED, "ask: Odpowiedzialność i przewidywalność?")) == []


def test_easier_words_are_easy() -> None:
    assert easier("Communicating") == easier("communicate") != ()
    assert easier("xylophone") == ()
