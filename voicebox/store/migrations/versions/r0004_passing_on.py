"""Revision 0004: where talks came from, whom other stores call what, and who was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they begin empty."""
    op.create_table(
        "known_pupil",
        sa.Column("store", sa.String(32), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("here", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("store", "pupil", name="pk_known_pupil"),
        sa.ForeignKeyConstraint(["here"], ["pupil.id"], name="fk_known_pupil_here"),
    )
    op.create_index("ix_known_pupil_here", "known_pupil", ["here"])
    op.create_table(
        "talk_origin",
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("store", sa.String(32), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("talk", "store", "made", name="pk_talk_origin"),
    )
    op.create_table(
        "tombstone",
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("adult", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("swept", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pupil", "at", name="pk_tombstone"),
    )


def downgrade() -> None:
    """Take the tables away: what is in them has no place there, and goes."""
    for table in ("tombstone", "talk_origin", "known_pupil"):
        op.drop_table(table)
