"""Small extracts, written for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium

Position = tuple[float, float]


class Extract:
    """Collects ways and areas, and writes them as an extract of one box.

    Parameters
    ----------
    missing
        Places whose nodes the extract refers to and does not hold.
    """

    def __init__(
        self, west: float, south: float, east: float, north: float, missing: Sequence[Position] = ()
    ) -> None:
        self._box = osmium.osm.Box(west, south, east, north)
        self._missing = set(missing)
        self._nodes: dict[Position, int] = {}
        self._ways: list[tuple[int, list[int], Mapping[str, str]]] = []
        self._relations: list[tuple[list[tuple[str, int, str]], Mapping[str, str]]] = []

    def way(self, places: Sequence[Position], **tags: str) -> int:
        """Add a way and return its number."""
        refs = [self._nodes.setdefault(place, len(self._nodes) + 1) for place in places]
        number = len(self._ways) + 1
        self._ways.append((number, refs, tags))
        return number

    def multipolygon(self, outer: Sequence[int], inner: Sequence[int], **tags: str) -> None:
        """Add an area made of ways."""
        members = [("w", way, "outer") for way in outer] + [("w", way, "inner") for way in inner]
        self._relations.append((members, {"type": "multipolygon", **tags}))

    def write(self, path: Path) -> Path:
        """Write everything and return the path."""
        header = osmium.io.Header()
        header.add_box(self._box)
        with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
            for place, number in self._nodes.items():
                if place not in self._missing:
                    writer.add_node(osmium.osm.mutable.Node(id=number, location=place))
            for number, refs, tags in self._ways:
                writer.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=tags))
            for number, (members, stated) in enumerate(self._relations, 1):
                writer.add_relation(
                    osmium.osm.mutable.Relation(id=number, members=members, tags=stated)
                )
        return path
