"""Words made safe to speak, cut into pieces, and found again when heard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicebox.speech.words import HeardWord, heard_words, pieces, sentences, speakable


def heard_text(words: str, *marks: tuple[float, int]) -> list[str]:
    return [words[w.start : w.start + w.length] for w in heard_words(words, marks)]


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_every_character_keeps_its_place(words: str) -> None:
    safe = speakable(words)
    assert len(safe) == len(words)
    assert all(c.isprintable() or ord(c) > 0x9F for c in safe)
    safe.encode("utf-8")


def test_controls_become_spaces_and_nothing_else_changes() -> None:
    assert speakable("a\x00b\x1b[31mc\u202e\ud800d\n") == "a b  31mc  d "
    kept = "Tŷ a ŵy \u0627\u064e \U0001f468\u200d\U0001f469 e\u0301"
    assert speakable(kept) == kept


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .!?\n", max_size=400), st.integers(min_value=1, max_value=40))
def test_pieces_hold_every_word_in_its_place(words: str, longest: int) -> None:
    rebuilt = [" "] * len(words)
    for start, piece in pieces(words, longest):
        assert 0 < len(piece) <= longest
        assert words[start : start + len(piece)] == piece
        rebuilt[start : start + len(piece)] = piece
    assert "".join(rebuilt).split() == words.split()


def test_a_piece_ends_after_a_sentence_where_it_can() -> None:
    words = "I like dogs. I like cats. And my friend Tomos likes birds."
    assert [piece for _, piece in pieces(words, 30)] == [
        "I like dogs. I like cats. ",
        "And my friend Tomos likes ",
        "birds.",
    ]


def test_a_prompt_is_one_piece() -> None:
    assert list(pieces("Think of a good day. What are you doing?")) == [
        (0, "Think of a good day. What are you doing?")
    ]


def test_marks_that_voices_say_by_name_are_not_said() -> None:
    said = '\u00aba\u00bb \u2039b\u203a "c" [d] e\u2026'
    assert speakable(said) == " a   b   c   d  e."


def test_sentences_keep_their_place_and_names_their_title() -> None:
    words = "Who helps? Mr. Shah and Mrs. Okoye. کتا۔ Yes"
    cut = list(sentences(words))
    assert [part for _, part in cut] == ["Who helps? ", "Mr. Shah and Mrs. Okoye. ", "کتا۔ ", "Yes"]
    assert all(words[start:].startswith(part) for start, part in cut)


def test_words_said_in_one_breath_share_its_time() -> None:
    heard = heard_words("think of a day now", [(0.0, 0), (0.3, 6), (0.6, 11)], ends=1.2)
    assert [(round(word.seconds, 2), word.start) for word in heard] == [
        (0.0, 0),
        (0.3, 6),
        (0.5, 9),
        (0.6, 11),
        (0.9, 15),
    ]


@pytest.mark.parametrize(
    ("words", "marks", "expected"),
    [
        ("Beth sy'n dda?", [(0.0, 0), (0.2, 5), (0.5, 10)], ["Beth", "sy'n", "dda"]),
        ("well-being now", [(0.0, 0), (0.4, 5), (0.8, 11)], ["well-being", "now"]),
        (
            "has 125 cats",
            [(0.0, 0), (0.4, 4), (0.8, 5), (0.9, 5), (1.2, 8)],
            ["has", "125", "cats"],
        ),
        ("\U0001f436 dogs", [(0.0, 0), (0.2, 1), (0.5, 2)], ["\U0001f436", "dogs"]),
        ("here. ok", [(0.0, 0), (0.5, 5)], ["here", "ok"]),
        ("(yes), \u201cno\u201d", [(0.0, 1), (0.5, 8)], ["yes", "no"]),
        ("\u0645\u064e\u0627 \u0643", [(0.0, 0), (0.3, 4)], ["\u0645\u064e\u0627", "\u0643"]),
        ("no\u064e!", [(0.0, 0)], ["no\u064e"]),
        ("past the end", [(0.0, 99), (0.1, -1)], ["past"]),
        ("", [(0.0, 0)], []),
    ],
)
def test_marks_become_written_words(
    words: str, marks: list[tuple[float, int]], expected: list[str]
) -> None:
    assert heard_text(words, *marks) == expected


def test_a_stray_mark_does_not_begin_a_word_that_has_its_own() -> None:
    dog, dogs = heard_words("\U0001f436 dogs", [(0.0, 0), (0.2, 1), (0.5, 2)])
    assert (dog, dogs) == (HeardWord(0.0, 0, 1), HeardWord(0.5, 2, 4))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.floats(0, 9), st.integers(-2, 70))),
    st.sampled_from([None, 10.0]),
)
def test_heard_words_are_in_order_and_inside_the_words(
    words: str, marks: list[tuple[float, int]], ends: float | None
) -> None:
    heard = heard_words(words, marks, ends)
    for word, after in pairwise(heard):
        assert word.start + word.length <= after.start
        assert word.seconds <= after.seconds
    assert all(w.length > 0 and w.start + w.length <= len(words) for w in heard)
