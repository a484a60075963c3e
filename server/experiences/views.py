"""What the API says about experiences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from server.experiences.content import content_of
from server.experiences.demand import Rating
from server.experiences.models import (
    Experience,
    ExperienceChange,
    ExperienceOption,
    ExperienceUnit,
)
from server.experiences.search import FoundExperience
from server.experiences.slot_views import SlotOut, slot_out
from server.experiences.unit_names import UNIT_NAMES
from server.experiences.vacancies import OpenSlot, price_from
from server.http.types import LocalDateTime, Model
from server.opendata.listed_spot import ACCESSIBILITY_FIELDS
from server.regions.schemas import localized
from server.spots.keeping_views import FieldChangeOut, changed_fields, said_before
from server.spots.photo_schemas import PhotoOut, photo_out
from server.spots.schemas import PointGeometry
from server.text import chosen_language


class TextOut(Model):
    """What guests read, in one language."""

    title: str
    description: str
    included: str = ""
    not_included: str = ""
    to_bring: str = ""
    meeting_point: str = ""


class UnitOut(Model):
    """Whom one ticket is for, what it costs and how many seats it takes."""

    id: str
    kind: str
    name: str
    names: dict[str, str]
    price_minor: int
    seats: int
    min_age: int | None
    max_age: int | None


class OptionOut(Model):
    """One way to take the experience; bookings name its units."""

    id: str
    name: str
    names: dict[str, str]
    duration_minutes: int | None = Field(description="null: the experience's")
    units: list[UnitOut]


class RefundStepOut(Model):
    """Up to so many hours before the start, so much is paid back."""

    hours_before: int
    refund_percent: int


class VouchedOut(Model):
    """Which association vouches for it, and until when."""

    organisation_id: str
    name: str
    until: LocalDateTime


class RatingOut(Model):
    """What guests gave on average, 1 to 5, and how many did."""

    stars: float
    count: int


class KeepingOut(Model):
    """What only the guide and the association asked are told."""

    association_id: str | None = Field(description="Who was asked to look at it")
    review_remark: str
    vouched_until: LocalDateTime | None = Field(description="Also where that has passed")
    changed_since_review: bool
    retired_options: list[OptionOut]


class ExperienceOut(Model):
    """An experience; null is unknown, not no."""

    id: str
    organisation_id: str
    guide: str
    region: str
    time_zone: str
    status: str = Field(description="draft, in_review, published, suspended or withdrawn")
    version: int
    category: str
    languages: list[str] = Field(description="Spoken by the guide")
    title: str
    text: TextOut = Field(description="In the first of the caller's languages that there is")
    texts: dict[str, TextOut]
    lat: float
    lon: float
    duration_minutes: int
    min_party: int
    max_party: int
    min_to_run: int
    min_age: int | None
    accessibility: dict[str, bool | None]
    cancellation: list[RefundStepOut]
    cutoff_minutes: int
    confirmation: str
    approval_hours: int
    payment: str
    currency: str
    price_from_minor: int | None = Field(description="What an adult pays at least")
    options: list[OptionOut]
    photos: list[PhotoOut] = Field(description="In order; the first stands for the experience")
    vouched: VouchedOut | None
    rating: RatingOut | None
    keeping: KeepingOut | None
    created_at: LocalDateTime
    updated_at: LocalDateTime
    links: dict[str, str]


class ExperienceListOut(Model):
    """A page of experiences."""

    experiences: list[ExperienceOut]
    links: dict[str, str]


class ExperienceProperties(Model):
    """What one has to know to choose among experiences."""

    organisation_id: str
    guide: str
    region: str
    category: str
    title: str
    description: str
    languages: list[str]
    duration_minutes: int
    min_party: int
    max_party: int
    min_age: int | None
    accessibility: dict[str, bool | None]
    confirmation: str
    payment: str
    currency: str
    price_from_minor: int | None
    photos: list[PhotoOut] = Field(description="In order; the first stands for the experience")
    vouched: VouchedOut | None
    rating: RatingOut | None
    next_slots: list[SlotOut] = Field(description="The next few that can be booked")
    distance_m: float | None = Field(description="From `near`, where that was asked")
    updated_at: LocalDateTime


class ExperienceFeature(Model):
    """An experience as a GeoJSON feature, at its meeting point."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PointGeometry
    properties: ExperienceProperties
    links: dict[str, str]


class ExperiencesFound(Model):
    """A page of experiences as a GeoJSON feature collection."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[ExperienceFeature]
    numberReturned: int  # noqa: N815 - the name that OGC API Features fixes
    links: dict[str, str]


class ExperienceChangeOut(Model):
    """One thing that was done with an experience."""

    version: int
    action: str
    at: LocalDateTime
    account_id: str | None
    remark: str
    changed: list[FieldChangeOut]


class ExperienceHistoryOut(Model):
    """What was done with an experience, the latest first."""

    changes: list[ExperienceChangeOut]
    links: dict[str, str]


def shown_language(experience: Experience, languages: Sequence[str]) -> str | None:
    """Return the language in which an experience is shown."""
    return chosen_language(dict.fromkeys(experience.texts, ""), languages)


def experience_out(
    experience: Experience,
    languages: Sequence[str],
    *,
    now: dt.datetime,
    inside: bool,
    rating: Rating | None = None,
) -> ExperienceOut:
    """Return an experience as the API shows it; `keeping` only to who is `inside`."""
    content = content_of(experience)
    shaped = {"texts", "accessibility", "cancellation", "options"}
    text = _text(experience, languages)
    here = f"/v1/experiences/{experience.id}"
    return ExperienceOut(
        **{name: value for name, value in content.items() if name not in shaped},
        id=experience.id,
        organisation_id=experience.organisation_id,
        guide=localized(experience.organisation.names, languages),
        region=experience.region_code,
        time_zone=experience.region.time_zone,
        status=experience.status,
        version=experience.version,
        title=text.title,
        text=text,
        texts={tag: TextOut(**said) for tag, said in experience.texts.items()},
        accessibility=_accessibility(experience),
        cancellation=[
            RefundStepOut(hours_before=hours, refund_percent=percent)
            for hours, percent in experience.cancellation
        ],
        currency=experience.region.currency,
        price_from_minor=price_from(experience.offered),
        options=[_option(option, languages) for option in experience.offered],
        photos=photos_out(experience, languages),
        vouched=vouched_of(experience, languages, now),
        rating=_rating(rating),
        keeping=_keeping(experience, languages) if inside else None,
        created_at=experience.created_at,
        updated_at=experience.updated_at,
        links={
            "self": here,
            "photos": f"{here}/photos",
            "slots": f"{here}/slots",
            "calendar": f"{here}/calendar",
            "region": f"/v1/regions/{experience.region_code}",
        },
    )


def feature_out(
    found: FoundExperience,
    languages: Sequence[str],
    slots: Sequence[OpenSlot],
    *,
    now: dt.datetime,
    rating: Rating | None = None,
) -> ExperienceFeature:
    """Return an experience as lists show it."""
    experience = found.experience
    text = _text(experience, languages)
    plain = (
        "organisation_id",
        "category",
        "languages",
        "duration_minutes",
        "min_party",
        "max_party",
        "min_age",
        "confirmation",
        "payment",
        "updated_at",
    )
    properties = ExperienceProperties(
        **{name: getattr(experience, name) for name in plain},
        guide=localized(experience.organisation.names, languages),
        region=experience.region_code,
        title=text.title,
        description=text.description,
        accessibility=_accessibility(experience),
        currency=experience.region.currency,
        price_from_minor=price_from(experience.offered),
        photos=photos_out(experience, languages),
        vouched=vouched_of(experience, languages, now),
        rating=_rating(rating),
        next_slots=[slot_out(slot, experience, now=now) for slot in slots],
        distance_m=None if found.distance_m is None else round(found.distance_m, 1),
    )
    return ExperienceFeature(
        id=experience.id,
        geometry=PointGeometry(coordinates=[experience.lon, experience.lat]),
        properties=properties,
        links={"self": f"/v1/experiences/{experience.id}"},
    )


def photos_out(experience: Experience, languages: Sequence[str]) -> list[PhotoOut]:
    """Return an experience's photos as the API shows them."""
    return [photo_out(photo, languages, among=photos_of(experience)) for photo in experience.photos]


def photos_of(experience: Experience) -> str:
    """Return the address of an experience's photos."""
    return f"/v1/experiences/{experience.id}/photos"


def vouched_of(
    experience: Experience, languages: Sequence[str], now: dt.datetime
) -> VouchedOut | None:
    """Return who vouches for an experience; nobody any more once the time is over."""
    until, reviewer = experience.vouched_until, experience.reviewer
    if reviewer is None or until is None or until <= now or experience.status != "published":
        return None
    name = localized(reviewer.names, languages)
    return VouchedOut(organisation_id=reviewer.id, name=name, until=until)


def _text(experience: Experience, languages: Sequence[str]) -> TextOut:
    return TextOut(**experience.texts[str(shown_language(experience, languages))])


def _accessibility(experience: Experience) -> dict[str, bool | None]:
    return {field: experience.accessibility.get(field) for field in ACCESSIBILITY_FIELDS}


def _option(option: ExperienceOption, languages: Sequence[str]) -> OptionOut:
    return OptionOut(
        id=option.id,
        name=localized(option.names, languages),
        names=option.names,
        duration_minutes=option.duration_minutes,
        units=[_unit(unit, languages) for unit in option.offered or option.units],
    )


def _unit(unit: ExperienceUnit, languages: Sequence[str]) -> UnitOut:
    plain = ("id", "kind", "names", "price_minor", "seats", "min_age", "max_age")
    facts = {name: getattr(unit, name) for name in plain}
    return UnitOut(name=localized(unit.names or UNIT_NAMES[unit.kind], languages), **facts)


def _rating(rating: Rating | None) -> RatingOut | None:
    return RatingOut(stars=rating.stars, count=rating.count) if rating else None


def _keeping(experience: Experience, languages: Sequence[str]) -> KeepingOut:
    retired = [option for option in experience.options if option.retired_at is not None]
    return KeepingOut(
        association_id=experience.reviewer_id,
        review_remark=experience.review_remark,
        vouched_until=experience.vouched_until,
        changed_since_review=experience.changed_since_review,
        retired_options=[_option(option, languages) for option in retired],
    )


def history_out(
    changes: Sequence[ExperienceChange], limit: int, links: Mapping[str, str]
) -> ExperienceHistoryOut:
    """Return up to `limit` changes; one more, where there is one, tells what was before."""
    earlier = said_before(change.content for change in changes)
    shown = [
        ExperienceChangeOut(
            version=change.version,
            action=change.action,
            at=change.at,
            account_id=change.account_id,
            remark=change.remark,
            changed=changed_fields(change.content, before),
        )
        for change, before in zip(changes, earlier, strict=True)
    ]
    return ExperienceHistoryOut(changes=shown[:limit], links=dict(links))
