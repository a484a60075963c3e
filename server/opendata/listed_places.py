"""Rows of 公衆トイレ一覧 and 指定緊急避難場所一覧: public toilets and evacuation sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.opendata.meaning import find_count, find_flag, find_mark

HAZARD_FIELDS = (
    "flood",
    "landslide",
    "storm_surge",
    "earthquake",
    "tsunami",
    "large_fire",
    "inland_flood",
    "volcano",
)
"""Kinds of disaster that a site may be designated for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedToilet:
    """A public toilet as its list states it, after repair; empty means not stated.

    Parameters
    ----------
    key
        As in `ListedSpot`.
    lat, lon
        Degrees, WGS 84.
    place
        設置位置: where in the park or building it is.
    opens, closes, hours_note
        Times of use, `HH:MM` or as stated, and what restricts them.
    """

    key: str = ""
    municipality_code: str = ""
    listed_id: str = ""
    municipality_name: str = ""
    name: str
    name_kana: str = ""
    name_en: str = ""
    address_code: str = ""
    town_id: str = ""
    address: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    street: str = ""
    building: str = ""
    place: str = ""
    lat: float
    lon: float
    altitude_kind: str = ""
    altitude: str = ""
    men: str = ""
    men_urinals: str = ""
    men_squat: str = ""
    men_seats: str = ""
    men_child_seats: str = ""
    men_child_beds: str = ""
    women: str = ""
    women_squat: str = ""
    women_seats: str = ""
    women_child_seats: str = ""
    women_child_beds: str = ""
    shared: str = ""
    shared_squat: str = ""
    shared_seats: str = ""
    shared_child_seats: str = ""
    shared_child_beds: str = ""
    accessible: str = ""
    accessible_child_seats: str = ""
    accessible_child_beds: str = ""
    accessible_adult_beds: str = ""
    accessible_changing_boards: str = ""
    wheelchair_toilets: str = ""
    child_equipment: str = ""
    ostomate_toilets: str = ""
    opens: str = ""
    closes: str = ""
    hours_note: str = ""
    image_url: str = ""
    image_licence: str = ""
    remark: str = ""

    @property
    def wheelchair(self) -> bool | None:
        """Whether a wheelchair user can use it; None when the list states neither number."""
        return _any_of(self.wheelchair_toilets, self.accessible)

    @property
    def ostomate(self) -> bool | None:
        """Whether it has equipment for ostomates; None when not stated."""
        return _any_of(self.ostomate_toilets)

    @property
    def for_children(self) -> bool | None:
        """Whether it has equipment for small children; None when not stated."""
        return find_flag(self.child_equipment)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedShelter:
    """A designated emergency evacuation site as its list states it; empty means not stated.

    Parameters
    ----------
    key
        As in `ListedSpot`.
    lat, lon
        Degrees, WGS 84.
    flood, landslide, storm_surge, earthquake, tsunami, large_fire, inland_flood, volcano
        `1` where the site is designated for that kind of disaster.
    also_refuge
        指定避難所との住所同一: it is also a place to stay afterwards.
    capacity
        Persons.
    """

    key: str = ""
    municipality_code: str = ""
    listed_id: str = ""
    municipality_name: str = ""
    name: str
    name_kana: str = ""
    name_en: str = ""
    address_code: str = ""
    town_id: str = ""
    address: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    street: str = ""
    building: str = ""
    lat: float
    lon: float
    altitude_kind: str = ""
    altitude: str = ""
    phone: str = ""
    extension: str = ""
    flood: str = ""
    landslide: str = ""
    storm_surge: str = ""
    earthquake: str = ""
    tsunami: str = ""
    large_fire: str = ""
    inland_flood: str = ""
    volcano: str = ""
    also_refuge: str = ""
    capacity: str = ""
    neighbourhoods: str = ""
    image_url: str = ""
    image_licence: str = ""
    url: str = ""
    remark: str = ""

    @property
    def hazards(self) -> Mapping[str, bool | None]:
        """For each of `HAZARD_FIELDS` whether the site is designated for it.

        In these lists an empty cell is a no once any kind is marked; a list that marks none says
        nothing about the site (None).
        """
        marks = {field: find_mark(getattr(self, field)) for field in HAZARD_FIELDS}
        stated = any(mark is not None for mark in marks.values())
        return {field: bool(mark) if stated else None for field, mark in marks.items()}

    @property
    def capacity_persons(self) -> int | None:
        """How many people it is planned for; None when not stated."""
        return find_count(self.capacity)


def _any_of(*cells: str) -> bool | None:
    """Return whether any cell counts or affirms; None when none says anything."""
    stated = [find_flag(cell) if find_count(cell) is None else find_count(cell) for cell in cells]
    said = [answer for answer in stated if answer is not None]
    return any(said) if said else None
