"""What keeps a campaign from being kept: its dates and its spots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.campaigns.models import CampaignKind
from server.errors import Fault
from server.http.wordings import language_faults
from server.spots.models import Spot
from server.spots.visibility import is_public
from server.text import Text

_ENDS_TOO_EARLY: Final = Text(
    "It must not end before it begins.", "終わりの日は始まりの日より前にできません。"
)
_UNKNOWN_SPOT: Final = Text("There is no spot '{spot}'.", "スポット「{spot}」はありません。")
_TWICE: Final = Text("'{spot}' is listed twice.", "「{spot}」が二度指定されています。")


@dataclass(frozen=True, slots=True)
class Draft:
    """A campaign as somebody writes it; fields as in `Campaign`."""

    kind: CampaignKind
    titles: Mapping[str, str]
    valid_from: dt.date
    valid_until: dt.date
    spot_ids: Sequence[str]
    boost: float
    descriptions: Mapping[str, str] = field(default_factory=dict)


def campaign_faults(session: Session, draft: Draft) -> list[Fault]:
    """Return everything that keeps `draft` from being kept; empty when nothing does."""
    faults = [*language_faults("/titles", draft.titles), *_spot_faults(session, draft)]
    if draft.valid_until < draft.valid_from:
        faults.append(Fault("/valid_until", "ends_too_early", _ENDS_TOO_EARLY))
    return faults


def _spot_faults(session: Session, draft: Draft) -> Iterator[Fault]:
    public = sa.select(Spot.id).where(Spot.id.in_(sorted(draft.spot_ids)), is_public())
    known = set(session.scalars(public))
    seen: set[str] = set()
    for rank, key in enumerate(draft.spot_ids):
        pointer = f"/spot_ids/{rank}"
        if key not in known:
            yield Fault(pointer, "unknown_spot", _UNKNOWN_SPOT, {"spot": key})
        elif key in seen:
            yield Fault(pointer, "listed_twice", _TWICE, {"spot": key})
        seen.add(key)
