"""Whose voice is here, whose is missing, and what is due: by cycle, from what was really said."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeStore, FixedClock
from voicebox.commands.missing import COLUMNS, missing
from voicebox.conversation.inputs import Give, SetContext, Skip, TakeNote
from voicebox.conversation.views import Speaker, ViewKind
from voicebox.ports import Pupil, Store
from voicebox.prompts.loader import load_pack
from voicebox.prompts.models import Pack
from voicebox.runner import Runner, start
from voicebox.tui.voices import say_all, say_voices
from voicebox.voices_heard import Due, Heard, What, Whose, voices_heard

PACKS = Path(__file__).parents[2] / "prompts"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    names = ("quick-check", "family", "plan", "review", "after", "together")
    return {name: load_pack(PACKS / f"{name}.yaml") for name in names}


class School:
    """A store in memory, with one pupil, and talks of any day in it."""

    def __init__(self, packs: dict[str, Pack]) -> None:
        self.store = FakeStore()
        self.amira = self.store.add_pupil("Amira")
        self._packs = packs

    def talk(self, pack: str, days_ago: int) -> Runner:
        """A talk that is open at its first question."""
        at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC) - timedelta(days=days_ago)
        runner = start(self.store, FixedClock(at), self._packs[pack], self.amira, with_="Mrs Okoye")
        while runner.step.key.own_state is not None:
            runner.handle(Give(choices=(runner.step.options[0].id,)))
        return runner

    def says(self, pack: str, days_ago: int, words: str = "music") -> Runner:
        """A talk in which one thing was said."""
        runner = self.talk(pack, days_ago)
        runner.handle(Give(words=words))
        return runner

    def plans(self, days_ago: int, review: str) -> None:
        """A plan, with the day of its review."""
        runner = self.says("plan", days_ago, "Amira")
        while runner.step.key.part != "review":
            runner.handle(Skip())
        runner.handle(Give(words=review))

    def heard(self) -> Heard:
        [found] = voices_heard(self.store, TODAY)
        return found


@pytest.fixture
def school(packs: dict[str, Pack]) -> School:
    return School(packs)


def test_a_voice_is_here_where_its_own_words_are(school: School) -> None:
    school.says("quick-check", 50)
    found = school.heard()
    assert found.here == {Whose.CHILD: date(2026, 10, 3)}
    assert found.missing == (Whose.FAMILY, Whose.SCHOOL, Whose.OTHERS)
    assert (found.child_last, found.due) == (date(2026, 10, 3), ())


def test_silences_and_readings_are_nobody_s_voice(school: School) -> None:
    runner = school.talk("quick-check", 5)
    runner.handle(Skip())
    runner.handle(TakeNote("She looked at the door.", ViewKind.OBSERVATION))
    assert school.heard().here == {}
    assert school.heard().child_last is None


def test_whoever_speaks_up_in_a_talk_is_heard(school: School) -> None:
    runner = school.says("quick-check", 3)
    runner.handle(SetContext(speaker=Speaker.PARENT_CARER, speaker_name="Zofia, mum"))
    runner.handle(Give(words="she sings at home"))
    assert set(school.heard().here) == {Whose.CHILD, Whose.FAMILY}


def test_a_cycle_begins_after_the_plan_before(school: School) -> None:
    school.says("quick-check", 200)
    school.plans(190, "1 September 2026")
    school.says("family", 20)
    assert set(school.heard().here) == {Whose.CHILD, Whose.SCHOOL, Whose.FAMILY}
    school.plans(10, "1 March 2027")
    found = school.heard()
    assert found.missing == (Whose.CHILD, Whose.OTHERS)
    assert found.child_last == TODAY - timedelta(days=200)
    assert found.review_by == date(2027, 3, 1)


def test_a_plan_that_was_opened_and_left_begins_no_cycle(school: School) -> None:
    school.says("quick-check", 30)
    school.talk("plan", 20)
    school.plans(10, "not known")
    school.talk("plan", 1)
    assert set(school.heard().here) == {Whose.CHILD, Whose.SCHOOL}


@pytest.mark.parametrize(
    ("review", "due"),
    [
        ("18 December 2026", ()),
        ("6 December 2026", (Due(What.REVIEW, date(2026, 12, 6)),)),
        ("2026-11-01", (Due(What.REVIEW, date(2026, 11, 1)),)),
        ("some time in spring", ()),
    ],
)
def test_a_review_is_due_from_two_weeks_before(
    school: School, review: str, due: tuple[Due, ...]
) -> None:
    school.plans(5, review)
    assert school.heard().due == due


def test_the_child_is_to_be_told_soon_and_heard_each_term(school: School) -> None:
    school.says("quick-check", 91)
    school.plans(14, "not known")
    told, again = Due(What.AFTER, TODAY), Due(What.HEAR, TODAY - timedelta(days=1))
    assert school.heard().due == (again, told)
    _to_the_end(school.says("after", 1))
    assert school.heard().due == ()


def test_a_review_that_was_held_is_not_due(school: School) -> None:
    school.plans(13, "2026-11-20")
    _to_the_end(school.says("review", 1))
    assert school.heard().due == ()


def _to_the_end(runner: Runner) -> None:
    from tests.fakes import play

    play(runner, {})


def given(**wanted: object) -> Namespace:
    return Namespace(**{"pupil": None, "json": False, "csv": False, **wanted})


def test_the_list_as_a_table_as_json_and_as_csv(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    school.says("quick-check", 400)
    tomos = school.store.add_pupil("=Tomos")
    names = {school.amira.id: "Amira", tomos.id: "=Tomos"}
    told = [_printed(capsys, school.store, names, **ways) for ways in ({}, {"json": True})]
    assert told[0].splitlines()[2].split() == [
        *("Amira", "18", "Oct", "2025", "missing", "missing", "missing", "18", "Oct", "2025"),
        *("hear", "the", "child", "again,", "since", "16", "Jan", "2026"),
    ]
    assert "2 pupils. Missing: child 1, family 2, school 2, others 2." in told[0]
    first, second = json.loads(told[1])["pupils"]
    assert first["pupil"] == "=Tomos"
    assert second["voices"] == {
        "child": "2025-10-18",
        **dict.fromkeys(("family", "school", "others")),
    }
    assert second["due"] == [{"what": "hear", "on": "2026-01-16"}]
    written = _printed(capsys, school.store, names, csv=True)
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][0] == "'=Tomos"
    assert rows[2][-1] == "hear 2026-01-16"


def _printed(
    capsys: pytest.CaptureFixture[str], store: Store, names: dict[str, str], **ways: object
) -> str:
    assert missing(store, given(**ways), names) == 0
    return capsys.readouterr().out


def test_a_line_says_what_there_is_room_for() -> None:
    heard = Heard(
        Pupil("p1", "Amira"),
        {Whose.CHILD: date(2026, 10, 3), Whose.SCHOOL: date(2026, 10, 4)},
        date(2026, 10, 3),
        date(2026, 12, 1),
        (Due(What.REVIEW, date(2026, 12, 1)),),
    )
    whole = "on a break · child 3 Oct · family, others missing · review due 1 Dec"
    assert say_voices(heard, TODAY, state="on a break") == whole
    for room, left in (
        (60, "on a break · child 3 Oct · family missing · review due 1 Dec"),
        (55, "on a break · child 3 Oct · 2 missing · review due 1 Dec"),
        (50, "on a break · child 3 Oct · review due 1 Dec"),
        (40, "on a break · review due 1 Dec"),
        (20, "on a break"),
    ):
        assert say_voices(heard, TODAY, state="on a break", room=room) == left
    assert say_all(heard, TODAY) == (
        "The child was last heard: 3 Oct. Here in this cycle: child 3 Oct, school 4 Oct. "
        "Missing: family, others. Review due 1 Dec."
    )
