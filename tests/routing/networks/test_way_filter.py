"""The filters are OSMnx's own."""

from __future__ import annotations

import re

import osmnx as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import Mode
from routing.networks.way_filter import belongs

VALUES = {
    "highway": ["residential", "motorway", "footway", "steps", "service", "services", "cycleway"],
    "area": ["yes", "no"],
    "access": ["private", "yes"],
    "foot": ["no", "yes", "unknown"],
    "service": ["alley", "driveway", "parking_aisle", "private", "bus"],
    "motor_vehicle": ["no", "destination"],
    "motorcar": ["no", "yes"],
    "sidewalk": ["separate", "both"],
    "sidewalk:left": ["separate", "yes"],
    "sidewalk:right": ["separate"],
    "sidewalk:both": ["separate"],
    "name": ["private"],
}
TAGS = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in VALUES.items()})


def overpass_would_send(tags: dict[str, str], mode: Mode) -> bool:
    query = ox._overpass._get_network_filter(mode.value)
    excluded = re.findall(r'\["([^"]+)"!~"([^"]+)"\]', query)
    return "highway" in tags and not any(
        re.search(pattern, tags[key]) for key, pattern in excluded if key in tags
    )


@given(TAGS, st.sampled_from(Mode))
def test_a_way_belongs_exactly_where_osmnx_would_ask_for_it(
    tags: dict[str, str], mode: Mode
) -> None:
    assert belongs(tags, mode) == overpass_would_send(tags, mode)


@pytest.mark.parametrize("mode", Mode)
def test_every_class_that_osmnx_excludes_is_excluded(mode: Mode) -> None:
    query = ox._overpass._get_network_filter(mode.value)
    excluded = re.findall(r'\["([^"]+)"!~"([^"]+)"\]', query)
    for key, pattern in excluded:
        for value in pattern.split("|"):
            assert not belongs({"highway": "residential"} | {key: value}, mode)
