from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import HoursRule
from server.spots.service import spot_id
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, spot_ids, visits


def _town(database: RolledBackDatabase) -> None:
    rng = np.random.default_rng(5)
    keep_spots(
        database,
        *(
            make_record(
                n,
                lat=35.0 + float(rng.uniform(-0.01, 0.01)),
                lon=135.0 + float(rng.uniform(-0.01, 0.01)),
                renown=float(rng.random()),
                visit_minutes=int(rng.choice([15, 30, 60, 90])),
                hours=HoursRule("09:00-17:00"),
            )
            for n in range(1, 41)
        ),
    )


def test_alternatives_differ_and_are_kept_under_their_own_addresses(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _town(database)
    planned = plan(client, somewhere_request(alternatives=2))
    assert planned["character"] == "as_asked"
    assert len(planned["alternatives"]) == 2
    for other in planned["alternatives"]:
        shown = client.get(other["links"]["self"]).get_json()
        assert shown["character"] == other["character"]
        assert shown["links"]["alternative_to"] == planned["links"]["self"]
        spots = [v for v in visits(shown) if v["kind"] == "spot"]
        assert other["visits"] == len(spots)
        shared, either = _both(planned, shown)
        assert other["overlap"] == round(shared / either, 2) < 0.7
        assert client.get(other["links"]["self"] + "/check").get_json()["ok"]


def test_an_agreed_visit_is_in_every_alternative_as_agreed(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _town(database)
    agreed = {"spot_id": spot_id("somewhere", "test", "1"), "begin": "2027-05-15T13:00:00+09:00"}
    planned = plan(client, somewhere_request(alternatives=3, locked=[agreed]))
    assert {"relaxed", "most_sights"} <= {o["character"] for o in planned["alternatives"]}
    found = [client.get(o["links"]["self"]).get_json() for o in planned["alternatives"]]
    clocks = {
        (v["begin"], v["leave"]) for one in (planned, *found) for v in visits(one) if v["locked"]
    }
    assert len(clocks) == 1


def test_a_relaxed_plan_stays_as_relaxed_when_planned_anew(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _town(database)
    planned = plan(client, somewhere_request(alternatives=3))
    (relaxed,) = [o for o in planned["alternatives"] if o["character"] == "relaxed"]
    address = relaxed["links"]["self"] + "/replan"
    body: dict[str, Any] = {"at": {"lat": 35.0, "lon": 135.0}, "now": "2027-05-15T09:05:00+09:00"}
    new = client.post(address, json=body).get_json()
    assert len(spot_ids(new)) <= relaxed["visits"]
    packed = client.post(address, json={**body, "pace": "packed"}).get_json()
    assert packed["character"] is None
    assert len(spot_ids(packed)) > relaxed["visits"]


def _both(one: dict[str, Any], other: dict[str, Any]) -> tuple[int, int]:
    first, second = set(spot_ids(one)), set(spot_ids(other))
    return len(first & second), len(first | second)


def test_an_alternative_planned_anew_keeps_its_character(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _town(database)
    planned = plan(client, somewhere_request(alternatives=2))
    other = planned["alternatives"][0]
    body = {"at": {"lat": 35.0, "lon": 135.0}, "now": "2027-05-15T12:00:00+09:00"}
    new = client.post(other["links"]["self"] + "/replan", json=body).get_json()
    assert new["character"] == other["character"]


def test_a_plain_request_has_no_alternatives(client: FlaskClient) -> None:
    planned = plan(client, HELSINKI_DAY)
    assert (planned["character"], planned["alternatives"]) == (None, [])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_alternatives_are_labelled_for_people(
    client: FlaskClient, database: RolledBackDatabase, language: str
) -> None:
    _town(database)
    planned = plan(client, somewhere_request(alternatives=2), language)
    labels = {other["label"] for other in planned["alternatives"]}
    known = {
        "en": {"As many sights as fit", "At your leisure", "Off the beaten track"},
        "ja": {"見どころをたっぷり", "ゆったり巡る", "知る人ぞ知る場所へ"},
    }
    assert labels <= known[language]
