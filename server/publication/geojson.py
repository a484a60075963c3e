"""A region's spots as one GeoJSON feature collection (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from server.publication.collection import Collection
from server.spots.content import accessibility_of
from server.spots.keeping_views import fees_out, translations_of
from server.spots.models import Spot

MEDIA_TYPE = "application/geo+json"


def written(collection: Collection, spots: Iterable[Spot]) -> Iterator[str]:
    """Yield the document in pieces."""
    region = collection.region
    head = {
        "type": "FeatureCollection",
        "region": region.code,
        "names": region.names,
        "updated_at": collection.updated_at.isoformat(),
        "numberReturned": collection.count,
        "attribution": list(dict.fromkeys(s.attribution for s in collection.sources)),
        "sources": [
            {"attribution": s.attribution, "licence": s.licence, "spots": s.spots}
            for s in collection.sources
        ],
        "links": {
            "self": f"/v1/regions/{region.code}/spots.geojson",
            "region": f"/v1/regions/{region.code}",
            "changes": f"/v1/spots?region={region.code}&updated_since="
            + collection.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }
    yield as_json(head)[:-1] + ',"features":['
    between = "\n"
    for spot in spots:
        yield between + as_json(_feature(spot))
        between = ",\n"
    yield "\n]}\n"


def as_json(value: Any) -> str:
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _feature(spot: Spot) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": spot.id,
        "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "properties": _properties(spot),
    }


def _properties(spot: Spot) -> dict[str, Any]:
    """Return what is known of a spot and does not depend on who asks, or when."""
    plain = (
        "name_kana",
        "opening_hours",
        "closed_after_holiday",
        "hours_note",
        "fee_minor",
        "fee_note",
        "visit_minutes",
        "renown",
        "address",
        "phone",
        "url",
        "attribution",
        "licence",
    )
    return {
        "region": spot.region_code,
        "organisation_id": spot.organisation_id,
        "name": _main_name(spot),
        "names": spot.names,
        "descriptions": spot.descriptions,
        "translations": {k: t.model_dump() for k, t in translations_of(spot).items()},
        "category": spot.categories[0],
        "categories": list(spot.categories),
        **{name: getattr(spot, name) for name in plain},
        "currency": spot.region.currency,
        "fees": [fee.model_dump() for fee in fees_out(spot)],
        "seasons": [{"first": first, "last": last} for first, last in spot.seasons],
        "accessibility": accessibility_of(spot),
        "updated_at": spot.updated_at.isoformat(timespec="seconds"),
        "verified_at": spot.verified_at and spot.verified_at.isoformat(timespec="seconds"),
    }


def _main_name(spot: Spot) -> str:
    names = spot.names
    in_order = (names[tag] for tag in spot.region.languages if tag in names)
    return next(in_order, next(iter(names.values()), ""))
