"""Journeys in full and the living matrix."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "lexicon_concept",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["account.id"],
            name=op.f("fk_lexicon_concept_owner_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicon_concept")),
        sa.UniqueConstraint(
            "owner_id", "language", "name", name=op.f("uq_lexicon_concept_owner_id_language_name")
        ),
    )
    with op.batch_alter_table("lexicon_concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lexicon_concept_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "cause",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tag", sa.String(length=14), nullable=False),
        sa.Column("whys", sa.JSON(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_cause_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_cause_workshop_id_number")),
    )
    with op.batch_alter_table("cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cause_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "matrix_minute",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_matrix_minute_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_minute")),
        sa.UniqueConstraint("workshop_id", "at", name=op.f("uq_matrix_minute_workshop_id_at")),
    )
    with op.batch_alter_table("matrix_minute", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_matrix_minute_workshop_id"), ["workshop_id"], unique=False
        )

    op.create_table(
        "persona",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_persona_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona")),
    )
    with op.batch_alter_table("persona", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_persona_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "topic_round",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_topic_round_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_round")),
        sa.UniqueConstraint(
            "workshop_id", "number", name=op.f("uq_topic_round_workshop_id_number")
        ),
    )
    with op.batch_alter_table("topic_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_topic_round_workshop_id"), ["workshop_id"], unique=False
        )

    op.create_table(
        "cause_topic",
        sa.Column("cause_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cause_id"],
            ["cause.id"],
            name=op.f("fk_cause_topic_cause_id_cause"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_cause_topic_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cause_id", "topic_id", name=op.f("pk_cause_topic")),
    )
    with op.batch_alter_table("cause_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cause_topic_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "step_kpi",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("client_push", sa.String(length=7), nullable=False),
        sa.Column("employee_push", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_step_kpi_step_id_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_kpi")),
    )
    with op.batch_alter_table("step_kpi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_kpi_step_id"), ["step_id"], unique=False)

    op.create_table(
        "step_link",
        sa.Column("client_step_id", sa.Integer(), nullable=False),
        sa.Column("employee_step_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_step_id"],
            ["step.id"],
            name=op.f("fk_step_link_client_step_id_step"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["employee_step_id"],
            ["step.id"],
            name=op.f("fk_step_link_employee_step_id_step"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("client_step_id", "employee_step_id", name=op.f("pk_step_link")),
    )
    op.create_table(
        "topic_rating",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("client", sa.Integer(), nullable=True),
        sa.Column("employee", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_topic_rating_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["topic_round.id"],
            name=op.f("fk_topic_rating_round_id_topic_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["topic.id"],
            name=op.f("fk_topic_rating_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_rating")),
        sa.UniqueConstraint(
            "round_id",
            "participant_id",
            "topic_id",
            name=op.f("uq_topic_rating_round_id_participant_id_topic_id"),
        ),
    )
    with op.batch_alter_table("topic_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_topic_rating_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_topic_rating_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "same_answer",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("low_card_id", sa.Integer(), nullable=False),
        sa.Column("high_card_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=4), nullable=False),
        sa.CheckConstraint("value IN ('yes', 'no', 'skip')", name=op.f("ck_same_answer_value")),
        sa.CheckConstraint("low_card_id < high_card_id", name=op.f("ck_same_answer_order")),
        sa.ForeignKeyConstraint(
            ["high_card_id"],
            ["card.id"],
            name=op.f("fk_same_answer_high_card_id_card"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["low_card_id"],
            ["card.id"],
            name=op.f("fk_same_answer_low_card_id_card"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_same_answer_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_same_answer_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_answer")),
        sa.UniqueConstraint(
            "participant_id",
            "low_card_id",
            "high_card_id",
            name=op.f("uq_same_answer_participant_id_low_card_id_high_card_id"),
        ),
    )
    with op.batch_alter_table("same_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_same_answer_high_card_id"), ["high_card_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_same_answer_low_card_id"), ["low_card_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_same_answer_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_same_answer_workshop_id"), ["workshop_id"], unique=False
        )

    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("persona_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("provenance", sa.Text(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_card_persona_id_persona"),
            "persona",
            ["persona_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("about", sa.String(length=120), server_default=sa.text("''"), nullable=False)
        )

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lane", sa.String(length=8), server_default=sa.text("'both'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "backed", sa.String(length=6), server_default=sa.text("'none'"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "client_choice",
                sa.String(length=7),
                server_default=sa.text("'unknown'"),
                nullable=False,
            )
        )

    with op.batch_alter_table("step_channel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("volume", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "unit", sa.String(length=10), server_default=sa.text("'contacts'"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "period", sa.String(length=6), server_default=sa.text("'month'"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "findable", sa.String(length=7), server_default=sa.text("'unknown'"), nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("figure_from", sa.Text(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("figure_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_step_channel_volume"), "volume >= 0")

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "mode", sa.String(length=10), server_default=sa.text("'mirror'"), nullable=False
            )
        )
        batch_op.add_column(sa.Column("replay_frame", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("replay_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("causes_issued", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
