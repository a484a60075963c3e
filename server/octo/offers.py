"""What a reseller may sell: the guide's products, their options and times."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.experiences.demand import Lapsed
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot
from server.experiences.vacancies import OpenSlot, free_seats
from server.experiences.visibility import is_public
from server.octo.errors import OctoError
from server.octo.keys import Reseller
from server.octo.schemas import OctoQuantityIn

_START_TIMES_FOR: Final = dt.timedelta(days=90)


def list_products(session: Session, reseller: Reseller) -> list[Experience]:
    """Return what the guide has published, in a lasting order."""
    return list(session.scalars(_published(reseller).order_by(Experience.id)))


def _published(reseller: Reseller) -> sa.Select[Experience]:
    return (
        sa.select(Experience)
        .where(
            Experience.organisation_id == reseller.organisation_id,
            is_public(),
        )
        .options(joinedload(Experience.region, innerjoin=True))
    )


def get_product(session: Session, reseller: Reseller, product_id: str) -> Experience:
    """Return one of the guide's products.

    Raises
    ------
    OctoError
        If there is none by that id.
    """
    found = session.scalars(_published(reseller).where(Experience.id == product_id))
    product = found.one_or_none()
    if product is None:
        raise OctoError("INVALID_PRODUCT_ID", productId=product_id)
    return product


def option_of(product: Experience, option_id: str) -> ExperienceOption:
    """Return an option that is on offer.

    Raises
    ------
    OctoError
        If the product has none by that id.
    """
    for option in product.options:
        if option.id == option_id and option.retired_at is None:
            return option
    raise OctoError("INVALID_OPTION_ID", optionId=option_id)


def seats_of(option: ExperienceOption, units: Sequence[OctoQuantityIn] | None) -> int:
    """Return how many seats some units take.

    Raises
    ------
    OctoError
        If one of them is not on offer.
    """
    offered = {unit.id: unit.seats for unit in option.units if unit.retired_at is None}
    for unit in units or ():
        if unit.id not in offered:
            raise OctoError("INVALID_UNIT_ID", unitId=unit.id)
    return sum(offered[unit.id] * unit.quantity for unit in units or ())


def list_slots(
    session: Session,
    option_id: str,
    *,
    lapsed: Lapsed,
    now: dt.datetime,
    days: tuple[dt.date, dt.date] | None = None,
    ids: Sequence[str] | None = None,
) -> list[OpenSlot]:
    """Return the slots of an option on some days or of some ids, by when they begin.

    Seats of holds that have run out count as free, as in everything that is shown of slots.
    """
    statement = sa.select(Slot, free_seats(lapsed, now)).where(
        Slot.option_id == option_id, Slot.status != "cancelled"
    )
    if days is not None:
        statement = statement.where(Slot.local_date.between(*days))
    if ids is not None:
        statement = statement.where(Slot.id.in_(ids))
    in_order = statement.order_by(Slot.starts_at, Slot.id)
    return [OpenSlot(slot, free) for slot, free in session.execute(in_order)]


def start_times(
    session: Session, products: Sequence[Experience], now: dt.datetime
) -> Mapping[str, list[str]]:
    """Return at which local times each option begins in the next ninety days, by option id."""
    zones = {product.id: ZoneInfo(product.region.time_zone) for product in products}
    coming = sa.select(Slot.experience_id, Slot.option_id, Slot.starts_at).where(
        Slot.experience_id.in_(zones),
        Slot.status == "open",
        Slot.starts_at.between(now, now + _START_TIMES_FOR),
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(coming):
        local = row.starts_at.astimezone(zones[row.experience_id])
        found[row.option_id].add(f"{local:%H:%M}")
    return {option: sorted(times) for option, times in found.items()}
