"""What people did to held videos, and what a video's next look carries out of it."""

import sqlalchemy as sa
from alembic import op

from uploader.store.tables import Moment

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'reviews',
        sa.Column('number', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('video_id', sa.String(length=11), nullable=False),
        sa.Column('summary', sa.Integer(), nullable=False),
        sa.Column('at', Moment(timezone=True), nullable=False),
        sa.Column('who', sa.Text(), nullable=False),
        sa.Column('action', sa.String(length=12), nullable=False),
        sa.Column('target', sa.JSON(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['summary'], ['summaries.number']),
        sa.ForeignKeyConstraint(['video_id'], ['videos.id']),
        sa.PrimaryKeyConstraint('number'),
    )
    op.create_index(op.f('ix_reviews_summary'), 'reviews', ['summary'])
    op.create_index(op.f('ix_reviews_video_id'), 'reviews', ['video_id'])
    op.add_column('videos', sa.Column('review', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('videos', 'review')
    op.drop_table('reviews')
