"""Revision 0005: the store's own keys, and the keys that other stores signed with."""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and this store's key to sign with; other stores are not known by any yet."""
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
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    op.bulk_insert(own_key, [{"kind": "sign", "secret": secrets.token_hex(32), "at": now}])


def downgrade() -> None:
    """Take the tables away: the keys have no place there, and go."""
    for table in ("known_store", "own_key"):
        op.drop_table(table)
