"""The account of who did what: what it tells, what it never holds, and any change to it found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import BEGAN, begin, draft, raw
from voicebox.exports.account import as_json, lines
from voicebox.locations import Locations
from voicebox.ports import Concern, EventDraft
from voicebox.store.migrations import run
from voicebox.store.repository import SqlStore


def _event(name: str, kind: str) -> EventDraft:
    return EventDraft(name, kind, BEGAN, '{"words": "my nan"}')


def _acts(store: SqlStore) -> list[str]:
    return [line.act for line in reversed(store.account().lines)]


def _broken_at(where: Locations) -> int | None:
    store = SqlStore.open(where)
    try:
        return store.account().broken_at
    finally:
        store.close()


def test_the_life_of_a_talk_is_noted_with_its_events(store: SqlStore) -> None:
    head = begin(store)
    for seq, kinds in enumerate(
        [["answer_given"], ["break_taken"], ["carried_on"], ["share_decided"], ["talk_finished"]], 1
    ):
        drafts = [_event(f"e{seq}-{kind}", kind) for kind in kinds]
        store.append("t1", seq, drafts, state="asking", ended=None)
        store.append("t1", seq, drafts, state="asking", ended=None)  # a retry is no second act
    assert _acts(store) == ["begun", "carried-on", "shared", "finished"]
    about = {(line.pupil, line.talk, line.adult) for line in store.account().lines}
    assert about == {(head.pupil.id, "t1", "Mrs Okoye")}
    assert all(line.login for line in store.account().lines)
    newest = store.account(limit=1).lines[0]
    assert (newest.seq, newest.act) == (4, "finished")
    assert datetime.now(UTC) - newest.at < timedelta(minutes=5)


def test_an_append_that_is_refused_notes_nothing(store: SqlStore) -> None:
    begin(store)
    with pytest.raises(Exception, match="Another window"):
        store.append("t1", 7, [_event("a", "talk_finished")], state="finished", ended=BEGAN)
    with pytest.raises(Exception, match="Another window"):
        store.append("t1", 1, [_event("t1-1", "talk_finished")], state="finished", ended=BEGAN)
    assert _acts(store) == ["begun"]


def test_a_child_who_said_not_today_stopped_the_talk(store: SqlStore) -> None:
    begin(store)
    for seq, answer in enumerate(("tell-me-more", "not-today"), start=1):
        body = f'{{"answer":"{answer}","asked":"Shall we start?","type":"assent_answered"}}'
        draft = EventDraft(f"answer-{seq}", "assent_answered", BEGAN, body)
        store.append("t1", seq, [draft], state="assent", ended=None)
    assert _acts(store) == ["begun", "stopped"]


def test_it_holds_no_word_of_a_child_and_a_worry_without_its_pupil(
    store: SqlStore, where: Locations
) -> None:
    pupil = begin(store).pupil
    words = "He said his tummy hurts."
    worry = Concern("w1", pupil, "t1", words, "Mr Shah", BEGAN, about_staff=True)
    store.add_concern(worry)
    store.add_concern(worry)
    store.pass_on_concern("w1", to="Zofia", at=BEGAN)
    store.pass_on_concern("w1", to="Zofia", at=BEGAN)
    store.append("t1", 1, [_event("a", "talk_stopped")], state="stopped", ended=None)
    assert _acts(store) == ["begun", "concern-kept", "concern-signed", "stopped"]
    connection = raw(where)
    told = repr(connection.execute("SELECT * FROM audit").fetchall())
    connection.close()
    for word in ("tummy", "nan", "Amira", "Zofia"):
        assert word not in told
    of_pupil = store.account(pupil=pupil.id).lines
    assert [line.act for line in of_pupil] == ["stopped", "begun"]


@pytest.mark.parametrize(
    "facts",
    [{"format": "He said no"}, {"format": ""}, {"Name": 1}, {"format": None}, {"a b": "docx"}],
)
def test_a_fact_that_could_be_words_is_refused(store: SqlStore, facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no such fact"):
        store.note("exported", facts=facts)
    assert _acts(store) == []


def test_who_did_what_is_told_in_lines_and_json(store: SqlStore) -> None:
    pupil = begin(store).pupil
    store.note("exported", pupil=pupil.id, by="Mr Shah", facts={"format": "docx", "answers": 3})
    store.note("forgotten", pupil="0" * 16)
    told = list(lines(store.account(), {pupil.id: "Amira"}, UTC))
    assert told[0].endswith("forgot a pupil: pupil 0000000000000000")
    assert "Mr Shah (" in told[1]
    assert told[1].endswith("made a document: Amira, answers 3, format docx")
    assert told[2].endswith("began a talk: Amira, t1")
    assert '"whole": true' in as_json(store.account(), {})


@pytest.fixture
def noted(where: Locations) -> Locations:
    """A closed store with eight lines in its account."""
    store = SqlStore.open(where)
    begin(store)
    for number in range(7):
        store.note("exported", facts={"answers": number})
    store.close()
    return where


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE audit SET adult = 'Mr Shah' WHERE seq = 3", 3),
        ("UPDATE audit SET at = 'yesterday' WHERE seq = 5", 5),
        ("UPDATE audit SET facts = '[]' WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 6", 6),
        ("DELETE FROM audit WHERE seq = 8", 8),
        ("DELETE FROM audit", 1),
        ("DELETE FROM audit_head", 9),
        ("UPDATE audit SET seq = 99 WHERE seq = 8", 8),
    ],
)
def test_any_change_is_found_and_the_rest_is_still_shown(
    noted: Locations, statement: str, at: int
) -> None:
    assert _broken_at(noted) is None
    connection = raw(noted)
    for trigger in ("audit_no_update", "audit_no_delete"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.close()
    assert _broken_at(noted) == at


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET act = 'sent'",
        "DELETE FROM audit WHERE seq = 8",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ],
)
def test_it_is_append_only(noted: Locations, statement: str) -> None:
    store = SqlStore.open(noted)
    with pytest.raises(DBAPIError, match="append-only"), store._engine.connect() as connection:
        connection.exec_driver_sql(statement)
    assert store.account().broken_at is None
    store.close()


def test_a_store_from_before_has_an_account_from_now_on_and_goes_back_without(
    where: Locations,
) -> None:
    store = SqlStore.open(where)
    begin(store)
    run.downgrade(store._engine, "0002")
    with store._engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert not [name for name in tables if "audit" in name]
    store.close()
    again = SqlStore.open(where)
    assert len(again.events("t1")) == 1
    assert again.account().lines == ()
    again.append("t1", 1, [draft("a"), _event("b", "talk_finished")], state="asking", ended=None)
    assert _acts(again) == ["finished"]
    assert again.account().broken_at is None
    with pytest.raises(DBAPIError, match="append-only"), again._engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM audit")
    again.close()
