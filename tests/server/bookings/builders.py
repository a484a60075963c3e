"""A farmer's hour in the rice field, its slots, and who books it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server import migrations
from server.bookings.changes import By
from server.bookings.holding import Contact, Wish, hold
from server.bookings.models import Booking
from server.db import Database
from server.experiences.models import Experience, ExperienceOption, ExperienceUnit
from server.experiences.slot_models import Slot
from server.regions.service import RegionRecord, save_region
from tests.server.conftest import NOW
from tests.server.people import make_organisation

GUEST = By("held", "guest")
HANAKO = Contact("青森 花子", "hanako@example.jp", "090-1234-5678", "ja")
STARTS = NOW + dt.timedelta(days=10)
ABU = RegionRecord(
    code="abu",
    names={"ja": "阿武町", "en": "Abu"},
    time_zone="Asia/Tokyo",
    country="JP",
    subdivision="35",
    currency="JPY",
    languages=["ja", "en"],
    centre_lat=34.5,
    centre_lon=131.5,
    west=131.4,
    south=34.4,
    east=131.7,
    north=34.7,
    attribution="阿武町",
    licence="CC-BY-4.0",
)


@dataclass(frozen=True, slots=True)
class RiceField:
    """An experience with one option, three units and some slots, by their ids."""

    organisation_id: str
    experience_id: str
    option_id: str
    adult: str
    child: str
    infant: str
    slots: tuple[str, ...]


def make_rice_field(
    database: Database,
    *,
    slots: int = 2,
    capacity: int = 10,
    organisation_id: str | None = None,
    **facts: Any,
) -> RiceField:
    """Keep a published experience whose slots begin a day apart, ten days from now."""
    organisation = organisation_id or make_organisation(database, "田んぼの佐藤")
    with database.writing() as session:
        save_region(session, ABU, now=NOW)
        session.flush()
        field = _experience(organisation, facts)
        session.add(field)
        session.flush()
        option = field.options[0]
        times = [slot_of(field, STARTS + dt.timedelta(days=day), capacity) for day in range(slots)]
        session.add_all(times)
        adult, child, infant = (unit.id for unit in option.units)
        return RiceField(
            organisation, field.id, option.id, adult, child, infant, tuple(t.id for t in times)
        )


def _experience(organisation: str, facts: dict[str, Any]) -> Experience:
    said: dict[str, Any] = {
        "status": "published",
        "category": "farm",
        "languages": ["ja"],
        "texts": {
            "ja": {"title": "田植え体験", "description": "田んぼで一時間"},
            "en": {"title": "An hour in the rice field", "description": "Planting rice"},
        },
        "lat": 34.51,
        "lon": 131.52,
        "duration_minutes": 60,
        "min_party": 1,
        "max_party": 8,
        "min_to_run": 1,
        "cancellation": [[48, 100], [24, 50]],
        "cutoff_minutes": 60,
        "confirmation": "instant",
        "approval_hours": 24,
        "payment": "on_site",
        **facts,
    }
    return Experience(
        id=str(uuid.uuid4()),
        organisation_id=organisation,
        region_code="abu",
        version=1,
        created_at=NOW,
        updated_at=NOW,
        options=[_option()],
        **said,
    )


def _option() -> ExperienceOption:
    kinds = (("ADULT", 3000, 1), ("CHILD", 1500, 1), ("INFANT", 0, 0))
    units = [
        ExperienceUnit(id=str(uuid.uuid4()), position=n, kind=kind, price_minor=price, seats=seats)
        for n, (kind, price, seats) in enumerate(kinds)
    ]
    return ExperienceOption(id=str(uuid.uuid4()), position=0, names={"ja": "午前"}, units=units)


def slot_of(experience: Experience, starts_at: dt.datetime, capacity: int) -> Slot:
    """Return a new slot with all its seats."""
    return Slot(
        id=str(uuid.uuid4()),
        experience_id=experience.id,
        option_id=experience.options[0].id,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=experience.duration_minutes),
        local_date=starts_at.date(),
        capacity=capacity,
        vacancies=capacity,
        status="open",
        updated_at=NOW,
    )


def held(
    session: Session,
    field: RiceField,
    adults: int = 2,
    *,
    slot: int = 0,
    now: dt.datetime = NOW,
    **wish: Any,
) -> Booking:
    """Hold seats for some adults."""
    wanted = Wish(field.slots[slot], {field.adult: adults}, HANAKO, **wish)
    return hold(session, wanted, GUEST, now=now)


def vacancies(session: Session, slot_id: str) -> int:
    """Return how many seats a slot says are left."""
    return session.scalars(sa.select(Slot.vacancies).where(Slot.id == slot_id)).one()


@contextmanager
def committed_database(url: str, folder: Any) -> Iterator[Database]:
    """Give a migrated database of one's own, to which processes can really commit."""
    if url.startswith("sqlite"):
        database = Database.at(f"sqlite:///{folder / 'own.sqlite3'}")
    else:
        database = Database.at(_new_postgresql(url))
    try:
        migrations.upgrade(database.engine)
        yield database
    finally:
        database.close()


def _new_postgresql(url: str) -> str:
    name = f"own_{uuid.uuid4().hex}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)
