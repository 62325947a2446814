"""A store with very many talks in it, filled by SQL in seconds: what a trust has after years."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, text

from voicebox.locations import Locations
from voicebox.prompts.loader import load_pack, pack_digest, pack_json
from voicebox.store.repository import SqlStore

PUPILS = 500
EVENTS_A_TALK = 12

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :many)"
_ADD_PUPILS = f"""{_COUNT}
INSERT INTO pupil (id, name) SELECT printf('%016x', i), 'Pupil ' || i FROM n"""
_ADD_TALKS = f"""{_COUNT}
INSERT INTO talk (id, pupil, adult, pack_digest, language, seed, started, state, ended, last_seq)
SELECT printf('f%09x', i), printf('%016x', i % :pupils), 'Mrs Okoye', :digest, 'en', i,
  strftime('%Y-%m-%dT%H:%M:%S', 1735689600 + i * 590, 'unixepoch') || '.000000+00:00',
  CASE WHEN i % 10 THEN 'finished' ELSE 'paused' END,
  CASE WHEN i % 10 THEN strftime('%Y-%m-%dT%H:%M:%S', 1735690200 + i * 590, 'unixepoch')
    || '.000000+00:00' END, :events
FROM n"""
_ADD_EVENTS = f"""{_COUNT}
INSERT INTO event (talk, seq, id, type, at, body, prev_hash, hash)
SELECT talk.id, n.i + 1, printf('%s%02d', talk.id, n.i), 'answer_given', talk.started,
  '{{"type":"answer_given","prompt":"good-day","words":"with my dog at nans, and the ball"}}',
  printf('%064d', n.i), printf('%064d', n.i + 1)
FROM talk CROSS JOIN n WHERE talk.id GLOB 'f*'"""


def fill(where: Locations, talks: int, pack: Path) -> None:
    """Add `talks` talks of `EVENTS_A_TALK` events each; their hashes are made up.

    Args:
        where: a store, made if there is none.
        talks: how many.
        pack: the file of the pack that all of them name.
    """
    loaded = load_pack(pack)
    store = SqlStore.open(where)
    with store._engine.connect().execution_options(writes=True) as held, held.begin():
        digest = pack_digest(loaded)
        row = {"digest": digest, "name": loaded.pack, "version": loaded.version}
        _keep_pack(held, {**row, "body": pack_json(loaded)})
        _add_all(held, talks, digest)
    store.close()
    os.sync()  # what was filled must not be written out while answers are timed


def _keep_pack(held: Connection, row: dict[str, str]) -> None:
    columns = "INSERT OR IGNORE INTO pack (digest, name, version, body) "
    held.execute(text(columns + "VALUES (:digest, :name, :version, :body)"), row)


def _add_all(held: Connection, talks: int, digest: str) -> None:
    events = EVENTS_A_TALK
    held.execute(text(_ADD_PUPILS), {"many": PUPILS})
    about = {"many": talks, "pupils": PUPILS, "digest": digest, "events": events}
    held.execute(text(_ADD_TALKS), about)
    held.execute(text(_ADD_EVENTS), {"many": events})
