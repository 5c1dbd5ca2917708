"""Alembic's entry: run on the connection that `uploader.store.database.migrate` hands over."""

from alembic import context

from uploader.store.database import is_ours
from uploader.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_ours,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
