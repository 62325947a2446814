"""What a line means: numbers pick where they can, and are words everywhere else."""

from __future__ import annotations

import re

import pytest

from tests.unit.plain.scripted import GOOD_DAY, SORTING, Home, Pick, Until
from voicebox.conversation.views import Chosen, Placed, Point, Status

LADDER = "Where are you on this ladder?"
ASSENT = "Shall we start?"
BEST = "What is the best bit?"
SHARING = "Who may see what you said?"


def _chosen(home: Home, prompt: str = "good-day", part: str = "") -> list[str]:
    value = home.view(prompt, part).value
    assert isinstance(value, Chosen)
    return [choice.id for choice in value.choices]


def test_a_number_picks_a_card(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"))
    assert _chosen(home) == ["music"]


def test_several_numbers_pick_several_cards_in_the_order_given(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("resting", "play", "something else"))
    assert _chosen(home) == ["resting", "play", "something-else"]


@pytest.mark.parametrize("line", ["1,99", "99", "0", "1,x", "1 and 2", "1,", "1,,2", "1.5", "-1"])
def test_what_is_no_list_of_this_board_is_words(home: Home, line: str) -> None:
    home.talk(Until(GOOD_DAY), line)
    assert home.view("good-day").value is None
    assert home.view("good-day").words == line


@pytest.mark.parametrize(
    ("card", "status"), [("I don't know", Status.DONT_KNOW), ("I won't say", Status.PASSED)]
)
def test_a_standing_silence_is_picked_by_its_number_alone(
    home: Home, card: str, status: Status
) -> None:
    home.talk(Until(GOOD_DAY), Pick(card))
    assert home.view("good-day").status is status


@pytest.mark.parametrize("card", ["I don't know", "I won't say"])
def test_a_list_with_a_silence_in_it_is_words(home: Home, card: str) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music", card))
    assert re.fullmatch(r"\d,\d", home.view("good-day").words)
    assert home.view("good-day").status is Status.ANSWERED
    assert "kept 10\n" in out


def test_something_else_alone_is_a_card(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("something else"))
    assert _chosen(home) == ["something-else"]


def test_a_sort_takes_one_place(home: Home) -> None:
    home.talk(Until(SORTING), Pick("so-so"))
    value = home.view("places", item="playground").value
    assert isinstance(value, Placed)
    assert value.column.id == "so-so"


@pytest.mark.parametrize("line", ["1,2", "9", "in the middle"])
def test_what_is_no_one_place_of_a_sort_is_words(home: Home, line: str) -> None:
    home.talk(Until(SORTING), line)
    assert home.view("places", item="playground").words == line


@pytest.mark.parametrize("point", [0, 5])
def test_a_number_on_a_ladder_is_its_point(home: Home, point: int) -> None:
    home.talk(Until(LADDER), str(point))
    value = home.view("by-myself").value
    assert isinstance(value, Point)
    assert value.point == point


@pytest.mark.parametrize("line", ["6", "2,3", "2.5", "half way"])
def test_what_is_no_point_of_the_ladder_is_words(home: Home, line: str) -> None:
    home.talk(Until(LADDER), line)
    assert home.view("by-myself").value is None
    assert home.view("by-myself").words == line


@pytest.mark.parametrize("line", ["7", "1,2", "0"])
def test_where_the_answer_is_told_a_number_is_words(home: Home, line: str) -> None:
    home.talk(Until(GOOD_DAY), Pick("pets"), line)
    assert home.view("which-pet").words == line


@pytest.mark.parametrize("line", ["start", "1,2", "9", "//1"])
def test_assent_takes_only_its_options(home: Home, line: str) -> None:
    out = home.talk(Until(ASSENT), line)
    assert "one of the cards is picked" in out.splitlines()[-2]
    assert "kept" not in out.replace("kept.", "")
    assert home.summary.state == "paused"


def test_the_scale_in_practice_takes_only_its_options(home: Home) -> None:
    out = home.talk(Until("Where does it go?"), "under the table", "1")
    assert "one of the cards is picked" in out
    assert not list(home.record)


def test_a_ring_takes_one_card_and_no_words(home: Home) -> None:
    asked = (Until("Who matters to you?"), Pick("friend"), Until("How near is"))
    out = home.talk(*asked, "1,2", "close by", Pick("nearest"))
    assert out.count("one of the cards is picked") == 2
    value = home.view("my-people", "ring", "friend").value
    assert isinstance(value, Placed)
    assert value.column.id == "nearest"


def test_sharing_takes_a_list(home: Home) -> None:
    home.talk(Until(SHARING), Pick("my family", "my school"))
    assert home.view("good-day").share == ("family", "school")


def test_sharing_not_known_leaves_all_undecided(home: Home) -> None:
    home.talk(Until(SHARING), Pick("I don't know"))
    assert home.view("good-day").share == "undecided"


@pytest.mark.parametrize("line", ["", "   ", "\t"])
def test_a_blank_line_prints_the_prompt_again(home: Home, line: str) -> None:
    out = home.talk(Until(GOOD_DAY), line)
    assert out.count(f"For Amira: {GOOD_DAY}") == 2
    assert home.record.at("good-day") is None


@pytest.mark.parametrize(("line", "words"), [("//back", "/back"), ("//1", "/1"), ("///", "//")])
def test_two_slashes_are_words_that_begin_with_one(home: Home, line: str, words: str) -> None:
    home.talk(Until(GOOD_DAY), line)
    assert home.view("good-day").words == words


@pytest.mark.parametrize(
    "words",
    [
        "  two spaces before and one after ",
        "\ttab\tin it",
        "👩🏽‍🚒 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👨‍👩‍👧",
        "مَرْحَبًا بِكَ",
        "Dw i'n hoffi’r tŷ bach, ŵy a chŵn",
        "e\u0301 is not é",
        "\ufeffmark",
        "1, 2 and my cat",
        'she said "no" \\ %s {pupil} [b]',
    ],
)
def test_words_stand_byte_for_byte(home: Home, words: str) -> None:
    out = home.piped(words.encode() + b"\r\n", until=BEST)
    assert home.view("best-bit").words.encode() == words.removeprefix("\ufeff").encode()
    assert re.search(r"^kept \d+$", out, re.MULTILINE)


def test_a_line_that_is_not_utf_8_is_not_kept_and_asked_again(home: Home) -> None:
    out = home.piped(b"caf\xe9\nour caf\xc3\xa9\n", until=BEST)
    assert "That line is not UTF-8 text." in out
    assert home.view("best-bit").words == "our café"


def test_twenty_thousand_characters_are_kept_and_one_more_is_refused(home: Home) -> None:
    longest = "🙂" * 20_000
    out = home.piped(f"{longest}🙂\n{longest}\n".encode(), until=BEST)
    assert "That is 20,001 characters; one answer holds 20,000." in out
    assert home.view("best-bit").words == longest


def test_a_line_of_megabytes_is_let_go_and_the_next_one_taken(home: Home) -> None:
    out = home.piped(b"x" * 5_000_000 + b"\nRex\n", until=BEST)
    assert "That is 5,000,000 characters" in out
    assert home.view("best-bit").words == "Rex"


def test_escape_sequences_never_reach_the_terminal(home: Home) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J dog \x9b31m \u202egod"
    out = home.piped(f"{hostile}\n/back\n".encode(), until=BEST)
    assert home.view("best-bit").words == "]0;owned[2J dog 31m god"
    assert home.view("best-bit").words_removed == 5
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)


def test_a_hostile_name_is_painted(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), pupil="Ami\x1b[31mra\u202e")
    assert "\x1b" not in out
    assert "Ami[31mra" in out


def test_asked_openly_first_a_blank_line_lists_the_cards(home: Home) -> None:
    amira = home.house.store().add_pupil("Amira")
    home.house.store().keep_preferences(amira.id, {"asks_first": "open"})
    out = home.talk(Until(GOOD_DAY), "2")
    assert "  in words; a blank line lists some cards\n  /dontknow" in out
    assert (home.view("good-day").words, home.view("good-day").options_offered) == ("2", ())


def test_the_cards_that_were_listed_are_kept_as_offered(home: Home) -> None:
    amira = home.house.store().add_pupil("Amira")
    home.house.store().keep_preferences(amira.id, {"asks_first": "open"})
    home.talk(Until(GOOD_DAY), "", Pick("music"))
    assert len(home.view("good-day").options_offered) == 8
