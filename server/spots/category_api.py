"""Which kinds of spots a region has, over HTTP."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.http.contract import Answer, Contract, Reply
from server.http.types import Model
from server.regions.service import get_region
from server.services import services
from server.spots.models import Spot, SpotCategory
from server.spots.renown import LESSER_KNOWN
from server.spots.visibility import is_public

contract = Contract("region_categories")

_HERE: Final = "/v1/regions/<identifier:code>/categories"
_EXAMPLE: Final[dict[str, Any]] = {
    "categories": [
        {"code": "food", "spots": 236, "lesser_known": 221},
        {"code": "art", "spots": 41, "lesser_known": 38},
    ],
    "links": {"self": "/v1/regions/helsinki/categories", "region": "/v1/regions/helsinki"},
}


class RegionCategoryOut(Model):
    """How many public spots of a region are of one category; those of several count in each."""

    code: str
    spots: int
    lesser_known: int


class RegionCategoryListOut(Model):
    """The categories of which a region has spots."""

    categories: list[RegionCategoryOut]
    links: dict[str, str]


def _counted(session: Session, code: str) -> list[RegionCategoryOut]:
    spots = sa.func.count().label("spots")
    lesser = sa.func.count().filter(Spot.renown <= LESSER_KNOWN)
    statement = (
        sa.select(SpotCategory.category, spots, lesser)
        .join(Spot, Spot.id == SpotCategory.spot_id)
        .where(Spot.region_code == code, is_public())
        .group_by(SpotCategory.category)
        .order_by(spots.desc(), SpotCategory.category)
    )
    rows = session.execute(statement)
    return [RegionCategoryOut(code=name, spots=n, lesser_known=m) for name, n, m in rows]


@contract.operation(
    "GET",
    _HERE,
    path_examples={"code": "helsinki"},
    reply=Reply(
        200, "Categories, the most frequent first", RegionCategoryListOut, example=_EXAMPLE
    ),
    problems=(404,),
)
def list_region_categories(code: str) -> Answer:
    """List the categories of which a region has public spots, and how many, the most first.

    It is what an app needs to offer a choice without loading every spot.
    """
    with services().database.reading() as session:
        region = get_region(session, code)
        found = _counted(session, region.code)
    links = {"self": f"/v1/regions/{code}/categories", "region": f"/v1/regions/{code}"}
    return Answer(RegionCategoryListOut(categories=found, links=links))
