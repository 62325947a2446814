"""Whole talks, played: the same record in plain mode and in the app; what each role is here for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.fakes import FakeStore
from tests.roles.at_screen import played_at_screen
from tests.roles.conftest import Played, Player
from tests.roles.script import PLANS, roles
from tests.tui.hands import told
from voicebox.conversation.states import State
from voicebox.conversation.views import (
    CheckedBack,
    Chosen,
    Mode,
    Placed,
    Point,
    Speaker,
    Status,
    View,
    ViewKind,
)
from voicebox.exports import Audience, export, gather_talk, show_record
from voicebox.exports.base import gather_dossier
from voicebox.plan.telling import thread_lines
from voicebox.plan.thread import thread
from voicebox.ports import PackShelf
from voicebox.runner import Runner

ROLES = roles()
WRITTEN = ("markdown", "html", "csv", "json", "paste")


def at(runner: Runner, prompt: str, part: str = "", item: str = "") -> View:
    """A standing answer of a talk."""
    view = runner.record.at(prompt, part, item)
    assert view is not None, f"nothing is kept of {prompt} {part} {item}"
    return view


def picked(view: View) -> list[str]:
    """The ids of the cards that were picked."""
    assert isinstance(view.value, Chosen), view
    return [choice.id for choice in view.value.choices]


def going_out(of: Played, audience: Audience) -> dict[str, str]:
    """All that goes out of a role's talks to an audience, by format."""
    talks = [gather_talk(of.store, runner.talk.id) for runner in of.talks]
    return {each: export(talks, each, audience).decode() for each in WRITTEN}


@pytest.mark.parametrize("name", sorted(ROLES))
async def test_a_role_leaves_the_same_record_in_the_app_as_in_lines(
    name: str, played: Player, shelf: PackShelf, quick: None
) -> None:
    plain, store = played(name), FakeStore()
    talks = await played_at_screen(ROLES[name], shelf, store)
    assert len(talks) == len(plain.talks)
    for ours, theirs in zip(talks, plain.talks, strict=True):
        assert ours.talk.state is theirs.talk.state is State.FINISHED
        assert _without_ids(ours) == _without_ids(theirs)
        assert [view.modes for view in ours.record] == [view.modes for view in theirs.record]
    kept, wanted = store.concerns(), plain.store.concerns()
    assert [each.words for each in kept] == [each.words for each in wanted]


def _without_ids(runner: Runner) -> str:
    """The record without what names this run: the ids of talks that were recalled."""
    whole = json.dumps(told(runner), ensure_ascii=False)
    for each in {recalled.talk for recalled in runner.record.recalled}:
        whole = whole.replace(each, "EARLIER")
    return whole


@pytest.mark.parametrize("name", sorted(ROLES))
def test_every_word_of_a_role_stands_in_the_record_as_it_was_said(
    name: str, played: Player
) -> None:
    role = played(name)
    shown = "\n".join(show_record(gather_talk(role.store, runner.talk.id)) for runner in role.talks)
    kept = [view.words for runner in role.talks for view in runner.record if view.words]
    assert len(kept) > 2
    assert all(words in shown for words in kept)


def test_six_who_points_is_heard_by_what_she_shows(played: Player) -> None:
    [talk] = played("six-who-points").talks
    own = [view for view in talk.record if view.speaker is Speaker.CHILD and view.value]
    assert {Mode.POINTING} <= {mode for view in own for mode in view.modes}
    assert [picked(at(talk, "what-i-show", part, "1")) for part in ("do", "means", "please")] == [
        ["hide"],
        ["too-much"],
        ["wait"],
    ]
    assert picked(at(talk, "day-helps", "", "tidy-time")) == ["something-else"]
    seen = at(talk, "shown-without-words", "seen")
    assert (seen.kind, seen.speaker) == (ViewKind.OBSERVATION, Speaker.KEY_ADULT)
    states = [stamped["type"] for stamped in _events(played("six-who-points"), talk)]
    assert states.count("break_taken") == 1
    assert states.count("talk_stopped") == 1
    assert at(talk, "wish-more").share == ("family", "school")


def _events(of: Played, talk: Runner) -> list[dict[str, object]]:
    return [json.loads(row.body) for row in of.store.events(talk.talk.id)]


def test_ten_changes_his_mind_and_what_he_says_last_counts(played: Player) -> None:
    role = played("ten-who-says-dunno")
    talk = role.talks[-1]
    hall = at(talk, "places", "", "dinner-hall")
    assert isinstance(hall.value, Placed)
    assert (hall.value.column.id, hall.checked_back) == ("dont-like", CheckedBack.CHANGED)
    ladder = at(talk, "ladder-would-like")
    assert isinstance(ladder.value, Point)
    assert ladder.value.point == 2
    assert picked(at(talk, "hope-far")) == ["a-job"]
    unsaid = [view for view in talk.record if view.status is Status.DONT_KNOW]
    assert len(unsaid) > 60
    for audience in Audience:
        assert all("nan forgets" not in text for text in going_out(role, audience).values())
    family = going_out(role, Audience.FAMILY)["markdown"]
    assert "took out of pe" not in family
    assert "took out of pe" in going_out(role, Audience.PLAN)["markdown"]


def test_fourteen_keeps_two_things_from_home_and_one_from_all(played: Player) -> None:
    role = played("fourteen-who-keeps-two")
    home = going_out(role, Audience.FAMILY)
    school = going_out(role, Audience.PLAN)
    assert all("eat lunch" not in text and "nearest" not in text for text in home.values())
    assert "an online friend" not in home["markdown"]
    for text in (school["markdown"], school["json"]):
        assert "eat lunch" in text
    assert all("through the wall" not in text for text in (*home.values(), *school.values()))
    assert "a flat with a cat" in home["markdown"]


@pytest.mark.parametrize("language", ["pl", ""])
def test_a_mother_is_heard_in_her_own_words_in_both_languages_of_the_talk(
    shelf: PackShelf, language: str
) -> None:
    role = ROLES["mother-in-polish"]
    [sitting] = role.sittings
    held = Played(replace(role, sittings=(replace(sitting, language=language),)), shelf)
    [talk] = held.talks
    assert at(talk, "school-change").words == "Suszarka do rąk!!!"
    assert at(talk, "school-change").language == (language or "en-GB")
    asked = {"pl": "Zofia: co Państwo lubią", "": "What do you like and admire about Zofia?"}
    assert at(talk, "admire").asked.startswith(asked[language])
    assert at(talk, "admire").asked in held.printed
    for text in going_out(held, Audience.PLAN).values():
        assert "nie śpię" not in text
        assert "siły" not in text


def test_a_worry_of_an_adult_is_kept_and_goes_nowhere(played: Player) -> None:
    role = played("adult-with-a-worry")
    [talk] = role.talks
    saw = [view for view in talk.record if view.kind is ViewKind.OBSERVATION and view.words]
    assert {view.prompt for view in saw} >= {"shown-without-words", "lesson-cards", "this-talk"}
    assert at(talk, "my-stop").kind is ViewKind.OBSERVATION, "hand over hand is no answer"
    [worry] = role.store.concerns()
    assert "three of them" in worry.words
    shown = show_record(gather_talk(role.store, talk.talk.id))
    for audience in Audience:
        for text in (shown, *going_out(role, audience).values()):
            assert "marks on it" not in text
            assert "Len." not in text


def test_a_friends_text_is_kept_by_the_child_and_what_he_bins_is_left_out(played: Player) -> None:
    role = played("ten-who-says-dunno")
    friend, own = role.talks
    assert at(friend, "from-notes", "words", "1").speaker_name == "Kofi"
    kept = [view for view in own.record if view.prompt == "keep-note-words"]
    assert [view.value.column.id for view in kept if isinstance(view.value, Placed)] == [
        "keep",
        "bin",
    ]
    out = going_out(role, Audience.PLAN)
    assert "he saved me the red one 😂" in out["markdown"]
    assert "his difficulties" not in out["markdown"]


def test_the_plan_can_be_written_from_what_was_said(shelf: PackShelf) -> None:
    [role] = roles(PLANS).values()
    held = Played(role, shelf)
    talks = [gather_talk(held.store, runner.talk.id) for runner in held.talks]
    plan = gather_dossier(talks, Audience.PLAN).plan
    assert plan is not None
    woven = thread(plan)
    assert woven.lost_outcomes == woven.lost_provision == woven.unserved == ()
    told = "\n".join(thread_lines(woven))
    assert "leads back to something that was said" in told
    assert "nan forgets" not in told
    page = export(talks, "markdown", Audience.PLAN).decode()
    assert "ill do it if its not in pe" in page
    assert "In English: reports and recounts" in page
