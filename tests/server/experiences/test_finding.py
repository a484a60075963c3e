from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.guest_models import Review
from server.bookings.models import Booking
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.experiences.guides import (
    SATURDAY,
    add_slot,
    booked,
    faults_in,
    make_guide,
    published,
)
from tests.server.spots.keepers import POND, Association

NEAR = f"near={POND['lat']},{POND['lon']}"
POTTERY = {
    "category": "craft",
    "languages": ["en", "zh-Hant"],
    "texts": {
        "ja": {"title": "ろくろ体験", "description": "ﾗｰﾒﾝ鉢を作ります"},
        "en": {"title": "Pottery", "description": "Throw a bowl"},
    },
    "lat": POND["lat"] + 0.005,
    "max_party": 4,
    "min_party": 2,
}


@pytest.fixture
def offered(client: FlaskClient, guide: Association, town: Association) -> dict[str, str]:
    """A rice field and a pottery half a kilometre away, by their ids."""
    field, pottery = published(client, guide, town), published(client, guide, town, **POTTERY)
    add_slot(client, field, guide.editor)
    starts = f"{SATURDAY}T14:00:00+02:00"
    slot = add_slot(client, pottery, guide.editor, starts, capacity=5).get_json()
    booked(client, slot, pottery["options"][0]["units"][0]["id"], people=2)
    return {field["id"]: "field", pottery["id"]: "pottery"}


def _found(client: FlaskClient, offered: dict[str, str], query: str) -> list[str]:
    answer = client.get(f"/v1/experiences?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/geo+json"
    return [offered[feature["id"]] for feature in answer.get_json()["features"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("region=helsinki", {"field", "pottery"}),
        ("region=ube", set()),
        ("category=craft", {"pottery"}),
        ("category=craft&category=farm", {"field", "pottery"}),
        ("language=ja", {"field"}),
        ("language=zh-Hant", {"pottery"}),
        ("language=zh", set()),
        ("q=POTTERY", {"pottery"}),
        ("q=ロクロ", {"pottery"}),
        ("q=ラーメン+bowl", {"pottery"}),
        ("q=bowl+rice", set()),
        ("q=%25", set()),
        ("bbox=24,60,25,60.173", {"field"}),
        (f"{NEAR}&radius_m=100", {"field"}),
        ("party=1", {"field"}),
        ("party=4", {"field", "pottery"}),
        ("party=9", set()),
        (f"on={SATURDAY}", {"field", "pottery"}),
        (f"on={SATURDAY}&party=3", {"field", "pottery"}),
        (f"on={SATURDAY}&party=4", {"field"}),
        ("on=2027-03-07", set()),
    ],
)
def test_every_filter_holds(
    client: FlaskClient, offered: dict[str, str], query: str, names: set[str]
) -> None:
    found = _found(client, offered, query)
    assert set(found) == names
    assert len(found) == len(names)


def test_near_a_point_the_nearest_comes_first_page_by_page(
    client: FlaskClient, offered: dict[str, str]
) -> None:
    first = client.get(f"/v1/experiences?{NEAR}&limit=1").get_json()
    second = client.get(first["links"]["next"]).get_json()
    names = [offered[page["features"][0]["id"]] for page in (first, second)]
    assert names == ["field", "pottery"]
    metres = [page["features"][0]["properties"]["distance_m"] for page in (first, second)]
    assert metres[0] == 0
    assert 500 < metres[1] < 600
    assert "next" not in second["links"]


def test_without_a_point_pages_follow_each_other(
    client: FlaskClient, offered: dict[str, str]
) -> None:
    address, found = "/v1/experiences?limit=1", []
    while address:
        page = client.get(address).get_json()
        found += [feature["id"] for feature in page["features"]]
        address = page["links"].get("next", "")
    assert found == sorted(offered)


def test_what_is_found_tells_what_one_has_to_know(
    client: FlaskClient, offered: dict[str, str], town: Association
) -> None:
    answer = client.get("/v1/experiences?category=craft", headers={"Accept-Language": "ja"})
    assert answer.headers["Content-Language"] == "ja"
    (feature,) = answer.get_json()["features"]
    told = feature["properties"]
    assert told["title"] == "ろくろ体験"
    assert told["guide"] == "田んぼの佐藤"
    assert told["price_from_minor"] == 3000
    assert told["vouched"]["organisation_id"] == town.id
    assert told["rating"] is None
    assert [s["vacancies"] for s in told["next_slots"]] == [3]
    assert feature["geometry"]["coordinates"] == [POND["lon"], POTTERY["lat"]]


def test_the_next_slots_are_those_that_can_be_booked(
    client: FlaskClient, database: RolledBackDatabase, town: Association
) -> None:
    guide = make_guide(database, "毎日の鈴木")
    experience = published(client, guide, town, cutoff_minutes=2880)
    for day in (2, 4, 5, 6, 7):
        made = add_slot(client, experience, guide.editor, f"2027-03-{day:02}T10:00:00Z", 4)
        assert made.status_code == 201, made.text
        if day == 5:
            booked(client, made.get_json(), experience["options"][0]["units"][0]["id"], 4)
    (feature,) = client.get("/v1/experiences").get_json()["features"]
    dates = [slot["date"] for slot in feature["properties"]["next_slots"]]
    assert dates == ["2027-03-04", "2027-03-06", "2027-03-07"]


def test_what_guests_gave_is_shown_without_what_is_out_of_sight(
    client: FlaskClient, database: RolledBackDatabase, offered: dict[str, str]
) -> None:
    (feature,) = client.get("/v1/experiences?category=craft").get_json()["features"]
    (slot,) = feature["properties"]["next_slots"]
    pottery = client.get(f"/v1/experiences/{feature['id']}").get_json()
    booked(client, slot, pottery["options"][0]["units"][0]["id"], people=3)
    with database.writing() as session:
        bookings = session.scalars(sa.select(Booking.id).order_by(Booking.id)).all()
        for booking, stars, reason in zip(bookings, (4, 1), (None, "insult"), strict=True):
            session.add(
                Review(
                    id=booking,
                    booking_id=booking,
                    experience_id=feature["id"],
                    stars=stars,
                    language="ja",
                    written_at=NOW,
                    hidden_reason=reason,
                )
            )
    (feature,) = client.get("/v1/experiences?category=craft").get_json()["features"]
    rating = {"stars": 4.0, "count": 1}
    assert feature["properties"]["rating"] == rating
    assert client.get(f"/v1/experiences/{feature['id']}").get_json()["rating"] == rating


def test_every_fault_of_a_question_is_named(client: FlaskClient) -> None:
    query = "region=atlantis&category=volcano&bbox=0,9,0,1&radius_m=5&cursor=x"
    assert faults_in(client.get(f"/v1/experiences?{query}")) == {
        "?region": "unknown_region",
        "?category": "unknown_category",
        "?bbox": "bad_bbox",
        "?radius_m": "radius_without_near",
        "?cursor": "bad_cursor",
    }
    form = client.get("/v1/experiences?on=tomorrow&party=0&language=Japanese&colour=red")
    assert faults_in(form).keys() == {"?on", "?party", "?language", "?colour"}
