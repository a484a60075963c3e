"""Dashboards over HTTP: of a guide, and of an association."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import Field
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.bookings import dashboards, examples, guest_examples
from server.bookings.dashboards import Days, Fill, Month, Whose
from server.bookings.guest_schemas import ReviewOut, review_out
from server.bookings.letters import title_of
from server.bookings.models import Booking
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.types import STRICT_INT, LocalDateTime, Model
from server.services import services

contract = Contract("dashboards")


class DashboardQuery(Model):
    """How many months to look back and ahead, besides the present one."""

    months_back: Annotated[int, Field(ge=0, le=24), STRICT_INT] = 11
    months_ahead: Annotated[int, Field(ge=0, le=12), STRICT_INT] = 3


class MonthOut(Model):
    """What took, or will take, place in a month, in one currency."""

    month: str = Field(examples=["2027-05"])
    currency: str
    bookings: int = Field(description="That stand, or were used")
    people: int
    income_minor: int = Field(description="What it has brought in, refunds taken off")
    expected_minor: int = Field(description="What guests will pay the guide when they come")
    refund_minor: int


class FillOut(Model):
    """How full slots are."""

    slots: int
    capacity: int
    taken: int
    rate: float | None = Field(description="0 to 1; null without seats")


class GuestOut(Model):
    """A booking that is coming up, or waits for an answer or for being read."""

    booking_id: str
    code: str
    title: str
    starts_at: LocalDateTime
    name: str | None
    people: int
    answer_by: LocalDateTime | None


class GuideDashboardOut(Model):
    """A guide's dashboard, over all organisations that one belongs to."""

    first_date: dt.date
    last_date: dt.date
    organisation_ids: list[str]
    bookings: dict[str, int] = Field(description="How many are in each state")
    fill: FillOut
    months: list[MonthOut] = Field(description="Those with bookings, the earliest first")
    upcoming: list[GuestOut]
    unanswered: list[GuestOut]
    unread_messages: int
    unread: list[GuestOut] = Field(
        default_factory=list,
        description="Bookings with messages that wait to be read, the one that waits longest first",
    )
    reviews: list[ReviewOut] = Field(description="The latest, hidden ones too")


class AssociationDashboardOut(Model):
    """An association's dashboard, over the experiences that it reviews: sums, and no names."""

    first_date: dt.date
    last_date: dt.date
    guides: int
    experiences: dict[str, int] = Field(description="How many are in each state")
    bookings: dict[str, int] = Field(description="How many are in each state")
    guests: int = Field(description="People of bookings that stand or were used")
    fill: FillOut
    months: list[MonthOut]


_MONTH: Final[dict[str, Any]] = {
    "month": "2027-05",
    "currency": "JPY",
    "bookings": 12,
    "people": 30,
    "income_minor": 84000,
    "expected_minor": 6000,
    "refund_minor": 3000,
}
_FILL: Final[dict[str, Any]] = {"slots": 8, "capacity": 80, "taken": 30, "rate": 0.375}
_STATES: Final[dict[str, int]] = {
    "ON_HOLD": 1,
    "PENDING": 1,
    "CONFIRMED": 2,
    "REDEEMED": 10,
    "EXPIRED": 3,
    "CANCELLED": 2,
    "REJECTED": 0,
}
_GUEST: Final[dict[str, Any]] = {
    "booking_id": examples.BOOKING_ID,
    "code": "7KQ4M2XD",
    "title": "田植え体験",
    "starts_at": "2027-05-15T10:00:00+09:00",
    "name": "青森 花子",
    "people": 2,
    "answer_by": None,
}
_DAYS: Final = {"first_date": "2026-06-01", "last_date": "2027-08-31"}
GUIDE_DASHBOARD: Final[dict[str, Any]] = {
    **_DAYS,
    "organisation_ids": [examples.ORGANISATION_ID],
    "bookings": _STATES,
    "fill": _FILL,
    "months": [_MONTH],
    "upcoming": [_GUEST],
    "unanswered": [],
    "unread_messages": 1,
    "unread": [_GUEST],
    "reviews": [guest_examples.REVIEW],
}
ASSOCIATION_DASHBOARD: Final[dict[str, Any]] = {
    **_DAYS,
    "guides": 4,
    "experiences": {"in_review": 1, "published": 6},
    "bookings": _STATES,
    "guests": 30,
    "fill": _FILL,
    "months": [_MONTH],
}


def _days(session: Session, organisation_ids: Sequence[str], query: DashboardQuery) -> Days:
    today = dashboards.today_of(session, organisation_ids, now=services().now())
    return dashboards.days_around(today, query.months_back, query.months_ahead)


def _months_out(months: list[Month]) -> list[MonthOut]:
    return [
        MonthOut(
            month=m.month,
            currency=m.currency,
            bookings=m.bookings,
            people=m.people,
            income_minor=m.income_minor,
            expected_minor=m.expected_minor,
            refund_minor=m.refund_minor,
        )
        for m in months
    ]


def _fill_out(fill: Fill) -> FillOut:
    return FillOut(slots=fill.slots, capacity=fill.capacity, taken=fill.taken, rate=fill.rate)


def _guest_out(booking: Booking) -> GuestOut:
    zone = ZoneInfo(booking.experience.region.time_zone)
    asked = booking.answer_by
    return GuestOut(
        booking_id=booking.id,
        code=booking.code,
        title=title_of(booking, message_language()),
        starts_at=booking.slot.starts_at.astimezone(zone),
        name=booking.contact_name,
        people=len(booking.tickets),
        answer_by=asked.astimezone(zone) if asked else None,
    )


@contract.operation(
    "GET",
    "/v1/guides/me/dashboard",
    query=DashboardQuery,
    reply=Reply(200, "The dashboard", GuideDashboardOut, example=GUIDE_DASHBOARD),
)
def get_guide_dashboard(query: DashboardQuery) -> Answer:
    """Show what a guide wants to know at a glance, over all organisations they belong to."""
    theirs = sorted(current_principal().memberships)
    with services().database.reading() as session:
        return Answer(_guide_dashboard(session, theirs, _days(session, theirs, query)))


def _guide_dashboard(session: Session, theirs: list[str], days: Days) -> GuideDashboardOut:
    whose, now = Whose(offered_by=theirs), services().now()
    return GuideDashboardOut(
        first_date=days[0],
        last_date=days[1],
        organisation_ids=theirs,
        bookings=dashboards.states(session, whose, days),
        fill=_fill_out(dashboards.fill(session, whose, days)),
        months=_months_out(dashboards.months(session, whose, days)),
        upcoming=[_guest_out(b) for b in dashboards.upcoming(session, whose, now)],
        unanswered=[_guest_out(b) for b in dashboards.unanswered(session, whose)],
        unread_messages=dashboards.count_unread(session, whose),
        unread=[_guest_out(b) for b in dashboards.unread(session, whose)],
        reviews=[review_out(r) for r in dashboards.latest_reviews(session, whose)],
    )


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/dashboard",
    path_examples={"organisation_id": examples.ORGANISATION_ID},
    query=DashboardQuery,
    reply=Reply(200, "The dashboard", AssociationDashboardOut, example=ASSOCIATION_DASHBOARD),
)
def get_association_dashboard(organisation_id: str, query: DashboardQuery) -> Answer:
    """Show what the experiences that an association reviews come to; nobody is named."""
    authorise(organisation_id, missing=OrganisationNotFound())
    whose = Whose(reviewed_by=organisation_id)
    with services().database.reading() as session:
        days = _days(session, [organisation_id], query)
        offered = dashboards.offers(session, whose)
        months = dashboards.months(session, whose, days)
        shown = AssociationDashboardOut(
            first_date=days[0],
            last_date=days[1],
            guides=offered.guides,
            experiences=offered.experiences,
            bookings=dashboards.states(session, whose, days),
            guests=sum(month.people for month in months),
            fill=_fill_out(dashboards.fill(session, whose, days)),
            months=_months_out(months),
        )
        return Answer(shown)
