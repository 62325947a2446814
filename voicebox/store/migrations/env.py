"""What Alembic runs for each upgrade: the revisions, over the connection that `run` hands in."""

from alembic import context

from voicebox.store.tables import metadata, schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=schema.name,
    version_table_pk=True,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
