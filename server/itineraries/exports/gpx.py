"""A plan as GPX 1.1 for navigation apps: stops as waypoints, each day as a track.

References
----------
GPX 1.1 schema, http://www.topografix.com/GPX/1/1/
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from server.itineraries.schemas import DayOut, ItineraryOut, VisitOut

_NAMESPACE: Final = "http://www.topografix.com/GPX/1/1"
_OSM_LICENCE: Final = "https://opendatacommons.org/licenses/odbl/1-0/"
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_gpx(itinerary: ItineraryOut) -> str:
    """Return the plan as a GPX document."""
    root = ET.Element("gpx", {"version": "1.1", "creator": "Yorimichi", "xmlns": _NAMESPACE})
    _metadata(root, itinerary)
    for day in itinerary.days:
        for visit in day.visits:
            _waypoint(root, visit)
    for day in itinerary.days:
        _track(root, day)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("", text)


def _metadata(root: ET.Element, itinerary: ItineraryOut) -> None:
    metadata = ET.SubElement(root, "metadata")
    dates = [day.date.isoformat() for day in itinerary.days]
    _text(metadata, "name", f"Yorimichi {itinerary.region} {dates[0]}")
    _text(metadata, "desc", "; ".join(itinerary.attribution))
    if any("OpenStreetMap" in source for source in itinerary.attribution):
        holder = {"author": "OpenStreetMap contributors"}
        _text(ET.SubElement(metadata, "copyright", holder), "license", _OSM_LICENCE)
    _text(metadata, "time", itinerary.created_at.isoformat(timespec="seconds"))


def _waypoint(root: ET.Element, visit: VisitOut) -> None:
    waypoint = ET.SubElement(root, "wpt", _place(visit.location.lat, visit.location.lon))
    _text(waypoint, "time", visit.begin.isoformat(timespec="seconds"))
    _text(waypoint, "name", visit.name)
    _text(waypoint, "desc", f"{visit.begin:%H:%M}-{visit.leave:%H:%M}")
    _text(waypoint, "type", visit.category or visit.kind)


def _track(root: ET.Element, day: DayOut) -> None:
    track = ET.SubElement(root, "trk")
    _text(track, "name", day.date.isoformat())
    for leg in day.legs:
        segment = ET.SubElement(track, "trkseg")
        for lon, lat in leg.geometry.coordinates:
            ET.SubElement(segment, "trkpt", _place(lat, lon))


def _place(lat: float, lon: float) -> dict[str, str]:
    """Return the attributes of a point; the schema's decimals know no exponent."""
    return {"lat": f"{lat:.7f}", "lon": f"{lon:.7f}"}
