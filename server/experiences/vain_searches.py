"""What people looked for among experiences and did not find: counted by day, and nobody is kept.

Only what was chosen from lists is counted, never words that somebody typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.db import Base
from server.experiences.wall_clock import local_date
from server.regions.models import Region

ANY: Final = ""
"""Stands for no category, or no language, in particular."""

KEPT_FOR: Final = dt.timedelta(days=400)
_LANGUAGE: Final = re.compile("[a-z]{2}")


class VainSearch(Base):
    """How often a region's experiences were searched on a day, and none was found.

    `category` and `language` are `ANY` where none was asked for.
    """

    __tablename__ = "vain_searches"
    __table_args__ = (sa.CheckConstraint("searches > 0", name="searches"),)

    day: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    region_code: Mapped[str] = mapped_column(
        sa.ForeignKey(Region.code, ondelete="CASCADE"), primary_key=True
    )
    category: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    searches: Mapped[int] = mapped_column(sa.Integer)


def count_vain_search(
    session: Session,
    region: Region,
    categories: Sequence[str],
    language: str | None,
    *,
    now: dt.datetime,
) -> None:
    """Count a search that found nothing, for each category that it was for, on the region's day.

    What was counted very long ago is forgotten. A language tag of more than two letters counts as
    `ANY`.
    """
    tongue = language if language and _LANGUAGE.fullmatch(language) else ANY
    today = local_date(now, ZoneInfo(region.time_zone))
    for category in sorted(set(categories)) or [ANY]:
        session.execute(_one_more(session, (today, region.code, category, tongue)))
    old = sa.delete(VainSearch).where(VainSearch.day < today - KEPT_FOR)
    session.execute(old.execution_options(synchronize_session=False))


def _one_more(session: Session, key: tuple[dt.date, str, str, str]) -> sa.Executable:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(VainSearch) if on_sqlite else postgresql.insert(VainSearch)
    names = ("day", "region_code", "category", "language")
    row = insert.values(**dict(zip(names, key, strict=True)), searches=1)
    return row.on_conflict_do_update(
        index_elements=names, set_={"searches": VainSearch.searches + 1}
    )
