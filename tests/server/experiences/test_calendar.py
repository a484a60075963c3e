from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.server.experiences.guides import (
    add_slot,
    booked,
    change_slot,
    faults_in,
    published,
    schedule,
)
from tests.server.spots.keepers import Association


def _days(client: FlaskClient, experience: dict[str, Any], month: str) -> dict[str, Any]:
    answer = client.get(f"/v1/experiences/{experience['id']}/calendar?month={month}")
    assert answer.status_code == 200, answer.text
    return {day["date"]: day for day in answer.get_json()["days"]}


def test_a_month_has_all_of_its_dates(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    schedule(client, experience, guide.editor)
    days = _days(client, experience, "2027-04")
    assert len(days) == 30
    assert days["2027-04-03"] == {
        "date": "2027-04-03",
        "status": "AVAILABLE",
        "slots": 1,
        "vacancies": 8,
        "price_from_minor": 3000,
    }
    assert days["2027-04-04"] == {
        "date": "2027-04-04",
        "status": "CLOSED",
        "slots": 0,
        "vacancies": 0,
        "price_from_minor": None,
    }


def test_a_date_is_as_available_as_the_best_of_its_slots(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    adult = experience["options"][0]["units"][0]["id"]

    def slot(day: int, hour: int = 10) -> dict[str, Any]:
        starts = f"2027-03-{day:02}T{hour}:00:00+02:00"
        made: dict[str, Any] = add_slot(client, experience, guide.editor, starts, 4).get_json()
        return made

    booked(client, slot(6), adult, people=2)
    booked(client, slot(7), adult, people=4)
    change_slot(client, slot(8), guide.editor, status="closed")
    booked(client, slot(9), adult, people=4)
    slot(9, 14)
    days = _days(client, experience, "2027-03")
    seen = {date[-2:]: (days[date]["status"], days[date]["vacancies"]) for date in days}
    assert {day: seen[day] for day in ("06", "07", "08", "09")} == {
        "06": ("LIMITED", 2),
        "07": ("SOLD_OUT", 0),
        "08": ("CLOSED", 0),
        "09": ("AVAILABLE", 4),
    }


def test_without_a_month_it_is_the_regions_present_one(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    shown = client.get(f"/v1/experiences/{experience['id']}/calendar").get_json()
    assert (shown["month"], shown["time_zone"]) == ("2027-03", "Europe/Helsinki")
    bad = client.get(f"/v1/experiences/{experience['id']}/calendar?month=2027-13")
    assert faults_in(bad) == {"?month": "text_form"}
