"""The kinds of spots, one table for every region.

`usual_hours` and `usual_visit_minutes` are the house's own defaults. They stand in where a spot's
own are unknown, and the plan says so; they never overwrite what an association has stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of spot.

    Parameters
    ----------
    usual_visit_minutes
        How long a visit takes when the spot does not say.
    usual_hours
        OSM opening-hours expression assumed when the spot does not say.
    open_air
        Open ground: nobody need fear a shut gate when no hours are stated.
    """

    code: str
    name_en: str
    name_ja: str
    usual_visit_minutes: int
    usual_hours: str
    open_air: bool = False


_OFFICE: Final = "09:00-17:00"
_DAYLIGHT: Final = "08:00-18:00"
_ALWAYS: Final = "24/7"

CATEGORIES: Final[dict[str, Category]] = {
    category.code: category
    for category in (
        Category("temple", "Temple", "寺院", 30, _OFFICE),
        Category("shrine", "Shrine", "神社", 25, "06:00-18:00"),
        Category("church", "Church", "教会", 25, "10:00-17:00"),
        Category("castle", "Castle", "城・城跡", 50, _OFFICE),
        Category("historic", "Historic place", "史跡・歴史的建造物", 25, _DAYLIGHT),
        Category("memorial", "Monument", "記念碑・像", 10, _ALWAYS, open_air=True),
        Category("museum", "Museum", "博物館・資料館", 60, "10:00-17:00"),
        Category("gallery", "Art museum or gallery", "美術館・ギャラリー", 45, "10:00-17:00"),
        Category("art", "Art in public space", "パブリックアート", 10, _ALWAYS, open_air=True),
        Category("craft", "Crafts", "工芸・ものづくり", 40, "10:00-17:00"),
        Category("industry", "Industrial heritage", "産業観光", 45, _OFFICE),
        Category("park", "Park", "公園", 30, "06:00-20:00", open_air=True),
        Category("garden", "Garden", "庭園", 40, _OFFICE),
        Category("nature", "Nature", "自然・景勝地", 40, _DAYLIGHT, open_air=True),
        Category("viewpoint", "Viewpoint", "展望・眺め", 20, _DAYLIGHT, open_air=True),
        Category("beach", "Beach", "海岸・海水浴場", 45, _DAYLIGHT, open_air=True),
        Category("onsen", "Hot spring", "温泉", 75, "10:00-20:00"),
        Category("zoo", "Zoo or aquarium", "動物園・水族館", 90, _OFFICE),
        Category("farm", "Farm visit", "農園・観光農園", 60, _OFFICE),
        Category("outdoor", "Outdoor activity", "アウトドア体験", 60, _OFFICE),
        Category("culture", "Theatre and culture", "劇場・文化施設", 30, "10:00-18:00"),
        Category("food", "Place to eat", "食事処", 60, "11:00-20:00"),
        Category("cafe", "Café or sweets", "カフェ・甘味", 40, "10:00-18:00"),
        Category("shop", "Local shop or market", "土産・市場", 25, "10:00-18:00"),
    )
}
"""Every category by its code, in the order in which people are shown them."""

MEAL_CATEGORIES: Final = frozenset({"food", "cafe"})
"""Categories that can host a lunch."""
