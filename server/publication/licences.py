"""Licences as addresses, and whom to name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.spots.models import Spot
from server.spots.visibility import is_public

_ADDRESSES: Final = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-2.1-JP": "https://creativecommons.org/licenses/by/2.1/jp/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Whom to name for how many spots, and under which licence they may be shown."""

    attribution: str
    licence: str
    spots: int


def licence_address(licence: str) -> str:
    """Return the address of a licence known by its SPDX identifier, else what was said."""
    return _ADDRESSES.get(licence, licence)


def sources_of(session: Session, region: str) -> Sequence[Source]:
    """Return the sources of a region's public spots, those with most spots first."""
    count = sa.func.count()
    statement = (
        sa.select(Spot.attribution, Spot.licence, count)
        .where(Spot.region_code == region, is_public())
        .group_by(Spot.attribution, Spot.licence)
        .order_by(count.desc(), Spot.attribution, Spot.licence)
    )
    return [Source(*row) for row in session.execute(statement)]
