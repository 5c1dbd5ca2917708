"""What pages need to be quick: indexes that lists go along, a video's length, sums of days, audits with their findings."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0004'
branch_labels = None
depends_on = None

LENGTH = {
    'sqlite': "json_extract(details, '$.duration')",
    'postgresql': "(details->>'duration')::double precision",
}


def upgrade() -> None:
    op.add_column('videos', sa.Column('duration', sa.Float(), nullable=True))
    op.execute(f"UPDATE videos SET duration = {LENGTH[op.get_bind().dialect.name]}")
    op.drop_index('ix_videos_state', 'videos')
    op.create_index('ix_videos_state', 'videos', ['state', 'changed_at', 'id'])
    op.create_index('ix_videos_changed', 'videos', ['changed_at', 'id'])
    op.create_index('ix_videos_channel', 'videos', ['channel_id', 'changed_at', 'id'])
    op.create_index('ix_videos_duration', 'videos', ['duration'])
    op.drop_index('ix_calls_sent_at', 'calls')
    op.create_index('ix_calls_sent', 'calls', ['sent_at', 'usd'])
    op.create_table(
        'spendings',
        sa.Column('day', sa.String(length=10), nullable=False),
        sa.Column('channel_id', sa.String(length=24), nullable=False),
        sa.Column('model', sa.Text(), nullable=False),
        sa.Column('stage', sa.String(length=16), nullable=False),
        sa.Column('calls', sa.Integer(), nullable=False),
        sa.Column('input_tokens', sa.BigInteger(), nullable=False),
        sa.Column('cached_tokens', sa.BigInteger(), nullable=False),
        sa.Column('output_tokens', sa.BigInteger(), nullable=False),
        sa.Column('usd', sa.Numeric(precision=18, scale=9), nullable=False),
        sa.PrimaryKeyConstraint('day', 'channel_id', 'model', 'stage'),
    )
    op.create_table(
        'audited_posts',
        sa.Column('audit', sa.Integer(), nullable=False),
        sa.Column('file', sa.Text(), nullable=False),
        sa.Column('video_id', sa.String(length=11), nullable=True),
        sa.Column('errors', sa.Integer(), nullable=False),
        sa.Column('warnings', sa.Integer(), nullable=False),
        sa.Column('text', sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(['audit'], ['audits.number']),
        sa.PrimaryKeyConstraint('audit', 'file'),
    )
    op.create_table(
        'audited_findings',
        sa.Column('number', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('audit', sa.Integer(), nullable=False),
        sa.Column('file', sa.Text(), nullable=False),
        sa.Column('rule', sa.String(length=24), nullable=False),
        sa.Column('severity', sa.String(length=8), nullable=False),
        sa.Column('line', sa.Integer(), nullable=True),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['audit'], ['audits.number']),
        sa.PrimaryKeyConstraint('number'),
    )
    op.create_index('ix_audited_findings_file', 'audited_findings', ['audit', 'file'])
    op.create_index('ix_audited_findings_rule', 'audited_findings', ['audit', 'rule', 'severity', 'file'])


def downgrade() -> None:
    op.drop_table('audited_findings')
    op.drop_table('audited_posts')
    op.drop_table('spendings')
    op.drop_index('ix_calls_sent', 'calls')
    op.create_index('ix_calls_sent_at', 'calls', ['sent_at'])
    for name in ('ix_videos_duration', 'ix_videos_channel', 'ix_videos_changed', 'ix_videos_state'):
        op.drop_index(name, 'videos')
    op.create_index('ix_videos_state', 'videos', ['state', 'changed_at'])
    # Not as a batch: copying the table would drop the one that `events` refers to.
    op.drop_column('videos', 'duration')
