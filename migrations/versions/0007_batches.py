"""Questions asked in batches."""

import sqlalchemy as sa
from alembic import op

from uploader.store.tables import Moment

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('videos', sa.Column('batched', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('calls', sa.Column('saved', sa.Numeric(18, 9), nullable=False, server_default='0'))
    op.create_table(
        'batches',
        sa.Column('number', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.Column('model', sa.Text(), nullable=False),
        sa.Column('made_at', Moment(timezone=True), nullable=False),
        sa.Column('file_id', sa.Text(), nullable=True),
        sa.Column('batch_id', sa.Text(), nullable=True),
        sa.Column('looked_at', Moment(timezone=True), nullable=True),
        sa.Column('ended_at', Moment(timezone=True), nullable=True),
        sa.Column('outcome', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('number'),
        sa.UniqueConstraint('token'),
    )
    op.create_index(op.f('ix_batches_ended_at'), 'batches', ['ended_at'])
    op.create_table(
        'questions',
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('video_id', sa.String(length=11), nullable=False),
        sa.Column('model', sa.Text(), nullable=False),
        sa.Column('request', sa.JSON(), nullable=False),
        sa.Column('call', sa.Integer(), nullable=False),
        sa.Column('batch', sa.Integer(), nullable=True),
        sa.Column('plainly', sa.Boolean(), nullable=False),
        sa.Column('gathered_at', Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['batch'], ['batches.number']),
        sa.PrimaryKeyConstraint('key'),
    )
    op.create_index(op.f('ix_questions_video_id'), 'questions', ['video_id'])
    op.create_index(op.f('ix_questions_batch'), 'questions', ['batch'])


def downgrade() -> None:
    op.drop_table('questions')
    op.drop_table('batches')
    # Not as a batch: copying the table would drop the one that `events` refers to.
    op.drop_column('calls', 'saved')
    op.drop_column('videos', 'batched')
