"""What keepers of spots see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import Field

from server.http.types import LocalDateTime, Model
from server.opendata.listed_spot import ACCESSIBILITY_FIELDS
from server.spots.content import Content, accessibility_of, content_of
from server.spots.history import remark_of, shown_then
from server.spots.history_models import SpotChange
from server.spots.keeping_schemas import Season
from server.spots.models import Spot
from server.spots.photo_schemas import PhotoOut, photo_out


class TranslationOut(Model):
    """Who wrote a spot's words in one language."""

    made_by: str = Field(description="keeper, translator or machine")
    machine: bool
    outdated: bool = Field(description="What it was translated from has changed since")


class FeeOut(Model):
    """What some pay, in minor units."""

    who: str
    amount_minor: int
    from_age: int | None
    to_age: int | None


class DatedOut(Model):
    """What holds on one date; intervals in seconds since midnight, none means closed."""

    date: str
    intervals: list[list[int]]
    reason: str


class KeptSpotOut(Model):
    """A spot with everything that its keepers know of it; null is unknown, not no."""

    id: str
    organisation_id: str | None
    region: str
    status: str = Field(description="draft, in_review, published or withdrawn")
    version: int
    names: dict[str, str]
    descriptions: dict[str, str]
    translations: dict[str, TranslationOut]
    name_kana: str | None
    lat: float
    lon: float
    categories: list[str]
    opening_hours: str | None
    closed_after_holiday: bool
    hours_note: str
    dated: list[DatedOut]
    seasons: list[Season]
    fee_minor: int | None
    currency: str
    fees: list[FeeOut]
    fee_note: str
    visit_minutes: int | None
    renown: float | None
    accessibility: dict[str, bool | None]
    address: str
    phone: str
    url: str
    attribution: str
    licence: str
    listed: dict[str, str]
    photos: list[PhotoOut]
    updated_at: LocalDateTime
    verified_at: LocalDateTime | None
    links: dict[str, str]


class KeptSpotListOut(Model):
    """A page of an organisation's spots."""

    spots: list[KeptSpotOut]
    links: dict[str, str]


class FieldChangeOut(Model):
    """One field before and after a change."""

    field: str
    before: Any
    after: Any


class ChangeOut(Model):
    """One change of a spot."""

    version: int
    action: str
    at: LocalDateTime
    account_id: str | None = Field(description="null where no person did it")
    remark: str = Field(description="Why it was returned; empty where nothing was said")
    changed: list[FieldChangeOut]


class HistoryOut(Model):
    """What was changed about a spot, the latest first."""

    changes: list[ChangeOut]
    links: dict[str, str]


def translations_of(spot: Spot) -> dict[str, TranslationOut]:
    """Return who wrote the spot's words, by language."""
    return {
        text.language: TranslationOut(
            made_by=text.made_by, machine=text.made_by == "machine", outdated=text.outdated
        )
        for text in spot.texts
    }


def accessibility_out(spot: Spot) -> dict[str, bool | None]:
    """Return yes, no or None for every question of accessibility."""
    known = accessibility_of(spot)
    return {field: known.get(field) for field in ACCESSIBILITY_FIELDS}


def fees_out(spot: Spot) -> list[FeeOut]:
    """Return what whom pays."""
    return [
        FeeOut(**{"from_age": None, "to_age": None, **fee})  # stored as it was checked
        for fee in spot.fees
    ]


def seasons_out(spot: Spot) -> list[Season]:
    """Return the spot's seasons, also those kept when days such as 02-30 were taken."""
    return [Season.model_construct(first=first, last=last) for first, last in spot.seasons]


def kept_spot_out(spot: Spot) -> KeptSpotOut:
    """Return a spot as its keepers see it."""
    content = content_of(spot)
    shaped = {"texts", "accessibility", "fees", "seasons", "dated"}
    plain = {name: value for name, value in content.items() if name not in shaped}
    here = f"/v1/organisations/{spot.organisation_id}/spots/{spot.id}"
    return KeptSpotOut(
        **plain,
        id=spot.id,
        organisation_id=spot.organisation_id,
        region=spot.region_code,
        status=spot.status,
        version=spot.version,
        names=spot.names,
        descriptions=spot.descriptions,
        translations=translations_of(spot),
        dated=[DatedOut(**dated) for dated in content["dated"]],
        seasons=seasons_out(spot),
        currency=spot.region.currency,
        fees=fees_out(spot),
        accessibility=accessibility_out(spot),
        photos=[photo_out(photo, spot.region.languages) for photo in spot.photos],
        updated_at=spot.updated_at,
        verified_at=spot.verified_at,
        links={"self": here, "public": f"/v1/spots/{spot.id}", "history": f"{here}/history"},
    )


def history_out(changes: Sequence[SpotChange], limit: int, links: dict[str, str]) -> HistoryOut:
    """Return up to `limit` changes; one more, where there is one, tells what was before."""
    earlier = said_before(shown_then(change) for change in changes)
    shown = [_change_out(c, before) for c, before in zip(changes, earlier, strict=True)]
    return HistoryOut(changes=shown[:limit], links=links)


def said_before(contents: Iterable[Content]) -> list[Content]:
    """Return what was said before each of these, the latest first; nothing before the last."""
    return [*contents, {}][1:]


def changed_fields(content: Content, before: Content) -> list[FieldChangeOut]:
    """Return each field that says something else than before."""
    return [
        FieldChangeOut(field=name, before=before.get(name), after=value)
        for name, value in content.items()
        if before.get(name) != value
    ]


def _change_out(change: SpotChange, before: Content) -> ChangeOut:
    return ChangeOut(
        version=change.version,
        action=change.action,
        at=change.at,
        account_id=change.account_id,
        remark=remark_of(change),
        changed=changed_fields(shown_then(change), before),
    )
