"""The account of who did what: one chained line for each act, and no word of any answer.

Each line carries the hash of the one before; `audit_head` says where the account ends. A worry is
noted without its pupil and talk: not even that there was one may show in a pupil's account.
"""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from voicebox.ports import Account, Act, EventDraft, Noted
from voicebox.store import chain, tables

LONGEST_NAME = 200
"""Characters of a person's name."""

_audit, _head = tables.audit, tables.audit_head
_FACT = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_TOLD_BY: dict[str, Act] = {
    "carried_on": "carried-on",
    "talk_finished": "finished",
    "talk_stopped": "stopped",
    "share_decided": "shared",
}
"""The events of a talk that the account tells of."""


def add(
    connection: Connection,
    act: Act,
    *,
    pupil: str = "",
    talk: str = "",
    by: str = "",
    facts: Mapping[str, str | int] | None = None,
) -> None:
    """As `ports.Store.note`, inside a writing transaction."""
    last = connection.execute(select(_head.c.last_seq, _head.c.hash)).first()
    seq, prev_hash = (last.last_seq + 1, last.hash) if last else (1, chain.FIRST)
    row = {
        "seq": seq,
        "at": chain.moment(datetime.now(UTC)),
        "login": _login(),
        "adult": by[:LONGEST_NAME],
        "act": act,
        "pupil": pupil,
        "talk": talk,
        "facts": _facts_json(facts or {}),
    }
    digest = chain.digest(prev_hash, *row.values())
    connection.execute(insert(_audit), {**row, "prev_hash": prev_hash, "hash": digest})
    connection.execute(delete(_head))
    connection.execute(insert(_head), {"only": 1, "last_seq": seq, "hash": digest})


def add_of_talk(connection: Connection, talk: str, drafts: Sequence[EventDraft]) -> None:
    """Note what events just appended to a talk mean for the account; most mean nothing."""
    acts = [act for draft in drafts if (act := _told_by(draft)) is not None]
    if not acts:
        return
    of = tables.talk
    about = select(of.c.pupil, of.c.adult).where(of.c.id == talk)
    pupil, adult = connection.execute(about).one()
    for act in dict.fromkeys(acts):
        count = {"decisions": acts.count(act)} if act == "shared" else {}
        add(connection, act, pupil=pupil, talk=talk, by=adult, facts=count)


def _told_by(draft: EventDraft) -> Act | None:
    if draft.type == "assent_answered":
        return "stopped" if json.loads(draft.body)["answer"] == "not-today" else None
    return _TOLD_BY.get(draft.type)


def account(connection: Connection, *, pupil: str | None, limit: int | None) -> Account:
    """As `ports.Store.account`."""
    rows = connection.execute(select(_audit).order_by(_audit.c.seq)).all()
    last = connection.execute(select(_head.c.last_seq, _head.c.hash)).first()
    end = (last.last_seq, last.hash) if last else (0, chain.FIRST)
    wanted = [row for row in reversed(rows) if pupil in (None, row.pupil)]
    return Account(tuple(map(_noted, wanted[:limit])), _break(rows, *end))


def latest(connection: Connection, *acts: Act) -> datetime | None:
    """When one of these was last done."""
    at = connection.scalar(select(func.max(_audit.c.at)).where(_audit.c.act.in_(acts)))
    return datetime.fromisoformat(at) if at else None


def _break(rows: Sequence[Row[*tuple[Any, ...]]], last_seq: int, last_hash: str) -> int | None:
    """The seq at which the chain breaks; None where it is whole."""
    before = chain.FIRST
    for place, row in enumerate(rows, 1):
        told = (*row[:-2],)
        true = chain.digest(before, *told)
        if row.seq != place or row.prev_hash != before or row.hash != true:
            return place
        before = row.hash
    return None if (len(rows), before) == (last_seq, last_hash) else len(rows) + 1


def _noted(row: Row[*tuple[Any, ...]]) -> Noted:
    *told, facts = row[:-2]
    seq, at, login, adult, act, pupil, talk = told
    return Noted(seq, _moment(at), login, adult, act, pupil, talk, _facts(facts))


def _moment(at: str) -> datetime:
    """A changed line is shown like the others; that it was changed is told beside it."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _facts(body: str) -> dict[str, str | int]:
    try:
        facts = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _facts_json(facts: Mapping[str, str | int]) -> str:
    for name, value in facts.items():
        if not _FACT.fullmatch(name) or not _is_plain(value):
            raise ValueError(f"the account holds no such fact: {name}")
    return json.dumps(dict(facts), sort_keys=True, separators=(",", ":"))


def _is_plain(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and bool(_FACT.fullmatch(value)))


def _login() -> str:
    """The name of this computer's user; a user without one has none."""
    try:
        return getpass.getuser()[:LONGEST_NAME]
    except (OSError, KeyError, ImportError):
        return ""
