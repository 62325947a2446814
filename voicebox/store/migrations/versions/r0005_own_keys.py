"""Revision 0005: own keys, those of other stores, the order of the pupils, who spoke in a talk."""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


_ANSWERED = """type = 'answer_given' AND instr(body, '"status":"answered"') > 0"""
_VERBATIM = """instr(body, '"kind":"verbatim"') > 0"""
_OWN = f"""({_VERBATIM} OR instr(body, '"kind":"translated"') > 0)"""


def upgrade() -> None:
    """Make the tables and this store's key to sign with; number the pupils as they stood so far."""
    own_key = op.create_table(
        "own_key",
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("secret", sa.String(100), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "secret", name="pk_own_key"),
    )
    op.create_table(
        "known_store",
        sa.Column("store", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store", name="pk_known_store"),
    )
    op.add_column("pupil", sa.Column("came", sa.Integer(), nullable=False, server_default="0"))
    _number_pupils()
    _find_who_spoke()
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    op.bulk_insert(own_key, [{"kind": "sign", "secret": secrets.token_hex(32), "at": now}])


def downgrade() -> None:
    """Take them away: neither the keys nor the order have a place there, and they go."""
    for index in (*_SAID_BY, *_FED):
        op.drop_index(index)
    op.execute("ALTER TABLE pupil DROP COLUMN came")
    for table in ("known_store", "own_key"):
        op.drop_table(table)


_SAID_BY = {
    f"ix_event_said_by_{who}": (
        f"""{_ANSWERED} AND {_OWN} AND instr(body, '"speaker":"{who}"') > 0"""
    )
    for who in ("child", "parent_carer", "key_adult", "other")
}
_FED = {
    f"ix_event_fed_{feed.replace('-', '_')}": (
        f"""{_ANSWERED} AND {_VERBATIM} AND instr(body, '"{feed}"') > 0"""
    )
    for feed in ("must-know-review", "must-know-date-of-birth")
}


def _find_who_spoke() -> None:
    """Let a list of many pupils find whose voice is here without reading their talks."""
    for name, where in _SAID_BY.items():
        op.create_index(name, "event", ["talk"], sqlite_where=sa.text(where))
    for name, where in _FED.items():
        op.create_index(name, "event", ["talk", "seq"], sqlite_where=sa.text(where))


def _number_pupils() -> None:
    """So far the one of a name who had talked first was the first of that name."""
    pupils = op.get_bind().exec_driver_sql(
        "SELECT pupil.id FROM pupil LEFT JOIN talk ON talk.pupil = pupil.id GROUP BY pupil.id "
        "ORDER BY MIN(talk.started) IS NULL, MIN(talk.started), pupil.id"
    )
    for came, (pupil,) in enumerate(pupils.all(), start=1):
        op.get_bind().exec_driver_sql("UPDATE pupil SET came = ? WHERE id = ?", (came, pupil))
