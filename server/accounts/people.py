"""To whom of an organisation one writes."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.models import Account, Membership
from server.permissions import Role


def list_people(session: Session, organisation_id: str, roles: Collection[Role]) -> list[Account]:
    """Return an organisation's members in one of these roles who can be reached by mail."""
    statement = (
        sa.select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_(roles),
            Account.email.is_not(None),
        )
        .order_by(Account.id)
    )
    return list(session.scalars(statement))
