"""Use cases around notices."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.owners import owner_faults
from server.changes import ChangesBehind
from server.errors import Invalid
from server.notices.errors import NoticeNotFound
from server.notices.faults import Draft, keeper_faults, notice_faults, polygon_of
from server.notices.models import Notice, NoticeKind
from server.spots.models import Spot

_IN_PLANS: Final = (NoticeKind.CLOSURE, NoticeKind.AT_ITS_BEST, NoticeKind.ROAD_WORKS)


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices to list; every criterion given must hold.

    Parameters
    ----------
    at
        The moment at which they hold.
    bbox
        west, south, east, north in degrees, touched by the area or around the spot.
    changes
        Those changed or ended, in the order of their changes, whenever they hold.
    """

    at: dt.datetime
    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    spot_id: str | None = None
    kinds: tuple[str, ...] = ()
    organisation_id: str | None = None
    changes: ChangesBehind | None = None


Position = tuple[dt.datetime, str]
"""Where a page ended: (when the last notice began, its id)."""


def post_notice(
    session: Session,
    organisation_id: str,
    draft: Draft,
    *,
    account_id: str | None,
    now: dt.datetime,
) -> Notice:
    """Keep a new notice; it counts at once.

    Raises
    ------
    Invalid
        With every fault of the draft.
    """
    faults = [
        *owner_faults(session, organisation_id),
        *notice_faults(session, draft),
        *keeper_faults(session, organisation_id, draft),
    ]
    if faults:
        raise Invalid(faults)
    notice = Notice(
        id=str(uuid.uuid4()),
        organisation_id=organisation_id,
        region_code=draft.region,
        kind=draft.kind,
        spot_id=draft.spot_id,
        created_by=account_id,
        created_at=now,
        version=0,
    )
    _apply(notice, draft, now)
    session.add(notice)
    return notice


def _apply(notice: Notice, draft: Draft, now: dt.datetime) -> None:
    notice.titles, notice.bodies = dict(draft.titles), dict(draft.bodies)
    notice.valid_from = draft.valid_from.astimezone(dt.UTC)
    notice.valid_until = draft.valid_until and draft.valid_until.astimezone(dt.UTC)
    notice.area = draft.area
    if draft.area is not None:
        notice.west, notice.south, notice.east, notice.north = polygon_of(draft.area).bounds
    notice.updated_at = now
    notice.version += 1


def get_notice(session: Session, notice_id: str) -> Notice:
    """Return a notice, be it current, to come or over.

    Raises
    ------
    NoticeNotFound
        If there is none with that id, or it was ended.
    """
    notice = session.get(Notice, notice_id)
    if notice is None or notice.ended_at is not None:
        raise NoticeNotFound(notice=notice_id)
    return notice


def take_notice(session: Session, notice_id: str) -> Notice:
    """Return a notice to be changed; nobody else changes it meanwhile.

    Raises
    ------
    NoticeNotFound
        If there is none with that id, or it was ended.
    """
    statement = sa.select(Notice).where(Notice.id == notice_id).with_for_update()
    notice = session.scalars(statement).one_or_none()
    if notice is None or notice.ended_at is not None:
        raise NoticeNotFound(notice=notice_id)
    return notice


def change_notice(
    session: Session, notice: Notice, changes: Mapping[str, Any], *, now: dt.datetime
) -> None:
    """Change what `changes` names: titles, bodies, validity or area.

    Raises
    ------
    Invalid
        With every fault of the notice as it would then be.
    """
    draft = replace(_draft_of(notice), **changes)
    faults = [
        *notice_faults(session, draft),
        *keeper_faults(session, notice.organisation_id, draft),
    ]
    if faults:
        raise Invalid(faults)
    _apply(notice, draft, now)


def _draft_of(notice: Notice) -> Draft:
    return Draft(
        region=notice.region_code,
        kind=NoticeKind(notice.kind),
        titles=notice.titles,
        valid_from=notice.valid_from,
        valid_until=notice.valid_until,
        bodies=notice.bodies,
        spot_id=notice.spot_id,
        area=notice.area,
    )


def end_notice(notice: Notice, *, now: dt.datetime) -> None:
    """Let a notice hold no longer."""
    notice.ended_at = notice.updated_at = now
    notice.version += 1


def _holds_at(at: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Notice.valid_from <= at,
        sa.or_(Notice.valid_until.is_(None), Notice.valid_until > at),
        sa.or_(Notice.ended_at.is_(None), Notice.ended_at > at),
    )


def _in_bbox(bbox: tuple[float, float, float, float]) -> sa.ColumnElement[bool]:
    west, south, east, north = bbox
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    touched = sa.and_(
        Notice.south <= north,
        Notice.north >= south,
        sa.or_(*(sa.and_(Notice.west <= e, Notice.east >= w) for w, e in spans)),
    )
    inside = sa.exists().where(
        Spot.id == Notice.spot_id,
        Spot.lat.between(south, north),
        sa.or_(*(Spot.lon.between(w, e) for w, e in spans)),
    )
    return sa.or_(touched, inside)


def _conditions(wanted: NoticeFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.changes is None:
        yield _holds_at(wanted.at)
    else:
        yield from wanted.changes.conditions(Notice)
    if wanted.region is not None:
        yield Notice.region_code == wanted.region
    if wanted.spot_id is not None:
        yield Notice.spot_id == wanted.spot_id
    if wanted.organisation_id is not None:
        yield Notice.organisation_id == wanted.organisation_id
    if wanted.kinds:
        yield Notice.kind.in_(wanted.kinds)
    if wanted.bbox is not None:
        yield _in_bbox(wanted.bbox)


def list_notices(
    session: Session, wanted: NoticeFilter, *, limit: int, after: Position | None = None
) -> list[Notice]:
    """Return up to `limit` notices that fit, those that began first first, behind `after`.

    Changes come in their own order.
    """
    statement = sa.select(Notice).where(*_conditions(wanted)).limit(limit)
    if wanted.changes is not None:
        return list(session.scalars(statement.order_by(Notice.change_number)))
    if after is not None:
        began, key = after
        later = sa.and_(Notice.valid_from == began, Notice.id > key)
        statement = statement.where(sa.or_(Notice.valid_from > began, later))
    return list(session.scalars(statement.order_by(Notice.valid_from, Notice.id)))


@dataclass(frozen=True, slots=True)
class NoticeOfTrip:
    """A notice as a plan takes it; fields as in `Notice`."""

    id: str
    kind: str
    titles: Mapping[str, str]
    spot_id: str | None
    area: Mapping[str, Any] | None
    valid_from: dt.datetime
    valid_until: dt.datetime


_OF_TRIPS: Final = tuple(getattr(Notice, f.name) for f in fields(NoticeOfTrip))


def list_for_trip(
    session: Session, region: str, begin: dt.datetime, until: dt.datetime
) -> list[NoticeOfTrip]:
    """Return what a plan in `region` between two moments has to heed, oldest first.

    Plain rows, as every plan asks for them.
    """
    statement = sa.select(*_OF_TRIPS).where(
        Notice.region_code == region,
        Notice.valid_until > begin,
        Notice.valid_from < until,
        Notice.ended_at.is_(None),
        Notice.kind.in_(_IN_PLANS),
    )
    rows = session.execute(statement.order_by(Notice.created_at, Notice.id))
    return [NoticeOfTrip(*row) for row in rows]


def current_by_spot(
    session: Session, spot_ids: Collection[str], at: dt.datetime
) -> dict[str, list[str]]:
    """Return the ids of the notices that hold of each of the spots; none is left out."""
    found: dict[str, list[str]] = {}
    for key, notice in _of_spots(session, spot_ids, at=at):
        found.setdefault(key, []).append(notice)
    return found


def closed_spots(session: Session, spot_ids: Collection[str], at: dt.datetime) -> set[str]:
    """Return those of the spots that a notice closes at a moment."""
    closures = _of_spots(session, spot_ids, at=at, kind=NoticeKind.CLOSURE)
    return {key for key, _ in closures}


def _of_spots(
    session: Session, spot_ids: Collection[str], *, at: dt.datetime, kind: NoticeKind | None = None
) -> list[tuple[str, str]]:
    statement = sa.select(Notice.spot_id, Notice.id).where(
        Notice.spot_id.in_(sorted(spot_ids)), _holds_at(at)
    )
    if kind is not None:
        statement = statement.where(Notice.kind == kind)
    rows = session.execute(statement.order_by(Notice.valid_from, Notice.id))
    return [(str(key), notice) for key, notice in rows]
