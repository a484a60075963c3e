"""Which OpenStreetMap tags make a place worth a tourist's stop, and of which kind.

One table, read from the top: every line that fits adds its category, and the first to fit is the
main one. What no line names is no spot: embassies, hotels, hairdressers, chain fast food, offices.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_TABLE: Final[tuple[tuple[str, str, str], ...]] = (
    # category, key, values
    ("museum", "tourism", "museum"),
    ("zoo", "tourism", "zoo aquarium"),
    ("gallery", "tourism", "gallery"),
    ("gallery", "shop", "art"),
    ("castle", "historic", "castle fort fortress citadel castle_wall"),
    ("church", "building", "church cathedral chapel basilica"),
    ("temple", "building", "temple"),
    ("shrine", "building", "shrine"),
    ("memorial", "historic", "memorial monument tomb grave wayside_cross wayside_shrine milestone"),
    ("memorial", "memorial", "statue bust stele obelisk war_memorial"),
    ("art", "tourism", "artwork"),
    ("art", "amenity", "artwork"),
    ("industry", "historic", "mine mine_shaft industrial factory kiln works"),
    ("viewpoint", "tourism", "viewpoint"),
    ("viewpoint", "tower:type", "observation"),
    ("garden", "leisure", "garden"),
    ("park", "leisure", "park"),
    ("nature", "leisure", "nature_reserve"),
    ("nature", "natural", "peak cave_entrance cliff rock stone arch tree geyser volcano valley"),
    ("nature", "waterway", "waterfall"),
    ("nature", "geological", "outcrop moraine palaeontological_site columnar_jointing"),
    ("beach", "natural", "beach"),
    ("beach", "leisure", "beach_resort"),
    ("onsen", "natural", "hot_spring"),
    ("onsen", "amenity", "public_bath"),
    ("culture", "amenity", "theatre arts_centre concert_hall library"),
    ("outdoor", "tourism", "theme_park"),
    ("farm", "tourism", "farm"),
    ("craft", "craft", "pottery glassblower glass weaver basket_maker bookbinder blacksmith"),
    ("craft", "craft", "goldsmith silversmith jeweller watchmaker clockmaker musical_instrument"),
    (
        "craft",
        "craft",
        "leather saddler candlemaker paper printmaker printer_maker toymaker turner",
    ),
    ("craft", "craft", "sculptor lacquerware dyer embroiderer wood_carver knife_maker luthier"),
    ("craft", "craft", "brewery distillery winery sake_brewery cider chocolatier confectionery"),
    ("craft", "shop", "craft handicrafts pottery"),
    ("shop", "amenity", "marketplace"),
    ("shop", "shop", "gift souvenir antiques books tea confectionery chocolate bakery pastry"),
    ("shop", "shop", "cheese deli spices wine farm second_hand_books music local design"),
    ("cafe", "amenity", "cafe ice_cream"),
    ("food", "amenity", "restaurant food_court"),
    ("historic", "historic", "*"),
)
_WORSHIP: Final[Mapping[str, str]] = {
    "christian": "church",
    "buddhist": "temple",
    "shinto": "shrine",
}
_NOT_HISTORIC: Final = frozenset({"no", "boundary_stone", "railway", "railway_station", "road"})
_LODGING: Final = frozenset(
    {"hotel", "hostel", "motel", "guest_house", "apartment", "chalet", "camp_site", "caravan_site"}
)
_PLAQUES: Final = frozenset({"plaque", "blue_plaque", "stolperstein", "bench", "ghost_bike"})
_TRADE: Final = frozenset({"food", "cafe", "shop"})

SELECTING_KEYS: Final = tuple(
    dict.fromkeys(
        ["amenity", "tourism", "place", *(key for _, key, _ in _TABLE if key != "building")]
    )
)
"""An object without any of these keys, and not built as a place of worship, is never a spot."""

BUILDING_VALUES: Final = frozenset(
    value for _, key, values in _TABLE if key == "building" for value in values.split()
)


def categories_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Return the category codes of an object, the main one first; empty when it is no spot."""
    if tags.get("tourism") in _LODGING or _is_plaque(tags):
        return ()
    found = [category for category, key, values in _TABLE if _fits(tags.get(key), key, values)]
    worship = _worship(tags)
    if worship:
        found.insert(0, worship)
    if not found and _is_known_place(tags):
        found.append("historic")
    return tuple(dict.fromkeys(_without_side_trade(found)))


def _fits(stated: str | None, key: str, values: str) -> bool:
    """Tell whether one of a tag's semicolon-separated values is in a line of the table."""
    if stated is None:
        return False
    if values == "*":
        return key == "historic" and stated not in _NOT_HISTORIC
    return any(value.strip() in values.split() for value in stated.split(";"))


def _is_known_place(tags: Mapping[str, str]) -> bool:
    """Tell whether it is an attraction of no other kind, or a square of more than local fame."""
    known_square = tags.get("place") == "square" and "wikidata" in tags
    return known_square or tags.get("tourism") == "attraction"


def _is_plaque(tags: Mapping[str, str]) -> bool:
    return tags.get("memorial") in _PLAQUES and "wikidata" not in tags


def _worship(tags: Mapping[str, str]) -> str | None:
    """Return the category of a place of worship.

    A congregation that meets in an ordinary building is none; shrines and temples are seldom
    mapped with more than their religion.
    """
    if tags.get("amenity") != "place_of_worship":
        return None
    if tags.get("religion") == "christian" and not _is_worth_seeing(tags):
        return None
    return _WORSHIP.get(tags.get("religion", ""))


def _is_worth_seeing(tags: Mapping[str, str]) -> bool:
    words = ("wikidata", "wikipedia", "heritage", "tourism", "historic")
    return tags.get("building") in BUILDING_VALUES or any(word in tags for word in words)


def _without_side_trade(found: list[str]) -> list[str]:
    """Drop `historic` where a more telling category is there, and a sight's own café or shop."""
    telling = [category for category in found if category != "historic"] or found
    if not telling or telling[0] in _TRADE:
        return telling
    return [category for category in telling if category not in _TRADE]
