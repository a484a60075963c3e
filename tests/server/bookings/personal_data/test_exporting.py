"""Handing out what is kept of a person: complete, and to nobody else."""

from __future__ import annotations

import json

import sqlalchemy as sa

from server.bookings.guest_models import Review, WaitingEntry
from server.bookings.models import Booking
from server.db import Base
from server.outbox.models import Mail
from server.permissions import Role
from tests.server.bookings.personal_data.world import (
    PHONE,
    World,
    live_as_a_person,
)
from tests.server.people import signed_in


def test_the_export_holds_everything(world: World) -> None:
    headers = live_as_a_person(world)
    told = world.client.get("/v1/me/export", headers=headers).get_json()
    kept = told["kept"]
    with world.database.reading() as session:
        for table, kind, theirs in (
            (Booking, "bookings", Booking.account_id.is_not(None)),
            (WaitingEntry, "waiting_entries", sa.true()),
            (Review, "reviews", sa.true()),
            (Mail, "letters", Mail.recipient.ilike("kanaria@example.jp")),
        ):
            stored = session.scalars(sa.select(table.id).where(theirs))
            assert {row["id"] for row in kept[kind]} == set(stored), kind
    said = json.dumps(told, ensure_ascii=False).lower()
    for word in (
        "kanaria 花子",
        "kanaria-question",
        "to kanaria-question",
        "kanaria-remark",
        "kanaria-ill",
        "kanaria-praise",
        "dear kanaria",
        PHONE,
    ):
        assert word in said
    assert [i["organisation_id"] for i in kept["invitations"]] == [world.field.organisation_id]
    assert len(kept["resets"]) == 1
    assert {t["kind"] for t in kept["traces"]} >= {"bookings", "booking_messages"}
    assert not any("digest" in json.dumps(kept[k]) for k in ("invitations", "resets"))
    assert "{token}" not in said


def test_only_who_made_the_booking_may_see_or_erase_what_it_keeps(world: World) -> None:
    booking = world.book({})
    guide = signed_in(world.database, world.field.organisation_id, Role.OWNER)
    path = f"/v1/bookings/{booking['id']}/personal-data"
    for action in ("export", "erase"):
        for headers, status in (({}, 404), ({"Booking-Key": "x"}, 404), (dict(guide), 403)):
            answer = world.client.post(path, json={"action": action}, headers=headers)
            assert answer.status_code == status, answer.text
    assert "bookings" in world.found()


def test_every_table_that_points_at_people_is_in_the_export() -> None:
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "accounts"
    }
    assert {"bookings", "booking_changes", "spot_changes", "reviews", "sign_ins"} <= pointing
