"""The tables of the talks file, in SQL that PostgreSQL could also serve, and their triggers.

Moments are ISO 8601 text in UTC with microseconds: they sort as text and go into the hash chain.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HEAD = "0005"
"""The revision that these tables are; `voicebox/store/migrations` leads to it."""
REVISIONS = ("0001", "0002", "0003", "0004", HEAD)
"""Every revision this voicebox can read or bring up to `HEAD`, oldest first."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

schema = Table(
    "schema",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="schema_pkc"),
)
"""One row: the revision of these tables, in the shape that Alembic writes."""

meta = Table(
    "meta",
    metadata,
    Column("store", String(32), primary_key=True),
    Column("created", Text, nullable=False),
)
"""One row: the store's id, which the key slots name too, and when it was made."""

pupil = Table(
    "pupil",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("came", Integer, nullable=False, server_default="0"),
)
"""`came`: the pupils' order, by when they came here. It tells those of one name apart, for good."""

pack = Table(
    "pack",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""Packs as they were when a talk began, as JSON."""

talk = Table(
    "talk",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("pupil", String(32), ForeignKey("pupil.id"), nullable=False),
    Column("adult", Text, nullable=False),
    Column("pack_digest", String(64), ForeignKey("pack.digest"), nullable=False),
    Column("language", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("started", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended", Text),
    Column("last_seq", Integer, nullable=False),
    Index(None, "started", "id"),
    Index(None, "pupil", "started", "id"),
)

event = Table(
    "event",
    metadata,
    Column("talk", String(64), ForeignKey("talk.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("seq >= 1", name="seq_from_one"),
)

SPEAKERS = ("child", "parent_carer", "key_adult", "other")
"""Whose own words are found without reading a talk; as `views.Speaker` has them."""
FEEDS = ("must-know-review", "must-know-date-of-birth")
"""Fields of a plan whose answers are found without reading a talk."""
_ANSWERED = """type = 'answer_given' AND instr(body, '"status":"answered"') > 0"""


def said_by(speaker: str) -> str:
    """The condition on an event that it is an answer in this speaker's own words.

    Events are JSON with a quotation mark before and after each name, which no person's words can
    hold unescaped; so a look for `"speaker":"child"` finds the speaker and never what was said.
    """
    return (
        f"""{_ANSWERED} AND (instr(body, '"kind":"verbatim"') > 0 OR """
        f"""instr(body, '"kind":"translated"') > 0) AND instr(body, '"speaker":"{speaker}"') > 0"""
    )


def fed(feed: str) -> str:
    """The condition on an event that it is an answer that feeds this field of a plan."""
    return (
        f"""{_ANSWERED} AND instr(body, '"kind":"verbatim"') > 0 AND instr(body, '"{feed}"') > 0"""
    )


for _speaker in SPEAKERS:
    Index(f"ix_event_said_by_{_speaker}", event.c.talk, sqlite_where=text(said_by(_speaker)))
for _feed in FEEDS:
    _name = f"ix_event_fed_{_feed.replace('-', '_')}"
    Index(_name, event.c.talk, event.c.seq, sqlite_where=text(fed(_feed)))

picture = Table(
    "picture",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("png", LargeBinary, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)
"""Each picture once. One that no talk, pupil or board refers to any more is taken out."""

talk_picture = Table(
    "talk_picture",
    metadata,
    Column("talk", String(64), ForeignKey("talk.id"), primary_key=True),
    Column("digest", String(64), ForeignKey("picture.digest"), primary_key=True, index=True),
    Column("name", Text, nullable=False),
)

concern = Table(
    "concern",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("pupil", String(32), ForeignKey("pupil.id"), nullable=False),
    Column("talk", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("adult", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("about_staff", Boolean, nullable=False),
    Column("passed_on_at", Text),
    Column("passed_on_to", Text, nullable=False),
)
"""Worries (content.md rule 14), apart from every event, so that no fold or export meets one."""

pupil_preference = Table(
    "pupil_preference",
    metadata,
    Column("pupil", String(32), ForeignKey("pupil.id"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""How a pupil likes screen and voice, as one JSON object."""

pupil_picture = Table(
    "pupil_picture",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("pupil", String(32), ForeignKey("pupil.id"), nullable=False),
    Column("word", Text, nullable=False),
    Column("digest", String(64), ForeignKey("picture.digest"), nullable=False, index=True),
    Column("alt", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("pupil", "word"),
)

pupil_board = Table(
    "pupil_board",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("pupil", String(32), ForeignKey("pupil.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("source", Text, nullable=False),
)

board_picture = Table(
    "board_picture",
    metadata,
    Column("board", String(32), ForeignKey("pupil_board.id"), primary_key=True),
    Column("digest", String(64), ForeignKey("picture.digest"), primary_key=True, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("adult", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("pupil", Text, nullable=False, index=True),
    Column("talk", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("seq >= 1", name="seq_from_one"),
)
"""Who did what, without a word of any answer. A pupil's id stands here when the pupil is gone."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("last_seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: where the account ends, so that lines cut off its end are missed."""

known_pupil = Table(
    "known_pupil",
    metadata,
    Column("store", String(32), primary_key=True),
    Column("pupil", String(32), primary_key=True),
    Column("here", String(32), ForeignKey("pupil.id"), nullable=False, index=True),
)
"""Whom a pupil of another store is here, as a person said when a bundle was received."""

talk_origin = Table(
    "talk_origin",
    metadata,
    Column("talk", String(64), primary_key=True),
    Column("store", String(32), primary_key=True),
    Column("made", Text, primary_key=True),
    Column("pupil", String(32), nullable=False),
    Column("sender", Text, nullable=False),
)
"""The bundles that a talk came in: which store sent it, who, when, and its pupil's id there."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("pupil", String(32), primary_key=True),
    Column("at", Text, primary_key=True),
    Column("authority", Text, nullable=False),
    Column("adult", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("swept", Text),
)
"""A pupil who was forgotten: an id that says nothing, counts as JSON, why, and when the file was
made anew without them."""

own_key = Table(
    "own_key",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("secret", String(100), primary_key=True),
    Column("at", Text, nullable=False),
)
"""This store's own secret keys: those that others send to, and the one that signs what is sent."""

known_store = Table(
    "known_store",
    metadata,
    Column("store", String(32), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", Text, nullable=False),
)
"""The public key that another store signed with, and when something of it was first kept."""

APPEND_ONLY = (event, pack, audit)


def triggers(*tables: Table) -> dict[str, str]:
    """The SQLite triggers that keep append-only tables so, by name; of all, or of these.

    They fire on INSERT OR REPLACE only where `recursive_triggers` is on. A migration that makes a
    table anew loses them, so they are made again after each.
    """
    return {
        f"{table.name}_no_{act}": f"CREATE TRIGGER {table.name}_no_{act} BEFORE {act.upper()} "
        f"ON {table.name} BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        for table in tables or APPEND_ONLY
        for act in ("update", "delete")
    }
