from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.regions.categories import CATEGORIES
from server.spots.records import ClockInterval, DatedHours, HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import (
    day_at,
    itinerary_request,
    keep_spots,
    make_record,
    somewhere_request,
)
from tests.server.itineraries.builders import moment, open_spans, plan, spot_ids, visits

WEEKEND = [day_at(60.1713, 24.9414, date) for date in ("2027-05-15", "2027-05-16", "2027-05-17")]
LUNCH = {"earliest": "11:30", "latest": "13:30", "minutes": 60}
REQUESTS = {
    "example": HELSINKI_DAY,
    "on foot": itinerary_request(),
    "by car": itinerary_request(mode="drive"),
    "three days": itinerary_request(days=WEEKEND, lunch=LUNCH),
    "slow": itinerary_request(access_profile="slow_walker", pace="relaxed"),
    "packed, with all kinds": itinerary_request(categories=[], pace="packed", lesser_known=1),
    "meals only": itinerary_request(categories=["food", "cafe"], lunch=LUNCH),
    "from the morning to the night": itinerary_request(
        days=[day_at(60.1713, 24.9414, start="00:00", end="23:59")], lunch=LUNCH
    ),
    "estimated": {
        "region": "ube",
        "mode": "drive",
        "days": [day_at(33.9427, 131.2519, "2027-05-15"), day_at(33.9427, 131.2519, "2027-05-17")],
        "lunch": LUNCH,
    },
}
EACH_REQUEST = pytest.mark.parametrize("request_name", REQUESTS)


def test_the_example_gives_at_least_four_visits_on_street_geometry(client: FlaskClient) -> None:
    planned = plan(client, HELSINKI_DAY)
    (day,) = planned["days"]
    assert len(day["visits"]) >= 4
    assert all(leg["estimated"] is False for leg in day["legs"])
    longest = max(day["legs"], key=lambda leg: leg["distance_m"])
    assert len(longest["geometry"]["coordinates"]) > 5


@EACH_REQUEST
def test_every_visit_lies_inside_an_open_interval(client: FlaskClient, request_name: str) -> None:
    planned = plan(client, REQUESTS[request_name])
    for visit in visits(planned):
        if visit["spot_id"] is None:
            continue
        spot = client.get(f"/v1/spots/{visit['spot_id']}").get_json()["properties"]
        begin, leave = (moment(visit[k]).replace(tzinfo=None) for k in ("begin", "leave"))
        spans = open_spans(spot, begin.date())
        assert any(opens <= begin <= leave <= closes for opens, closes in spans), visit
        doubtful = not CATEGORIES[spot["category"]].open_air
        assert visit["hours_assumed"] is (spot["opening_hours"] is None and doubtful)


@EACH_REQUEST
def test_every_clock_follows_from_the_one_before(client: FlaskClient, request_name: str) -> None:
    asked = REQUESTS[request_name]
    planned = plan(client, asked)
    zone = ZoneInfo("Europe/Helsinki" if planned["region"] == "helsinki" else "Asia/Tokyo")
    for day, frame in zip(planned["days"], asked["days"], strict=True):
        assert day["date"] == frame["date"]
        start, end = (_at(frame["date"], frame[k]["time"], zone) for k in ("start", "end"))
        assert len(day["legs"]) == len(day["visits"]) + 1
        clock = start
        for leg, visit in zip(day["legs"], day["visits"], strict=False):
            arrive, begin, leave = (moment(visit[k]) for k in ("arrive", "begin", "leave"))
            assert arrive == clock + dt.timedelta(seconds=leg["duration_s"])
            assert begin - arrive == dt.timedelta(seconds=visit["wait_s"])
            assert arrive <= begin < leave
            assert arrive.utcoffset() == arrive.astimezone(zone).utcoffset()
            clock = leave
        assert clock + dt.timedelta(seconds=day["legs"][-1]["duration_s"]) <= end


def _at(date: str, time: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=zone)


@EACH_REQUEST
def test_the_totals_are_the_sums_of_the_day(client: FlaskClient, request_name: str) -> None:
    for day in plan(client, REQUESTS[request_name])["days"]:
        spent = [moment(v["leave"]) - moment(v["begin"]) for v in day["visits"]]
        assert day["totals"]["visit_s"] == sum(s.total_seconds() for s in spent)
        assert day["totals"]["travel_s"] == sum(leg["duration_s"] for leg in day["legs"])
        assert day["totals"]["wait_s"] == sum(v["wait_s"] for v in day["visits"])
        distance_m = sum(leg["distance_m"] for leg in day["legs"])
        assert day["totals"]["distance_m"] == pytest.approx(distance_m, abs=0.5)


@EACH_REQUEST
def test_the_way_is_one_line_from_stop_to_stop(client: FlaskClient, request_name: str) -> None:
    for day in plan(client, REQUESTS[request_name])["days"]:
        lines = [leg["geometry"]["coordinates"] for leg in day["legs"]]
        assert all(len(line) >= 2 for line in lines)
        for before, after in pairwise(lines):
            assert before[-1] == pytest.approx(after[0], abs=0.002)
        for line, visit in zip(lines, day["visits"], strict=False):
            place = [visit["location"]["lon"], visit["location"]["lat"]]
            assert line[-1] == pytest.approx(place, abs=0.005)


@EACH_REQUEST
def test_no_spot_is_visited_twice_and_none_is_both_visited_and_skipped(
    client: FlaskClient, request_name: str
) -> None:
    planned = plan(client, REQUESTS[request_name])
    seen = spot_ids(planned)
    assert len(seen) == len(set(seen))
    skipped = [s["spot_id"] for s in planned["skipped"]]
    assert len(skipped) == len(set(skipped))
    assert not set(seen) & set(skipped)


@EACH_REQUEST
def test_visits_by_category_are_the_visits(client: FlaskClient, request_name: str) -> None:
    planned = plan(client, REQUESTS[request_name])
    grouped = {(c, key) for c, keys in planned["by_category"].items() for key in keys}
    assert grouped == {(v["category"], v["spot_id"]) for v in visits(planned) if v["spot_id"]}


@pytest.mark.parametrize("date", ["2027-03-28", "2027-10-31", "2028-02-29", "2027-12-31"])
def test_local_times_carry_the_offset_of_their_own_day(client: FlaskClient, date: str) -> None:
    planned = plan(client, itinerary_request(days=[day_at(60.1713, 24.9414, date)]))
    (day,) = planned["days"]
    assert day["visits"]
    zone = ZoneInfo("Europe/Helsinki")
    for visit in day["visits"]:
        for key in ("arrive", "begin", "leave"):
            local = moment(visit[key])
            assert local.astimezone(zone).isoformat() == visit[key]
            assert 9 <= local.hour < 17


@pytest.mark.parametrize(
    ("date", "start", "end", "pointer"),
    [
        ("2027-03-28", "02:00", "17:00", "/days/0/start/time"),
        ("2027-03-28", "03:30", "17:00", "/days/0/start/time"),
        ("2027-10-31", "00:00", "23:59", "/days/0/start/time"),
    ],
)
def test_a_day_in_which_the_clocks_change_must_begin_after_that(
    client: FlaskClient, date: str, start: str, end: str, pointer: str
) -> None:
    day = day_at(60.1713, 24.9414, date, start=start, end=end)
    answer = client.post("/v1/itineraries", json=itinerary_request(days=[day]))
    (fault,) = answer.get_json()["errors"]
    assert (fault["pointer"], fault["code"]) == (pointer, "clocks_change")
    assert "04:00" in fault["message"]


@pytest.mark.parametrize(("start", "end"), [("04:00", "17:00"), ("00:00", "02:59")])
def test_a_day_wholly_before_or_after_the_change_can_be_planned(
    client: FlaskClient, start: str, end: str
) -> None:
    day = day_at(60.1713, 24.9414, "2027-03-28", start=start, end=end)
    plan(client, itinerary_request(days=[day]))


def test_a_dated_exception_wins_over_the_weekly_hours(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    short = DatedHours(dt.date(2027, 5, 15), (ClockInterval(50_400, 57_600),))
    shut = DatedHours(dt.date(2027, 5, 15))
    late, closed = keep_spots(
        database,
        make_record(1, hours=HoursRule("09:00-17:00", dated=(short,))),
        make_record(2, hours=HoursRule("09:00-17:00", dated=(shut,))),
    )
    planned = plan(client, somewhere_request())
    (visit,) = visits(planned)
    assert visit["spot_id"] == late
    assert visit["begin"] >= "2027-05-15T14:00:00+09:00"
    assert visit["leave"] <= "2027-05-15T16:00:00+09:00"
    assert _reasons(planned) == {closed: "closed_that_day"}


def _reasons(planned: dict[str, Any]) -> dict[str, str]:
    return {s["spot_id"]: s["reason"] for s in planned["skipped"]}


def test_a_public_holiday_closes_what_closes_on_holidays(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=HoursRule("Mo-Su 09:00-17:00; PH off")))
    childrens_day, day_after = (
        plan(client, somewhere_request(days=[day_at(35.0, 135.0, date)]))
        for date in ("2027-05-05", "2027-05-06")
    )
    assert list(visits(childrens_day)) == []
    assert len(list(visits(day_after))) == 1


def test_hours_past_midnight_can_be_visited_in_the_evening(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=HoursRule("20:00-02:00")))
    evening = day_at(35.0, 135.0, start="18:00", end="23:59")
    (visit,) = visits(plan(client, somewhere_request(days=[evening])))
    assert visit["begin"] == "2027-05-15T20:00:00+09:00"
    assert visit["wait_s"] > 0
