"""Revision 0001: pupils, talks and their events, packs, pictures and worries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table; the triggers follow from `tables.triggers`."""
    op.create_table(
        "meta",
        sa.Column("store", sa.String(32), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store", name="pk_meta"),
    )
    op.create_table(
        "pupil",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pupil"),
    )
    op.create_table(
        "pack",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_pack"),
    )
    _talks()
    _events()
    _pictures()
    _worries()


def _talks() -> None:
    op.create_table(
        "talk",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("adult", sa.Text(), nullable=False),
        sa.Column("pack_digest", sa.String(64), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_talk"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_talk_pupil"),
        sa.ForeignKeyConstraint(["pack_digest"], ["pack.digest"], name="fk_talk_pack_digest"),
    )
    op.create_index("ix_talk_started_id", "talk", ["started", "id"])
    op.create_index("ix_talk_pupil_started_id", "talk", ["pupil", "started", "id"])


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("talk", "seq", name="pk_event"),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq_from_one")),
        sa.ForeignKeyConstraint(["talk"], ["talk.id"], name="fk_event_talk"),
        sa.UniqueConstraint("id", name="uq_event_id"),
    )


def _pictures() -> None:
    op.create_table(
        "picture",
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("talk", "digest", name="pk_picture"),
        sa.ForeignKeyConstraint(["talk"], ["talk.id"], name="fk_picture_talk"),
    )
    op.create_index("ix_picture_digest", "picture", ["digest"])


def _worries() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("talk", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("adult", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("about_staff", sa.Boolean(), nullable=False),
        sa.Column("passed_on_at", sa.Text(), nullable=True),
        sa.Column("passed_on_to", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concern"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_concern_pupil"),
    )
