"""Five homes, sent and received in two orders, one of them twice: one same store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.passing.homes import (
    begun,
    bundle_of,
    carry_on,
    clock,
    content,
    finished,
    give_own,
    photo,
    places,
    receive,
)
from voicebox.access import Access, Switches, read_access
from voicebox.exports import Audience, gather_talk
from voicebox.exports.sharing import shared_views
from voicebox.passing.bundle import Bundle
from voicebox.runner import resume
from voicebox.store.repository import SqlStore

LIKES = Access(theme="calm", switches=Switches.TWO)


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[list[SqlStore]]:
    """Five laptops and two offices."""
    opened = [SqlStore.open(places(tmp_path / f"home{n}")) for n in range(7)]
    yield opened
    for store in opened:
        store.close()


def _bundles(homes: list[SqlStore]) -> list[Bundle]:
    """Amira's talk went from the first laptop to three others, and went on in each of them."""
    first = homes[0]
    amira = first.add_pupil("Amira")
    give_own(first, amira.id, "dog", "brown")
    first.keep_preferences(amira.id, {"theme": "calm", "switches": "two"})
    talk = begun(first, amira, 1)
    name = talk.header.id
    talk.pause()
    handed = bundle_of(first, hours=50)
    for other in homes[1:4]:
        receive(other, handed)
    runner = resume(first, clock(2, hours=31), name)
    runner.give_picture(photo("brown"))
    for home, colour in ((homes[1], "red"), (homes[2], "green"), (homes[3], "green")):
        give_own(home, home.pupils()[0].id, f"{colour} dog", colour)
    carry_on(homes[1], name, 3, "under the stairs", until="friends/working")
    carry_on(homes[2], name, 4, "in the tent")
    # the fourth only holds the beginning of it
    finished(homes[3], homes[3].add_pupil("Tomos"), 5)
    finished(homes[4], homes[4].add_pupil("Amira"), 6)
    return [bundle_of(home) for home in homes[:5]]


def test_five_homes_in_two_orders_make_one_same_store(homes: list[SqlStore]) -> None:
    *_, one, two = homes
    bundles = _bundles(homes)
    for office, order in ((one, (0, 1, 2, 3, 4, 1)), (two, (4, 2, 0, 3, 2, 1))):
        for number in order:
            receive(office, bundles[number], _amira(office, bundles[number]))
    assert content(one) == content(two)
    told = {
        view.words for summary in one.talks() for view in gather_talk(one, summary.header.id).record
    }
    sent = {
        view.words
        for home in homes[:5]
        for summary in home.talks()
        for view in gather_talk(home, summary.header.id).record
    }
    assert told == sent
    assert {"under the stairs", "in the tent", "calm 5", "calm 6"} <= told
    name = bundles[0].talks[0].id
    ends = sorted(t.header.id for t in one.talks() if t.header.id.startswith(name))
    assert len(ends) == 3
    assert ends[0] == name
    assert all(end.startswith(f"{name}~") for end in ends[1:])
    assert len(one.talks()) == 5
    assert sorted(pupil.name for pupil in one.pupils()) == ["Amira", "Tomos"]
    for office in (one, two):
        amira = next(pupil.id for pupil in office.pupils() if pupil.name == "Amira")
        words = [own.word for own in office.own_pictures(amira)]
        assert words == ["dog", "green dog", "red dog"]
        assert len(office.boards(amira)) == 3
        assert read_access(office.preferences_of(amira)) == LIKES


def _amira(office: SqlStore, bundle: Bundle) -> dict[str, str]:
    here = next((pupil.id for pupil in office.pupils() if pupil.name == "Amira"), "")
    return {pupil.id: here for pupil in bundle.pupils if pupil.name == "Amira"}


def test_each_end_of_a_talk_stands_and_goes_on_by_itself(homes: list[SqlStore]) -> None:
    """What was kept back on one side is kept back there; corrections find their own answers."""
    bundles = _bundles(homes)
    office, back = homes[5], homes[6]
    for bundle in bundles:
        receive(office, bundle, _amira(office, bundle))
    for summary in office.talks():
        talk = gather_talk(office, summary.header.id)
        assert [view.words for view in talk.record if view.share == "kept_back"] == [
            view.words for view in talk.record if view.words.startswith("secret")
        ]
        assert all(view.id.startswith(f"{summary.header.id}.") for view in talk.record)
        for view in shared_views(talk, Audience.CHILD).views:
            assert not view.words.startswith("secret")
    fork = next(t for t in office.talks() if "~" in t.header.id and t.state != "finished")
    resumed = resume(office, clock(9, hours=60), fork.header.id)
    resumed.stop()
    receive(back, bundle_of(office))
    assert content(back)["event"] == content(office)["event"]
    before = content(office)
    receive(office, bundle_of(back))
    for table in ("event", "picture", "talk_picture"):
        assert content(office)[table] == before[table]


def test_a_talk_goes_home_and_comes_back_longer(homes: list[SqlStore]) -> None:
    school, home = homes[:2]
    talk = begun(school, school.add_pupil("Zofia"), 1)
    talk.pause()
    receive(home, bundle_of(school))
    carry_on(home, talk.header.id, 2, "on nana's lap")
    done = receive(school, bundle_of(home))
    assert (done.pupils, done.talks, done.forks) == (0, 0, 0)
    assert done.events > 0
    assert school.events(talk.header.id) == home.events(talk.header.id)
    assert school.talk(talk.header.id).state == "finished"
    assert [pupil.name for pupil in school.pupils()] == ["Zofia"]
    assert receive(school, bundle_of(home)).events == 0
