"""Lines that begin with a slash: back, silences, notes, worries, privacy, provenance, read-back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.unit.plain.scripted import GOOD_DAY, SORTING, Home, Pick, Until
from voicebox.conversation.views import CheckedBack, Help, Mode, Placed, Speaker, Status, ViewKind
from voicebox.plain.commands import HELP

BEST = "What is the best bit?"
READ_BACK = "This is what you said. Is it right?"
PICTURE = "Is there a picture you want to show?"
WORRY = "someone hit him on the stairs"


def _kept(out: str) -> list[int]:
    return [int(number) for number in re.findall(r"^kept (\d+)$", out, re.MULTILINE)]


def test_help_lists_every_command_of_the_design(home: Home) -> None:
    out = home.talk("/help")
    assert HELP in out
    named = "back skip dontknow pass break stop hear help note saw worry private change move remove"
    for command in f"{named} mode helped who present".split():
        assert f"/{command}" in out


@pytest.mark.parametrize("line", ["/nothing", "/", "/BACK", "/back to school", "/note\x1b[31m x"])
def test_an_unknown_command_keeps_nothing(home: Home, line: str) -> None:
    out = home.talk(Until(GOOD_DAY), line)
    last = out.splitlines()[-2]
    assert "//" in last
    assert "\x1b" not in last
    assert not list(home.record)


@pytest.mark.parametrize(
    ("command", "status"),
    [("/skip", Status.SKIPPED), ("/dontknow", Status.DONT_KNOW), ("/pass", Status.PASSED)],
)
def test_the_silences_are_kept_apart(home: Home, command: str, status: Status) -> None:
    out = home.talk(Until(GOOD_DAY), command)
    assert home.view("good-day").status is status
    assert f"kept {home.view('good-day').seq}\n" in out


def test_back_asks_the_question_before_and_blanks_nothing(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music"), "/back")
    assert f"For Amira: {GOOD_DAY}" in out.rpartition("\n\n")[2]
    assert "Answered before: music. What is given now takes its place." in out
    assert "/skip leaves it as it is." in out
    assert home.view("good-day").status is Status.ANSWERED


def test_hear_says_it_in_the_same_words_then_in_others(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/hear", "/hear", Pick("music"))
    assert out.count(f"For Amira: {GOOD_DAY}") == 2
    assert "For Amira: What do you do on a good day?" in out
    assert home.view("good-day").help is Help.SAID_ANOTHER_WAY


@pytest.mark.parametrize(
    ("command", "kind"), [("note", ViewKind.INTERPRETATION), ("saw", ViewKind.OBSERVATION)]
)
def test_a_note_stands_beside_the_last_answer(home: Home, command: str, kind: ViewKind) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"), f"/{command}  she smiled at 'music' ")
    (note,) = [view for view in home.record if view.about]
    assert note.words == " she smiled at 'music' "
    assert note.about == home.view("good-day").id
    assert note.kind is kind
    assert note.speaker is Speaker.KEY_ADULT


@pytest.mark.parametrize("command", ["/note", "/saw"])
def test_an_empty_note_is_refused(home: Home, command: str) -> None:
    assert "The note is empty." in home.talk(Until(GOOD_DAY), command)


def test_a_worry_is_kept_apart_and_never_in_the_talk(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), f"/worry {WORRY}", Pick("music"))
    assert "Kept apart from the talk. It is not passed on yet." in out
    assert WORRY not in out
    (worry,) = home.house.store().concerns()
    assert worry.words == WORRY
    assert worry.talk == home.summary.header.id
    assert all(WORRY not in event.body for event in home.events)
    assert len(home.events) == _kept(out)[-1] + 1  # the break at the end of input


def test_an_empty_worry_is_refused(home: Home) -> None:
    assert "The worry is empty." in home.talk(Until(GOOD_DAY), "/worry  ")
    assert home.house.store().concerns() == []


def test_private_keeps_the_last_answer_back_and_says_which(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music"), "/private")
    seq = home.view("good-day").seq
    assert f"Kept back: [{seq}] {GOOD_DAY}. What are you doing?: music (kept back)" in out
    assert home.view("good-day").share == "kept_back"


def test_private_before_any_answer_keeps_the_next_one_back(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/private", Pick("music"), "it is loud")
    assert "The next answer will be kept back." in out
    assert home.view("good-day").share == "kept_back"
    assert home.view("best-bit").share == "undecided"


def test_private_with_a_number_keeps_that_answer_back(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"), "it is loud", "/private 10")
    assert home.view("good-day").share == "kept_back"
    assert home.view("best-bit").share == "undecided"


def test_who_speaks_is_noted_until_it_is_changed(home: Home) -> None:
    out = home.talk(
        *(Until(GOOD_DAY), "/who other Zofia, aunt", Pick("music")),
        *("/who child", "the drums"),
    )
    assert "speaking: someone else, Zofia, aunt" in out
    assert home.view("good-day").speaker is Speaker.OTHER
    assert home.view("good-day").speaker_name == "Zofia, aunt"
    assert home.view("best-bit").speaker is Speaker.CHILD
    assert home.view("best-bit").speaker_name == ""


def test_mode_present_and_interpreter_are_noted(home: Home) -> None:
    lines = ("/mode sign, drawing", "/present Mrs Okoye, Tomos", "/interpreter Mr Shah")
    home.talk(Until(GOOD_DAY), *lines, Pick("pets"), "Rex")
    view = home.view("which-pet")
    assert view.modes == (Mode.SIGN, Mode.DRAWING)
    assert view.present == ("Mrs Okoye", "Tomos")
    assert view.interpreter == "Mr Shah"
    assert view.kind is ViewKind.TRANSLATED


@pytest.mark.parametrize(
    "level", ["options_pointed_to", "options pointed to", "Options-Pointed-To"]
)
def test_help_given_is_noted(home: Home, level: str) -> None:
    home.talk(Until(GOOD_DAY), f"/helped {level}", Pick("music"))
    assert home.view("good-day").help is Help.OPTIONS_POINTED_TO


def test_hand_over_hand_is_an_observation_never_the_childs_answer(home: Home) -> None:
    home.talk(Until(GOOD_DAY), "/helped hand_over_hand", Pick("music"))
    assert home.view("good-day").kind is ViewKind.OBSERVATION
    assert home.view("good-day").speaker is Speaker.KEY_ADULT


@pytest.mark.parametrize(
    ("line", "known"),
    [("/mode telepathy", "speech, sign"), ("/helped lots", "hand_over_hand"), ("/who", "child")],
)
def test_what_is_not_known_is_refused_with_what_is(home: Home, line: str, known: str) -> None:
    out = home.talk(Until(GOOD_DAY), line)
    assert "That is none of these. They are:" in out
    assert known in out.splitlines()[-2]


def test_the_read_back_shows_each_answer_with_its_number(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music"), "drums", Until(READ_BACK))
    page = out.rpartition("\n\n")[2]
    assert f"  [10] {GOOD_DAY}. What are you doing?: music\n" in page
    assert f"  [11] {BEST}: drums\n" in page
    assert "  1 that is right\n" in page
    assert "/change N, /move N COLUMN, /remove N" in page
    assert {10, 11} <= set(_kept(out))


def test_confirming_a_page_confirms_its_answers(home: Home) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"), "drums", Until(READ_BACK), "1")
    assert home.view("best-bit").checked_back is CheckedBack.CONFIRMED


def test_change_asks_the_prompt_again_and_replaces_the_answer(home: Home) -> None:
    out = home.talk(
        Until(GOOD_DAY), Pick("music"), "drums", Until(READ_BACK), "/change 11", "bells"
    )
    assert out.count(f"For Amira: {BEST}") == 2
    assert home.view("best-bit").words == "bells"
    assert home.view("best-bit").replaces == f"{home.summary.header.id}.11"
    assert "bells" in out.rpartition("\n\n")[2]


@pytest.mark.parametrize("column", ["like", "1", "LIKE"])
def test_move_puts_a_card_into_another_column_and_shows_it(home: Home, column: str) -> None:
    asked = (Until(SORTING), Pick("so-so"), Until("[13]"))
    seq = int(re.findall(r"kept (\d+)", home.talk(Until(SORTING), Pick("so-so")))[-1])
    out = home.talk(*asked[:2], Until(READ_BACK), f"/move {seq} {column}")
    value = home.view("places", item="playground").value
    assert isinstance(value, Placed)
    assert value.column.id == "like"
    assert "playground: like" in out.rpartition("\n\n")[2]


def test_remove_takes_an_answer_out_and_shows_the_rest(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), Pick("music"), "drums", Until(READ_BACK), "/remove 11")
    assert home.record.at("best-bit") is None
    assert "drums" not in out.rpartition("\n\n")[2]
    assert "  1 that is right\n" in out.rpartition("\n\n")[2]


@pytest.mark.parametrize(
    "line", ["/change", "/change x", "/remove 9999", "/move 11", "/private 77"]
)
def test_a_number_that_names_no_answer_changes_nothing(home: Home, line: str) -> None:
    home.talk(Until(GOOD_DAY), Pick("music"), "drums")
    before = len(home.events)
    home.resume(line)
    assert len(home.events) == before + 2  # carried on, and the break at the end of input
    assert home.view("best-bit").words == "drums"


def test_a_picture_is_read_from_its_path_and_kept(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "my dog.png"
    Image.new("RGB", (30, 20), "brown").save(path)
    home.talk(Until(PICTURE), str(path), "that is Rex")
    view = home.view("my-picture", "picture")
    assert view.value is not None
    assert view.value.type == "picture"
    assert home.house.store().picture(view.value.digest).name == "my dog.png"
    assert home.view("my-picture", "words").words == "that is Rex"


def test_a_file_that_is_no_picture_is_refused_and_asked_again(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "list.png"
    path.write_text("milk")
    home.talk(Until(PICTURE), str(path), "I drew a boat")
    assert home.view("my-picture", "picture").words == "I drew a boat"


def test_where_no_file_is_meant_the_line_is_words(home: Home) -> None:
    home.talk(Until(PICTURE), "a boat.png that I drew")
    assert home.view("my-picture", "picture").words == "a boat.png that I drew"


def test_a_hard_word_is_explained_and_the_talk_stays_where_it_is(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/words", "/word Meetings", "/word corridor", Pick("music"))
    meaning = "meeting: People sit and talk about what helps."
    assert out.count(meaning) == 2
    assert "This talk does not explain that word. /words lists them." in out
    assert home.view("good-day").status is Status.ANSWERED


@pytest.mark.parametrize(
    ("command", "about_staff", "route"),
    [("/worry", False, "Tell the lead today"), ("/worrystaff", True, "designated officer")],
)
def test_a_worry_says_the_route_it_has_to_take(
    home: Home, command: str, about_staff: bool, route: str
) -> None:
    out = home.talk(Until(GOOD_DAY), f"{command} {WORRY}", Pick("music"))
    assert "It is not passed on yet. Say little, ask nothing leading." in out
    assert route in out
    [kept] = home.house.store().concerns()
    assert (kept.words, kept.about_staff) == (WORRY, about_staff)


def test_what_is_for_the_adults_ear_is_said_once_when_it_helps(home: Home) -> None:
    out = home.talk(Until(GOOD_DAY), "/stop")
    assert out.count("Who else is in the room? /present notes it.") == 1
    assert out.count("For the adult: Who looks in on the child today?") == 1
    again = home.resume(Until(GOOD_DAY), "", Pick("music"))
    assert "For the adult: The talk was stopped here. Ask this only if Amira wants to" in again
    assert "stopped here" not in again.rpartition("kept ")[2]
