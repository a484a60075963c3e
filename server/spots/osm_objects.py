"""OpenStreetMap objects that may be spots, each with one point, from a file of any extent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import osmium
from osmium.osm import Node, Relation, Way
from shapely import GeometryCollection, LineString, MultiPoint, Polygon, polygonize
from shapely.geometry.base import BaseGeometry

from server.errors import AppError
from server.spots.osm_categories import BUILDING_VALUES, SELECTING_KEYS
from server.text import Text

Line = list[tuple[float, float]]


class UnreadableOsmFile(AppError):
    """The file is no OpenStreetMap data, or is damaged."""

    code = "unreadable_osm_file"
    title = Text("Unreadable map file", "地図ファイルを読み込めません")
    text = Text(
        "{file} is not readable as OpenStreetMap data (.osm, .osm.gz or .osm.pbf): {reason}",
        "{file} をOpenStreetMapのデータ（.osm、.osm.gz、.osm.pbf）として読み込めません：{reason}",
    )


@dataclass(frozen=True, slots=True)
class OsmObject:
    """A named object with tags of interest.

    Parameters
    ----------
    id
        As in `node/123`, `way/123` or `relation/123`.
    point
        (latitude, longitude); for a line or an area a point on it. None where the file holds none
        of its nodes.
    """

    id: str
    tags: dict[str, str]
    point: tuple[float, float] | None


def read_objects(path: Path) -> list[OsmObject]:
    """Return the file's named objects with tags of interest.

    Extracts that were cut at a border lack nodes and member ways; such an object is placed by
    the part of it that is there.

    Raises
    ------
    UnreadableOsmFile
        If the file is missing, damaged or of another format.
    """
    try:
        return list(_Reader(path).objects())
    except (RuntimeError, OSError) as error:
        raise UnreadableOsmFile(file=path.name, reason=str(error)) from error


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = str(path)

    def objects(self) -> Iterator[OsmObject]:
        relations: list[tuple[str, dict[str, str], list[int]]] = []
        keys = osmium.filter.KeyFilter(*SELECTING_KEYS, "building")
        for entity in osmium.FileProcessor(self._path).with_locations().with_filter(keys):
            tags = dict(entity.tags)
            if not _is_of_interest(tags):
                continue
            if isinstance(entity, Relation):
                relations.append((f"relation/{entity.id}", tags, _outer_ways(entity)))
            elif isinstance(entity, Way):
                yield OsmObject(f"way/{entity.id}", tags, _point_of_area([_line(entity)]))
            elif isinstance(entity, Node):
                yield OsmObject(f"node/{entity.id}", tags, _point_of_node(entity))
        lines = self._lines({way for _, _, ways in relations for way in ways})
        for name, tags, ways in relations:
            parts = [lines[way] for way in ways if way in lines]
            yield OsmObject(name, tags, _point_of_area(parts))

    def _lines(self, ways: Iterable[int]) -> dict[int, Line]:
        wanted = set(ways)
        if not wanted:
            return {}
        ids = osmium.filter.IdFilter(wanted)
        ids.enable_for(osmium.osm.WAY)
        processor = osmium.FileProcessor(self._path).with_locations().with_filter(ids)
        return {entity.id: _line(entity) for entity in processor if isinstance(entity, Way)}


def _is_of_interest(tags: dict[str, str]) -> bool:
    if "name" not in tags:
        return False
    return any(key in tags for key in SELECTING_KEYS) or tags.get("building") in BUILDING_VALUES


def _outer_ways(relation: Relation) -> list[int]:
    members = [(member.ref, member.role) for member in relation.members if member.type == "w"]
    outer = [ref for ref, role in members if role in {"outer", "outline", ""}]
    return outer or [ref for ref, _ in members]


def _point_of_node(node: Node) -> tuple[float, float] | None:
    return (node.location.lat, node.location.lon) if node.location.valid() else None


def _line(way: Way) -> Line:
    return [(node.lon, node.lat) for node in way.nodes if node.location.valid()]


def _point_of_area(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Return a point inside the largest ring, else on the line, else amid what nodes there are."""
    corners = [corner for line in lines for corner in line]
    if not corners:
        return None
    point = _shape(lines, corners).representative_point()
    return point.y, point.x


def _shape(lines: Sequence[Line], corners: Line) -> BaseGeometry:
    strings = [LineString(line) for line in lines if len(set(line)) > 1]
    rings: GeometryCollection = polygonize(strings)
    polygons = [ring for ring in rings.geoms if isinstance(ring, Polygon) and ring.area > 0]
    if polygons:
        largest = max(polygons, key=lambda polygon: polygon.area)
        return largest.centroid if largest.contains(largest.centroid) else largest
    return strings[0] if len(strings) == 1 else MultiPoint(corners).centroid
