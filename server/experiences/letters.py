"""Letters about the life of experiences, written in the transaction that they tell of."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from server.accounts.models import Account, Organisation
from server.accounts.people import list_people
from server.experiences.models import Experience
from server.outbox.service import Letter, post
from server.permissions import Role
from server.text import chosen_language

_OWNERS: Final = (Role.OWNER,)
_KEEPERS: Final = (Role.OWNER, Role.EDITOR)


def tell_association(
    session: Session, kind: str, experience: Experience, *, now: dt.datetime
) -> None:
    """Write to the owners of the association that was asked to look at an experience."""
    for account in list_people(session, str(experience.reviewer_id), _OWNERS):
        _write(session, kind, experience, account, now)


def tell_guide(session: Session, kind: str, experience: Experience, *, now: dt.datetime) -> None:
    """Write to the guide's people who keep the experience."""
    for account in list_people(session, experience.organisation_id, _KEEPERS):
        _write(session, kind, experience, account, now)


def _write(
    session: Session, kind: str, experience: Experience, account: Account, now: dt.datetime
) -> None:
    values = _values(session, experience, account.language)
    post(session, Letter(kind, str(account.email), account.language, values), now=now)


def _values(session: Session, experience: Experience, language: str) -> dict[str, str]:
    until = experience.vouched_until
    zone = ZoneInfo(experience.region.time_zone)
    return {
        "experience": title_of(experience, language),
        "guide": _name(session, experience.organisation_id, language),
        "association": _name(session, experience.reviewer_id, language),
        "remark": experience.review_remark or "–",
        "until": until.astimezone(zone).date().isoformat() if until else "–",
    }


def _name(session: Session, organisation_id: str | None, language: str) -> str:
    organisation = session.get(Organisation, organisation_id) if organisation_id else None
    if organisation is None:
        return "–"
    return organisation.names.get(language) or next(iter(organisation.names.values()), "–")


def title_of(experience: Experience, language: str) -> str:
    """Return the experience's title in a language, or the next best one."""
    titles = {tag: text["title"] for tag, text in experience.texts.items()}
    chosen = chosen_language(titles, [language, *experience.region.languages])
    return titles[chosen] if chosen else ""
