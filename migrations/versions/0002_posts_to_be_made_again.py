"""Posts to be made again."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('videos', sa.Column('regenerate', sa.Text(), nullable=True))


def downgrade() -> None:
    # Not as a batch: copying the table would drop the one that `events` refers to.
    op.drop_column('videos', 'regenerate')
