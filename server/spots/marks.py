"""Use cases around marks: an association or a municipality vouches for a spot, for a while."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.accounts.models import Organisation
from server.accounts.organisations import get_organisation
from server.db import UtcDateTime
from server.errors import Fault, Invalid
from server.spots.errors import MarkNotFound, MayNotVouch
from server.spots.freshness_models import VerificationMark
from server.spots.service import find_spot, list_spots
from server.text import Text

LONGEST: Final = dt.timedelta(days=3 * 366)
VOUCHERS: Final = frozenset({"municipality", "tourism_association"})
"""Kinds of organisations that may grant marks; a guide's business is an interested party."""

Position = tuple[dt.datetime, str]
"""Where a page ended: (when the last mark was granted, its id)."""

_UNKNOWN_SPOT: Final = Text(
    "There is no published spot '{spot}'.", "公開中のスポット「{spot}」はありません。"
)
_OVER_ALREADY: Final = Text(
    "The mark must hold beyond this moment.", "有効期限は現在より後にしてください。"
)
_TOO_LONG: Final = Text(
    "A mark holds for at most {days} days; look again and renew it then.",
    "認証マークの有効期間は最長 {days} 日です。期限が来たら、改めて確認のうえ更新してください。",
)


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark that is to be granted; fields as in `VerificationMark`."""

    organisation_id: str
    spot_id: str
    scope: str
    evidence: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark with the names, by language, of who granted it and of its spot.

    The names of a spot that is not public any more stay with its keepers.
    """

    mark: VerificationMark
    granted_by: Mapping[str, str]
    spot_names: Mapping[str, str]


def grant_mark(
    session: Session, new: NewMark, *, account_id: str | None, now: dt.datetime
) -> ShownMark:
    """Let an organisation vouch for a public spot; its former mark of that scope ends.

    Raises
    ------
    OrganisationNotFound, MayNotVouch
        If there is no such organisation; if it is a guide's business.
    Invalid
        If there is no such spot, or the mark would hold for too short or too long.
    """
    organisation = _voucher(session, new.organisation_id)
    faults = [*_spot_faults(session, new.spot_id), *_time_faults(new.expires_at, now)]
    if faults:
        raise Invalid(faults)
    former = sa.select(VerificationMark).where(
        *_of(new.organisation_id, new.spot_id), VerificationMark.scope == new.scope, _is_live(now)
    )
    for mark in session.scalars(former):
        mark.revoked_at = now
    mark = VerificationMark(
        id=str(uuid.uuid4()),
        organisation_id=new.organisation_id,
        spot_id=new.spot_id,
        scope=new.scope,
        evidence=new.evidence,
        granted_at=now,
        granted_by=account_id,
        expires_at=new.expires_at.astimezone(dt.UTC),
    )
    session.add(mark)
    return _with_names(session, [mark], organisation)[0]


def _voucher(session: Session, organisation_id: str) -> Organisation:
    """Return an organisation that may grant marks; it grants one at a time."""
    organisation = session.get(Organisation, organisation_id, with_for_update=True)
    if organisation is None:
        raise OrganisationNotFound
    if organisation.kind not in VOUCHERS:
        raise MayNotVouch
    return organisation


def _spot_faults(session: Session, spot_id: str) -> Iterator[Fault]:
    if find_spot(session, spot_id) is None:
        yield Fault("/spot_id", "unknown_spot", _UNKNOWN_SPOT, {"spot": spot_id})


def _time_faults(expires_at: dt.datetime, now: dt.datetime) -> Iterator[Fault]:
    if expires_at <= now:
        yield Fault("/expires_at", "over_already", _OVER_ALREADY)
    elif expires_at - now > LONGEST:
        yield Fault("/expires_at", "holds_too_long", _TOO_LONG, {"days": LONGEST.days})


def _of(organisation_id: str, spot_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        VerificationMark.organisation_id == organisation_id,
        VerificationMark.spot_id == spot_id,
    )


def _is_live(now: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.and_(VerificationMark.revoked_at.is_(None), VerificationMark.expires_at > now)


def state_of(mark: VerificationMark, now: dt.datetime) -> str:
    """Return `live`, `lapsed` or `revoked`."""
    if mark.revoked_at is not None:
        return "revoked"
    return "live" if mark.expires_at > now else "lapsed"


def revoke_mark(
    session: Session, organisation_id: str, mark_id: str, *, now: dt.datetime
) -> ShownMark:
    """Take a mark back; one that was taken back or has lapsed stays as it is.

    Raises
    ------
    MarkNotFound
        If the organisation granted none with that id.
    """
    statement = sa.select(VerificationMark).where(
        VerificationMark.id == mark_id, VerificationMark.organisation_id == organisation_id
    )
    mark = session.scalars(statement.with_for_update()).one_or_none()
    if mark is None:
        raise MarkNotFound(mark=mark_id)
    if state_of(mark, now) == "live":
        mark.revoked_at = now
    return _with_names(session, [mark], session.get_one(Organisation, organisation_id))[0]


def list_marks(
    session: Session,
    organisation_id: str,
    *,
    now: dt.datetime,
    limit: int,
    state: str | None = None,
    after: Position | None = None,
) -> list[ShownMark]:
    """Return up to `limit` marks that an organisation granted, the latest first.

    Raises
    ------
    OrganisationNotFound
        If there is no such organisation.
    """
    order = sa.tuple_(VerificationMark.granted_at, VerificationMark.id)
    statement = sa.select(VerificationMark).where(
        VerificationMark.organisation_id == organisation_id
    )
    if state is not None:
        statement = statement.where(_in_state(state, now))
    if after is not None:
        statement = statement.where(order < sa.tuple_(*after, types=[UtcDateTime(), sa.String()]))
    latest = statement.order_by(VerificationMark.granted_at.desc(), VerificationMark.id.desc())
    organisation = get_organisation(session, organisation_id)
    return _with_names(session, list(session.scalars(latest.limit(limit))), organisation)


def _in_state(state: str, now: dt.datetime) -> sa.ColumnElement[bool]:
    revoked = VerificationMark.revoked_at.is_not(None)
    lapsed = sa.and_(~revoked, VerificationMark.expires_at <= now)
    return {"live": _is_live(now), "revoked": revoked, "lapsed": lapsed}[state]


def _with_names(
    session: Session, marks: list[VerificationMark], organisation: Organisation
) -> list[ShownMark]:
    public = {spot.id: spot.names for spot in list_spots(session, {m.spot_id for m in marks})}
    return [ShownMark(m, organisation.names, public.get(m.spot_id, {})) for m in marks]


def live_marks(
    session: Session, spot_ids: Collection[str], *, now: dt.datetime
) -> dict[str, list[ShownMark]]:
    """Return the marks that hold now of each of the spots, the earliest granted first."""
    statement = (
        sa.select(VerificationMark, Organisation.names)
        .join(Organisation, Organisation.id == VerificationMark.organisation_id)
        .where(VerificationMark.spot_id.in_(sorted(spot_ids)), _is_live(now))
        .order_by(VerificationMark.granted_at, VerificationMark.id)
    )
    found: dict[str, list[ShownMark]] = {}
    for mark, names in session.execute(statement):
        found.setdefault(mark.spot_id, []).append(ShownMark(mark, names, {}))
    return found
