"""Talks as the port promises them: appended, read back, listed, retried, refused."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from tests.store.conftest import BEGAN, WORDS, begin, draft, header
from voicebox.errors import Conflict, NotFound
from voicebox.locations import Locations
from voicebox.ports import EventDraft, Picture, Pupil, Store
from voicebox.store.repository import SqlStore


def test_the_store_is_the_port(store: SqlStore) -> None:
    port: Store = store
    assert port.talks() == []


def test_words_come_back_byte_for_byte(store: SqlStore) -> None:
    begin(store)
    body = json.dumps({"words": WORDS + '\n\t"'}, ensure_ascii=False)
    kept = store.append("t1", 1, [draft("a", body)], state="asking", ended=None)
    assert [event.seq for event in kept] == [2]
    assert store.events("t1")[1:] == kept
    assert store.events("t1")[1].body == body


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(store: SqlStore) -> None:
    summer = timezone(timedelta(hours=1))
    at = datetime(2026, 7, 1, 10, 0, tzinfo=summer)
    begin(store, started=at)
    store.append("t1", 1, [replace(draft("a"), at=at)], state="asking", ended=at)
    assert store.talk("t1").header.started == at
    assert store.talk("t1").ended == at
    assert store.events("t1")[1].at == at
    assert store.events("t1")[1].at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused_and_nothing_is_kept(store: SqlStore) -> None:
    begin(store)
    naive = replace(draft("a"), at=datetime(2026, 11, 20))
    with pytest.raises(ValueError, match="time zone"):
        store.append("t1", 1, [naive], state="asking", ended=None)
    assert store.talk("t1").events == 1


def test_each_event_is_chained_to_the_one_before(store: SqlStore) -> None:
    begin(store)
    store.append("t1", 1, [draft("a"), draft("b")], state="asking", ended=None)
    first, second, third = store.events("t1")
    assert first.prev_hash == "0" * 64
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)
    at = "2026-11-20T09:30:01.123456+00:00"
    told = f'["t1",2,"a","answered","{at}","{{}}"]'
    assert second.hash == hashlib.sha256((first.hash + told).encode()).hexdigest()


def test_an_append_moves_the_talk_on_in_the_same_transaction(store: SqlStore) -> None:
    head = begin(store)
    ended = BEGAN + timedelta(minutes=20)
    store.append("t1", 1, [draft("a"), draft("b")], state="finished", ended=ended)
    talk = store.talk("t1")
    assert (talk.header, talk.state, talk.ended, talk.events) == (head, "finished", ended, 3)
    store.append("t1", 3, [], state="paused", ended=None)
    assert (store.talk("t1").state, store.talk("t1").ended) == ("paused", None)


def test_a_retry_by_id_gives_the_committed_rows(store: SqlStore) -> None:
    begin(store)
    drafts = [draft("a"), draft("b")]
    kept = store.append("t1", 1, drafts, state="asking", ended=None)
    store.append("t1", 3, [draft("c")], state="asking", ended=None)
    assert store.append("t1", 1, drafts, state="asking", ended=None) == kept
    assert store.talk("t1").events == 4


def test_beginning_a_talk_again_gives_the_committed_rows(store: SqlStore) -> None:
    head = begin(store)
    again = store.open_talk(head, "{}", [draft("t1-1")], state="opening")
    assert again == store.events("t1")
    with pytest.raises(Conflict):
        store.open_talk(head, "{}", [draft("other")], state="opening")


def test_two_writers_cannot_append_the_same_step(store: SqlStore, where: Locations) -> None:
    begin(store)
    second = SqlStore.open(where)
    second.append("t1", 1, [draft("theirs")], state="asking", ended=None)
    with pytest.raises(Conflict, match="Nothing was lost"):
        store.append("t1", 1, [draft("ours")], state="asking", ended=None)
    with pytest.raises(Conflict):
        store.append("t1", 0, [draft("t1-1"), draft("ours")], state="asking", ended=None)
    assert [event.id for event in store.events("t1")] == ["t1-1", "theirs"]
    second.close()


def test_an_id_used_by_another_talk_is_a_conflict(store: SqlStore) -> None:
    begin(store)
    begin(store, "t2")
    with pytest.raises(Conflict):
        store.append("t2", 1, [draft("b"), draft("t1-1")], state="asking", ended=None)
    assert store.talk("t2").events == 1
    store.append("t2", 1, [draft("b")], state="asking", ended=None)


def test_what_is_not_there_is_said_so(store: SqlStore) -> None:
    stranger = header("t9", Pupil("0" * 16, "Zofia"))
    with pytest.raises(NotFound):
        store.open_talk(stranger, "{}", [], state="opening")
    with pytest.raises(NotFound):
        store.append("t9", 0, [draft("a")], state="asking", ended=None)
    for ask in (store.events, store.talk, store.pack, store.picture):
        with pytest.raises(NotFound):
            ask("t9")


def test_talks_are_listed_newest_first(store: SqlStore) -> None:
    for minute, talk in enumerate(("t1", "t3", "t2")):
        begin(store, talk, started=BEGAN + timedelta(minutes=minute))
    begin(store, "t4", started=BEGAN)
    assert [t.header.id for t in store.talks()] == ["t2", "t3", "t4", "t1"]
    assert [t.header.id for t in store.talks(limit=2)] == ["t2", "t3"]
    mine = store.talk("t3").header.pupil
    assert [t.header for t in store.talks(pupil=mine.id)] == [store.talk("t3").header]
    assert store.talks(pupil="nobody") == []


def test_lines_say_what_the_summaries_say(store: SqlStore) -> None:
    for minute, talk in enumerate(("t1", "t3", "t2")):
        begin(store, talk, started=BEGAN + timedelta(minutes=minute))
    store.append("t3", 1, [draft("a")], state="finished", ended=BEGAN)
    lines = store.talk_lines()
    for line, talk_ in zip(lines, store.talks(), strict=True):
        head = talk_.header
        assert line[:3] == (head.id, head.pupil.id, head.pupil.name)
        assert line[3:7] == (head.with_, head.pack, head.pack_version, head.language)
        assert datetime.fromisoformat(line.started) == head.started
        assert (line.state, line.events) == (talk_.state, talk_.events)
    assert [line.ended for line in lines] == [None, "2026-11-20T09:30:00.123456+00:00", None]
    assert store.talk_lines(pupil=lines[1].pupil_id, limit=5) == lines[1:2]


def test_two_pupils_may_share_a_name(store: SqlStore) -> None:
    tomos, first, second = (store.add_pupil(name) for name in ("Tomos", "Amira", "Amira"))
    assert first.id != second.id
    assert store.pupils() == [first, second, tomos]


def test_a_pack_is_kept_as_it_was_when_the_talk_began(store: SqlStore) -> None:
    begin(store)
    begin(store, "t2")
    assert store.pack("d" * 64) == '{"id":"my-voice"}'


def test_a_picture_is_kept_with_its_answer_once_a_talk(store: SqlStore) -> None:
    begin(store)
    begin(store, "t2")
    png = bytes(range(256)) * 40
    picture = Picture(hashlib.sha256(png).hexdigest(), png, 4, 3, "my dog.png")
    for talk, seq in (("t1", 1), ("t1", 2), ("t2", 1)):
        answer = [draft(f"{talk}-pic{seq}")]
        store.append(talk, seq, answer, state="asking", ended=None, picture=picture)
    assert store.picture(picture.digest) == picture


def test_an_event_may_carry_the_longest_answer(store: SqlStore) -> None:
    begin(store)
    body = json.dumps({"words": "\U0001f600" * 20_000}, ensure_ascii=False)
    store.append("t1", 1, [draft("long", body)], state="asking", ended=None)
    assert store.events("t1")[1].body == body


def test_a_store_opened_in_one_thread_is_used_from_others(where: Locations) -> None:
    opened: list[SqlStore] = []
    opener = threading.Thread(target=lambda: opened.append(SqlStore.open(where)))
    opener.start()
    opener.join()
    store = opened[0]
    for number in range(4):
        begin(store, f"t{number}")

    def talk(number: int) -> None:
        for seq in range(1, 21):
            said = EventDraft(f"{number}-{seq}", "answered", BEGAN, "{}")
            store.append(f"t{number}", seq, [said], state="asking", ended=None)

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.events(f"t{number}")) for number in range(4)] == [21] * 4
    store.close()
