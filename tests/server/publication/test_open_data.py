from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.publication import files
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots
from tests.server.spots.keepers import act, association, change, published, written

FORMS = ("geojson", "jsonld", "ngsild", "ngsild?options=keyValues")
TERMS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "schema_org_terms.json").read_text()
)


def _taken(
    client: FlaskClient, form: str, region: str = "helsinki", **headers: str
) -> TestResponse:
    return client.get(f"/v1/regions/{region}/spots.{form}", headers=headers)


def _spots(client: FlaskClient, form: str, region: str = "helsinki") -> dict[str, dict[str, Any]]:
    """Return what a document says of each spot, by the spot's id."""
    answer = _taken(client, form, region)
    assert answer.status_code == 200, answer.text
    document = json.loads(answer.text)
    if form == "geojson":
        return {feature["id"]: feature for feature in document["features"]}
    if form == "jsonld":
        return {thing["@id"][9:]: thing for thing in document["@graph"][1:]}
    return {entity["id"].rpartition(":")[2]: entity for entity in document}


def _listed(client: FlaskClient, region: str = "helsinki") -> dict[str, dict[str, Any]]:
    address = f"/v1/spots?region={region}&limit=100"
    seen: dict[str, dict[str, Any]] = {}
    while address:
        page = client.get(address).get_json()
        seen |= {feature["id"]: feature for feature in page["features"]}
        address = page["links"].get("next", "")
    return seen


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("region", ["helsinki", "ube"])
def test_every_public_spot_is_there_once(client: FlaskClient, form: str, region: str) -> None:
    assert _spots(client, form, region).keys() == _listed(client, region).keys()


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_is_not_there_and_what_left_is_gone_at_once(
    client: FlaskClient, database: RolledBackDatabase, form: str
) -> None:
    keeper = association(database)
    hidden, shown = written(client, keeper), published(client, keeper)
    before = _taken(client, form)
    assert shown["id"] in before.text
    assert hidden["id"] not in before.text
    assert act(client, shown, "withdraw", keeper.editor).status_code == 200
    after = _taken(client, form, **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert shown["id"] not in after.text


@pytest.mark.parametrize("form", FORMS)
def test_who_has_it_already_is_told_so(
    client: FlaskClient, database: RolledBackDatabase, form: str
) -> None:
    keeper = association(database)
    spot = published(client, keeper)
    first = _taken(client, form)
    again = _taken(client, form, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    written(client, keeper)  # a draft changes nothing that the public sees
    assert _taken(client, form).headers["ETag"] == first.headers["ETag"]
    change(client, spot, keeper.editor, phone="03-0000-0000")
    assert _taken(client, form).headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("form", FORMS)
def test_packed_or_not_it_is_the_same(client: FlaskClient, form: str) -> None:
    plain = _taken(client, form)
    packed = _taken(client, form, **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(packed.data) == plain.data
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert _taken(client, form, **again).status_code == 304


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_region_is_not_found(client: FlaskClient, form: str) -> None:
    answer = _taken(client, form, "atlantis")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "region_not_found")


def test_a_form_that_there_is_not_is_refused(client: FlaskClient) -> None:
    assert _taken(client, "ngsild?options=concise").status_code == 422
    assert _taken(client, "geojson?limit=1").status_code == 422
    assert _taken(client, "shp").status_code == 404


def test_a_region_without_spots_is_empty(client: FlaskClient, database: RolledBackDatabase) -> None:
    keep_spots(database)
    assert _spots(client, "geojson", "somewhere") == {}
    assert _spots(client, "jsonld", "somewhere") == {}
    assert _spots(client, "ngsild", "somewhere") == {}


def test_geojson_names_source_and_licence_for_all_and_for_each(client: FlaskClient) -> None:
    document = json.loads(_taken(client, "geojson").text)
    osm = {"attribution": "© OpenStreetMap contributors", "licence": "ODbL-1.0"}
    (source,) = document["sources"]
    assert source == {**osm, "spots": document["numberReturned"]}
    assert document["attribution"] == [osm["attribution"]]
    for feature in document["features"]:
        assert {name: feature["properties"][name] for name in osm} == osm


def test_geojson_says_of_each_spot_what_the_list_says(client: FlaskClient) -> None:
    listed = _listed(client, "ube")
    for key, feature in _spots(client, "geojson", "ube").items():
        other = listed[key]["properties"]
        assert feature["geometry"] == listed[key]["geometry"]
        for name, value in feature["properties"].items():
            if name == "accessibility":
                assert {**other[name], **value} == other[name]
            elif name != "name":
                assert value == other[name], name


@pytest.mark.parametrize("form", ["jsonld", "ngsild"])
def test_linked_data_names_source_and_licence_of_each(client: FlaskClient, form: str) -> None:
    address = "https://opendatacommons.org/licenses/odbl/1-0/"
    for spot in _spots(client, form).values():
        if form == "jsonld":
            record = spot["subjectOf"]
            said = record["creditText"], record["license"]
        else:
            said = spot["dataProvider"]["value"], spot["license"]["value"]
        assert said == ("© OpenStreetMap contributors", address)


def _known(kind: str) -> set[str]:
    """Return the properties of a type of schema.org, those of wider types included."""
    stated = TERMS[kind]
    wider: set[str] = set().union(*(_known(parent) for parent in stated["parents"]))
    return wider | set(stated["properties"])


def _typed(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _typed(part)


def test_every_property_belongs_to_its_type_in_the_vocabulary(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    published(client, association(database), accessibility={"wheelchair": True}, phone="03")
    seen: set[tuple[str, str]] = set()
    for region in ("helsinki", "ube"):
        document = json.loads(_taken(client, "jsonld", region).text)
        for thing in _typed(document):
            used = {name for name in thing if not name.startswith("@")}
            assert used <= _known(thing["@type"]), thing
            seen |= {(thing["@type"], name) for name in used}
    assert {name for kind, name in seen if kind == "TouristAttraction"} >= {
        "name",
        "description",
        "geo",
        "openingHoursSpecification",
        "isAccessibleForFree",
        "publicAccess",
        "amenityFeature",
        "sameAs",
        "telephone",
        "subjectOf",
    }


def _hours(client: FlaskClient, database: RolledBackDatabase, **facts: Any) -> list[list[str]]:
    spot = published(client, association(database), **facts)
    found = _spots(client, "jsonld")[spot["id"]].get("openingHoursSpecification", [])
    return [[hours["dayOfWeek"], hours["opens"], hours["closes"]] for hours in found]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Sa-Su 10:00-12:00,13:00-17:00", [
            ["Saturday", "10:00", "12:00"],
            ["Saturday", "13:00", "17:00"],
            ["Sunday", "10:00", "12:00"],
            ["Sunday", "13:00", "17:00"],
        ]),
        ("Fr 18:00-02:00", [["Friday", "18:00", "02:00"]]),
        ("Su 18:00-02:00", [["Sunday", "18:00", "02:00"]]),
        ("Mo 09:00-17:00; PH off", [
            ["Monday", "09:00", "17:00"],
            ["PublicHolidays", "00:00", "00:00"],
        ]),
        ("Mo-Fr 09:00-17:00; Tu-Su off", [["Monday", "09:00", "17:00"]]),
        ("Apr-Oct Mo 09:00-17:00", []),
        ("Mo 09:00-sunset", []),
        (None, []),
    ],
)  # fmt: skip
def test_hours_are_told_where_every_week_has_the_same(
    client: FlaskClient, database: RolledBackDatabase, hours: str | None, expected: list[list[str]]
) -> None:
    found = _hours(client, database, opening_hours=hours, closed_after_holiday=False)
    assert found == expected


def test_hours_around_the_clock_end_before_midnight(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    found = _hours(client, database, opening_hours="24/7", closed_after_holiday=False)
    assert {(opens, closes) for _, opens, closes in found} == {("00:00", "23:59")}
    assert len(found) == 7


@pytest.mark.parametrize(
    "facts", [{"closed_after_holiday": True}, {"seasons": [{"first": "04-01", "last": "10-31"}]}]
)
def test_hours_that_move_are_not_told(
    client: FlaskClient, database: RolledBackDatabase, facts: dict[str, Any]
) -> None:
    assert _hours(client, database, opening_hours="Tu-Su 09:00-17:00", **facts) == []


@pytest.mark.parametrize(("fee", "free"), [(0, True), (500, False), (None, None)])
def test_only_a_known_price_says_whether_it_is_free(
    client: FlaskClient, database: RolledBackDatabase, fee: int | None, free: bool | None
) -> None:
    spot = published(client, association(database), fee_minor=fee, fees=[])
    assert _spots(client, "jsonld")[spot["id"]].get("isAccessibleForFree") is free


def test_an_entity_has_the_shape_of_a_point_of_interest(client: FlaskClient) -> None:
    plain = _spots(client, "ngsild?options=keyValues")
    for key, entity in _spots(client, "ngsild").items():
        assert entity["id"] == f"urn:ngsi-ld:PointOfInterest:{key}"
        assert entity["type"] == "PointOfInterest"
        assert entity.keys() >= {"name", "category", "location", "source", "dateModified"}
        assert entity["location"]["type"] == "GeoProperty"
        assert entity["dateModified"]["value"]["@type"] == "DateTime"
        assert entity["category"]["value"]
        assert entity["@context"][-1].endswith("/ngsi-ld-core-context.jsonld")
        assert entity["source"]["value"].startswith("https://www.openstreetmap.org/")
        assert _simplified(entity) == plain[key]


def _simplified(entity: dict[str, Any]) -> dict[str, Any]:
    """Return the simplified form of a normalized entity (ETSI GS CIM 009, 4.5.4)."""
    plain = {}
    for name, value in entity.items():
        if name in ("id", "type", "@context"):
            plain[name] = value
            continue
        assert value["type"] in ("Property", "GeoProperty")
        inner = value["value"]
        plain[name] = inner["@value"] if name == "dateModified" else inner
    return plain


def test_a_document_that_could_not_be_finished_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.opened(tmp_path, "ube.geojson", "1", broken)
    assert list(tmp_path.iterdir()) == []


def test_only_the_latest_state_of_a_document_is_kept(tmp_path: Path) -> None:
    for name, state in (("ube.geojson", "1"), ("ube.jsonld", "1"), ("ube.geojson", "2")):
        with files.opened(tmp_path, name, state, lambda: iter("x")) as file:
            assert gzip.decompress(file.read()) == b"x"
    assert {p.name for p in tmp_path.iterdir()} == {"ube.jsonld.1.gz", "ube.geojson.2.gz"}


def test_a_finished_document_is_not_made_again(tmp_path: Path) -> None:
    made: list[int] = []

    def pieces() -> Iterator[str]:
        made.append(1)
        yield "x"

    for _ in range(3):
        files.opened(tmp_path, "ube.geojson", "1", pieces).close()
    assert made == [1]
