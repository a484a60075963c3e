"""Experiences, their slots, bookings, payments, and what guests say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_experiences()
    _create_slots()
    _create_bookings()
    _create_money()
    _create_guests()
    op.execute("ALTER TABLE outbox ADD COLUMN attachments JSON DEFAULT '[]' NOT NULL")
    op.add_column("outbox", sa.Column("about", sa.String(length=36), nullable=True))
    op.create_index("ix_outbox_about", "outbox", ["about"])


def _create_experiences() -> None:
    op.create_table(
        "experiences",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("reviewer_id", sa.String(length=36), nullable=True),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("min_party", sa.Integer(), nullable=False),
        sa.Column("max_party", sa.Integer(), nullable=False),
        sa.Column("min_to_run", sa.Integer(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("accessibility", sa.JSON(), nullable=False),
        sa.Column("cancellation", sa.JSON(), nullable=False),
        sa.Column("cutoff_minutes", sa.Integer(), nullable=False),
        sa.Column("confirmation", sa.String(length=8), nullable=False),
        sa.Column("approval_hours", sa.Integer(), nullable=False),
        sa.Column("payment", sa.String(length=8), nullable=False),
        sa.Column("review_remark", sa.Text(), nullable=False),
        sa.Column("vouched_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_since_review", sa.Boolean(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "confirmation IN ('instant', 'approval')", name="ck_experiences_confirmation"
        ),
        sa.CheckConstraint("payment IN ('on_site', 'online')", name="ck_experiences_payment"),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'published', 'suspended', 'withdrawn')",
            name="ck_experiences_status",
        ),
        sa.CheckConstraint(
            "1 <= min_party AND min_party <= max_party", name="ck_experiences_party"
        ),
        sa.CheckConstraint("approval_hours BETWEEN 1 AND 168", name="ck_experiences_approval"),
        sa.CheckConstraint("cutoff_minutes BETWEEN 0 AND 43200", name="ck_experiences_cutoff"),
        sa.CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name="ck_experiences_duration"),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="ck_experiences_position"
        ),
        sa.CheckConstraint("min_age BETWEEN 0 AND 120", name="ck_experiences_min_age"),
        sa.CheckConstraint("min_to_run >= 1", name="ck_experiences_min_to_run"),
        sa.CheckConstraint("version >= 1", name="ck_experiences_version"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_experiences_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name="fk_experiences_region_code"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["organisations.id"], name="fk_experiences_reviewer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experiences"),
    )
    op.create_index("ix_experiences_organisation_id_id", "experiences", ["organisation_id", "id"])
    op.create_index("ix_experiences_region_code_id", "experiences", ["region_code", "id"])
    op.create_index("ix_experiences_reviewer_id_id", "experiences", ["reviewer_id", "id"])

    op.create_table(
        "experience_changes",
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "action IN ('created', 'edited', 'submitted', 'returned', 'published', 'suspended', "
            "'withdrawn', 'deleted')",
            name="ck_experience_changes_action",
        ),
        sa.CheckConstraint("version >= 1", name="ck_experience_changes_version"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_experience_changes_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name="fk_experience_changes_experience_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("experience_id", "version", name="pk_experience_changes"),
    )

    op.create_table(
        "experience_options",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "duration_minutes BETWEEN 5 AND 1440", name="ck_experience_options_duration"
        ),
        sa.CheckConstraint("position >= 0", name="ck_experience_options_position"),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name="fk_experience_options_experience_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experience_options"),
    )
    op.create_index("ix_experience_options_experience_id", "experience_options", ["experience_id"])

    op.create_table(
        "experience_units",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("option_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ADULT', 'CHILD', 'INFANT', 'YOUTH', 'STUDENT', 'SENIOR', 'OTHER')",
            name="ck_experience_units_kind",
        ),
        sa.CheckConstraint("min_age <= max_age", name="ck_experience_units_ages"),
        sa.CheckConstraint("position >= 0", name="ck_experience_units_position"),
        sa.CheckConstraint("price_minor BETWEEN 0 AND 100000000", name="ck_experience_units_price"),
        sa.CheckConstraint("seats BETWEEN 0 AND 50", name="ck_experience_units_seats"),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["experience_options.id"],
            name="fk_experience_units_option_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experience_units"),
    )
    op.create_index("ix_experience_units_option_id", "experience_units", ["option_id"])


def _create_slots() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("option_id", sa.String(length=36), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("starts", sa.JSON(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=True),
        sa.Column("seasons", sa.JSON(), nullable=False),
        sa.Column("except_dates", sa.JSON(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_until", sa.Date(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 1000", name="ck_schedules_capacity"),
        sa.CheckConstraint("first_date <= last_date", name="ck_schedules_dates"),
        sa.CheckConstraint("version >= 1", name="ck_schedules_version"),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["experience_options.id"],
            name="fk_schedules_option_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
    )
    op.create_index("ix_schedules_made_until", "schedules", ["made_until"])
    op.create_index("ix_schedules_option_id", "schedules", ["option_id"])

    op.create_table(
        "slots",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("option_id", sa.String(length=36), nullable=False),
        sa.Column("schedule_id", sa.String(length=36), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("vacancies", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("capacity_by_hand", sa.Boolean(), nullable=False),
        sa.Column("closed_by_schedule", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed', 'cancelled')", name="ck_slots_status"),
        sa.CheckConstraint("capacity BETWEEN 0 AND 1000", name="ck_slots_capacity"),
        sa.CheckConstraint("starts_at < ends_at", name="ck_slots_times"),
        sa.CheckConstraint("vacancies <= capacity", name="ck_slots_never_overfreed"),
        sa.CheckConstraint("vacancies >= 0", name="ck_slots_never_oversold"),
        sa.ForeignKeyConstraint(
            ["experience_id"], ["experiences.id"], name="fk_slots_experience_id"
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["experience_options.id"], name="fk_slots_option_id"
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name="fk_slots_schedule_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint("option_id", "starts_at", name="uq_slots_option_id_starts_at"),
    )
    op.create_index("ix_slots_experience_id_starts_at", "slots", ["experience_id", "starts_at"])
    op.create_index("ix_slots_schedule_id", "slots", ["schedule_id"])
    op.create_index("ix_slots_starts_at", "slots", ["starts_at"])


def _create_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("access_key", sa.String(length=64), nullable=False),
        sa.Column("slot_id", sa.String(length=36), nullable=False),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("itinerary_id", sa.String(length=36), nullable=True),
        sa.Column("reseller_reference", sa.String(length=120), nullable=True),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("paid_minor", sa.Integer(), nullable=False),
        sa.Column("refund_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("payment", sa.String(length=8), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("contact_phone", sa.String(length=40), nullable=True),
        sa.Column("contact_language", sa.String(length=12), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hold_limit", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("no_show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(status = 'CANCELLED') = (cancelled_at IS NOT NULL)", name="ck_bookings_cancelled"
        ),
        sa.CheckConstraint(
            "(status = 'PENDING') = (answer_by IS NOT NULL)", name="ck_bookings_asked"
        ),
        sa.CheckConstraint(
            "(status = 'REDEEMED') = (redeemed_at IS NOT NULL)", name="ck_bookings_redeemed"
        ),
        sa.CheckConstraint(
            "cancelled_by IN ('guest', 'guide', 'platform')", name="ck_bookings_cancelled_by"
        ),
        sa.CheckConstraint(
            "no_show_at IS NULL OR status = 'CONFIRMED'", name="ck_bookings_no_show"
        ),
        sa.CheckConstraint(
            "status IN ('ON_HOLD', 'PENDING', 'CONFIRMED', 'REDEEMED', 'EXPIRED', 'CANCELLED', "
            "'REJECTED')",
            name="ck_bookings_status",
        ),
        sa.CheckConstraint("expires_at <= hold_limit", name="ck_bookings_hold_limit"),
        sa.CheckConstraint("refund_minor BETWEEN 0 AND paid_minor", name="ck_bookings_refund"),
        sa.CheckConstraint("seats >= 1", name="ck_bookings_seats"),
        sa.CheckConstraint("total_minor >= 0", name="ck_bookings_total"),
        sa.CheckConstraint("version >= 1", name="ck_bookings_version"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_bookings_account_id"),
        sa.ForeignKeyConstraint(
            ["experience_id"], ["experiences.id"], name="fk_bookings_experience_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_bookings_organisation_id"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name="fk_bookings_slot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("code", name="uq_bookings_code"),
    )
    op.create_index("ix_bookings_account_id", "bookings", ["account_id"])
    op.create_index("ix_bookings_itinerary_id", "bookings", ["itinerary_id"])
    op.create_index(
        "ix_bookings_organisation_id_created_at", "bookings", ["organisation_id", "created_at"]
    )
    op.create_index("ix_bookings_slot_id", "bookings", ["slot_id"])
    op.create_index("ix_bookings_status_answer_by", "bookings", ["status", "answer_by"])
    op.create_index("ix_bookings_status_expires_at", "bookings", ["status", "expires_at"])

    op.create_table(
        "booking_changes",
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=8), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "actor IN ('guest', 'guide', 'reseller', 'platform')", name="ck_booking_changes_actor"
        ),
        sa.CheckConstraint("version >= 1", name="ck_booking_changes_version"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_booking_changes_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name="fk_booking_changes_booking_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", "version", name="pk_booking_changes"),
    )

    op.create_table(
        "booking_tickets",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("unit_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_minor >= 0", name="ck_booking_tickets_price"),
        sa.CheckConstraint("seats >= 0", name="ck_booking_tickets_seats"),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name="fk_booking_tickets_booking_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["experience_units.id"], name="fk_booking_tickets_unit_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_booking_tickets"),
    )
    op.create_index("ix_booking_tickets_booking_id", "booking_tickets", ["booking_id"])


def _create_money() -> None:
    op.create_table(
        "kept_answers",
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=True),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_kept_answers"),
    )
    op.create_index("ix_kept_answers_about", "kept_answers", ["about"])
    op.create_index("ix_kept_answers_kept_at", "kept_answers", ["kept_at"])

    op.create_table(
        "service_messages",
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("provider", "key", name="pk_service_messages"),
    )

    op.create_table(
        "payments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("charge_id", sa.String(length=36), nullable=True),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(length=6), nullable=False),
        sa.Column("reference", sa.String(length=255), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'refund') = (charge_id IS NOT NULL)", name="ck_payments_of_charge"
        ),
        sa.CheckConstraint("kind IN ('charge', 'refund')", name="ck_payments_kind"),
        sa.CheckConstraint(
            "status IN ('begun', 'done', 'failed', 'due')", name="ck_payments_status"
        ),
        sa.CheckConstraint("amount_minor > 0", name="ck_payments_amount"),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_payments_booking_id"),
        sa.ForeignKeyConstraint(["charge_id"], ["payments.id"], name="fk_payments_charge_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("provider", "reference", name="uq_payments_provider_reference"),
    )
    op.create_index("ix_payments_booking_id", "payments", ["booking_id"])
    op.create_index("ix_payments_status_due_at", "payments", ["status", "due_at"])


def _create_guests() -> None:
    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slot_id", sa.String(length=36), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("access_key", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seats BETWEEN 1 AND 1000", name="ck_waiting_entries_seats"),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name="fk_waiting_entries_slot_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_entries"),
        sa.UniqueConstraint("slot_id", "email", name="uq_waiting_entries_slot_id_email"),
    )
    op.create_index(
        "ix_waiting_entries_slot_id_joined_at", "waiting_entries", ["slot_id", "joined_at"]
    )

    op.create_table(
        "booking_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("sender", sa.String(length=5), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("sender IN ('guest', 'guide')", name="ck_booking_messages_sender"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_booking_messages_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name="fk_booking_messages_booking_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_booking_messages"),
    )
    op.create_index(
        "ix_booking_messages_booking_id_sent_at", "booking_messages", ["booking_id", "sent_at"]
    )

    op.create_table(
        "redemptions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('redeemed', 'already_redeemed', 'wrong_state', 'wrong_ticket', "
            "'too_early')",
            name="ck_redemptions_outcome",
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name="fk_redemptions_booking_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_redemptions"),
        sa.UniqueConstraint(
            "booking_id", "device", "scanned_at", name="uq_redemptions_booking_id_device_scanned_at"
        ),
    )

    op.create_table(
        "reviews",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=100), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_reason", sa.String(length=40), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="ck_reviews_stars"),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_reviews_booking_id"),
        sa.ForeignKeyConstraint(
            ["experience_id"], ["experiences.id"], name="fk_reviews_experience_id"
        ),
        sa.ForeignKeyConstraint(["hidden_by"], ["accounts.id"], name="fk_reviews_hidden_by"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("booking_id", name="uq_reviews_booking_id"),
    )
    op.create_index(
        "ix_reviews_experience_id_written_at", "reviews", ["experience_id", "written_at"]
    )


def downgrade() -> None:
    raise NotImplementedError("bookings would be lost; restore a backup instead")
