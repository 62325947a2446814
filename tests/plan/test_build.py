"""From views to plans: cycles, rows, links, hopes, reviews, scales, and nothing that may not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.fakes import FakeStore, FixedClock, play
from tests.plan import held
from tests.plan import words as w
from tests.plan.making import AMIRA, at, cards, hold, ladder, say
from voicebox.conversation.inputs import Give
from voicebox.conversation.views import Speaker, Value, View
from voicebox.exports.base import gather_dossier, plans_of
from voicebox.exports.sharing import Audience, leaving
from voicebox.exports.talks import gather_talk
from voicebox.plan.build import HeldTalk, build_plans
from voicebox.plan.dates import read_date
from voicebox.plan.last_time import last_time
from voicebox.plan.models import Plan, SoonOrFar
from voicebox.plan.pairs import differences, side_by_side
from voicebox.prompts.loader import load_pack
from voicebox.runner import start

PLAN_PACK = Path(__file__).parents[2] / "prompts" / "plan.yaml"


def _plans(audience: Audience = Audience.PLAN) -> tuple[Plan, ...]:
    return held.dossier(audience).plans


def _talk(id_: str, pack: str, day: str, *views: View, version: str = "1.0") -> HeldTalk:
    return HeldTalk(id_, pack, at(day), views, version)


def _view(
    talk: str, prompt: str, words: str = "", value: Value | None = None, **more: object
) -> View:
    told = say(AMIRA, prompt, words, value, **more)
    (view,) = hold(talk, "p", "2026-09-14", [told], by=AMIRA, title="").record
    return view


def test_each_plan_begins_a_cycle_and_no_view_is_in_two() -> None:
    first, second = _plans()
    assert [(each.cycle, each.id, each.previous) for each in (first, second)] == [
        (1, "plan-1", None),
        (2, "plan-2", "plan-1"),
    ]
    assert {view.talk for view in first.views} == {"spring", "plan-1"}
    assert {view.talk for view in second.views} == {
        "review-1",
        "child",
        "family",
        "adult",
        "plan-2",
    }
    assert (second.start, second.review_by) == (date(2026, 9, 24), date(2026, 12, 10))


def test_talks_after_the_last_plan_are_of_its_cycle_until_another_begins() -> None:
    step = _view("p1", "outcome/statement@1", "x", feeds=("outcome-statement",))
    later = _view("after", "hope-soon", "a swing", feeds=("aspirations",))
    talks = [_talk("after", "after", "2026-10-02", later), _talk("p1", "ours", "2026-10-01", step)]
    (only,) = build_plans("Amira", talks)
    assert [hope.words for hope in only.aspirations] == ["a swing"]
    again = _talk(
        "p2", "plan", "2026-11-01", _view("p2", "must-know/start", "x", feeds=("must-know-start",))
    )
    empty = _talk("p3", "plan", "2026-11-02")
    first, second = build_plans("Amira", [*talks, again, empty])
    assert (first.aspirations, [hope.words for hope in second.aspirations]) == ((), ["a swing"])


def test_without_a_plan_there_is_one_of_cycle_0() -> None:
    (plan,) = build_plans("Amira", [_talk("t", "my-voice", "2026-09-14")])
    assert (plan.cycle, plan.id, plan.started) == (0, "", None)


@pytest.mark.parametrize("audience", list(Audience))
def test_no_plan_holds_what_may_not_leave(audience: Audience) -> None:
    whole = "".join(plan.model_dump_json() for plan in _plans(audience))
    assert [words for words in (*w.not_for(audience), w.BINNED) if words in whole] == []
    told = {part for plan in _plans(audience) for view in plan.views for part in (view.words,)}
    assert set(w.BY_CIRCLE[audience]) <= told


def test_words_in_the_bin_are_in_no_document_even_where_the_answer_is_kept_back() -> None:
    talks = list(held.talks())
    child = talks[3]
    hidden = {
        id_: view.model_copy(update={"share": "kept_back"})
        if view.prompt == "keep-or-bin"
        else view
        for id_, view in child.record.views.items()
    }
    talks[3] = replace(child, record=replace(child.record, views=hidden))
    found = gather_dossier(talks, Audience.PLAN, today=held.TODAY)
    told = [view.words for talk in found.talks for view in talk.shared.views]
    assert w.ADMIRED in told
    assert w.BINNED not in told
    assert found.plan is not None
    assert w.BINNED not in found.plan.model_dump_json()


def test_rows_hold_their_fields_and_links() -> None:
    plan = _plans()[-1]
    first, second = plan.outcomes
    assert first.statement is not None
    assert (first.id, first.statement.words) == ("plan-2:outcome@1", w.OUTCOME_1)
    assert first.so_that is not None
    assert first.so_that.words == w.SO_THAT_1
    assert (first.hopes, first.needs) == (("child:hope-soon",), ("plan-2:need@1",))
    assert first.previous == ("plan-1:outcome@1",)
    assert second.hopes == ("family:their-hope",)
    assert [each.outcomes for each in plan.provision] == [
        ("plan-2:outcome@1",),
        ("plan-2:outcome@1",),
        ("plan-2:outcome@2",),
    ]
    assert plan.must_know.photo == held.DIGEST
    assert [each.name.words for each in plan.contributors if each.name] == [
        "Amira",
        "Nadia",
        "Mr Shah",
    ]
    assert plan.must_know.linked_plans is not None
    assert plan.must_know.linked_plans.picked == ("health-care", "risk")


def test_a_link_that_leads_nowhere_is_cut_and_told_of_without_its_words() -> None:
    hope = _view("c", "hope", "to fly", feeds=("aspirations",))
    link = _view(
        "p",
        "outcome/hopes@1",
        value=cards(("c:hope", "to fly"), ("c:secret", "a secret")),
        feeds=("outcome-hopes",),
    )
    what = _view("p", "outcome/statement@1", "x", feeds=("outcome-statement",))
    talks = [
        _talk("c", "my-voice", "2026-09-14", hope),
        _talk("p", "plan", "2026-09-15", what, link),
    ]
    (plan,) = build_plans("Amira", talks)
    assert plan.outcomes[0].hopes == ("c:hope",)
    cut = plan.cut_links[0]
    assert (cut.row, cut.field, cut.count) == ("p:outcome@1", "outcome-hopes", 1)


def test_hopes_are_kept_apart_by_speaker() -> None:
    found = [(each.speaker, each.when, each.id) for each in _plans()[-1].aspirations]
    assert found == [
        (Speaker.CHILD, SoonOrFar.SOON, "child:hope-soon"),
        (Speaker.CHILD, SoonOrFar.FAR, "child:hope-far"),
        (Speaker.CHILD, SoonOrFar.NOT_SAID, "child:hope-first-try"),
        (Speaker.PARENT_CARER, SoonOrFar.NOT_SAID, "family:their-hope"),
    ]


def test_no_dream_today_is_no_hope_and_what_both_say_is_shared() -> None:
    none = _view("c", "hope", value=cards(("no-dream-today", "no dream")), feeds=("aspirations",))
    hope = _view("c", "hope-far", "a boat", feeds=("aspirations",))
    both = _view("t", "ours", value=cards(("c:hope-far", "a boat")), feeds=("aspirations",))
    talks = [
        _talk("c", "my-voice", "2026-09-14", none, hope),
        _talk("t", "together", "2026-09-15", both),
    ]
    (plan,) = build_plans("Amira", talks)
    assert [(each.words, each.shared) for each in plan.aspirations][:1] == [("a boat", True)]
    assert "c:hope" not in [each.id for each in plan.aspirations]


def test_a_review_says_what_each_person_said_of_what_was_promised() -> None:
    first, second = _plans()
    (review,) = first.reviews
    assert second.reviews == first.reviews
    assert (review.outcome, review.done_as_planned and review.done_as_planned.words) == (
        "plan-1:outcome@1",
        "partly: Twice a week, not four times.",
    )
    told = [
        (
            each.speaker,
            [line.words for line in each.worked],
            [line.words for line in each.not_worked],
        )
        for each in review.verdicts
    ]
    assert told == [
        (Speaker.CHILD, [w.LIKED], [w.REVIEWED]),
        (Speaker.PARENT_CARER, ["She reads to the dog."], []),
    ]


def test_last_time_tells_what_was_said_promised_and_done() -> None:
    plans = _plans()
    before = last_time(plans)
    assert before is not None
    assert last_time(plans[:1]) is None
    assert before.said[0].words == w.SPRING_SAID
    (promise,) = before.promised
    assert [each.what.words for each in promise.provision if each.what] == [w.SPRING_PROVISION]
    assert [each.outcome for each in promise.reviews] == ["plan-1:outcome@1"]
    assert (before.cycle, before.began) == (1, date(2026, 3, 20))


def test_pairs_stand_side_by_side_only_where_both_may_be_seen() -> None:
    (health,) = side_by_side(_plans()[-1])
    assert [view.words for view in health.to_me] == [w.TO_ME]
    assert [view.words for view in health.for_me] == [w.FOR_ME]
    (outcome,) = differences(_plans()[-1])
    assert outcome.about == "plan-2:outcome@1"


def _ladder(talk: str, words: str = "", **ends: str) -> View:
    return _view(talk, "ladder", words, ladder(2, **ends), asked="Where are you?")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("second", "pack", "version", "is_same"),
    [
        (_ladder("b"), "my-voice", "1.0", True),
        (_ladder("b"), "my-voice", "1.1", False),
        (_ladder("b"), "review", "1.0", False),
        (_ladder("b", high="on my own"), "my-voice", "1.0", False),
        (_ladder("b").model_copy(update={"asked": "Where now?"}), "my-voice", "1.0", False),
        (_ladder("b").model_copy(update={"speaker": Speaker.OTHER}), "my-voice", "1.0", False),
    ],
)
def test_points_belong_together_only_where_nothing_but_the_day_changed(
    second: View, pack: str, version: str, is_same: bool
) -> None:
    talks = [
        _talk("a", "my-voice", "2026-03-10", _ladder("a")),
        _talk("b", pack, "2026-09-14", second, version=version),
    ]
    (plan,) = build_plans("Amira", talks)
    assert [len(scale.points) for scale in plan.scales] == ([2] if is_same else [])


def test_the_ladder_of_both_dates_is_kept_as_raw_points() -> None:
    (scale,) = _plans()[-1].scales
    assert [(point.on.date(), point.point) for point in scale.points] == [
        (date(2026, 3, 10), 1),
        (date(2026, 9, 14), 3),
    ]
    assert _plans()[0].scales == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2027-01-12", date(2027, 1, 12)),
        (" 12 January 2027 ", date(2027, 1, 12)),
        ("Tuesday 12th Jan 2027", date(2027, 1, 12)),
        ("12/1/2027", date(2027, 1, 12)),
        ("12.01.27", date(2027, 1, 12)),
        ("31/2/2027", None),
        ("the end of term", None),
        ("12 Janvember 2027", None),
        ("1/12/2027 or so", None),
    ],
)
def test_days_are_read_as_people_write_them(words: str, day: date | None) -> None:
    assert read_date(words) == day


def test_the_pack_of_forms_makes_a_plan_that_leads_back_to_the_childs_words() -> None:
    store = FakeStore()
    clock = FixedClock()
    amira = store.add_pupil("Amira")
    voice = load_pack(PLAN_PACK.with_name("my-voice.yaml"))
    child = start(store, clock, voice, amira, with_="Mrs Okoye")
    play(child, {"hope-soon": Give(choices=("a-trip",), words="to nan's by train")})
    place = f"{child.header.id}:hope-soon"
    pack = load_pack(PLAN_PACK)
    forms = start(store, clock, pack, amira, with_="Mrs Okoye")
    script = {
        "steps/statement@1": Give(words="Amira buys the ticket."),
        "steps/hopes@1": Give(choices=(place,)),
        "steps/so-that@1": Give(words="so that she goes by train"),
        "provision/what@1": Give(words="Practice at the desk"),
        "provision/outcomes@1": Give(choices=(f"{forms.header.id}:steps@1",)),
    }
    play(forms, script)
    talks = [gather_talk(store, each.header.id) for each in (child, forms)]
    plan = plans_of([leaving(each, Audience.PLAN) for each in talks])[-1]
    assert [(each.statement and each.statement.words, each.hopes) for each in plan.outcomes] == [
        ("Amira buys the ticket.", (place,))
    ]
    assert [each.outcomes for each in plan.provision] == [(plan.outcomes[0].id,)]
    assert {child.header.id, forms.header.id} == {view.talk for view in plan.views}
