"""Notices, and the audits that one of their causes compares."""

import sqlalchemy as sa
from alembic import op

from uploader.store.tables import Moment

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'notices',
        sa.Column('number', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('key', sa.String(length=160), nullable=False),
        sa.Column('cause', sa.String(length=16), nullable=False),
        sa.Column('period', sa.String(length=32), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('made_at', Moment(timezone=True), nullable=False),
        sa.Column('try_at', Moment(timezone=True), nullable=True),
        sa.Column('sent_at', Moment(timezone=True), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('owed', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('number'),
        sa.UniqueConstraint('key'),
    )
    op.create_index(op.f('ix_notices_try_at'), 'notices', ['try_at'])
    op.create_table(
        'audits',
        sa.Column('number', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('blog', sa.Text(), nullable=False),
        sa.Column('at', Moment(timezone=True), nullable=False),
        sa.Column('posts', sa.Integer(), nullable=False),
        sa.Column('broken', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('number'),
    )
    op.create_index(op.f('ix_audits_at'), 'audits', ['at'])


def downgrade() -> None:
    op.drop_table('audits')
    op.drop_table('notices')
