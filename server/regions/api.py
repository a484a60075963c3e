"""Regions and categories over HTTP."""

from __future__ import annotations

from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.regions import service
from server.regions.categories import CATEGORIES
from server.regions.examples import CATEGORY_LIST_EXAMPLE, REGION_EXAMPLE, REGION_LIST_EXAMPLE
from server.regions.schemas import (
    CategoryListOut,
    RegionListOut,
    RegionOut,
    category_out,
    region_out,
)
from server.services import services
from server.text import chosen_language

contract = Contract("regions")


@contract.operation(
    "GET",
    "/v1/regions",
    reply=Reply(
        200,
        "Every region",
        RegionListOut,
        example=REGION_LIST_EXAMPLE,
        links={
            "first": {
                "operationId": "get_region",
                "parameters": {"code": "$response.body#/regions/0/code"},
            }
        },
    ),
)
def list_regions() -> Answer:
    """List the regions that can be planned in."""
    with services().database.reading() as session:
        found = [(r, content_languages(r.languages)) for r in service.list_regions(session)]
        regions = [
            region_out(region, services().networks.states(region.code), languages)
            for region, languages in found
        ]
    shown = content_language_header(chosen_language(r.names, wanted) for r, wanted in found)
    return Answer(RegionListOut(regions=regions, links={"self": "/v1/regions"}), shown)


@contract.operation(
    "GET",
    "/v1/regions/<identifier:code>",
    path_examples={"code": "helsinki"},
    reply=Reply(200, "The region", RegionOut, example=REGION_EXAMPLE),
    problems=(404,),
)
def get_region(code: str) -> Answer:
    """Show one region."""
    with services().database.reading() as session:
        region = service.get_region(session, code)
        languages = content_languages(region.languages)
        shown = content_language_header([chosen_language(region.names, languages)])
        return Answer(region_out(region, services().networks.states(code), languages), shown)


@contract.operation(
    "GET",
    "/v1/categories",
    reply=Reply(200, "Every category", CategoryListOut, example=CATEGORY_LIST_EXAMPLE),
)
def list_categories() -> Answer:
    """List the kinds of spots that can be asked for."""
    languages = content_languages(("en",))
    categories = [category_out(category, languages) for category in CATEGORIES.values()]
    shown = content_language_header([chosen_language(categories[0].names, languages)])
    return Answer(CategoryListOut(categories=categories, links={"self": "/v1/categories"}), shown)
