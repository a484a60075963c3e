"""What the API says about regions and categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from server.http.types import Model, Position
from server.regions.categories import Category
from server.regions.models import Region
from server.regions.networks import NetworkState
from server.text import chosen_language


class NetworkOut(Model):
    """How travel times come about in one mode: from streets, or estimated from distance."""

    mode: str
    estimated: bool
    version: str | None
    source: str | None
    nodes: int | None
    edges: int | None


class RegionOut(Model):
    """A region that can be planned in."""

    code: str
    name: str
    names: dict[str, str]
    time_zone: str
    country: str
    currency: str
    languages: list[str]
    centre: Position
    bbox: list[float] = Field(description="west, south, east, north", min_length=4, max_length=4)
    networks: list[NetworkOut]
    attribution: list[str]
    licence: str
    links: dict[str, str]


class RegionListOut(Model):
    """All regions."""

    regions: list[RegionOut]
    links: dict[str, str]


class CategoryOut(Model):
    """One kind of spot."""

    code: str
    name: str
    names: dict[str, str]
    usual_visit_minutes: int


class CategoryListOut(Model):
    """All kinds of spots."""

    categories: list[CategoryOut]
    links: dict[str, str]


def localized(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """Return the text in the first of `languages` that there is, or any."""
    language = chosen_language(texts, languages)
    return "" if language is None else texts[language]


def region_out(
    region: Region, networks: Sequence[NetworkState], languages: Sequence[str]
) -> RegionOut:
    """Return `region` as the API shows it."""
    return RegionOut(
        code=region.code,
        name=localized(region.names, languages),
        names=region.names,
        time_zone=region.time_zone,
        country=region.country,
        currency=region.currency,
        languages=region.languages,
        centre=Position(lat=region.centre_lat, lon=region.centre_lon),
        bbox=list(region.bbox),
        networks=[_network_out(state) for state in networks],
        attribution=_attribution(region, networks),
        licence=region.licence,
        links={
            "self": f"/v1/regions/{region.code}",
            "spots": f"/v1/spots?region={region.code}",
            "tiles": f"/v1/regions/{region.code}/tiles.json",
        },
    )


def _network_out(state: NetworkState) -> NetworkOut:
    return NetworkOut(
        mode=state.mode,
        estimated=state.version is None,
        version=state.version,
        source=state.source,
        nodes=state.node_count,
        edges=state.edge_count,
    )


def _attribution(region: Region, networks: Sequence[NetworkState]) -> list[str]:
    streets = [state.attribution for state in networks if state.attribution]
    return list(dict.fromkeys([region.attribution, *streets]))


def category_out(category: Category, languages: Sequence[str]) -> CategoryOut:
    """Return `category` as the API shows it."""
    names = {"en": category.name_en, "ja": category.name_ja}
    return CategoryOut(
        code=category.code,
        name=localized(names, languages),
        names=names,
        usual_visit_minutes=category.usual_visit_minutes,
    )
