"""What the documents of open data look like; they are written piece by piece, not from these."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel

from server.http.types import Model


class SourceOut(Model):
    """Whom to name for how many spots, and under which licence they may be shown."""

    attribution: str
    licence: str
    spots: int


class OpenFeature(Model):
    """A spot; `properties` as in the list of spots, without what depends on the moment."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: dict[str, Any]
    properties: dict[str, Any]


class OpenFeatures(Model):
    """All public spots of a region; show `attribution` wherever you show them."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    region: str
    names: dict[str, str]
    updated_at: str
    numberReturned: int  # noqa: N815 - the name that OGC API Features fixes
    attribution: list[str]
    sources: list[SourceOut]
    links: dict[str, str]
    features: list[OpenFeature]


class LinkedData(BaseModel):
    """A JSON-LD document: the data set, then each spot as a TouristAttraction."""

    context: str = Field(alias="@context")
    graph: list[dict[str, Any]] = Field(alias="@graph")


class Entities(RootModel[list[dict[str, Any]]]):
    """NGSI-LD entities of type PointOfInterest."""


class Form(StrEnum):
    """How NGSI-LD entities are written."""

    NORMALIZED = "normalized"
    KEY_VALUES = "keyValues"


class EntityQuery(Model):
    """How to write the entities."""

    options: Annotated[Form, Field(description="As in the NGSI-LD API")] = Form.NORMALIZED
