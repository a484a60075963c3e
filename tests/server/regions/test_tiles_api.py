from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from routing.street_network import PbfSource
from server.cartography.building import build_map
from server.cartography.projection import Tile
from server.regions.maps import MapShelf
from tests.server.cartography.decoding import layers_of
from tests.server.cartography.osm_files import Extract

STATION = "14/9327/4742"
PACKED = {"Accept-Encoding": "gzip"}


def address_of(client: FlaskClient, region: str, tile: str = STATION) -> str:
    """Return a tile's address as the region's TileJSON says it."""
    stated = client.get(f"/v1/regions/{region}/tiles.json").get_json()["tiles"][0]
    assert stated.startswith("http://localhost/v1/")
    for name, value in zip("zxy", tile.split("/"), strict=True):
        stated = stated.replace(f"{{{name}}}", value)
    return str(stated.removeprefix("http://localhost"))


def test_a_regions_map_says_where_it_is_and_whom_to_thank(client: FlaskClient) -> None:
    region = client.get("/v1/regions/helsinki", headers={"Accept-Language": "ja"})
    answer = client.get(region.get_json()["links"]["tiles"], headers={"Accept-Language": "ja"})
    described = answer.get_json()
    assert described["tilejson"] == "3.0.0"
    assert described["name"] == "ヘルシンキ"
    assert described["attribution"] == "© OpenStreetMap contributors"
    assert described["maxzoom"] == 14
    west, south, east, north = described["bounds"]
    lon, lat, _ = described["center"]
    assert (west < lon < east, south < lat < north) == (True, True)
    assert [layer["id"] for layer in described["vector_layers"]] == ["areas", "streets"]


def test_a_tile_shows_streets_by_name_and_kind_and_areas(client: FlaskClient) -> None:
    answer = client.get(address_of(client, "helsinki"))
    assert answer.mimetype == "application/vnd.mapbox-vector-tile"
    layers = layers_of(answer.data)
    assert {f.kind for f in layers["areas"]} == {"water", "green", "built"}
    assert {f.kind for f in layers["streets"]} == {"main", "minor", "service", "path", "steps"}
    assert ("main", "Mannerheimintie") in {(f.kind, f.name) for f in layers["streets"]}


def test_a_tile_is_the_same_packed_and_unpacked(client: FlaskClient) -> None:
    address = address_of(client, "helsinki")
    packed, plain = client.get(address, headers=PACKED), client.get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_who_has_a_tile_is_told_so_and_gets_nothing_twice(client: FlaskClient) -> None:
    address = address_of(client, "helsinki")
    first = client.get(address, headers=PACKED)
    again = client.get(address, headers={**PACKED, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_only_an_address_that_names_the_version_may_be_kept_for_a_year(client: FlaskClient) -> None:
    address = address_of(client, "helsinki")
    named, other = client.get(address), client.get(re.sub("v=.*", "v=00ab", address))
    plain = client.get(address.partition("?")[0])
    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert other.headers["Cache-Control"] == plain.headers["Cache-Control"] == "no-cache"
    assert named.data == other.data == plain.data


def test_a_region_without_streets_has_tiles_with_nothing_on_them(client: FlaskClient) -> None:
    described = client.get("/v1/regions/ube/tiles.json").get_json()
    assert described["attribution"] == ""
    assert described["bounds"] == client.get("/v1/regions/ube").get_json()["bbox"]
    answer = client.get(address_of(client, "ube", "10/886/407"), headers=PACKED)
    assert answer.status_code == 200
    assert gzip.decompress(answer.data) == b""


@pytest.mark.parametrize("tile", ["15/0/0", "3/8/0", "3/0/8", "0/0/1", "999999999/0/0"])
def test_a_tile_that_cannot_be_is_404_in_the_readers_language(
    client: FlaskClient, tile: str
) -> None:
    answer = client.get(f"/v1/regions/helsinki/tiles/{tile}.mvt", headers={"Accept-Language": "ja"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "tile_not_found")
    assert "ズーム" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "path",
    ["tiles/a/0/0.mvt", "tiles/1/-1/0.mvt", "tiles/1/0/9999999999.mvt", "tiles/1/0/0.png", "tiles"],
)
def test_what_is_no_tiles_address_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(f"/v1/regions/helsinki/{path}").status_code == 404


def test_an_unknown_region_has_no_map(client: FlaskClient) -> None:
    for path in ("tiles.json", f"tiles/{STATION}.mvt"):
        answer = client.get(f"/v1/regions/atlantis/{path}")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "region_not_found")


def test_an_unknown_parameter_of_a_tile_is_named(client: FlaskClient) -> None:
    answer = client.get(f"/v1/regions/helsinki/tiles/{STATION}.mvt?style=dark&v=%20")
    pointers = {fault["pointer"] for fault in answer.get_json()["errors"]}
    assert (answer.status_code, pointers) == (422, {"?style", "?v"})


def test_a_new_map_is_shown_without_a_restart(own: FlaskClient, own_dir: Path) -> None:
    before = address_of(own, "helsinki")
    assert layers_of(own.get(before).data)
    town = Extract(24.9, 60.1, 25.0, 60.2)
    town.way([(24.94, 60.17), (24.95, 60.171)], highway="primary", name="新道")
    source = PbfSource(town.write(own_dir / "town.osm.pbf"))
    build_map(source, root=own_dir / "networks", region="helsinki")
    after = address_of(own, "helsinki")
    assert after != before
    assert own.get(before).headers["Cache-Control"] == "no-cache"
    (street,) = layers_of(own.get(after).data)["streets"]
    assert (street.kind, street.name) == ("main", "新道")


def test_a_damaged_map_is_an_empty_one_and_takes_nothing_down(
    own: FlaskClient, own_dir: Path
) -> None:
    (own_dir / "networks" / "helsinki" / "map.npz").write_bytes(b"no map")
    assert own.get("/v1/regions/helsinki/tiles.json").get_json()["attribution"] == ""
    answer = own.get(address_of(own, "helsinki"))
    assert (answer.status_code, answer.data) == (200, b"")


def test_no_more_tiles_are_kept_than_fit(data_dir: Path) -> None:
    networks = data_dir / "networks"
    tiles = [Tile(14, 9326 + x, 4741 + y) for x in (0, 1) for y in (0, 1)]
    wide, narrow = MapShelf(networks), MapShelf(networks, cache_bytes=13_000)
    sizes = {tile: len(wide.packed_tile("helsinki", tile)) for tile in tiles}
    for tile in [*tiles, *tiles]:
        assert narrow.packed_tile("helsinki", tile) == wide.packed_tile("helsinki", tile)
    kept = narrow._tiles._files
    assert 0 < sum(map(len, kept.values())) <= 13_000 < sum(sizes.values())
    assert [tile for _, tile in kept][-1] == tiles[-1]
    assert len(wide._tiles._files) == 4


def test_maps_are_opened_before_anybody_asks(data_dir: Path) -> None:
    shelf = MapShelf(data_dir / "networks")
    shelf.open_all()
    assert list(shelf._opened) == ["helsinki"]
    assert MapShelf(data_dir / "nowhere").state("helsinki").bounds is None
