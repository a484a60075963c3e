"""A region's spots in the vocabulary of schema.org, as JSON-LD.

Only what is certain is said: a fact that nobody knows is left out, hours that differ from week to
week as well, and a machine's words, which the vocabulary has no flag for. Licence, credit and date
belong to creative works there, so they stand at the record that each spot is the `subjectOf`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from server.publication.collection import Collection, osm_address, people_wrote
from server.publication.geojson import as_json
from server.publication.licences import licence_address
from server.publication.weekly_hours import shut_on_holidays, weekly_hours
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots.content import accessibility_of
from server.spots.models import Spot, SpotDatedHours

MEDIA_TYPE = "application/ld+json"
_DAY_S: Final = 86_400
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def written(collection: Collection, spots: Iterable[Spot]) -> Iterator[str]:
    """Yield the document in pieces: the data set, then each spot."""
    yield '{"@context":"https://schema.org","@graph":[\n' + as_json(_data_set(collection))
    for spot in spots:
        yield ",\n" + as_json(attraction(spot))
    yield "\n]}\n"


def _data_set(collection: Collection) -> dict[str, Any]:
    region = collection.region
    return {
        "@type": "Dataset",
        "name": _in_languages(region.names),
        "license": [
            licence_address(name)
            for name in dict.fromkeys(s.licence for s in collection.sources)
            if name
        ],
        "creditText": "; ".join(dict.fromkeys(s.attribution for s in collection.sources)),
        "isAccessibleForFree": True,
        "dateModified": collection.updated_at.isoformat(),
        "sdDatePublished": collection.updated_at.date().isoformat(),
        "spatialCoverage": _region(region),
    }


def _region(region: Region) -> dict[str, Any]:
    box = f"{region.south} {region.west} {region.north} {region.east}"
    return {
        "@type": "Place",
        "name": _in_languages(region.names),
        "geo": {"@type": "GeoShape", "box": box},
    }


def _in_languages(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": tag} for tag, text in texts.items()]


def attraction(spot: Spot) -> dict[str, Any]:
    """Return a spot as a `TouristAttraction`."""
    texts = people_wrote(spot.texts)
    kana = [{"@value": spot.name_kana, "@language": "ja-Hira"}] if spot.name_kana else []
    said = {
        "name": _in_languages({t.language: t.name for t in texts if t.name}),
        "alternateName": kana,
        "description": _in_languages({t.language: t.description for t in texts if t.description}),
        "keywords": [CATEGORIES[code].name_en for code in spot.categories],
        "address": _address(spot),
        "telephone": spot.phone,
        "url": spot.url,
        "sameAs": osm_address(spot),
        "isAccessibleForFree": None if spot.fee_minor is None else spot.fee_minor == 0,
        "amenityFeature": list(_amenities(spot)),
        "openingHoursSpecification": list(_hours(spot)),
        "specialOpeningHoursSpecification": [
            hours for dated in spot.dated_hours for hours in _special_hours(dated)
        ],
    }
    return {
        "@type": "TouristAttraction",
        "@id": f"urn:uuid:{spot.id}",
        "identifier": spot.id,
        **{name: value for name, value in said.items() if value not in (None, "", [])},
        "geo": {"@type": "GeoCoordinates", "latitude": spot.lat, "longitude": spot.lon},
        "publicAccess": True,
        "containedInPlace": {"@type": "Place", "name": _in_languages(spot.region.names)},
        "subjectOf": _record(spot, [text.language for text in texts]),
    }


def _record(spot: Spot, languages: list[str]) -> dict[str, Any]:
    """Return the record that tells of a spot: a work with a licence, unlike the place itself."""
    return {
        "@type": "Dataset",
        **({"license": licence_address(spot.licence)} if spot.licence else {}),
        "creditText": spot.attribution,
        "inLanguage": languages,
        "dateModified": spot.updated_at.isoformat(),
        "sdDatePublished": spot.updated_at.date().isoformat(),
    }


def _address(spot: Spot) -> dict[str, str] | None:
    if not spot.address:
        return None
    country = spot.region.country
    return {
        "@type": "PostalAddress",
        "streetAddress": spot.address,
        "addressCountry": country,
    }


def _amenities(spot: Spot) -> Iterator[dict[str, Any]]:
    for name, answer in accessibility_of(spot).items():
        yield {"@type": "LocationFeatureSpecification", "name": name, "value": answer}


def _hours(spot: Spot) -> Iterator[dict[str, Any]]:
    weekly = weekly_hours(spot)
    if weekly is None:
        return
    for hours in weekly:
        yield _opening(hours.opens_s, hours.closes_s, dayOfWeek=_DAYS[hours.weekday])
    if shut_on_holidays(spot):
        yield _opening(0, 0, dayOfWeek="PublicHolidays")


def _special_hours(dated: SpotDatedHours) -> Iterator[dict[str, Any]]:
    date = dated.date.isoformat()
    for opens, closes in dated.intervals or [[0, 0]]:
        yield _opening(opens, closes, validFrom=date, validThrough=date)


def _opening(opens_s: int, closes_s: int, **when: str) -> dict[str, Any]:
    """Return one interval; closed all day is 00:00 to 00:00, open all day 00:00 to 23:59."""
    closes = "23:59" if (opens_s, closes_s) == (0, _DAY_S) else _clock(closes_s)
    return {
        "@type": "OpeningHoursSpecification",
        **when,
        "opens": _clock(opens_s),
        "closes": closes,
    }


def _clock(second: int) -> str:
    midnight = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    return (midnight + dt.timedelta(seconds=second % _DAY_S)).strftime("%H:%M")
