"""A region and its public spots, read piece by piece."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.publication.licences import Source, sources_of
from server.regions.models import Region
from server.spots.models import Spot, SpotText
from server.spots.visibility import is_public

_BATCH: Final = 500
_FORM: Final = 1
"""Goes up when the same spots are written differently."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A region whose spots are published.

    Parameters
    ----------
    updated_at
        When the latest change was made of a spot that is in it.
    """

    region: Region
    sources: Sequence[Source]
    updated_at: dt.datetime

    @property
    def count(self) -> int:
        """Return how many spots there are."""
        return sum(source.spots for source in self.sources)


def state_of(session: Session, region: Region) -> str:
    """Return the name of the state of all that the public sees of a region's spots.

    Whatever is added, changed or taken away has a number of its own (see `server.changes`). The
    latest change itself counts as well: a restored database gives its numbers anew.
    """
    latest = (
        sa.select(Spot.change_number, Spot.id, Spot.version, Spot.updated_at)
        .where(Spot.region_code == region.code, Spot.change_number.is_not(None))
        .order_by(Spot.change_number.desc())
        .limit(1)
    )
    change = session.execute(latest).one_or_none() or ()
    facts = (_FORM, version("yorimichi"), region.code, region.updated_at.isoformat(), *change)
    return hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()[:32]


def collection_of(session: Session, region: Region) -> Collection:
    """Return what is to be said of all of a region's spots."""
    newest = sa.select(sa.func.max(Spot.updated_at)).where(
        Spot.region_code == region.code, is_public()
    )
    updated_at = session.scalars(newest).one() or region.updated_at
    return Collection(region, sources_of(session, region.code), updated_at)


def public_spots(session: Session, region: str) -> Iterator[Spot]:
    """Yield a region's public spots by id, a few hundred in memory at a time."""
    after = ""
    while True:
        statement = (
            sa.select(Spot)
            .options(joinedload(Spot.region, innerjoin=True))
            .where(Spot.region_code == region, Spot.id > after, is_public())
            .order_by(Spot.id)
            .limit(_BATCH)
        )
        page = list(session.scalars(statement))
        yield from page
        if len(page) < _BATCH:
            return
        after = page[-1].id
        session.expunge_all()


def people_wrote(texts: Sequence[SpotText]) -> list[SpotText]:
    """Return the texts that no machine made, for forms that cannot say so."""
    return [text for text in texts if text.made_by != "machine"]


def osm_address(spot: Spot) -> str | None:
    """Return where OpenStreetMap shows a spot that was taken from there."""
    return f"https://www.openstreetmap.org/{spot.source_id}" if spot.source == "osm" else None
