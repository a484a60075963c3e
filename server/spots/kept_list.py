"""Use case: an organisation's spots in every state, found by words, category and state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.db import UtcDateTime
from server.folding import words_in
from server.spots.models import Spot, SpotCategory
from server.spots.word_models import SpotWords
from server.spots.words import is_said


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """Which of an organisation's spots; None takes any.

    Parameters
    ----------
    words
        Text all of whose words the spot says.
    """

    organisation_id: str
    status: str | None = None
    words: str | None = None
    categories: tuple[str, ...] = ()


def list_by_id(
    session: Session, wanted: KeptFilter, *, limit: int, after: str | None
) -> list[Spot]:
    """Return up to `limit` spots by id, beginning behind `after`."""
    statement = _selected(session, wanted).order_by(Spot.id).limit(limit)
    if after is not None:
        statement = statement.where(Spot.id > after)
    return list(session.scalars(statement))


def list_latest(
    session: Session, wanted: KeptFilter, *, limit: int, after: tuple[dt.datetime, str] | None
) -> list[Spot]:
    """Return up to `limit` spots, those that changed last first, beginning behind `after`."""
    order = sa.tuple_(Spot.updated_at, Spot.id)
    statement = _selected(session, wanted).limit(limit)
    if after is not None:
        statement = statement.where(order < sa.tuple_(*after, types=[UtcDateTime(), sa.String()]))
    return list(session.scalars(statement.order_by(Spot.updated_at.desc(), Spot.id.desc())))


def _selected(session: Session, wanted: KeptFilter) -> sa.Select[Spot]:
    statement = sa.select(Spot).options(joinedload(Spot.region, innerjoin=True))
    return statement.where(*_conditions(wanted, session.get_bind().dialect.name))


def _conditions(wanted: KeptFilter, dialect: str) -> Iterator[sa.ColumnElement[Any]]:
    yield Spot.organisation_id == wanted.organisation_id
    yield Spot.deleted_at.is_(None)
    if wanted.status is not None:
        yield Spot.status == wanted.status
    if wanted.categories:
        yield Spot.category_links.any(SpotCategory.category.in_(wanted.categories))
    if wanted.words:
        said = sa.select(SpotWords.spot_id).where(*is_said(words_in(wanted.words), dialect))
        yield Spot.id.in_(said)
