"""A plan as GeoJSON (RFC 7946): stops as points, legs as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel

from server.itineraries.schemas import DayOut, ItineraryOut


class ItineraryFeature(BaseModel):
    """A stop or a leg; `properties.role` says which."""

    type: Literal["Feature"] = "Feature"
    geometry: dict[str, Any]
    properties: dict[str, Any]


class ItineraryFeatures(BaseModel):
    """The whole plan; `attribution` names the sources to show beside it."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[ItineraryFeature]
    attribution: list[str]
    links: dict[str, str]


def to_geojson(itinerary: ItineraryOut) -> ItineraryFeatures:
    """Return the plan as one feature collection, in the order it is lived."""
    return ItineraryFeatures(
        features=[f for n, day in enumerate(itinerary.days, start=1) for f in _day(day, n)],
        attribution=itinerary.attribution,
        links=itinerary.links,
    )


def _day(day: DayOut, number: int) -> Iterator[ItineraryFeature]:
    for order, leg in enumerate(day.legs):
        line = leg.model_dump(mode="json")
        yield ItineraryFeature(
            geometry=line.pop("geometry"),
            properties={"role": "leg", "day": number, "order": order, **line},
        )
        if order < len(day.visits):
            visit = day.visits[order].model_dump(mode="json")
            place = visit.pop("location")
            yield ItineraryFeature(
                geometry={"type": "Point", "coordinates": [place["lon"], place["lat"]]},
                properties={"role": "visit", "day": number, "order": order, **visit},
            )
