"""What can go wrong with regions."""

from __future__ import annotations

from server.errors import NotFound
from server.text import Text


class RegionNotFound(NotFound):
    """No region has that code."""

    code = "region_not_found"
    text = Text(
        "There is no region '{region}'. Known regions: {known}.",
        "地域「{region}」はありません。利用できる地域: {known}",
    )
