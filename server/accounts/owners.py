"""Whether an organisation can own something new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from server.accounts.models import Organisation
from server.errors import Fault
from server.text import Text

_UNKNOWN: Final = Text(
    "There is no organisation '{organisation}'.", "団体「{organisation}」はありません。"
)


def owner_faults(session: Session, organisation_id: str) -> Iterator[Fault]:
    """Yield a fault where there is no such organisation."""
    if session.get(Organisation, organisation_id) is None:
        values: dict[str, object] = {"organisation": organisation_id}
        yield Fault("/organisation_id", "unknown_organisation", _UNKNOWN, values)
