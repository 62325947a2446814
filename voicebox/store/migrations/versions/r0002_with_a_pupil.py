"""Revision 0002: a pupil's preferences, own pictures and own boards; each picture kept once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Part pictures from the talks they belong to, and make the tables of what is a pupil's own."""
    op.rename_table("picture", "old_picture")
    _pictures()
    op.execute(
        "INSERT INTO picture (digest, png, width, height) "
        "SELECT digest, png, width, height FROM old_picture AS one WHERE talk = "
        "(SELECT MIN(talk) FROM old_picture AS other WHERE other.digest = one.digest)"
    )
    op.execute(
        "INSERT INTO talk_picture (talk, digest, name) SELECT talk, digest, name FROM old_picture"
    )
    op.drop_table("old_picture")
    _preferences()
    _own_pictures()
    _own_boards()


def downgrade() -> None:
    """Give each talk its pictures back; what is a pupil's own has no place there, and goes."""
    for table in ("board_picture", "pupil_board", "pupil_picture", "pupil_preference"):
        op.drop_table(table)
    op.rename_table("picture", "new_picture")
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
    op.execute(
        "INSERT INTO picture (talk, digest, png, width, height, name) "
        "SELECT of.talk, of.digest, kept.png, kept.width, kept.height, of.name "
        "FROM talk_picture AS of JOIN new_picture AS kept ON kept.digest = of.digest"
    )
    op.drop_table("talk_picture")
    op.drop_table("new_picture")
    op.create_index("ix_picture_digest", "picture", ["digest"])


def _pictures() -> None:
    op.create_table(
        "picture",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_picture"),
    )
    op.create_table(
        "talk_picture",
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("talk", "digest", name="pk_talk_picture"),
        sa.ForeignKeyConstraint(["talk"], ["talk.id"], name="fk_talk_picture_talk"),
        sa.ForeignKeyConstraint(["digest"], ["picture.digest"], name="fk_talk_picture_digest"),
    )
    op.create_index("ix_talk_picture_digest", "talk_picture", ["digest"])


def _preferences() -> None:
    op.create_table(
        "pupil_preference",
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pupil", name="pk_pupil_preference"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_pupil_preference_pupil"),
    )


def _own_pictures() -> None:
    op.create_table(
        "pupil_picture",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pupil_picture"),
        sa.UniqueConstraint("pupil", "word", name="uq_pupil_picture_pupil_word"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_pupil_picture_pupil"),
        sa.ForeignKeyConstraint(["digest"], ["picture.digest"], name="fk_pupil_picture_digest"),
    )
    op.create_index("ix_pupil_picture_digest", "pupil_picture", ["digest"])


def _own_boards() -> None:
    op.create_table(
        "pupil_board",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("pupil", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pupil_board"),
        sa.ForeignKeyConstraint(["pupil"], ["pupil.id"], name="fk_pupil_board_pupil"),
    )
    op.create_index("ix_pupil_board_pupil", "pupil_board", ["pupil"])
    op.create_table(
        "board_picture",
        sa.Column("board", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("board", "digest", name="pk_board_picture"),
        sa.ForeignKeyConstraint(["board"], ["pupil_board.id"], name="fk_board_picture_board"),
        sa.ForeignKeyConstraint(["digest"], ["picture.digest"], name="fk_board_picture_digest"),
    )
    op.create_index("ix_board_picture_digest", "board_picture", ["digest"])
