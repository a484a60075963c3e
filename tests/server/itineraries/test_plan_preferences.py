from __future__ import annotations

import datetime as dt
from statistics import mean
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import DatedHours, HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import (
    day_at,
    itinerary_request,
    keep_spots,
    make_record,
    somewhere_request,
)
from tests.server.itineraries.builders import moment, plan, spot_ids, visits

OPEN = HoursRule("09:00-17:00")


def _reasons(planned: dict[str, Any]) -> dict[str, str]:
    return {s["spot_id"]: s["reason"] for s in planned["skipped"]}


def _warnings(planned: dict[str, Any]) -> set[str]:
    return {w["code"] for w in planned["warnings"]}


def test_the_same_request_and_seed_give_the_same_plan(client: FlaskClient) -> None:
    first, second = (plan(client, HELSINKI_DAY) for _ in range(2))
    assert first["id"] != second["id"]
    for own in ("id", "links"):
        del first[own], second[own]
    assert first == second


def test_the_seed_used_is_told(client: FlaskClient) -> None:
    assert plan(client, itinerary_request(seed=0))["seed"] == 0
    assert plan(client, itinerary_request(seed=2**31 - 1))["seed"] == 2**31 - 1
    request = itinerary_request()
    del request["seed"]
    assert plan(client, request)["seed"] == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_wanting_the_lesser_known_leads_to_less_renowned_places(
    client: FlaskClient, seed: int
) -> None:
    known, lesser = (
        mean(
            v["renown"]
            for v in visits(plan(client, itinerary_request(lesser_known=wish, seed=seed)))
            if v["renown"] is not None
        )
        for wish in (0.0, 1.0)
    )
    assert lesser < known


def test_only_what_is_known_to_be_lesser_known_is_called_so(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    little, unknown = keep_spots(database, make_record(1, renown=0.1), make_record(2))
    planned = plan(client, somewhere_request(lesser_known=0.8))
    reasons = {v["spot_id"]: v["why"] for v in visits(planned)}
    assert "lesser-known" in reasons[little]
    assert "lesser-known" not in reasons[unknown]


def test_only_liked_categories_are_visited(client: FlaskClient) -> None:
    planned = plan(client, itinerary_request(categories=["church", "park"]))
    for visit in visits(planned):
        spot = client.get(f"/v1/spots/{visit['spot_id']}").get_json()["properties"]
        assert {"church", "park"} & set(spot["categories"])


def test_no_wish_means_everything_but_places_to_eat(client: FlaskClient) -> None:
    planned = plan(client, itinerary_request(categories=[]))
    assert len(set(planned["by_category"])) >= 2
    assert not {"food", "cafe"} & set(planned["by_category"])


def test_a_must_visit_is_visited_whatever_its_category(client: FlaskClient) -> None:
    cafe = client.get("/v1/spots?region=helsinki&category=cafe&open_at=2027-05-15T12:00:00%2B03:00")
    wanted = cafe.get_json()["features"][0]["id"]
    planned = plan(client, itinerary_request(must_visit=[wanted]))
    (visit,) = (v for v in visits(planned) if v["spot_id"] == wanted)
    assert "you asked for it" in visit["why"]


def test_what_is_to_be_avoided_is_neither_visited_nor_explained(client: FlaskClient) -> None:
    first = plan(client, itinerary_request())
    avoided = spot_ids(first)[:3]
    planned = plan(client, itinerary_request(avoid=[*avoided, "no-such-spot"]))
    assert not set(avoided) & {*spot_ids(planned), *_reasons(planned)}
    assert spot_ids(planned)


def test_the_most_spots_that_may_be_avoided_are_accepted(client: FlaskClient) -> None:
    plan(client, itinerary_request(avoid=[f"spot-{n}" for n in range(200)]))


def test_every_way_to_say_no_is_told(client: FlaskClient, database: RolledBackDatabase) -> None:
    closed, far, dear, steps, near = keep_spots(
        database,
        make_record(1, hours=HoursRule("Mo 09:00-17:00")),
        make_record(2, hours=OPEN, lat=35.4),
        make_record(3, hours=OPEN, fee_minor=3000),
        make_record(4, hours=OPEN, wheelchair=False),
        make_record(5, hours=OPEN, fee_minor=100, wheelchair=True),
    )
    asked = somewhere_request(budget_minor=1000, access_profile="wheelchair")
    planned = plan(client, asked)
    assert spot_ids(planned) == [near]
    assert _reasons(planned) == {
        closed: "closed_that_day",
        far: "too_far",
        dear: "over_budget",
        steps: "not_accessible",
    }
    assert all(s["message"] and s["name"] for s in planned["skipped"])


def test_what_there_is_no_time_for_is_told(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keys = keep_spots(
        database, *(make_record(n, hours=OPEN, visit_minutes=180) for n in range(1, 6))
    )
    planned = plan(client, somewhere_request())
    assert 1 <= len(spot_ids(planned)) <= 2
    assert _reasons(planned) == {
        key: "no_time_left" for key in keys if key not in spot_ids(planned)
    }


@pytest.mark.parametrize(
    ("party", "cost", "each"), [(1, 800, 500), (4, 3200, 2000), (50, 40_000, 25_000)]
)
def test_fees_are_for_the_whole_party(
    client: FlaskClient, database: RolledBackDatabase, party: int, cost: int, each: int
) -> None:
    keep_spots(
        database,
        make_record(1, hours=OPEN, fee_minor=500),
        make_record(2, hours=OPEN, fee_minor=300),
        make_record(3, hours=OPEN, fee_minor=None),
    )
    planned = plan(client, somewhere_request(party_size=party, budget_minor=2**31 - 1))
    assert planned["cost_minor"] == cost
    fees = sorted(v["fee_minor"] or -1 for v in visits(planned))
    assert fees[0] == -1
    assert fees[2] == each
    assert planned["currency"] == "JPY"
    assert "fee_unknown" in _warnings(planned)


@pytest.mark.parametrize(("budget", "cost"), [(0, 0), (299, 0), (300, 300), (799, 500), (800, 800)])
def test_a_budget_is_never_exceeded_and_well_used(
    client: FlaskClient, database: RolledBackDatabase, budget: int, cost: int
) -> None:
    keep_spots(
        database,
        make_record(1, hours=OPEN, fee_minor=500, renown=0.9),
        make_record(2, hours=OPEN, fee_minor=300, renown=0.9),
    )
    planned = plan(client, somewhere_request(budget_minor=budget))
    assert planned["cost_minor"] <= budget
    assert planned["cost_minor"] in ({300, 500} if cost == 500 else {cost})


def test_lunch_is_taken_once_a_day_inside_its_span(client: FlaskClient) -> None:
    days = [day_at(60.1713, 24.9414, date) for date in ("2027-05-15", "2027-05-17")]
    lunch = {"earliest": "12:00", "latest": "13:15", "minutes": 45}
    planned = plan(client, itinerary_request(days=days, lunch=lunch))
    for day in planned["days"]:
        (meal,) = (v for v in day["visits"] if v["kind"] == "lunch")
        begin, leave = moment(meal["begin"]), moment(meal["leave"])
        assert leave - begin == dt.timedelta(minutes=45)
        assert f"{begin:%H:%M}" >= "12:00"
        assert f"{leave:%H:%M}" <= "13:15"
        assert meal["category"] in ("food", "cafe", None)
        assert "lunch time" in meal["why"]


def test_lunch_is_taken_at_a_place_to_eat_where_there_is_one(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _museum, place_to_eat = keep_spots(
        database,
        make_record(1, hours=OPEN),
        make_record(2, hours=HoursRule("11:00-15:00"), categories=("food",)),
    )
    planned = plan(client, somewhere_request(lunch={}))
    (meal,) = (v for v in visits(planned) if v["kind"] == "lunch")
    assert meal["spot_id"] == place_to_eat
    assert place_to_eat not in _reasons(planned)


def test_without_a_place_to_eat_lunch_is_taken_on_the_way(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=OPEN))
    for language, name in (("en", "Lunch"), ("ja", "昼食")):
        planned = plan(client, somewhere_request(lunch={}), language)
        (meal,) = (v for v in visits(planned) if v["kind"] == "lunch")
        assert (meal["spot_id"], meal["category"], meal["name"]) == (None, None, name)


def test_a_lunch_that_does_not_fit_the_day_is_left_out_and_told(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=OPEN))
    morning = day_at(35.0, 135.0, start="09:00", end="11:45")
    planned = plan(client, somewhere_request(days=[morning], lunch={}))
    assert "lunch" not in {v["kind"] for v in visits(planned)}
    assert "lunch_left_out" in _warnings(planned)


def test_a_relaxed_day_holds_no_more_than_a_packed_one(client: FlaskClient) -> None:
    counts = [len(spot_ids(plan(client, itinerary_request(pace=p)))) for p in ("relaxed", "packed")]
    assert counts[0] < counts[1]


def test_several_days_share_the_spots_by_when_they_open(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    saturday, sunday = keep_spots(
        database,
        make_record(1, hours=HoursRule("Sa 09:00-17:00")),
        make_record(2, hours=HoursRule("Su 09:00-17:00")),
    )
    days = [day_at(35.0, 135.0, date) for date in ("2027-05-15", "2027-05-16")]
    planned = plan(client, somewhere_request(days=days, must_visit=[sunday]))
    assert [[v["spot_id"] for v in day["visits"]] for day in planned["days"]] == [
        [saturday],
        [sunday],
    ]


def test_a_week_can_be_planned(client: FlaskClient) -> None:
    days = [day_at(60.1713, 24.9414, f"2027-05-{10 + n}") for n in range(7)]
    assert len(plan(client, itinerary_request(days=days))["days"]) == 7


def test_a_wheelchair_user_is_warned_where_access_is_unknown(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _sure, unsure = keep_spots(
        database,
        make_record(1, hours=OPEN, wheelchair=True),
        make_record(2, hours=OPEN, wheelchair=None),
    )
    planned = plan(client, somewhere_request(access_profile="wheelchair"))
    warned = {w["spot_id"] for w in planned["warnings"] if w["code"] == "access_unknown"}
    assert warned == {unsure}
    assert "access_unknown" not in _warnings(plan(client, somewhere_request()))


def test_unknown_hours_are_assumed_and_told(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    shut_that_day = (DatedHours(dt.date(2027, 5, 15)),)
    unknown, shut = keep_spots(
        database, make_record(1), make_record(2, hours=HoursRule(dated=shut_that_day))
    )
    planned = plan(client, somewhere_request())
    (visit,) = visits(planned)
    assert (visit["spot_id"], visit["hours_assumed"]) == (unknown, True)
    assert visit["begin"] >= "2027-05-15T10:00:00+09:00"
    assert [w["spot_id"] for w in planned["warnings"] if w["code"] == "hours_assumed"] == [unknown]
    assert _reasons(planned) == {shut: "closed_that_day"}


def test_warnings_call_a_stop_what_its_row_calls_it(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(names={"en": "Lake", "ja": "湖", "fr": "Lac"}))
    kept = plan(client, somewhere_request())["links"]["self"]
    read = client.get(kept, headers={"Accept-Language": "fr, ja;q=0.5"}).get_json()
    assert [visit["name"] for visit in visits(read)] == ["Lac"]
    (warning,) = [w for w in read["warnings"] if w["code"] == "hours_assumed"]
    assert "Lac" in warning["message"]


def test_a_region_without_streets_is_planned_by_estimates_and_told(client: FlaskClient) -> None:
    request = {"region": "ube", "days": [day_at(33.9427, 131.2519)]}
    planned = plan(client, request)
    assert spot_ids(planned)
    assert all(leg["estimated"] for day in planned["days"] for leg in day["legs"])
    assert "estimated_travel_times" in _warnings(planned)


def test_experiences_are_answered_with_a_warning_until_there_are_any(client: FlaskClient) -> None:
    planned = plan(client, itinerary_request(include_experiences=True))
    assert "no_experiences_yet" in _warnings(planned)


def test_an_empty_region_gives_an_honest_empty_day(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database)
    planned = plan(client, somewhere_request())
    assert planned["days"][0]["visits"] == []
    assert len(planned["days"][0]["legs"]) == 1
    assert "day_without_visits" in _warnings(planned)


def test_a_region_code_may_hold_hyphens_and_digits(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    (key,) = keep_spots(database, make_record(hours=OPEN), region="sado-2_kita")
    planned = plan(client, somewhere_request(region="sado-2_kita"))
    assert spot_ids(planned) == [key]


def test_a_day_may_begin_and_end_at_the_pole(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(
        database,
        make_record(lat=90.0, lon=77.0, hours=OPEN),
        west=-180.0,
        east=180.0,
        south=89.0,
        north=90.0,
        centre_lat=90.0,
        centre_lon=0.0,
    )
    planned = plan(client, somewhere_request(days=[day_at(90.0, 0.0)]))
    assert len(spot_ids(planned)) == 1
    page = client.get(f"/itineraries/{planned['id']}")
    assert page.status_code == 200


def test_a_minute_is_too_short_for_anything_but_no_error(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=OPEN))
    blink = day_at(35.0, 135.0, start="12:00", end="12:01")
    assert spot_ids(plan(client, somewhere_request(days=[blink]))) == []
