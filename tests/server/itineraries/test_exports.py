from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import moment, plan, visits

GPX = "{http://www.topografix.com/GPX/1/1}"
TWO_DAYS = {
    **HELSINKI_DAY,
    "days": [day_at(60.1713, 24.9414, date) for date in ("2027-05-15", "2027-05-16")],
}
NASTY_NAMES = [
    "<b>&amp;\"'</b>",
    "]]><script>alert(1)</script>",
    "a\x01\x08\x0b\x1fb",
    "a\r\nATTENDEE:mailto:x@example.org\r\nb",
    "a\rDESCRIPTION:b",
    "x;y,z\\n:=",
    "\ufffe\uffff",
    "寺" * 200,
    "\u202egnp.寺",
    "👨‍👩‍👧",
]


@pytest.fixture(autouse=True)
def _in_english(client: FlaskClient) -> None:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"


def _export(client: FlaskClient, planned: dict[str, Any], form: str) -> str:
    answer = client.get(planned["links"][form])
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def _gpx(client: FlaskClient, planned: dict[str, Any]) -> ET.Element:
    # The document is our own service's, so the standard library's parser will do.
    return ET.fromstring(_export(client, planned, "gpx"))  # noqa: S314


def test_geojson_holds_legs_and_stops_in_the_order_they_are_lived(client: FlaskClient) -> None:
    planned = plan(client, TWO_DAYS)
    answer = client.get(planned["links"]["geojson"])
    assert answer.mimetype == "application/geo+json"
    features = answer.get_json()["features"]
    expected = [
        (day, role, order)
        for day, shown in enumerate(planned["days"], start=1)
        for order in range(len(shown["legs"]))
        for role in ("leg", "visit")
        if role == "leg" or order < len(shown["visits"])
    ]
    told = [f["properties"] for f in features]
    assert [(p["day"], p["role"], p["order"]) for p in told] == expected


def test_geojson_is_longitude_first_and_complete(client: FlaskClient) -> None:
    planned = plan(client, HELSINKI_DAY)
    document = client.get(planned["links"]["geojson"]).get_json()
    assert document["type"] == "FeatureCollection"
    assert document["attribution"] == planned["attribution"]
    kinds = {"leg": "LineString", "visit": "Point"}
    for feature in document["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == kinds[feature["properties"]["role"]]
        line = feature["geometry"]["coordinates"]
        for lon, lat in line if isinstance(line[0], list) else [line]:
            assert 24 < lon < 26
            assert 60 < lat < 61
    stops = [f["properties"]["name"] for f in document["features"] if "name" in f["properties"]]
    assert stops == [v["name"] for v in visits(planned)]


def test_gpx_has_a_waypoint_per_stop_and_a_track_per_day(client: FlaskClient) -> None:
    planned = plan(client, TWO_DAYS)
    root = _gpx(client, planned)
    assert root.tag == f"{GPX}gpx"
    assert root.attrib["version"] == "1.1"
    names = [w.findtext(f"{GPX}name") for w in root.iter(f"{GPX}wpt")]
    assert names == [v["name"] for v in visits(planned)]
    times = [w.findtext(f"{GPX}time") for w in root.iter(f"{GPX}wpt")]
    assert times == [v["begin"] for v in visits(planned)]
    tracks = list(root.iter(f"{GPX}trk"))
    assert [t.findtext(f"{GPX}name") for t in tracks] == [d["date"] for d in planned["days"]]
    for track, day in zip(tracks, planned["days"], strict=True):
        found = [p.attrib for p in track.iter(f"{GPX}trkpt")]
        points = [(float(p["lon"]), float(p["lat"])) for p in found]
        shown = [tuple(p) for leg in day["legs"] for p in leg["geometry"]["coordinates"]]
        assert points == shown
        assert len(points) > 20


def test_gpx_names_openstreetmap_as_the_licence_asks(client: FlaskClient) -> None:
    root = _gpx(client, plan(client, HELSINKI_DAY))
    holder = root.find(f"{GPX}metadata/{GPX}copyright")
    assert holder is not None
    assert holder.attrib["author"] == "OpenStreetMap contributors"
    assert "odbl" in (holder.findtext(f"{GPX}license") or "")


def test_gpx_children_come_in_the_order_of_the_schema(client: FlaskClient) -> None:
    root = _gpx(client, plan(client, HELSINKI_DAY))
    order = ["metadata", "wpt", "rte", "trk"]
    top = [order.index(child.tag.removeprefix(GPX)) for child in root]
    assert top == sorted(top)
    metadata = root.find(f"{GPX}metadata")
    assert metadata is not None
    fields = ["name", "desc", "author", "copyright", "link", "time"]
    inner = [fields.index(child.tag.removeprefix(GPX)) for child in metadata]
    assert inner == sorted(inner)


def test_gpx_writes_small_numbers_as_plain_decimals(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(
        database,
        make_record(lat=0.00001, lon=-0.00002, hours=HoursRule("24/7")),
        west=-1.0,
        east=1.0,
        south=-1.0,
        north=1.0,
        centre_lat=0.0,
        centre_lon=0.0,
    )
    planned = plan(client, somewhere_request(days=[day_at(0.00003, 0.0)]))
    assert list(visits(planned))
    numbers = re.findall(r'(?:lat|lon)="([^"]*)"', _export(client, planned, "gpx"))
    assert numbers
    assert all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number) for number in numbers), numbers


def test_ics_has_an_event_per_stop_at_its_time(client: FlaskClient) -> None:
    planned = plan(client, TWO_DAYS)
    answer = client.get(planned["links"]["ics"])
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.get_data()).walk("VEVENT")
    stops = list(visits(planned))
    assert [str(e["SUMMARY"]) for e in events] == [v["name"] for v in stops]
    assert [e.decoded("DTSTART") for e in events] == [moment(v["begin"]) for v in stops]
    assert [e.decoded("DTEND") for e in events] == [moment(v["leave"]) for v in stops]
    assert len({str(e["UID"]) for e in events}) == len(stops)
    assert all("OpenStreetMap" in str(e["DESCRIPTION"]) for e in events)


def test_ics_lines_are_folded_and_end_as_the_standard_asks(client: FlaskClient) -> None:
    text = _export(client, plan(client, HELSINKI_DAY), "ics")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_plan_without_visits_is_exported_in_every_form(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database)
    planned = plan(client, somewhere_request())
    assert _gpx(client, planned).findall(f"{GPX}wpt") == []
    assert Calendar.from_ical(_export(client, planned, "ics")).walk("VEVENT") == []
    assert len(client.get(planned["links"]["geojson"]).get_json()["features"]) == 1


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_no_name_breaks_an_export(
    client: FlaskClient, database: RolledBackDatabase, name: str
) -> None:
    keep_spots(database, make_record(names={"en": name}, hours=HoursRule("09:00-17:00")))
    planned = plan(client, somewhere_request())
    root = _gpx(client, planned)
    assert len(root.findall(f"{GPX}wpt")) == 1
    (event,) = Calendar.from_ical(_export(client, planned, "ics")).walk("VEVENT")
    assert "ATTENDEE" not in event
    assert str(event["DESCRIPTION"]).startswith("matches museum")
    features = client.get(planned["links"]["geojson"]).get_json()["features"]
    assert [f["properties"]["name"] for f in features if "name" in f["properties"]] == [name]


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_no_name_breaks_the_page_of_a_plan(
    client: FlaskClient, database: RolledBackDatabase, name: str
) -> None:
    keep_spots(database, make_record(names={"en": name}, hours=HoursRule("09:00-17:00")))
    planned = plan(client, somewhere_request())
    answer = client.get(f"/itineraries/{planned['id']}")
    assert answer.status_code == 200
    assert "<script" not in _without_the_apps_script(answer.text)
    assert "<b>" not in answer.text


def _without_the_apps_script(page: str) -> str:
    """Return the page without what starts the web app: one empty element, from our own files."""
    return re.sub(r'<script type="module" src="/static/app/[\w/.-]+"></script>', "", page, count=1)
