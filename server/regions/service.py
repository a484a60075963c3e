"""Use cases around regions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.regions.errors import RegionNotFound
from server.regions.models import Region

_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RegionRecord:
    """A region as an operator or a dataset states it; fields as in `Region`."""

    code: str
    names: dict[str, str]
    time_zone: str
    country: str
    subdivision: str | None
    currency: str
    languages: list[str]
    centre_lat: float
    centre_lon: float
    west: float
    south: float
    east: float
    north: float
    attribution: str
    licence: str

    def __post_init__(self) -> None:
        """Refuse what the service could not serve later.

        Raises
        ------
        ValueError
            Naming the first fact that cannot be used.
        """
        for usable, told in (
            (_CODE.fullmatch(self.code), f"'{self.code}' is no region code, such as hirosaki"),
            (_is_time_zone(self.time_zone), f"'{self.time_zone}' is no IANA time zone"),
            (_COUNTRY.fullmatch(self.country), f"'{self.country}' is no country code, such as JP"),
            (_CURRENCY.fullmatch(self.currency), f"'{self.currency}' is no currency, such as JPY"),
            (self.languages and all(self.languages), "a region has at least one language"),
            (self.names and all(self.names.values()), "a region has at least one name"),
        ):
            if not usable:
                raise ValueError(told)


def _is_time_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False


def save_region(session: Session, record: RegionRecord, *, now: dt.datetime) -> Region:
    """Create the region or bring it up to date; an unchanged one keeps its `updated_at`."""
    stated = asdict(record)
    region = session.get(Region, record.code)
    if region is None:
        region = Region(**stated, updated_at=now)
        session.add(region)
        return region
    if any(getattr(region, name) != value for name, value in stated.items()):
        for name, value in stated.items():
            setattr(region, name, value)
        region.updated_at = now
    return region


def list_regions(session: Session) -> list[Region]:
    """Return every region, by code."""
    return list(session.scalars(sa.select(Region).order_by(Region.code)))


def find_region(session: Session, code: str) -> Region | None:
    """Return the region, or None."""
    return session.get(Region, code)


def get_region(session: Session, code: str) -> Region:
    """Return the region.

    Raises
    ------
    RegionNotFound
        If there is none with that code.
    """
    region = session.get(Region, code)
    if region is None:
        known = ", ".join(r.code for r in list_regions(session)) or "–"
        raise RegionNotFound(region=code, known=known)
    return region
