from __future__ import annotations

from flask.testing import FlaskClient

from tests.server.builders import itinerary_request


def test_faults_of_form_and_of_content_come_in_one_answer(client: FlaskClient) -> None:
    request = itinerary_request(
        lesser_known=2, colour="red", categories=["museum", "volcano"], must_visit=["nowhere"]
    )
    request["days"][0]["end"]["time"] = "08:00"
    response = client.post("/v1/itineraries", json=request)
    assert response.status_code == 422
    assert {(e["pointer"], e["code"]) for e in response.get_json()["errors"]} == {
        ("/lesser_known", "too_large"),
        ("/colour", "unknown_field"),
        ("/categories/1", "unknown_category"),
        ("/must_visit/0", "unknown_spot"),
        ("/days/0/end/time", "end_before_start"),
    }


def test_an_unknown_region_does_not_hide_reversed_dates(client: FlaskClient) -> None:
    request = itinerary_request(region="atlantis")
    request["days"] = [{**request["days"][0], "date": d} for d in ("2027-05-16", "2027-05-15")]
    response = client.post("/v1/itineraries", json=request)
    assert {e["code"] for e in response.get_json()["errors"]} == {
        "unknown_region",
        "dates_not_ascending",
    }
